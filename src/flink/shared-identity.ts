import type { TargetView } from '../model/view.js';
import { isOperators } from './manifest.js';
import { activatesHighAvailability } from './operator.js';
import { parsePath } from './paths.js';

/** What clusters of one identity share. */
export type SharedPlace = 'zookeeper' | 'job' | 'files';

/** A place that a cluster takes for its own by its id. */
export interface IdentityPlace {
  readonly kind: SharedPlace;
  /** The same for every cluster with the same place, however each writes it. */
  readonly identity: string;
  /** As a user would recognise it. */
  readonly shown: string;
  /** Whether it is certain that the same name leads to the same thing from everywhere. */
  readonly certain: boolean;
}

/** Names that mean something else in another Kubernetes, though not in another namespace. */
const WITHIN = /\.(?:svc|local)(?:$|:)/;

/** Stores whose buckets are the same from everywhere. */
const BUCKETS = /^(?:s3[ap]?|gs|abfss?|wasbs?|oss|cosn?|obs)$/i;

/** The places that a cluster takes by its id, the most telling first; none where it has no high availability. */
export function identityPlaces(view: TargetView): readonly IdentityPlace[] {
  const type = view.string('high-availability.type');
  const id = idOf(view, type.known ? type.value.trim().toLowerCase() : '');
  if (!type.known || !activatesHighAvailability(type.value) || id === undefined) return [];
  const places = [type.value.trim().toLowerCase() === 'zookeeper' ? inZooKeeper(view, id) : undefined];
  return [...places, ofJob(view, id), inStorage(view, id)].flatMap((place) => place ?? []);
}

/** `KubernetesLeaderElectionHaServices` names after the first, everything else after the second. */
function idOf(view: TargetView, type: string): string | undefined {
  const own = view.string('high-availability.cluster-id');
  const cluster = view.string('kubernetes.cluster-id');
  if (type === 'kubernetes' && !(cluster.known && cluster.set)) return undefined;
  return own.known && own.set ? own.value : undefined;
}

/** `ZooKeeperUtils#startCuratorFramework`: everything lies below root and id. */
function inZooKeeper(view: TargetView, id: string): IdentityPlace | undefined {
  const quorum = view.string('high-availability.zookeeper.quorum');
  const root = view.string('high-availability.zookeeper.path.root');
  if (!quorum.known || !root.known) return undefined;
  const hosts = quorum.value.split(',').map((host) => host.trim());
  // A name of one part is another host in each namespace, and so is one that the search list of the pods completes.
  if (!hosts.every((host) => /^[^:]+\.[^:]+/.test(host))) return undefined;
  const shown = `/${[root.value, id]
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;
  const identity = `${[...hosts].sort().join()} ${shown}`;
  return { kind: 'zookeeper', identity, shown, certain: !hosts.some((host) => WITHIN.test(host)) };
}

/**
 * `ApplicationDispatcherBootstrap#fixJobIdAndRunApplicationAsync` makes the job's id of the cluster's, and checkpoints lie
 * below the job's. The operator gives ids of its own (`ApplicationReconciler#setJobIdIfNecessary`).
 */
function ofJob(view: TargetView, id: string): IdentityPlace | undefined {
  const { resource, deployment } = view.target;
  const directory = view.string('execution.checkpointing.dir');
  if (deployment !== 'application' || resource === undefined || isOperators(resource) || !directory.known)
    return undefined;
  const shown = inBucket(directory.value);
  return shown === undefined ? undefined : { kind: 'job', identity: `${shown} ${id}`, shown, certain: true };
}

/** `HighAvailabilityServicesUtils#getClusterHighAvailableStoragePath`. */
function inStorage(view: TargetView, id: string): IdentityPlace | undefined {
  const storage = view.string('high-availability.storageDir');
  const directory = storage.known ? inBucket(storage.value) : undefined;
  if (directory === undefined) return undefined;
  const shown = `${directory}/${id}`;
  return { kind: 'files', identity: shown, shown, certain: true };
}

/** A path in a bucket, which is the same from everywhere. */
function inBucket(text: string): string | undefined {
  const parsed = parsePath(text.trim());
  if (!parsed.ok) return undefined;
  const { scheme = '', authority = '', path } = parsed.value;
  return BUCKETS.test(scheme) ? `${scheme}://${authority}${path}` : undefined;
}
