import type { Catalogue } from '../flink/catalogue.js';
import { containersOf, entryClassOf, isStandaloneJob, resourceName } from '../flink/manifest.js';
import type { ConfigFacts } from '../model/facts.js';
import type { Resource } from '../model/manifest.js';
import type { Layer, Platform, Target } from '../model/target.js';
import { folderOf } from '../paths.js';
import { type Given, layerOf, modeOf, outsideLayers, weakEvidence, whatFlinkReads } from './build.js';
import { profileOfPath } from './profile.js';
import { conflictOf, type VersionInputs, versionOf } from './version.js';

/**
 * The cluster whose configuration a ConfigMap holds. What mounts it says whether it is one for sessions or for one job;
 * where nothing here does, it may be completed by what is elsewhere.
 */
export function configMapTarget(
  resource: Resource,
  mounting: readonly Resource[],
  versions: VersionInputs,
  inputs: { readonly catalogue: Catalogue; given(file: string): Given },
): readonly Target[] {
  const configs = resource.embedded.flatMap(({ facts }) => (facts?.kind === 'config' ? [facts] : []));
  const logging = resource.embedded.flatMap(({ facts }) => (facts?.kind === 'logging' ? [facts] : []));
  if (configs.length === 0 && logging.length === 0) return [];
  const given = inputs.given(resource.file);
  const all = { ...versions, weak: weakEvidence(configs, inputs.catalogue, versions.all) };
  const version = versionOf(all);
  const conflict = conflictOf(all);
  const { read, ignored } = whatFlinkReads(configs, version.range);
  const own = read.map((facts) => ({ ...layerOf(facts, 'ConfigMap'), ...openBy(facts, resource, mounting) }));
  const layers: readonly Layer[] = [...outsideLayers(given, false), ...own, ...outsideLayers(given, true)];
  const application = mounting.some(isStandaloneJob);
  const beneath = own.some(isOfOperator);
  const seen = read.length > 0 && mounting.length > 0 && !beneath;
  return [
    {
      name: given.job ?? resourceName(resource),
      ...natureOf(application, mounting, beneath),
      mode: modeOf(layers),
      platform: given.platform ?? (beneath ? 'kubernetes-operator' : platformOf(own)),
      profile: given.profile ?? profileOfPath(folderOf(resource.file)),
      version,
      evidence: versions.evidence,
      complete: { cluster: seen, job: seen && application },
      layers,
      logging,
      files: [resource.file],
      ignored,
      resource,
      ...(mounting.length === 0 ? {} : { workloads: mounting }),
      ...startedBy(mounting.find(isStandaloneJob)),
      ...(conflict === undefined ? {} : { conflict }),
    },
  ];
}

/** @param beneath whether it is the operator's own, which lies beneath its clusters */
function natureOf(
  application: boolean,
  mounting: readonly Resource[],
  beneath: boolean,
): Pick<Target, 'kind' | 'deployment'> {
  if (beneath) return { kind: 'fragment', deployment: 'unknown' };
  if (application) return { kind: 'application', deployment: 'application' };
  return { kind: 'cluster', deployment: mounting.length > 0 ? 'session' : 'unknown' };
}

/** The class that starts the job of a resource, where it is named. */
export function startedBy(resource: Resource | undefined): Pick<Target, 'entryClass'> {
  const entryClass = resource === undefined ? undefined : entryClassOf(resource);
  return entryClass === undefined ? {} : { entryClass };
}

/** What a container makes of it, or adds to it, before Flink reads it. */
function openBy(facts: ConfigFacts, resource: Resource, mounting: readonly Resource[]): Pick<Layer, 'open'> {
  if (facts.refused) return { open: `${facts.name ?? facts.file} cannot be read to its end` };
  if (resource.template === true || facts.template === true) return { open: `${resource.file} is a template` };
  const making = mounting.find(({ containers }) => containers !== undefined);
  if (making !== undefined) return { open: `${resourceName(making)} makes its configuration of it when it starts` };
  const adding = mounting.find((workload) => containersOf(workload).some(addsSettings));
  return adding === undefined ? {} : { open: `${resourceName(adding)} adds to it when it starts` };
}

/** `-D` of the entry points, and `FLINK_PROPERTIES` of Flink's image. */
const addsSettings = ({ words, variables }: ReturnType<typeof containersOf>[number]): boolean =>
  words.some((word) => /^-D|\s-D/.test(word)) || variables.includes('FLINK_PROPERTIES');

/** What the Kubernetes operator itself is started with, which lies beneath the configuration of all its jobs. */
const isOfOperator = ({ settings }: Layer): boolean =>
  settings.some(({ key }) => key.startsWith('kubernetes.operator.'));

/** Only the client of native Kubernetes reads these. */
const NATIVE = /^kubernetes\.(?:container\.image|jobmanager\.|taskmanager\.|pod-template)/;

const platformOf = (layers: readonly Layer[]): Platform =>
  layers.some(({ settings }) => settings.some(({ key }) => NATIVE.test(key)))
    ? 'kubernetes-native'
    : 'kubernetes-standalone';
