import type { Catalogue } from '../../flink/catalogue.js';
import type { Distribution } from '../../flink/distribution.js';
import { isFlinkImage } from '../../flink/images.js';
import type { ConfigFacts, Setting } from '../../model/facts.js';
import type { Span } from '../../model/span.js';
import type { IgnoredFile, Layer, Platform, Profile, Target } from '../../model/target.js';
import type { VersionEvidence, VersionRange } from '../../model/version.js';
import { folderOf } from '../../paths.js';
import { type Given, knownVersions, modeOf, outsideLayers, weakEvidence } from '../build.js';
import { conflictOf, type VersionInputs, versionOf } from '../version.js';
import { confOf, type KnownFile } from './conf.js';
import { stackOf } from './layers.js';
import type { Container } from './projects.js';

/** What the targets of containers are made with. */
export interface ContainerTargetInputs {
  /** Configuration files that a container may have mounted. */
  readonly known: readonly KnownFile[];
  readonly evidence: readonly VersionEvidence[];
  readonly catalogue: Catalogue;
  readonly distribution: Distribution;
  given(file: string): Given;
}

/** A JobManager's container with the TaskManagers that belong to it. */
export interface ContainerDeployment {
  readonly name: string;
  /** The files that describe it, the primary one first. */
  readonly files: readonly string[];
  readonly container: Container;
  readonly workers: readonly Container[];
  /** Whether it is a cluster, and not a part of one. */
  readonly whole: boolean;
  readonly platform: Platform;
  /** Where the user says nothing of it. */
  readonly profile: Profile;
  /** Why something of what describes it cannot be seen. */
  readonly open?: string;
}

/** The target of a container, whatever starts it. */
export function containerTarget(deployment: ContainerDeployment, inputs: ContainerTargetInputs): Target {
  const { container, workers, name, whole } = deployment;
  const { catalogue, known } = inputs;
  // Which files it reads depends on its version, and what they are called on nothing else.
  const named = confOf(container, known, knownVersions(catalogue));
  const files = [...new Set([...deployment.files, ...named.files])];
  const given = files.map(inputs.given).reduceRight(over);
  const versions = versionInputs(deployment, given, inputs);
  const mounted = known.flatMap(({ facts }) =>
    facts.kind === 'config' && named.files.includes(facts.file) ? [facts] : [],
  );
  const all = { ...versions, weak: weakOf(container, mounted, versions, inputs) };
  const version = versionOf(all);
  const conflict = conflictOf(all);
  const stack = (one: Container) => stackIn(one, version.range, inputs);
  const own = stack(container);
  const others = workers.map(stack);
  const layers: readonly Layer[] = [
    ...outsideLayers(given, false),
    ...[...own.layers, ...others.flatMap((worker) => workerLayers(worker.layers, own.layers))].map(
      writtenAt(missingAt(own.layers) ?? container.service.at),
    ),
    ...outsideLayers(given, true),
  ].map((layer) => (deployment.open === undefined ? layer : { ...layer, open: deployment.open }));
  const closed = whole && layers.every(({ open }) => open === undefined);
  const application = container.role === 'standalone-job';
  return {
    name: given.job ?? name,
    kind: whole ? (application ? 'application' : 'cluster') : 'fragment',
    deployment: whole ? (application ? 'application' : 'session') : 'unknown',
    mode: modeOf(layers),
    platform: given.platform ?? deployment.platform,
    profile: given.profile ?? deployment.profile,
    version,
    evidence: versions.evidence,
    complete: { cluster: closed, job: closed && application },
    layers,
    logging: own.conf.logging,
    files,
    ignored: eachOnce([own, ...others].flatMap(({ ignored }) => ignored)),
    ...(conflict === undefined ? {} : { conflict }),
  };
}

/** Where a setting that is missing would be written: in the file or the variable that has the others. */
function missingAt(layers: readonly Layer[]): Span | undefined {
  const file = layers.findLast(
    ({ facts, implied, settings }) => facts !== undefined && implied !== true && settings.length > 0,
  );
  return file?.at ?? file?.settings[0]?.keyAt;
}

/** Arguments, and what a TaskManager has of its own, are no place for what is missing. */
const writtenAt =
  (at: Span) =>
  (layer: Layer): Layer =>
    layer.facts === undefined && layer.implied !== true ? { ...layer, at } : layer;

function stackIn(container: Container, range: VersionRange, { known, distribution, catalogue }: ContainerTargetInputs) {
  const conf = confOf(container, known, range);
  const nameOf = (key: string): string => catalogue.nameIn(key, range);
  return { conf, ...stackOf({ container, conf, range, distribution, nameOf }) };
}

/** What the user says of a file before what is said of the one that it mounts. */
const over = (below: Given, above: Given): Given => ({
  version: above.version ?? below.version,
  profile: above.profile ?? below.profile,
  platform: above.platform ?? below.platform,
  job: above.job,
  layers: above.layers.length > 0 ? above.layers : below.layers,
});

/** TaskManagers have the same mounted as their JobManager. */
const eachOnce = (ignored: readonly IgnoredFile[]): readonly IgnoredFile[] => [
  ...new Map(ignored.map((one) => [`${one.at.file}:${one.at.start}`, one])).values(),
];

/**
 * What a TaskManager has otherwise than its JobManager, of the options that it reads alone. What the JobManager sets of
 * these has no effect where the TaskManager's own file says another thing.
 */
function workerLayers(layers: readonly Layer[], manager: readonly Layer[]): readonly Layer[] {
  const [own, other] = [winners(layers), winners(manager)];
  const differs = ({ key, value }: Setting): boolean =>
    key.startsWith('taskmanager.') && other.get(key)?.value !== value;
  return layers.flatMap(({ facts, ...layer }) => {
    void facts;
    const settings = layer.settings.filter((setting) => own.get(setting.key) === setting && differs(setting));
    return settings.length === 0 ? [] : [{ ...layer, name: `${layer.name} of TaskManagers`, settings }];
  });
}

const winners = (layers: readonly Layer[]): ReadonlyMap<string, Setting> =>
  new Map(layers.flatMap(({ settings }) => settings.map((setting) => [setting.key, setting] as const)));

/** What names a version of a container's image before everything else in the repository. */
function versionInputs(
  { files, container: { service, stage } }: ContainerDeployment,
  given: Given,
  { evidence, catalogue }: ContainerTargetInputs,
): VersionInputs {
  const base = isFlinkImage(stage?.base.text ?? '') ? stage?.base.at : undefined;
  // What is built here only has the name of the image.
  const places = base === undefined ? [service.image?.at, service.image?.version?.at] : [base];
  const own = evidence.filter(({ at }) =>
    places.some((place) => place !== undefined && at?.file === place.file && within(at, place)),
  );
  const builds = evidence.filter(({ strength }) => strength === 'build');
  return {
    folder: folderOf(files[0] ?? ''),
    given: given.version,
    evidence: own.length > 0 ? [...own, ...builds] : evidence,
    weak: [],
    all: knownVersions(catalogue),
  };
}

const within = (inner: { start: number; end: number }, outer: { start: number; end: number }): boolean =>
  inner.start >= outer.start && inner.end <= outer.end;

/** A tag such as latest says that it is no version in particular, whatever the files are called. */
function weakOf(
  { service, stage }: Container,
  mounted: readonly ConfigFacts[],
  { all }: VersionInputs,
  { catalogue }: ContainerTargetInputs,
): readonly VersionEvidence[] {
  const floating = isFlinkImage((stage?.base ?? service.image)?.text ?? '');
  return floating ? [] : weakEvidence(mounted, catalogue, all);
}
