import type { Resource } from '../model/manifest.js';
import { fieldAt } from './manifest.js';

/**
 * Whether a resource is a Deployment of Ververica Platform, of Alibaba's, which is built on it, or of an operator around
 * them: Kubernetes has nothing with an artifact.
 */
export const isVervericas = ({ root }: Pick<Resource, 'root'>): boolean =>
  fieldAt(root, 'spec', 'template', 'spec', 'artifact') !== undefined;
