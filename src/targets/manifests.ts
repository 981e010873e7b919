import type { Catalogue } from '../flink/catalogue.js';
import { type DefinitionData, shapeFaults } from '../flink/definitions.js';
import {
  clusterFields,
  fieldAt,
  isFlinksExample,
  isFlinksJar,
  isOperators,
  isPython,
  isSqlClient,
  isWorkload,
  mountsConfigMap,
  resourceName,
  scalarAt,
  textAt,
} from '../flink/manifest.js';
import { OPERATOR_DEFAULTS_LAYER } from '../flink/operator.js';
import { isForFork } from '../flink/operator-forks.js';
import { isVervericas } from '../flink/ververica.js';
import { groupBy } from '../group-by.js';
import { lookup } from '../lookup.js';
import type { Fault } from '../model/facts.js';
import type { ManifestFacts, Resource } from '../model/manifest.js';
import type { Layer, Profile, Target } from '../model/target.js';
import type { VersionEvidence } from '../model/version.js';
import { folderOf } from '../paths.js';
import { type Given, knownVersions, layerOf, modeOf, outsideLayers } from './build.js';
import { configMapTarget, startedBy } from './config-maps.js';
import type { EvidenceWithin } from './evidence-within.js';
import { faultLayer, repeatedKeys } from './manifest-faults.js';
import { nearestDefaults, operatorDefaultsLayer } from './operator-defaults.js';
import { configurationLayer, operatorLayers } from './operator-layers.js';
import { profileOfPath } from './profile.js';
import { reached, waysIn } from './reached.js';
import { conflictOf, versionOf } from './version.js';
import { evidenceAround } from './version-around.js';

/** What targets are made from that live in manifests. */
export interface ManifestTargetInputs {
  readonly manifests: readonly ManifestFacts[];
  /** ConfigMaps that are a part of other targets. */
  readonly taken: ReadonlySet<Resource>;
  /** What names a version in the manifests themselves. */
  readonly evidenceIn: EvidenceWithin;
  /** What names one around them. */
  readonly evidence: readonly VersionEvidence[];
  readonly catalogue: Catalogue;
  readonly definitions: DefinitionData;
  given(file: string): Given;
}

/** The same, with what resources may be seen with, found once. */
interface Inputs extends ManifestTargetInputs {
  /** The clusters that a session job may name, by their names. */
  readonly clusters: ReadonlyMap<string | undefined, readonly Resource[]>;
  /** The operator's own configuration, wherever it is. */
  readonly defaults: readonly Resource[];
}

const isCluster = ({ kind }: Resource): boolean => kind === 'FlinkDeployment';

/** One target for each resource of the operator, and for each other ConfigMap with configuration of Flink's. */
export function manifestTargets(given: ManifestTargetInputs): readonly Target[] {
  const resources = given.manifests.flatMap((manifest) => manifest.resources);
  const inputs: Inputs = {
    ...given,
    clusters: groupBy(resources.filter(isCluster), ({ name }) => name),
    defaults: resources.filter((one) => one.operatorDefaults !== undefined),
  };
  const workloads = resources.filter(isWorkload);
  const ways = waysIn(resources);
  const targets = resources.flatMap((resource) => {
    if (resource.kind === 'FlinkSessionJob' && isOperators(resource)) return sessionJob(resource, inputs);
    if (isOperators(resource)) return ofOperator(resource, inputs).map((target) => reached(target, [], ways));
    if (inputs.taken.has(resource)) return [];
    if (resource.kind === 'ConfigMap') {
      const mounting = workloads.filter((workload) => mountsConfigMap(workload, resource));
      const own = configMapTarget(resource, mounting, versionInputs(resource, mounting, inputs), inputs);
      return own.map((target) => reached(target, mounting, ways));
    }
    return fragment(resource, inputs);
  });
  return [...targets, ...inputs.manifests.flatMap(({ file, broken = [] }) => ofBroken(file, broken, inputs))];
}

/** What can be said of a file with resources that are no YAML: that alone. */
function ofBroken(file: string, faults: readonly Fault[], inputs: ManifestTargetInputs): readonly Target[] {
  if (faults.length === 0) return [];
  const given = inputs.given(file);
  const named = { folder: folderOf(file), given: given.version, evidence: [], weak: [] };
  return [
    {
      name: given.job ?? file,
      kind: 'fragment',
      deployment: 'unknown',
      mode: 'unknown',
      platform: 'kubernetes-operator',
      profile: given.profile ?? profileOfPath(folderOf(file)),
      complete: { cluster: false, job: false },
      version: versionOf({ ...named, all: knownVersions(inputs.catalogue) }),
      evidence: [],
      layers: [faultLayer(file, faults)],
      logging: [],
      files: [file],
      ignored: [],
    },
  ];
}

