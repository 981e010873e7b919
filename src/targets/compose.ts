import type { Catalogue } from '../flink/catalogue.js';
import type { Distribution } from '../flink/distribution.js';
import { isFlinkImage } from '../flink/images.js';
import type { ComposeFacts, DockerfileFacts } from '../model/containers.js';
import type { ConfigFacts, LoggingFacts, Setting } from '../model/facts.js';
import type { Layer, Target } from '../model/target.js';
import type { VersionEvidence } from '../model/version.js';
import { folderOf } from '../paths.js';
import { type Given, knownVersions, modeOf, outsideLayers, weakEvidence } from './build.js';
import { type Conf, confOf } from './containers/conf.js';
import { stackOf } from './containers/layers.js';
import { type ComposeProject, type Container, composeProjects } from './containers/projects.js';
import { profileOfPath } from './profile.js';
import { conflictOf, type VersionInputs, versionOf } from './version.js';

/** What targets are made from that live in compose files and Dockerfiles. */
export interface ComposeInputs {
  readonly compose: readonly ComposeFacts[];
  readonly dockerfiles: readonly DockerfileFacts[];
  /** Configuration files of the repository, which a container may have mounted. */
  readonly configs: readonly (ConfigFacts | LoggingFacts)[];
  readonly evidence: readonly VersionEvidence[];
  readonly catalogue: Catalogue;
  readonly distribution: Distribution;
  given(file: string): Given;
}

/** One target for each JobManager of a compose project, and one for each image that is configured and that none of them runs. */
export function composeTargets(inputs: ComposeInputs): readonly Target[] {
  const projects = composeProjects(inputs.compose, inputs.dockerfiles);
  const built = new Set(projects.flatMap(({ files }) => files));
  return [
    ...projects.flatMap((project) => projectTargets(project, inputs)),
    ...inputs.dockerfiles.filter(({ file }) => !built.has(file)).flatMap((facts) => imageTarget(facts, inputs)),
  ];
}

function projectTargets(project: ComposeProject, inputs: ComposeInputs): readonly Target[] {
  const { containers } = project;
  const managers = containers.filter(({ role }) => role === 'jobmanager' || role === 'standalone-job');
  const workers = containers.filter(({ role }) => role === 'taskmanager');
  // Where nobody can tell which is which, what is configured is looked at all the same.
  const others = managers.length > 0 ? [] : containers.filter(isConfigured).slice(0, 1);
  return [
    ...managers.map((manager, index) => {
      const name = index === 0 ? project.file : `${project.file} (${manager.service.name})`;
      const own = managers.length === 1 ? workers : workers.filter((worker) => reports(worker, manager));
      return containerTarget({ project, container: manager, workers: own, name, whole: true }, inputs);
    }),
    ...others.map((container) =>
      containerTarget({ project, container, workers: [], name: project.file, whole: false }, inputs),
    ),
  ];
}

const isConfigured = ({ service, stage }: Container): boolean =>
  (service.properties ?? stage?.properties) !== undefined || (stage?.written.length ?? 0) > 0;

/** Whether a TaskManager names a JobManager as its own. */
const reports = ({ service }: Container, manager: Container): boolean =>
  service.environment.some(({ name, value }) => name === 'JOB_MANAGER_RPC_ADDRESS' && value === manager.service.name) ||
  (service.properties?.squeezed.settings ?? []).some(
    ({ key, value }) => key === 'jobmanager.rpc.address' && value === manager.service.name,
  );

interface ContainerTarget {
  readonly project: Pick<ComposeProject, 'file' | 'files'>;
  readonly container: Container;
  readonly workers: readonly Container[];
  readonly name: string;
  /** Whether it is a cluster, and not a part of one. */
  readonly whole: boolean;
}

