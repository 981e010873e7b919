import { exposuresOf, mayExpose } from '../flink/exposure.js';
import { groupBy } from '../group-by.js';
import type { Resource } from '../model/manifest.js';
import type { Target } from '../model/target.js';
import { folderOf } from '../paths.js';

/** What may lead to REST from outside, by its folder. */
export type WaysIn = ReadonlyMap<string, readonly Resource[]>;

export const waysIn = (resources: readonly Resource[]): WaysIn =>
  groupBy(resources.filter(mayExpose), ({ file }) => folderOf(file));

/**
 * A target with the ways to its REST that the resources beside it open.
 * @param running what runs its JobManager, where its own resource does not say so
 */
export function reached(target: Target, running: readonly Resource[], ways: WaysIn): Target {
  const { resource } = target;
  if (resource === undefined) return target;
  const exposures = exposuresOf(resource, running, ways.get(folderOf(resource.file)) ?? []);
  return exposures.length === 0 ? target : { ...target, exposures };
}
