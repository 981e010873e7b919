import { type Catalogue, spellings } from '../flink/catalogue.js';
import { clusterFields, clusterSpec, entryAt, fieldAt, isNativeMode, scalarAt } from '../flink/manifest.js';
import { activatesHighAvailability, type Occasion, type OperatorDefault, operatorDefaults } from '../flink/operator.js';
import { hasPlaceholder } from '../flink/placeholder.js';
import { resourceMemoryText } from '../flink/quantity.js';
import { covers } from '../flink/versions.js';
import type { Grammar, Setting } from '../model/facts.js';
import type { Resource } from '../model/manifest.js';
import type { Span } from '../model/span.js';
import type { Layer } from '../model/target.js';
import type { Mapping, Scalar, Tree } from '../model/tree.js';
import type { VersionRange } from '../model/version.js';

/** What the operator is, as far as that is known. */
export interface OperatorTools {
  readonly catalogue: Catalogue;
  /** Its version. */
  readonly operator: string | undefined;
  /** Its own configuration, which lies beneath that of every resource. */
  readonly defaults?: Omit<Layer, 'grammar'>;
}

/**
 * What the operator makes of a resource, lowest first: its own configuration, what it sets by itself where neither that nor
 * the resource does, the resource's `flinkConfiguration`, and what it makes of the other fields, which wins over all
 * (`FlinkConfigBuilder#buildFrom`).
 */
export function operatorLayers(
  resource: Resource,
  range: VersionRange,
  { catalogue, operator, defaults }: OperatorTools,
): readonly Layer[] {
  const configuration = configurationLayer(resource, range);
  const fields = clusterFields(resource);
  const grammar = grammarOf(range);
  const user = [...(defaults?.settings ?? []), ...(configuration?.settings ?? [])];
  const made = (name: string, settings: readonly Setting[]): Layer => ({
    name,
    file: resource.file,
    grammar,
    settings,
    implied: true,
  });
  const own = operatorDefaults(operator).filter(setsItself(resource, user, range, catalogue));
  return [
    ...(defaults === undefined ? [] : [{ ...defaults, grammar }]),
    made(
      'operator',
      own.map(({ key, value }) => settingAt(key, value, resource.at)),
    ),
    ...(configuration === undefined ? [emptyLayer(resource, grammar)] : [configuration]),
    made('spec', fields === undefined ? [] : forced(resource, fields, user, (key) => catalogue.nameIn(key, range))),
  ];
}

/** A resource's own `flinkConfiguration`; nothing where it has none. */
export function configurationLayer(resource: Resource, range: VersionRange): Layer | undefined {
  const { configuration } = resource;
  if (configuration === undefined) return undefined;
  const open = configuration.open ?? (resource.template === true ? `${resource.file} is a template` : undefined);
  return {
    name: 'flinkConfiguration',
    file: resource.file,
    grammar: grammarOf(range),
    settings: configuration.settings,
    containers: configuration.containers,
    at: configuration.at,
    ...(open === undefined ? {} : { open }),
  };
}

/** The operator hands texts on: in a flink-conf.yaml until Flink 1.20, in a config.yaml since 2.0. */
const grammarOf = (range: VersionRange): Grammar => (covers('>=2', range) === 'all' ? 'yaml' : 'legacy');

/** What is missing from a resource without any configuration is missing from its spec. */
const emptyLayer = (resource: Resource, grammar: Grammar): Layer => ({
  name: 'flinkConfiguration',
  file: resource.file,
  grammar,
  settings: [],
  at: clusterSpec(resource)?.keyAt ?? resource.at,
  ...(resource.template === true ? { open: `${resource.file} is a template` } : {}),
});

function settingAt(key: string, value: string, at: Span): Setting {
  const place = { file: at.file, start: at.start, end: at.end, key, value };
  return { key, value, type: 'string', written: value, keyAt: place, valueAt: place, quoted: false, nested: false };
}

/** Whether the operator sets an option of its own for a resource. */
function setsItself(
  resource: Resource,
  user: readonly Setting[],
  range: VersionRange,
  catalogue: Catalogue,
): (option: OperatorDefault) => boolean {
  const job = entryAt(clusterFields(resource), 'job')?.value;
  const lastState = String(scalarAt(job, 'upgradeMode')?.value).replace('_', '-') === 'last-state';
  const holds: Readonly<Record<Occasion, boolean>> = {
    always: resource.kind !== 'FlinkSessionJob',
    job: job !== undefined,
    'last-state': lastState,
    'job-with-high-availability': job !== undefined && isHighlyAvailable(user),
  };
  return ({ key, when }) => holds[when] && !isSet(key, user, range, catalogue);
}

