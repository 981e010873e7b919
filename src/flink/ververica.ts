import type { Resource } from '../model/manifest.js';
import type { Entry } from '../model/tree.js';
import { fieldAt } from './manifest.js';

/**
 * A field of the job that a Deployment of Ververica Platform describes: in its `spec.template.spec`, or below one `spec`
 * more in a `VpDeployment`, as which an operator keeps it in Kubernetes.
 */
export const ververicaField = ({ root }: Pick<Resource, 'root'>, ...path: readonly string[]): Entry | undefined =>
  fieldAt(root, 'spec', 'template', 'spec', ...path) ?? fieldAt(root, 'spec', 'spec', 'template', 'spec', ...path);

/**
 * Whether a resource is a Deployment of Ververica Platform, of Alibaba's, which is built on it, or of an operator around
 * them: Kubernetes has nothing with an artifact.
 */
export const isVervericas = (resource: Pick<Resource, 'root'>): boolean =>
  ververicaField(resource, 'artifact') !== undefined;
