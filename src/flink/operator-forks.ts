import type { Resource } from '../model/manifest.js';
import { clusterFields, entryAt } from './manifest.js';

/** Fields that only the operator of a vendor knows, and without which it takes no cluster: that of Amazon EMR on EKS. */
const FIELDS = ['emrReleaseLabel'] as const;

/**
 * Whether a resource is for a vendor's fork of the Kubernetes operator, under Flink's own names: it has fields, defaults,
 * checks and options of its own, and completes what the resource leaves out.
 */
export const isForFork = (resource: Resource): boolean =>
  FIELDS.some((field) => entryAt(clusterFields(resource), field) !== undefined);
