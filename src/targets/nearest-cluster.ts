import type { Profile, Target } from '../model/target.js';
import { folderOf, isAtOrBelow } from '../paths.js';

/**
 * The configuration that a job runs with, where there is only one that it can be: the nearest folder upwards with one.
 * What is for development says nothing of a job that is for production.
 */
export function nearestCluster(file: string, profile: Profile, targets: readonly Target[]): Target | undefined {
  const clusters = targets.filter(
    (target) =>
      target.kind === 'cluster' &&
      target.complete.cluster &&
      target.resource === undefined &&
      (target.profile !== 'development' || profile === 'development'),
  );
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    const [first, ...others] = clusters.filter(({ files }) => serves(files[0] ?? '', folder));
    if (first !== undefined) return others.length === 0 ? first : undefined;
    if (folder === '') return undefined;
  }
}

/** Folders between a job and its configuration that are no project of their own. */
const OF_DEPLOYMENT =
  /^(?:flink|etc|ops|src|main|resources|\d[\d.]*|(?:.*[-_.])?(?:conf(?:ig(?:s|uration)?)?|docker|compose|deploy(?:ments?)?|k8s|kubernetes|infra(?:structure)?|env(?:ironments?)?|cluster|prod(?:uction)?)(?:[-_.].*)?)$/i;

/** Whether a configuration is one for what lies in a folder, and not that of another project below it. */
function serves(config: string, folder: string): boolean {
  if (!isAtOrBelow(config, folder)) return false;
  const below = folderOf(config).slice(folder === '' ? 0 : folder.length + 1);
  return below === '' || below.split('/').every((part) => OF_DEPLOYMENT.test(part));
}
