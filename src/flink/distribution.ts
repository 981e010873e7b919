import { lookup } from '../lookup.js';
import type { VersionNumber, VersionRange } from '../model/version.js';
import { parseVersion } from './versions.js';

/** A run of consecutive published patches. */
export interface PatchRun {
  /** First patch, such as `1.15.0`. */
  readonly from: string;
  /** Last patch, included; absent when it is the newest known. */
  readonly to?: string;
}

/** A value that a run of patches ships. */
export interface ShippedRun extends PatchRun {
  /** The string that Flink's configuration holds after parsing. */
  readonly value: string;
}

/** What the build of the official image does to a line of the shipped file, where the line is there. */
export interface ImageChange extends PatchRun {
  readonly key: string;
  readonly was: string;
  /** Absent where the line is removed. */
  readonly now?: string;
}

/** What the entrypoint of the official image writes each time a container starts. */
export interface ImageStart extends PatchRun {
  readonly key: string;
  /** The variable that gives the value. */
  readonly env?: string;
  /** What is written without that variable, or always where there is none. */
  readonly value?: string;
  /** The name of the container's host is written without that variable. */
  readonly hostName?: true;
}

/** What Flink's distribution and its official image ship as configuration, as it is stored. */
export interface DistributionData {
  /** Minor version → its published patches, both ascending. */
  readonly patches: Readonly<Record<string, readonly string[]>>;
  /** The name of the file that holds the shipped configuration. */
  readonly file: readonly ShippedRun[];
  readonly shipped: Readonly<Record<string, readonly ShippedRun[]>>;
  readonly image: {
    readonly source: string;
    readonly build: readonly ImageChange[];
    readonly start: readonly ImageStart[];
  };
}

/** A shipped value; `differs` where the patches of a range do not ship the same; nothing where none ships one. */
export type Shipped = { readonly value: string } | 'differs' | undefined;

/** What a container starts with: what the variable gives, and without it the value or the name of the host. */
export interface ImageSetting {
  readonly env?: string;
  readonly value?: string;
  readonly hostName?: true;
}

/** What Flink ships as configuration. */
export interface Distribution {
  /** Every published patch, ascending. */
  readonly patches: readonly string[];
  /** Keys that some version ships, sorted. */
  readonly keys: readonly string[];
  /** What the file in the distribution's `conf/` sets a key to. */
  shipped(key: string, range: VersionRange): Shipped;
  /** Whether some version of a range ships exactly this value: someone may only have kept it. */
  isShippedValue(key: string, value: string, range: VersionRange): boolean;
  /** `flink-conf.yaml` or `config.yaml`. */
  fileName(range: VersionRange): Shipped;
  /** What the official image sets a key to once its entrypoint has run, before `FLINK_PROPERTIES`. */
  inImage(key: string, range: VersionRange): ImageSetting | 'differs' | undefined;
  /** Every value that a key was shipped with, oldest first. */
  history(key: string): readonly ShippedRun[];
  /**
   * What the official image makes of a key over all versions, oldest first; with neither value nor variable where it
   * leaves the key without one. Empty for a key that it keeps as shipped.
   */
  imageHistory(key: string): readonly (PatchRun & ImageSetting)[];
}

/** Builds the lookups over distribution data. */
export function createDistribution(data: DistributionData): Distribution {
  const patches = Object.values(data.patches).flat();
  const numbers = patches.map(numberOf);
  const asked = (range: VersionRange): readonly VersionNumber[] => patchesIn(numbers, range);
  const history = (key: string): readonly ShippedRun[] => lookup(data.shipped, key) ?? [];
  const shippedBy = (key: string, patch: VersionNumber): string | undefined => runAt(history(key), patch)?.value;
  const inImageOf = (key: string, patch: VersionNumber): ImageSetting | undefined => {
    const kept = changed(shippedBy(key, patch), runAt(of(data.image.build, key), patch));
    const written = runAt(of(data.image.start, key), patch);
    if (written === undefined) return known(kept);
    const { env, value = kept, hostName } = written;
    return {
      ...(env === undefined ? {} : { env }),
      ...(hostName === true ? { hostName } : known(value)),
    };
  };
  const imageHistory = (key: string): readonly (PatchRun & ImageSetting)[] =>
    [...data.image.build, ...data.image.start].some((touched) => touched.key === key)
      ? runsOf(patches.map((patch) => [patch, inImageOf(key, numberOf(patch)) ?? {}]))
      : [];

  return {
    patches,
    keys: Object.keys(data.shipped),
    shipped: (key, range) => common(asked(range).map((patch) => known(shippedBy(key, patch)))),
    isShippedValue: (key, value, range) => asked(range).some((patch) => shippedBy(key, patch) === value),
    fileName: (range) => common(asked(range).map((patch) => known(runAt(data.file, patch)?.value))),
    inImage: (key, range) => common(asked(range).map((patch) => inImageOf(key, patch))),
    history,
    imageHistory,
  };
}

const of = <T extends { readonly key: string }>(all: readonly T[], key: string): readonly T[] =>
  all.filter((one) => one.key === key);

/** Consecutive patches with the same setting as one run each; patches without one are in no run. */
export function runsOf<T extends ImageSetting>(
  settings: readonly (readonly [patch: string, setting: T | undefined])[],
): readonly (PatchRun & T)[] {
  const runs: { readonly from: string; to: string; readonly setting: T | undefined }[] = [];
  for (const [patch, setting] of settings) {
    const last = runs.at(-1);
    if (last !== undefined && same(last.setting, setting)) last.to = patch;
    else runs.push({ from: patch, to: patch, setting });
  }
  const newest = runs.at(-1);
  return runs.flatMap((run) => {
    const { from, to, setting } = run;
    if (setting === undefined) return [];
    return run === newest ? { from, ...setting } : { from, to, ...setting };
  });
}

const numberOf = (patch: string): VersionNumber => parseVersion(patch)?.min ?? 0;

/**
 * The published patches in a range. One that was published later than this data is taken for the newest before it; of
 * what is older than the data nothing is said.
 */
function patchesIn(numbers: readonly VersionNumber[], { min, max }: VersionRange): readonly VersionNumber[] {
  const inside = numbers.filter((patch) => min <= patch && patch <= max);
  return inside.length > 0 ? inside : numbers.filter((patch) => patch < min).slice(-1);
}

function runAt<T extends PatchRun>(runs: readonly T[], patch: VersionNumber): T | undefined {
  return runs.find(({ from, to }) => numberOf(from) <= patch && (to === undefined || patch <= numberOf(to)));
}

/** The build's patterns match the shipped value and nothing else: a line that is a comment stays one. */
function changed(shipped: string | undefined, change: ImageChange | undefined): string | undefined {
  return change !== undefined && shipped === change.was ? change.now : shipped;
}

const known = (value: string | undefined): { readonly value: string } | undefined =>
  value === undefined ? undefined : { value };

/** What all have in common. */
function common<T extends ImageSetting>(all: readonly (T | undefined)[]): T | 'differs' | undefined {
  const [first] = all;
  return all.every((one) => same(one, first)) ? first : 'differs';
}

function same(a: ImageSetting | undefined, b: ImageSetting | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.value === b.value && a.env === b.env && a.hostName === b.hostName;
}
