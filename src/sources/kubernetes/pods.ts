import { itemsAt, podOf, scalarAt, textAt } from '../../flink/manifest.js';
import { podRole } from '../../flink/pod-roles.js';
import type { ContainerFacts, Mount, Word } from '../../model/facts.js';
import type { Resource } from '../../model/manifest.js';
import type { Mapping, Scalar, Tree } from '../../model/tree.js';
import { propertiesOf } from '../containers/properties.js';
import { type SourceOf, type VariableInputs, variablesOf } from './pod-variables.js';
import type { BareResource } from './resources.js';

/**
 * The containers of a workload's pods that run a process of Flink's, with `FLINK_PROPERTIES` read as the image reads it.
 * @param maps ConfigMaps that they may have variables from
 */
export function flinkContainers(
  resource: BareResource,
  sourceOf: SourceOf,
  maps: readonly Resource[] = [],
): readonly ContainerFacts[] {
  return itemsAt(podOf(resource), 'spec', 'containers').flatMap((container) => {
    if (container.kind !== 'mapping') return [];
    const facts = containerOf(container, { workload: resource, maps, sourceOf });
    return podRole(facts) === undefined || startsNothing(resource, facts) ? [] : [facts];
  });
}

/** Whether a Job leaves to its image what is done: the image of Flink prints its usage, and another one runs to its end. */
const startsNothing = ({ kind }: BareResource, { entrypoint, command }: ContainerFacts): boolean =>
  (kind === 'Job' || kind === 'CronJob') && entrypoint === undefined && command === undefined;

/** A workload with the variables that ConfigMaps give its containers, if they do. */
export function withVariables(resource: Resource, maps: readonly Resource[], sourceOf: SourceOf): Resource {
  const { containers = [] } = resource;
  if (!containers.some(({ variablesFrom }) => variablesFrom !== undefined)) return resource;
  return { ...resource, containers: flinkContainers(resource, sourceOf, maps) };
}

function containerOf(container: Mapping, inputs: VariableInputs): ContainerFacts {
  const name = scalarAt(container, 'name');
  const image = scalarAt(container, 'image');
  const entrypoint = wordsAt(container, 'command');
  const command = wordsAt(container, 'args');
  const { variables, from, open: more } = variablesOf(container, inputs);
  const given = propertiesOf(variables);
  const open = given.open ?? more;
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
    ...(from.length === 0 ? {} : { variablesFrom: from }),
    ...(open === undefined ? {} : { open }),
  };
}

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
