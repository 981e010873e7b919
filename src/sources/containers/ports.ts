import { scalarAt } from '../../flink/manifest.js';
import type { PublishedPort } from '../../model/facts.js';
import type { Tree } from '../../model/tree.js';
import { withDefaults } from './interpolation.js';

/** `[host:][published:]container[/protocol]`; of a range the first port of the container is told. */
const SHORT = /^(?:(?<host>\[[^\]]*\]|[^:]*):)?(?:(?<published>[^:]*):)(?<first>\d+)(?:-(?<last>\d+))?(?:\/\w+)?$/;

/** What a service publishes on the host: nothing where it leaves the choice of a port to docker. */
export function portsOf(item: Tree): readonly PublishedPort[] {
  if (item.kind === 'mapping') return ofMapping(item);
  if (item.kind !== 'scalar' || item.value === null) return [];
  const text = withDefaults(String(item.value));
  const groups = SHORT.exec(text)?.groups;
  if (groups === undefined) return [];
  const [first, last] = [Number(groups.first), Number(groups.last ?? groups.first)];
  const host = groups.host === undefined || groups.host === '' ? {} : { host: groups.host };
  return Array.from({ length: Math.min(last - first + 1, 100) }, (_, index) => ({
    ...host,
    container: first + index,
    written: text,
    at: item.at,
  }));
}

function ofMapping(item: Tree): readonly PublishedPort[] {
  const target = scalarAt(item, 'target');
  const published = scalarAt(item, 'published');
  const host = scalarAt(item, 'host_ip');
  if (target === undefined || published === undefined) return [];
  const written = `${String(published.value)}:${String(target.value)}`;
  return [
    {
      container: Number(target.value),
      written,
      at: item.at,
      ...(host === undefined ? {} : { host: String(host.value) }),
    },
  ];
}
