import type { PublishedPort } from '../../model/facts.js';
import type { Tree } from '../../model/tree.js';
import { type Context, saidAt, saidBy } from './context.js';

/** `[host:][published:]container[/protocol]`; of a range the first port of the container is told. */
const SHORT = /^(?:(?<host>\[[^\]]*\]|[^:]*):)?(?:(?<published>[^:]*):)(?<first>\d+)(?:-(?<last>\d+))?(?:\/\w+)?$/;

/** What a service publishes on the host: nothing where it leaves the choice of a port to docker. */
export function portsOf(item: Tree, context: Context): readonly PublishedPort[] {
  if (item.kind === 'mapping') return ofMapping(item, context);
  const text = saidBy(item, context) ?? '';
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

function ofMapping(item: Tree, context: Context): readonly PublishedPort[] {
  const target = saidAt(item, context, 'target');
  const published = saidAt(item, context, 'published');
  const host = saidAt(item, context, 'host_ip');
  if (target === undefined || published === undefined) return [];
  const written = `${published}:${target}`;
  return [{ container: Number(target), written, at: item.at, ...(host === undefined ? {} : { host }) }];
}
