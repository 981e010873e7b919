import type { Catalogue } from '../flink/catalogue.js';
import type { Distribution } from '../flink/distribution.js';
import { CONF, confFolderOf } from '../flink/images.js';
import { holds, resourceName } from '../flink/manifest.js';
import { podRole } from '../flink/pod-roles.js';
import { groupBy } from '../group-by.js';
import type { FlinkCommand } from '../model/commands.js';
import type { ContainerFacts, Mount, Word } from '../model/facts.js';
import type { Resource } from '../model/manifest.js';
import type { Target } from '../model/target.js';
import type { VersionEvidence } from '../model/version.js';
import { folderOf } from '../paths.js';
import type { Given } from './build.js';
import { startedBy } from './config-maps.js';
import { imageOf } from './containers/image.js';
import type { Container } from './containers/projects.js';
import { containerTarget } from './containers/target.js';
import { type Volumes, volumesOf } from './containers/volumes.js';
import type { EvidenceWithin } from './evidence-within.js';
import { profileOfPath } from './profile.js';
import { reached, type WaysIn, waysIn } from './reached.js';
import { evidenceAround } from './version-around.js';

/** What targets are made from that Kubernetes itself runs, without an operator. */
export interface WorkloadInputs {
  readonly resources: readonly Resource[];
  /** What names a version in the manifests themselves. */
  readonly evidenceIn: EvidenceWithin;
  /** What names one around them. */
  readonly evidence: readonly VersionEvidence[];
  readonly catalogue: Catalogue;
  readonly distribution: Distribution;
  given(file: string): Given;
}

/** The targets of workloads, and the ConfigMaps that are a part of them. */
export interface WorkloadTargets {
  readonly targets: readonly Target[];
  readonly configMaps: ReadonlySet<Resource>;
}

/** A container of Flink's, and what it is a part of. */
interface Member {
  readonly workload: Resource;
  readonly container: Container;
  readonly volumes: Volumes;
  /** ConfigMaps that its configuration is from. */
  readonly maps: readonly Resource[];
}

/** One target for each JobManager that a workload runs, with the TaskManagers of the same namespace and folder. */
export function workloadTargets(inputs: WorkloadInputs): WorkloadTargets {
  const configMaps = inputs.resources.filter(({ kind }) => kind === 'ConfigMap');
  const members = inputs.resources.flatMap((resource) => membersOf(resource, configMaps));
  const groups = groupBy(members, ({ workload: { namespace, file } }) => `${namespace ?? ''} ${folderOf(file)}`);
  const ways = waysIn(inputs.resources);
  const deployments = [...groups.values()].flatMap(deploymentsOf);
  return {
    targets: deployments.map((deployment) => targetOf(deployment, ways, inputs)),
    configMaps: new Set(
      deployments
        .flatMap(({ manager, workers }) => [manager, ...workers])
        .flatMap((member) => [...member.maps, ...configMaps.filter((map) => givesProperties(map, member))]),
    ),
  };
}

/** Whether the `FLINK_PROPERTIES` of a container stand in a ConfigMap. */
const givesProperties = (map: Resource, { container: { service } }: Member): boolean =>
  service.properties?.squeezed.settings.some(({ keyAt }) => holds(map.root, keyAt)) === true;

function membersOf(workload: Resource, configMaps: readonly Resource[]): readonly Member[] {
  const { containers = [] } = workload;
  if (containers.length === 0) return [];
  const volumes = volumesOf(workload, configMaps);
  return containers.map((facts) => {
    const role = podRole(facts);
    const [started] = commandsOf(workload, facts);
    return {
      workload,
      container: {
        service: volumes.mounted(facts),
        ...(role === undefined ? {} : { role }),
        ...(started === undefined ? {} : { started }),
      },
      volumes,
      maps: facts.mounts
        .filter(isIn(confFolderOf(facts) ?? CONF))
        .flatMap(({ source }) => volumes.maps.get(source.split('/')[0] ?? '') ?? []),
    };
  });
}

