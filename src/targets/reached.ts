import { exposuresOf, mayExpose, type Ways, waysOf } from '../flink/exposure.js';
import { groupBy } from '../group-by.js';
import type { Resource } from '../model/manifest.js';
import type { Target } from '../model/target.js';
import { folderOf } from '../paths.js';

/** What may lead to the REST of a resource from outside. */
export type WaysIn = (resource: Resource) => Ways;

/** Finds the ways to a resource among those of its folder and namespace. */
export function waysIn(resources: readonly Resource[]): WaysIn {
  const placeOf = ({ file, namespace }: Resource): string =>
    `${folderOf(file)}\n${namespace === undefined ? '' : `/${namespace}`}`;
  const places = new Map(
    [...groupBy(resources.filter(mayExpose), placeOf)].map(([place, all]) => [place, waysOf(all)]),
  );
  const none = waysOf([]);
  return (resource) => places.get(placeOf(resource)) ?? none;
}

/**
 * A target with the ways to its REST that the resources beside it open.
 * @param running what runs its JobManager, where its own resource does not say so
 */
export function reached(target: Target, running: readonly Resource[], ways: WaysIn): Target {
  const { resource } = target;
  if (resource === undefined) return target;
  const exposures = exposuresOf(resource, running, ways(resource));
  return exposures.length === 0 ? target : { ...target, exposures };
}
