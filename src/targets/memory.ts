import { deriveMemory, type Enough, enoughMemory, refusedOverhead } from '../flink/memory/derive.js';
import type { Starter } from '../flink/memory/legacy-heap.js';
import type { MemoryOptions } from '../flink/memory/options.js';
import type { ParsedValue } from '../flink/values.js';
import { intersect, minorRange } from '../flink/versions.js';
import type { ProcessMemory, ProcessName } from '../model/memory.js';
import type { Platform, Target } from '../model/target.js';
import type { VersionRange } from '../model/version.js';
import type { Reading } from '../model/view.js';
import { type Pick, type Readings, type ReadingTools, readingsOf } from './readings.js';

/** Before this version the memory of a JobManager was not divided at all. */
const FIRST = minorRange('1.11').min;

/** Something that the derivation asks for and that cannot be known. */
class Unseen extends Error {}

/** Resource managers that start processes themselves; everywhere else Flink's own scripts do. */
const RESOURCE_MANAGERS: ReadonlySet<Platform | 'unknown'> = new Set([
  'kubernetes-native',
  'kubernetes-operator',
  'yarn',
  'emr',
]);

/** The memory of a target's processes, over every version that it may have. */
export interface TargetMemory {
  of(process: ProcessName): ProcessMemory;
  /** With how much a process would start that is too small. */
  enough(process: ProcessName): Enough | undefined;
}

/**
 * Derives the memory of each process when it is first asked for.
 * @param ofTarget the target's options over all its versions, which most often are of one minor
 */
export function memoryOf(target: Target, tools: ReadingTools, ofTarget: Readings): TargetMemory {
  const known = new Map<ProcessName, ProcessMemory>();
  const all = target.version.range;
  const versions = versionsOf(all, tools).map((range) => (isSameRange(range, all) ? all : range));
  const read = new Map<VersionRange, Readings>([[all, ofTarget]]);
  const readingsIn = (range: VersionRange): Readings => {
    const readings = read.get(range) ?? readingsOf({ ...target, version: { ...target.version, range } }, tools);
    read.set(range, readings);
    return readings;
  };
  const derived = (process: ProcessName): ProcessMemory =>
    over(target, versions, (range) => inVersion(optionsOf(readingsIn(range), tools, range), target, process));
  return {
    of(process) {
      const memory = known.get(process) ?? derived(process);
      known.set(process, memory);
      return memory;
    },
    enough(process) {
      const range = versions.at(-1) ?? target.version.range;
      const newest = optionsOf(readingsIn(range), tools, range);
      return seen(() => enoughMemory(process, newest, starterOf(target)), undefined);
    },
  };
}

const isSameRange = (a: VersionRange, b: VersionRange): boolean => a.min === b.min && a.max === b.max;

function versionsOf(range: VersionRange, { catalogue }: ReadingTools): readonly VersionRange[] {
  const minors = catalogue.minors.flatMap((minor) => intersect(minorRange(minor), range) ?? []);
  return minors.length === 0 ? [range] : minors;
}

/** What all versions agree on. That it does not start is certain where none of them starts it, whatever each says. */
function over(
  target: Target,
  versions: readonly VersionRange[],
  memoryIn: (range: VersionRange) => ProcessMemory,
): ProcessMemory {
  if (target.version.range.max < FIRST) return { kind: 'unknown', why: 'Flink divides memory so since 1.11' };
  const all = versions.map(memoryIn);
  const last = all.at(-1);
  const unknown = all.find(({ kind }) => kind === 'unknown');
  if (last === undefined || unknown !== undefined) return unknown ?? { kind: 'unknown', why: 'no version is known' };
  const agree = all.length === 1 || all.every(({ kind }) => kind === 'refused') || new Set(all.map(textOf)).size === 1;
  if (agree) return last;
  return { kind: 'unknown', why: 'it depends on the Flink version' };
}

const textOf = (memory: ProcessMemory): string =>
  JSON.stringify(memory, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));

const starterOf = ({ platform }: Target): Starter => (RESOURCE_MANAGERS.has(platform) ? 'resource-manager' : 'scripts');

function inVersion(options: MemoryOptions, target: Target, process: ProcessName): ProcessMemory {
  try {
    return deriveMemory(process, options, starterOf(target));
  } catch (error) {
    if (!(error instanceof Unseen)) throw error;
    // Bounds that contradict each other do so whatever else is set elsewhere.
    return seen(() => refusedOverhead(process, options), undefined) ?? { kind: 'unknown', why: error.message };
  }
}

/** What is derived, or something else where the derivation asks for what cannot be known. */
function seen<T>(derive: () => T, otherwise: T): T {
  try {
    return derive();
  } catch (error) {
    if (error instanceof Unseen) return otherwise;
    throw error;
  }
}

/** A target's memory options at one version; asked for what it cannot know, it throws `Unseen`. */
function optionsOf({ read }: Readings, { catalogue }: ReadingTools, range: VersionRange): MemoryOptions {
  const value = <T extends object>(option: string, pick: Pick<T>): T => {
    const reading: Reading<T> = read(option, pick);
    if (reading.known) return reading;
    throw new Unseen(`'${option}': ${reading.why}`);
  };
  return {
    isSet(option) {
      if (catalogue.shapes(option, range).length === 0) return false;
      const reading = read(option, anything);
      if (reading.set) return true;
      if (reading.known || reading.absent) return false;
      throw new Unseen(`'${option}': ${reading.why}`);
    },
    size: (option) => BigInt(value(option, size).bytes),
    fraction: (option) => value(option, number).value,
    int: (option) => BigInt(value(option, number).value),
    boolean: (option) => value(option, boolean).value,
  };
}

const anything = ({ ok }: ParsedValue) => (ok ? {} : undefined);

// As text, for readings of several versions are compared as JSON.
const size = (value: ParsedValue) =>
  value.ok && value.kind === 'memory' ? { bytes: value.bytes.toString() } : undefined;

const number = (value: ParsedValue) => (value.ok && value.kind === 'number' ? { value: value.value } : undefined);

const boolean = (value: ParsedValue) => (value.ok && value.kind === 'boolean' ? { value: value.value } : undefined);
