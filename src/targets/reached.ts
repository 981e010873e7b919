import { exposuresOf, mayExpose } from '../flink/exposure.js';
import type { Resource } from '../model/manifest.js';
import type { Target } from '../model/target.js';
import { folderOf } from '../paths.js';

/**
 * A target with the ways to its REST that the resources beside it open.
 * @param running what runs its JobManager, where its own resource does not say so
 */
export function reached(target: Target, running: readonly Resource[], resources: readonly Resource[]): Target {
  const { resource } = target;
  if (resource === undefined) return target;
  const beside = resources.filter(({ file }) => folderOf(file) === folderOf(resource.file));
  const exposures = exposuresOf(resource, running, beside.filter(mayExpose));
  return exposures.length === 0 ? target : { ...target, exposures };
}
