import type { Catalogue } from '../flink/catalogue.js';
import type { Distribution } from '../flink/distribution.js';
import { contextOf, preparesFlink } from '../flink/images.js';
import { groupByEach } from '../group-by.js';
import type { ComposeFacts, DockerfileFacts } from '../model/containers.js';
import type { ConfigFacts, LoggingFacts } from '../model/facts.js';
import type { Target } from '../model/target.js';
import type { VersionEvidence } from '../model/version.js';
import { folderOf, isAtOrBelow } from '../paths.js';
import type { Given } from './build.js';
import { asKnown } from './containers/conf.js';
import { imageOf } from './containers/image.js';
import { type ComposeProject, type Container, composeProjects } from './containers/projects.js';
import { type ContainerDeployment, containerTarget } from './containers/target.js';
import { profileOfPath } from './profile.js';

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
  const reporting = managers.length === 1 ? undefined : groupByEach(workers, addressesIn);
  return [
    ...managers.map((manager, index) => {
      const name = index === 0 ? project.name : `${project.name} (${manager.service.name})`;
      const own = reporting === undefined ? workers : (reporting.get(manager.service.name) ?? []);
      return targetOf({ project, container: manager, workers: own, name, whole: true }, inputs);
    }),
    ...others.map((container) =>
      targetOf({ project, container, workers: [], name: project.name, whole: false }, inputs),
    ),
  ];
}

const isConfigured = ({ service, stage }: Container): boolean =>
  (service.properties ?? stage?.properties) !== undefined || (stage?.written.length ?? 0) > 0;

/** The JobManagers that a TaskManager names as its own. */
const addressesIn = ({ service }: Container): readonly string[] => {
  const named = service.environment.flatMap(({ name, value }) => (name === 'JOB_MANAGER_RPC_ADDRESS' ? [value] : []));
  const set = service.properties?.squeezed.settings.filter(({ key }) => key === 'jobmanager.rpc.address') ?? [];
  return [...new Set([...named, ...set.map(({ value }) => value)])];
};

interface Started extends Pick<ContainerDeployment, 'container' | 'workers' | 'name' | 'whole'> {
  readonly project: Pick<ComposeProject, 'file' | 'files'>;
}

function targetOf({ project: { files }, ...started }: Started, { configs, ...inputs }: ComposeInputs): Target {
  const deployment = { ...started, files, platform: 'docker', profile: 'development' } as const;
  const target = containerTarget(deployment, { ...inputs, known: configs.map(asKnown) });
  const image = imageOf(started.container);
  return { ...target, container: started.container.service, ...(image === undefined ? {} : { image }) };
}

/** An image that is configured here and run elsewhere. */
function imageTarget(facts: DockerfileFacts, inputs: ComposeInputs): readonly Target[] {
  const last = facts.stages.at(-1);
  const stage =
    last !== undefined && preparesFlink(last)
      ? last
      : facts.stages.findLast((one) => one.properties !== undefined || one.written.length > 0);
  if (stage === undefined) return [];
  const at = stage.base.at;
  const service = { name: facts.file, at, image: stage.base, environment: [], ports: [], mounts: [] };
  const has = (path: string): boolean => inputs.configs.some(({ file }) => isAtOrBelow(file, path));
  const context = contextOf(stage, [folderOf(facts.file), ''], has);
  // Without that, what is copied into it lies in a folder of the repository that nobody names here.
  const container: Container =
    context === undefined
      ? { service, stage: { ...stage, copies: [] } }
      : { service: { ...service, build: { at, context } }, stage };
  const project = { file: facts.file, files: [facts.file] };
  const target = targetOf({ project, container, workers: [], name: facts.file, whole: false }, inputs);
  const image = imageOf({ service, stage });
  const { profile } = inputs.given(facts.file);
  return [
    {
      ...target,
      ...(image === undefined ? {} : { image: { ...image, started: false } }),
      profile: profile ?? profileOfPath(folderOf(facts.file)),
    },
  ];
}
