import { byCodeUnit } from './merge.js';
import type { Options, PatchChange, Release, Shape } from './model.js';

/** Extracts the options of a set of artifacts; each folder keeps its own jars. */
export type ReadOptions = (folder: string, jars: Pick<Release, 'artifacts' | 'libraries'>) => Options;

/** What changed between the first and the newest patch of a minor, narrowed down to neighbouring patches. */
export function patchChanges(minor: string, release: Release, read: ReadOptions): readonly PatchChange[] {
  const earlier = release.earlier ?? {};
  if (Object.keys(earlier).length === 0) return [];
  const first = Object.fromEntries(Object.entries(earlier).map(([artifact, patches]) => [artifact, patches[0] ?? '']));
  const newest = read(`flink-${minor}`, release);
  const oldest = read(`patches-${minor}`, { ...release, artifacts: { ...release.artifacts, ...first } });
  const changed = differences(oldest, newest);
  return Object.entries(earlier).flatMap(([artifact, patches]) => {
    const keys = changed.filter((key) => owner(key, oldest, newest) === bare(artifact));
    if (keys.length === 0) return [];
    const between = patches.slice(1).map((patch) => read(`patches-${minor}-between`, alone(artifact, patch, release)));
    return keys.flatMap((key) =>
      transitions(minor, key, [...patches, release.artifacts[artifact] ?? ''], [oldest, ...between, newest]),
    );
  });
}

/** One artifact of another patch; the others only serve its classes, for artifacts of different patches do not mix. */
function alone(artifact: string, patch: string, release: Release): Pick<Release, 'artifacts' | 'libraries'> {
  const { [artifact]: _, ...others } = release.artifacts;
  const libraries = Object.entries(others).map(([name, version]) => `org.apache.flink:${name}:${version}`);
  return { artifacts: { [artifact]: patch }, libraries: [...libraries, ...release.libraries] };
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