/** Whether an option is set in any of its spellings: `Configuration#contains`. */
function isSet(key: string, user: readonly Setting[], range: VersionRange, catalogue: Catalogue): boolean {
  const names = catalogue.shapes(key, range).flatMap(({ name, era }) => [name, ...spellings(era)]);
  return user.some((setting) => names.includes(setting.key));
}

function isHighlyAvailable(user: readonly Setting[]): boolean {
  const named = (key: string) => user.findLast((setting) => setting.key === key)?.value;
  return activatesHighAvailability(named('high-availability.type') ?? named('high-availability'));
}

type NameOf = (key: string) => string;

/** The fields of a resource as the options that the operator sets from them. */
function forced(resource: Resource, fields: Mapping, user: readonly Setting[], name: NameOf): readonly Setting[] {
  const session = resource.kind === 'FlinkSessionJob';
  return [...(session ? [] : ofCluster(resource, fields, user, name)), ...ofJob(resource, fields, user, name)];
}

function ofCluster(resource: Resource, fields: Mapping, user: readonly Setting[], name: NameOf): readonly Setting[] {
  const { at } = resource;
  const identity = resource.name === undefined ? [] : [settingAt('kubernetes.cluster-id', resource.name, at)];
  const available = isHighlyAvailable(user)
    ? identity.map(({ value }) => settingAt('high-availability.cluster-id', value, at))
    : [];
  return [
    ...identity,
    ...available,
    ...copied(scalarAt(fields, 'image'), name('kubernetes.container.image.ref')),
    ...copied(scalarAt(fields, 'serviceAccount'), 'kubernetes.service-account'),
    ...copied(scalarAt(fields, 'jobManager', 'replicas'), 'kubernetes.jobmanager.replicas'),
    ...(isNativeMode(resource) ? [] : [settingAt('execution.target', 'remote', at)]),
    ...(['jobManager', 'taskManager'] as const).flatMap((process) => resourcesOf(fields, process, name)),
  ];
}

function copied(scalar: Scalar | undefined, key: string): readonly Setting[] {
  return scalar === undefined ? [] : [settingAt(key, String(scalar.value), scalar.at)];
}

/** Memory and CPU of a process: from `resources` where that has any, else from the older `resource`. */
function resourcesOf(fields: Mapping, process: 'jobManager' | 'taskManager', name: NameOf): readonly Setting[] {
  const lower = process.toLowerCase();
  const memory = amountOf(fields, process, 'memory');
  const cpu = amountOf(fields, process, 'cpu');
  return [
    ...(memory === undefined ? [] : [memorySetting(`${lower}.memory.process.size`, memory)]),
    ...copied(cpu, name(`kubernetes.${lower}.cpu.amount`)),
  ];
}

function memorySetting(key: string, { value, at }: Scalar): Setting {
  const text = String(value);
  return settingAt(key, hasPlaceholder(text) ? text : (resourceMemoryText(text) ?? text), at);
}

/** What is asked of one kind for a process. */
function amountOf(fields: Tree, process: string, kind: 'memory' | 'cpu'): Scalar | undefined {
  const resources = fieldAt(fields, process, 'resources')?.value;
  const given = ['requests', 'limits'].filter((part) => {
    const value = fieldAt(resources, part)?.value;
    return value?.kind === 'mapping' && value.entries.length > 0;
  });
  if (given.length === 0) return scalarAt(fields, process, 'resource', kind);
  return scalarAt(resources, 'requests', kind) ?? scalarAt(resources, 'limits', kind);
}

function ofJob(resource: Resource, fields: Mapping, user: readonly Setting[], name: NameOf): readonly Setting[] {
  const job = entryAt(fields, 'job')?.value;
  if (job === undefined) return [];
  const parallelism = parallelismOf(fields, user);
  const application = resource.kind !== 'FlinkSessionJob';
  return [
    ...(parallelism === undefined ? [] : [parallelism]),
    ...copied(scalarAt(job, 'allowNonRestoredState'), name('execution.state-recovery.ignore-unclaimed-state')),
    ...(application ? [settingAt('execution.shutdown-on-application-finish', 'false', resource.at)] : []),
  ];
}

/** `FlinkConfigBuilder#getParallelism`: all slots of the TaskManagers where their number is given, else the job's own. */
function parallelismOf(fields: Mapping, user: readonly Setting[]): Setting | undefined {
  const replicas = scalarAt(fields, 'taskManager', 'replicas');
  const slots = Number(user.findLast(({ key }) => key === 'taskmanager.numberOfTaskSlots')?.value ?? 1);
  if (replicas !== undefined) {
    const all = Number(replicas.value) * slots;
    return settingAt('parallelism.default', Number.isInteger(all) ? String(all) : '${unknown}', replicas.at);
  }
  return copied(scalarAt(fields, 'job', 'parallelism'), 'parallelism.default')[0];
}
