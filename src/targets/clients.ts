import { isProcess } from '../flink/commands/targets.js';
import { takingOf } from '../flink/entrypoint.js';
import { isInFolderOf, resourceName } from '../flink/manifest.js';
import { isJobOption } from '../flink/scope.js';
import type { CommandFacts, FlinkCommand } from '../model/commands.js';
import type { ComposeFacts, ComposeService, Composition } from '../model/containers.js';
import type { Resource } from '../model/manifest.js';
import type { Layer, Profile, Target } from '../model/target.js';
import type { VersionEvidence, VersionRange } from '../model/version.js';
import type { EvidenceWithin } from './evidence-within.js';
import { nearestCluster } from './nearest-cluster.js';

/** Commands that stand together. */
export interface Together {
  /** What they stand in, as users speak of it. */
  readonly name: string;
  readonly commands: readonly FlinkCommand[];
  readonly evidence: readonly VersionEvidence[];
  /** Whether some of that names the version which they themselves are of, whatever the cluster's is. */
  readonly versioned?: boolean;
  /** Where the user says nothing of it, and its place does not count. */
  readonly profile?: Profile;
  /** The one cluster that they can be for. */
  cluster(profile: Profile): Target | undefined;
  /** What they are configured with by themselves. */
  layers?(command: FlinkCommand, range: VersionRange): readonly Layer[];
}

/** Where commands are looked for, and what they may be for. */
export interface ClientInputs {
  readonly files: readonly CommandFacts[];
  /** Resources of Kubernetes whose pods run some. */
  readonly pods: readonly Resource[];
  /** Compose files whose services run some. */
  readonly compose: readonly ComposeFacts[];
  /** What names a version in manifests, each of which speaks of its own. */
  readonly evidenceIn: EvidenceWithin;
  /** The targets that configuration makes. */
  readonly targets: readonly Target[];
  readonly evidence: readonly VersionEvidence[];
}

/** The commands of each file, pod and compose project. */
export const clientsIn = (inputs: ClientInputs): readonly Together[] => [
  ...inputs.files.map(({ file, commands }) => ({
    name: file,
    commands,
    evidence: inputs.evidence,
    cluster: (profile: Profile) => nearestCluster(file, profile, inputs.targets),
  })),
  ...inputs.compose.flatMap(({ compositions = [] }) => compositions.flatMap((one) => inComposition(one, inputs))),
  ...inputs.pods.flatMap((pod) => inPod(pod, inputs)),
];

/** What the pods of a resource run as clients, with the image that they run it in. */
function inPod(pod: Resource, { evidenceIn, evidence, targets }: ClientInputs): readonly Together[] {
  const commands = (pod.commands ?? []).filter(({ command }) => !isProcess(command));
  if (commands.length === 0) return [];
  const own = evidenceIn([pod.root]);
  const [first, ...others] = targets.filter((target) => isBeside(target, pod));
  return [
    {
      name: resourceName(pod),
      commands,
      evidence: [...own, ...evidence],
      versioned: own.length > 0,
      cluster: (profile) =>
        first === undefined ? nearestCluster(pod.file, profile, targets) : others.length === 0 ? first : undefined,
    },
  ];
}

/** Whether a target is a session cluster that Kubernetes itself runs, in the namespace and folder of a pod. */
const isBeside = ({ kind, deployment, workloads, resource }: Target, pod: Resource): boolean =>
  kind === 'cluster' &&
  deployment === 'session' &&
  workloads !== undefined &&
  resource !== undefined &&
  resource.namespace === pod.namespace &&
  isInFolderOf(resource, pod);

/** What the services of a compose project run as clients, of the one cluster in it. */
function inComposition({ name, services }: Composition, { targets, evidence }: ClientInputs): readonly Together[] {
  const clients = services.filter(({ commands }) => commands !== undefined);
  if (clients.length === 0) return [];
  const own = targets.filter(
    (target) =>
      target.kind === 'cluster' &&
      target.container !== undefined &&
      (target.name === name || target.name.startsWith(`${name} (`)),
  );
  const [cluster, ...others] = own;
  return [
    {
      name,
      commands: clients.flatMap(({ commands = [] }) => commands),
      evidence,
      profile: 'development',
      cluster: () => (others.length === 0 ? cluster : undefined),
      layers: (command, range) =>
        clients.filter(({ commands }) => commands?.includes(command)).flatMap(ownLayer(range)),
    },
  ];
}

/** What the client of a service brings to its jobs: of `FLINK_PROPERTIES` what a job may set itself. */
const ownLayer =
  (range: VersionRange) =>
  ({ properties, at }: ComposeService): readonly Layer[] => {
    const settings = properties?.[takingOf(range) ?? 'squeezed'].settings.filter(({ key }) => isJobOption(key)) ?? [];
    const [first] = settings;
    if (first === undefined) return [];
    return [{ name: 'FLINK_PROPERTIES of the client', file: first.keyAt.file, grammar: 'legacy', settings, at }];
  };
