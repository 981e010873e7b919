import type { Resource } from '../model/manifest.js';
import type { Mapping, Tree } from '../model/tree.js';
import type { TargetView } from '../model/view.js';
import { clusterFields, fieldAt, itemsAt, textAt } from './manifest.js';

/**
 * What lies under a path in the pods that a FlinkDeployment starts: the file system of the container itself, a volume of
 * each pod's own, the disk of a node, or a volume that JobManager and TaskManagers share; `undefined` where that cannot
 * be told.
 */
export type MountedOn = 'container' | 'pod' | 'node' | 'shared' | undefined;

/** Sources of volumes that are gone with the pod. */
const OF_POD = ['emptyDir', 'ephemeral'];

/** Sources of volumes that pods on several nodes write to; what a claim of one writer does, the pods show by not starting. */
const SHARED = ['persistentVolumeClaim', 'nfs', 'csi', 'azureFile', 'cephfs', 'glusterfs'];

/** The same for a target, where the resource that describes its pods says so, and no pod template lies elsewhere. */
export function placeInPods(view: TargetView, path: string): MountedOn {
  const { resource, cluster = resource } = view.target;
  const elsewhere = view.under('kubernetes.pod-template-file').length > 0;
  return cluster === undefined || elsewhere ? undefined : mountedOn(cluster, path);
}

/** Disks that no other pod sees, in words. */
export const OWN_DISKS = { container: 'the container itself', pod: "a volume of each pod's own" } as const;

/** Where a path lies, by the pod templates of a resource: `spec.podTemplate` for all pods, others for one kind of them. */
function mountedOn(resource: Resource, path: string): MountedOn {
  const fields = clusterFields(resource);
  if (resource.kind !== 'FlinkDeployment' || resource.template === true || fields === undefined) return undefined;
  const [common, ...own] = [
    fieldAt(fields, 'podTemplate')?.value,
    fieldAt(fields, 'jobManager', 'podTemplate')?.value,
    fieldAt(fields, 'taskManager', 'podTemplate')?.value,
  ];
  const templates = [common, ...own].filter((one) => one !== undefined);
  const mounts = templates.flatMap((template) => mountsOf(template).filter(({ at }) => holds(at, path)));
  if (mounts.length === 0) return 'container';
  const [mount] = common === undefined ? [] : mountsOf(common).filter(({ at }) => holds(at, path));
  if (mount === undefined || mounts.length > 1) return undefined;
  const volume = itemsAt(common, 'spec', 'volumes').find((one) => textAt(one, 'name') === mount.volume);
  return volume?.kind === 'mapping' ? kindOf(volume) : undefined;
}

interface Mount {
  readonly at: string;
  readonly volume: string | undefined;
}

/** Flink runs in the container of this name; others of the pod stand beside it. */
const mountsOf = (template: Tree): readonly Mount[] =>
  itemsAt(template, 'spec', 'containers')
    .filter((container) => textAt(container, 'name') === 'flink-main-container')
    .flatMap((container) => itemsAt(container, 'volumeMounts'))
    .map((mount) => ({ at: textAt(mount, 'mountPath') ?? '/', volume: textAt(mount, 'name') }));

const holds = (mountPath: string, path: string): boolean =>
  path === mountPath || path.startsWith(mountPath.endsWith('/') ? mountPath : `${mountPath}/`);

function kindOf({ entries }: Mapping): MountedOn {
  const sources = entries.flatMap(({ key, value }) =>
    key === 'name' || (value.kind === 'scalar' && value.value === null) ? [] : [key],
  );
  // Kubernetes takes a volume without a source for an emptyDir.
  if (sources.length === 0 || sources.some((source) => OF_POD.includes(source))) return 'pod';
  if (sources.includes('hostPath')) return 'node';
  return sources.some((source) => SHARED.includes(source)) ? 'shared' : undefined;
}
