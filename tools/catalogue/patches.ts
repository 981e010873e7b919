import { byCodeUnit } from './merge.js';
import type { Options, PatchChange, Release, Shape } from './model.js';

type Artifacts = Readonly<Record<string, string>>;

/**
 * What changed between the first and the newest patch of a minor, narrowed down to neighbouring patches.
 *
 * @param read extracts the options of a set of artifacts
 */
export function patchChanges(
  minor: string,
  release: Release,
  read: (artifacts: Artifacts) => Options,
): readonly PatchChange[] {
  const earlier = release.earlier ?? {};
  if (Object.keys(earlier).length === 0) return [];
  const first = Object.fromEntries(Object.entries(earlier).map(([artifact, patches]) => [artifact, patches[0] ?? '']));
  const newest = read(release.artifacts);
  const oldest = read({ ...release.artifacts, ...first });
  const changed = differences(oldest, newest);
  const owners = Object.keys(earlier).filter((artifact) =>
    changed.some((key) => owner(key, oldest, newest) === bare(artifact)),
  );
  return owners.flatMap((artifact) => {
    const patches = [...(earlier[artifact] ?? []), release.artifacts[artifact] ?? ''];
    const steps = patches.map((patch, index): Options => {
      if (index === 0) return oldest;
      return index === patches.length - 1 ? newest : read({ ...release.artifacts, ...first, [artifact]: patch });
    });
    const keys = changed.filter((key) => owner(key, oldest, newest) === bare(artifact));
    return keys.flatMap((key) => transitions(minor, key, patches, steps));
  });
}

const bare = (artifact: string): string => artifact.replace(/_2\.1[0-9]$/, '');

const owner = (key: string, ...versions: readonly Options[]): string | undefined =>
  versions.map((options) => options.get(key)?.origin.artifact).find((artifact) => artifact !== undefined);

function differences(before: Options, after: Options): readonly string[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort(byCodeUnit);
  return keys.filter((key) => shapeIn(before, key) !== shapeIn(after, key));
}

const shapeIn = (options: Options, key: string): string => JSON.stringify(options.get(key)?.shape ?? null);

function transitions(
  minor: string,
  key: string,
  patches: readonly string[],
  steps: readonly Options[],
): readonly PatchChange[] {
  return patches.flatMap((since, index): readonly PatchChange[] => {
    const [before, after] = [steps[index - 1], steps[index]];
    const last = patches[index - 1];
    if (before === undefined || after === undefined || last === undefined) return [];
    if (shapeIn(before, key) === shapeIn(after, key)) return [];
    const shape = (options: Options): Shape | null => options.get(key)?.shape ?? null;
    return [{ minor, key, last, since, before: shape(before), after: shape(after) }];
  });
}