/** The commands that start a container. */
function commandsOf(
  { commands = [] }: Resource,
  { entrypoint = [], command = [] }: ContainerFacts,
): readonly FlinkCommand[] {
  const isIn = (word: Word, { at }: FlinkCommand): boolean =>
    word.at.file === at.file && word.at.start <= at.start && at.start < word.at.end;
  return commands.filter((one) => [...entrypoint, ...command].some((word) => isIn(word, one)));
}

const isIn =
  (folder: string) =>
  ({ target }: Mount): boolean =>
    target === folder || target.startsWith(`${folder}/`);

interface Deployment {
  readonly manager: Member;
  readonly workers: readonly Member[];
  readonly whole: boolean;
}

function deploymentsOf(group: readonly Member[]): readonly Deployment[] {
  const managers = group.filter(({ container: { role } }) => role !== 'taskmanager');
  const workers = group.filter(({ container: { role } }) => role === 'taskmanager');
  if (managers.length > 0) {
    return managers.map((manager) => ({
      manager,
      workers: managers.length === 1 ? workers : workers.filter((worker) => belongs(worker, manager)),
      whole: true,
    }));
  }
  // The JobManager is elsewhere; what is configured here is looked at all the same.
  const configured = workers.filter(({ container: { service } }) => service.properties !== undefined).slice(0, 1);
  return configured.map((manager) => ({ manager, workers: [], whole: false }));
}

/** Whether a TaskManager has its configuration from where a JobManager has it, or the same address for it. */
function belongs(worker: Member, manager: Member): boolean {
  if (worker.maps.some((map) => manager.maps.includes(map))) return true;
  const address = addressOf(worker);
  return worker.maps.length + manager.maps.length === 0 && address !== undefined && address === addressOf(manager);
}

/** The files that the variables of containers stand in. */
const givenFrom = (members: readonly Member[]): readonly string[] =>
  members.flatMap(({ container: { service } }) => service.environment.map(({ keyAt }) => keyAt.file));

const imageNames = ({ container: { service } }: Member): readonly string[] =>
  service.image === undefined ? [] : [service.image.text];

const addressOf = ({ container: { service } }: Member): string | undefined =>
  service.environment.find(({ name }) => name === 'JOB_MANAGER_RPC_ADDRESS')?.value ??
  service.properties?.squeezed.settings.find(({ key }) => key === 'jobmanager.rpc.address')?.value;

function targetOf({ manager, workers, whole }: Deployment, ways: WaysIn, inputs: WorkloadInputs): Target {
  const { workload, container } = manager;
  const all = [manager, ...workers];
  const resources = all.flatMap(({ workload: one, maps }) => [one, ...maps]);
  const template = resources.find((one) => one.template === true);
  const own = inputs.evidenceIn(all.map((one) => one.workload.root));
  const target = containerTarget(
    {
      name: resourceName(workload),
      files: [...new Set([...resources.flatMap(({ file, parts = [] }) => [file, ...parts]), ...givenFrom(all)])],
      container,
      workers: workers.map((worker) => worker.container),
      whole,
      platform: 'kubernetes-standalone',
      profile: profileOfPath(folderOf(workload.file)),
      ...(template === undefined ? {} : { open: `${template.file} is a template` }),
    },
    {
      ...inputs,
      known: all.flatMap(({ volumes }) => volumes.known),
      evidence: evidenceAround({ file: workload.file, own, images: all.flatMap(imageNames) }, inputs.evidence),
    },
  );
  const workloads = [...new Set(all.map((one) => one.workload))];
  const started = all.flatMap((one) => one.container.started ?? []);
  const image = imageOf(container);
  const described = {
    ...target,
    resource: workload,
    workloads,
    ...startedBy(workload),
    ...(image === undefined ? {} : { image }),
    ...(started.length === 0 ? {} : { commands: { own: started, inFile: started } }),
  };
  return reached(described, [workload], ways);
}
