import type { Resource } from '../model/manifest.js';
import { isInFolderOf } from './manifest.js';

/**
 * The ConfigMap that a workload names: of several of that name the one beside it. Which namespace one is put into that
 * names none, whoever applies it says; beside a workload it is meant for that.
 */
export function configMapNamed(
  name: string | undefined,
  workload: Pick<Resource, 'file' | 'namespace'>,
  configMaps: readonly Resource[],
): Resource | undefined {
  const named = name === undefined ? [] : configMaps.filter((map) => map.name === name);
  const own = named.filter(({ namespace }) => namespace === workload.namespace);
  const isBeside = (map: Resource): boolean => isInFolderOf(map, workload);
  const nearest = [own.filter(isBeside), own, named.filter((map) => isBeside(map) && map.namespace === undefined)].find(
    (some) => some.length > 0,
  );
  const [map, ...others] = nearest ?? [];
  return others.length > 0 ? undefined : map;
}