/** What names the version of a resource: it, and what runs it. */
function versionInputs(resource: Resource, others: readonly Resource[], inputs: ManifestTargetInputs) {
  const own = narrowest(inputs.evidenceIn([resource, ...others].map(({ root }) => root)));
  return {
    folder: folderOf(resource.file),
    given: inputs.given(resource.file).version,
    evidence: evidenceAround({ file: resource.file, own }, inputs.evidence),
    weak: [],
    all: knownVersions(inputs.catalogue),
  };
}

/** `flinkVersion` names a minor, and the tag of an image perhaps the patch: that alone, where the two agree. */
function narrowest(evidence: readonly VersionEvidence[]): readonly VersionEvidence[] {
  const smallest = evidence.reduce<VersionEvidence | undefined>(
    (best, one) => (best === undefined || sizeOf(one) < sizeOf(best) ? one : best),
    undefined,
  );
  if (smallest === undefined) return [];
  const agree = evidence.every(({ range }) => range.min <= smallest.range.min && range.max >= smallest.range.max);
  // The operator goes by what its resource says, whatever is in the image.
  return agree ? [smallest] : evidence.slice(0, 1);
}

const sizeOf = ({ range }: VersionEvidence): number => range.max - range.min;

/** The jar that a resource runs, by its location. */
const jarOf = (resource: Resource): string => textAt(clusterFields(resource), 'job', 'jarURI') ?? '';

/** Whether its job is one that may be built here, and not one that is in Flink's own image, or none at all. */
const bringsItsJob = (resource: Resource): boolean => jarOf(resource) !== '' && !isFlinksJar(jarOf(resource));

/**
 * Whether the code of its job is the only that adds to its settings, and read where it is here: Flink's examples and
 * programs in Python set things that are seen nowhere.
 */
const hasOwnCode = (resource: Resource): boolean =>
  !isFlinksExample(jarOf(resource)) && !isSqlClient(jarOf(resource)) && !isPython(resource);

/** What runs an example of Flink's or greets the world tries Flink out. */
const profileOf = (resource: Resource): Profile =>
  isFlinksExample(jarOf(resource)) || /hello[-_]?world/i.test(`${jarOf(resource)} ${resource.name ?? ''}`)
    ? 'development'
    : profileOfPath(folderOf(resource.file));

/** What every target of a resource has, whatever it is. */
function common(resource: Resource, inputs: ManifestTargetInputs) {
  const given = inputs.given(resource.file);
  const versions = versionInputs(resource, [], inputs);
  const conflict = bringsItsJob(resource) ? conflictOf(versions) : undefined;
  return {
    name: given.job ?? resourceName(resource),
    profile: given.profile ?? profileOf(resource),
    platform: given.platform ?? 'kubernetes-operator',
    version: versionOf(versions),
    evidence: versions.evidence,
    logging: resource.embedded.flatMap(({ facts }) => (facts?.kind === 'logging' ? [facts] : [])),
    files: [resource.file, ...(resource.parts ?? [])],
    ignored: [],
    resource,
    shape: isForFork(resource) ? [] : shapeFaults(resource, inputs.definitions),
    ...startedBy(resource),
    ...(given.operator === undefined ? {} : { operator: given.operator }),
    ...(conflict === undefined ? {} : { conflict }),
  } as const;
}

const toolsFor = ({ file }: Resource, { catalogue, given }: ManifestTargetInputs) => ({
  catalogue,
  operator: given(file).operator,
});

function ofOperator(resource: Resource, inputs: Inputs): readonly Target[] {
  const fields = clusterFields(resource);
  if (fields === undefined || isPatch(resource)) return fragment(resource, inputs);
  const base = common(resource, inputs);
  const job = fieldAt(fields, 'job') !== undefined;
  const closed = resource.template !== true && !isForFork(resource);
  const seen = job && closed && hasOwnCode(resource);
  const values = operatorFiles(resource, inputs);
  const defaults = operatorDefaultsLayer(resource, values, base.profile);
  const tools = { ...toolsFor(resource, inputs), ...(defaults === undefined ? {} : { defaults }) };
  const layers = [...operatorLayers(resource, base.version.range, tools), ...faultLayersOf(resource)];
  return [
    {
      ...base,
      files: [...base.files, ...new Set(values.map(({ file }) => file))],
      kind: job ? 'application' : 'cluster',
      deployment: job ? 'application' : 'session',
      mode: modeOf(layers),
      complete: { cluster: closed, job: seen },
      layers: [...outsideLayers(inputs.given(resource.file), false), ...layers],
    },
  ];
}

