import { entryAt, itemsAt, podOf, scalarAt, textAt } from '../../flink/manifest.js';
import { podRole } from '../../flink/pod-roles.js';
import type { ContainerFacts, Mount, Word } from '../../model/facts.js';
import type { SourceText, Span } from '../../model/span.js';
import type { Mapping, Scalar, Tree } from '../../model/tree.js';
import { scalarText } from '../../syntax/yaml-text.js';
import { type GivenVariable, inkOf } from '../containers/environment.js';
import { propertiesOf } from '../containers/properties.js';
import type { BareResource } from './resources.js';

/** The text of a file that some of a resource stands in. */
export type SourceOf = (file: string) => SourceText;

/**
 * The containers of a workload's pods that run a process of Flink's, with `FLINK_PROPERTIES` read as the image reads it.
 * What Kubernetes fills in when a pod starts (`valueFrom`, `$(NAME)`) is a placeholder.
 */
export function flinkContainers(resource: BareResource, sourceOf: SourceOf): readonly ContainerFacts[] {
  return itemsAt(podOf(resource), 'spec', 'containers').flatMap((container) => {
    if (container.kind !== 'mapping') return [];
    const facts = containerOf(container, sourceOf);
    return podRole(facts) === undefined ? [] : [facts];
  });
}

function containerOf(container: Mapping, sourceOf: SourceOf): ContainerFacts {
  const name = scalarAt(container, 'name');
  const image = scalarAt(container, 'image');
  const entrypoint = wordsAt(container, 'command');
  const command = wordsAt(container, 'args');
  const variables = itemsAt(container, 'env').flatMap((item) => variableOf(item, sourceOf));
  const given = propertiesOf(variables);
  const open = given.open ?? (itemsAt(container, 'envFrom').length > 0 ? 'its envFrom may add to it' : undefined);
  return {
    name: String(name?.value ?? ''),
    at: name?.at ?? image?.at ?? container.at,
    environment: variables.map(({ variable }) => variable),
    ports: [],
    mounts: itemsAt(container, 'volumeMounts').flatMap(mountOf),
    ...(image === undefined ? {} : { image: wordOf(image) }),
    ...(entrypoint === undefined ? {} : { entrypoint }),
    ...(command === undefined ? {} : { command }),
    ...(given.properties === undefined ? {} : { properties: given.properties }),
    ...(open === undefined ? {} : { open }),
  };
}

/** A variable; what Kubernetes fills in from elsewhere is a placeholder, and one without a value is empty. */
function variableOf(item: Tree, sourceOf: SourceOf): readonly GivenVariable[] {
  const name = scalarAt(item, 'name');
  if (name === undefined) return [];
  const value = scalarAt(item, 'value');
  const key = String(name.value);
  if (value !== undefined) return [givenAt(key, name.at, textOf(value, sourceOf(value.at.file)), value.at)];
  const text = entryAt(item, 'valueFrom') === undefined ? '' : `\${${key}}`;
  return [givenAt(key, name.at, { file: name.at.file, text, toOuter: () => name.at.start }, name.at)];
}

const givenAt = (name: string, keyAt: Span, source: SourceText, at: Span): GivenVariable => ({
  variable: { name, value: source.text, keyAt, valueAt: inkOf(source, at) },
  source,
  names: new Set(),
});

/** What is mounted, by the name of the volume: a volume is the whole pod's. */
function mountOf(item: Tree): readonly Mount[] {
  const [volume, target] = [textAt(item, 'name'), textAt(item, 'mountPath')];
  if (volume === undefined || target === undefined) return [];
  const part = textAt(item, 'subPath');
  const path = target.replace(/\/+/g, '/').replace(/(?<=.)\/$/, '');
  return [
    {
      source: part === undefined ? volume : `${volume}/${part}`,
      target: path,
      readOnly: scalarAt(item, 'readOnly')?.value === true,
      at: item.at,
    },
  ];
}

function wordsAt(container: Mapping, key: string): readonly Word[] | undefined {
  const items = itemsAt(container, key);
  if (items.length === 0) return undefined;
  return items.flatMap((item) => (item.kind === 'scalar' && item.value !== null ? [wordOf(item)] : []));
}

const wordOf = ({ value, at }: Scalar): Word => ({ text: String(value), at });

/** What a scalar says, with its way back into the file. */
export const textOf = ({ at, written, value }: Scalar, source: SourceText): SourceText =>
  scalarText(source, { start: at.start, end: at.start + written.length, value: String(value) });