function containerTarget({ project, container, workers, name, whole }: ContainerTarget, inputs: ComposeInputs): Target {
  const { catalogue, distribution, configs } = inputs;
  // Which files it reads depends on its version, and what they are called on nothing else.
  const named = confOf(container, configs, knownVersions(catalogue));
  const given = [project.file, ...named.files].map(inputs.given).reduceRight(over);
  const versions = versionInputs(project, container, given, inputs);
  const mounted = configs.filter((one): one is ConfigFacts => one.kind === 'config' && named.files.includes(one.file));
  // A tag such as latest says that it is no version in particular, whatever the files are called.
  const floating = isFlinkImage((container.stage?.base ?? container.service.image)?.text ?? '');
  const all = { ...versions, weak: floating ? [] : weakEvidence(mounted, catalogue, versions.all) };
  const version = versionOf(all);
  const conflict = conflictOf(all);
  const stack = (one: Container) => {
    const conf = confOf(one, configs, version.range);
    return { conf, ...stackOf({ container: one, conf, range: version.range, distribution }) };
  };
  const own = stack(container);
  const layers: readonly Layer[] = [
    ...outsideLayers(given, false),
    ...own.layers,
    ...workers.flatMap((worker) => workerLayers(stack(worker).layers, own.layers)),
    ...outsideLayers(given, true),
  ];
  const closed = whole && layers.every(({ open }) => open === undefined);
  const application = container.role === 'standalone-job';
  return {
    name: given.job ?? name,
    kind: whole ? (application ? 'application' : 'cluster') : 'fragment',
    deployment: whole ? (application ? 'application' : 'session') : 'unknown',
    mode: modeOf(layers),
    platform: given.platform ?? 'docker',
    profile: given.profile ?? 'development',
    version,
    evidence: versions.evidence,
    complete: { cluster: closed, job: closed && application },
    layers,
    logging: own.conf.logging,
    files: filesOf(project, own.conf),
    ignored: own.ignored,
    container: container.service,
    ...(conflict === undefined ? {} : { conflict }),
  };
}

/** What the user says of a file before what is said of the one that it mounts. */
const over = (below: Given, above: Given): Given => ({
  version: above.version ?? below.version,
  profile: above.profile ?? below.profile,
  platform: above.platform ?? below.platform,
  job: above.job,
  layers: above.layers.length > 0 ? above.layers : below.layers,
});

const filesOf = ({ files }: Pick<ComposeProject, 'files'>, { files: mounted }: Conf): readonly string[] => [
  ...new Set([...files, ...mounted]),
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
  project: Pick<ComposeProject, 'file'>,
  { service, stage }: Container,
  given: Given,
  { evidence, catalogue }: ComposeInputs,
): VersionInputs {
  const places = [service.image?.at, isFlinkImage(stage?.base.text ?? '') ? stage?.base.at : undefined];
  const own = evidence.filter(({ at }) =>
    places.some((place) => place !== undefined && at?.file === place.file && within(at, place)),
  );
  const folder = folderOf(project.file);
  const builds = evidence.filter(({ strength }) => strength === 'build');
  return {
    folder,
    given: given.version,
    evidence: own.length > 0 ? [...own, ...builds] : evidence,
    weak: [],
    all: knownVersions(catalogue),
  };
}

const within = (inner: { start: number; end: number }, outer: { start: number; end: number }): boolean =>
  inner.start >= outer.start && inner.end <= outer.end;

/** An image that is configured here and run elsewhere. */
function imageTarget(facts: DockerfileFacts, inputs: ComposeInputs): readonly Target[] {
  const stage = facts.stages.findLast((one) => one.properties !== undefined || one.written.length > 0);
  if (stage === undefined) return [];
  const at = stage.base.at;
  const service = { name: facts.file, at, image: stage.base, environment: [], ports: [], mounts: [] };
  // What is copied into it lies in a folder of the repository that nobody names here.
  const container: Container = { service, stage: { ...stage, copies: [] } };
  const project = { file: facts.file, files: [facts.file] };
  const target = containerTarget({ project, container, workers: [], name: facts.file, whole: false }, inputs);
  const { profile } = inputs.given(facts.file);
  return [{ ...target, profile: profile ?? profileOfPath(folderOf(facts.file)) }];
}