/** The operator's own configuration that may lie beneath a resource, where the user does not say what does. */
function operatorFiles({ file }: Resource, { defaults, given }: Inputs): readonly Resource[] {
  return given(file).layers.some(({ as }) => as === OPERATOR_DEFAULTS_LAYER) ? [] : nearestDefaults(file, defaults);
}

/**
 * A job of a session cluster, on top of that cluster where it is to be seen. By what the operator refuses of it, its own
 * resource is looked at all the same.
 */
function sessionJob(resource: Resource, inputs: Inputs): readonly Target[] {
  const base = common(resource, inputs);
  const cluster = sessionClusterOf(resource, inputs);
  const below = cluster === undefined ? undefined : ofOperator(cluster, inputs)[0];
  const version = below?.version ?? base.version;
  const own = [...operatorLayers(resource, version.range, toolsFor(resource, inputs)), ...faultLayersOf(resource)];
  const layers: readonly Layer[] = [...(below?.layers ?? []), ...own];
  const seen = below?.complete.cluster === true && resource.template !== true;
  return [
    {
      ...base,
      kind: below === undefined ? 'fragment' : 'application',
      deployment: 'session',
      mode: modeOf(layers),
      platform: below?.platform ?? base.platform,
      version,
      complete: { cluster: seen, job: seen && hasOwnCode(resource) },
      layers,
      files: cluster === undefined || cluster.file === resource.file ? [resource.file] : [resource.file, cluster.file],
      ...(cluster === undefined ? {} : { cluster }),
    },
  ];
}

/** Keys that stand twice in a resource of the operator, where they are not the branches of a template. */
function faultLayersOf(resource: Resource): readonly Layer[] {
  const faults = resource.template === true ? [] : repeatedKeys(resource.root);
  return faults.length === 0 ? [] : [faultLayer(resource.file, faults)];
}

/** The cluster that a session job names: one of several of that name only where it is the nearest by far. */
function sessionClusterOf(job: Resource, { clusters }: Inputs): Resource | undefined {
  const wanted = scalarAt(job.root, 'spec', 'deploymentName')?.value;
  const named = typeof wanted === 'string' ? (clusters.get(wanted) ?? []) : [];
  const candidates = named.filter(
    ({ namespace, apiVersion }) => apiVersion === job.apiVersion && namespace === job.namespace,
  );
  const near = candidates.filter(({ file }) => file === job.file);
  const beside = candidates.filter(({ file }) => folderOf(file) === folderOf(job.file));
  return [near, beside, candidates].find((some) => some.length > 0)?.find((_, __, some) => some.length === 1);
}

/** A patch of kustomize's says only what differs: never all that the operator asks of a whole resource. */
function isPatch(resource: Resource): boolean {
  const fields = clusterFields(resource);
  const has = (key: string): boolean => fieldAt(fields, key) !== undefined;
  return !has('flinkVersion') && !has('image') && [has('job'), has('jobManager'), has('taskManager')].includes(false);
}

/** Configuration that something else completes: a patch, a template, a resource of another operator. */
function fragment(resource: Resource, inputs: ManifestTargetInputs): readonly Target[] {
  const base = common(resource, inputs);
  const layer = configurationLayer(resource, base.version.range);
  const files = resource.embedded.flatMap(({ facts }) => (facts?.kind === 'config' ? [facts] : []));
  const layers = [...files.map((facts) => layerOf(facts, 'values')), ...(layer === undefined ? [] : [layer])];
  if (layers.length === 0 && base.logging.length === 0 && !isOperators(resource)) return [];
  return [
    {
      ...base,
      name: resource.kind === '' ? resource.file : base.name,
      kind: 'fragment',
      deployment: 'unknown',
      mode: modeOf(layers),
      platform: inputs.given(resource.file).platform ?? platformOf(resource),
      complete: { cluster: false, job: false },
      layers,
    },
  ];
}

/** Whose resource it is, by its group, or by what only the Deployments of Ververica Platform have. */
function platformOf(resource: Resource): Target['platform'] {
  if (isOperators(resource)) return 'kubernetes-operator';
  if (isVervericas(resource)) return 'ververica';
  return lookup(PLATFORMS, resource.apiVersion.split('/')[0] ?? '') ?? 'unknown';
}

const PLATFORMS: Readonly<Record<string, Target['platform']>> = { 'cmf.confluent.io': 'confluent' };
