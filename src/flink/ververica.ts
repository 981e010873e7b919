import type { Resource } from '../model/facts.js';
import { fieldAt } from './manifest.js';

/**
 * Whether a resource is a Deployment of Ververica Platform, or of Alibaba's, which is built on it: of the version that
 * Kubernetes has no Deployment of, with an artifact that it runs.
 */
export const isVervericas = ({ apiVersion, kind, root }: Resource): boolean =>
  apiVersion === 'v1' && kind === 'Deployment' && fieldAt(root, 'spec', 'template', 'spec', 'artifact') !== undefined;
