import type { FromProcess, MemoryPart } from '../../model/memory.js';
import { sum } from './arithmetic.js';
import { type MemoryOptions, rangeOf, withFraction, withInverseFraction } from './options.js';
import { Refused } from './refused.js';

/** The options from which the memory of a process follows (`ProcessMemoryOptions`). */
export interface ProcessKeys {
  /** Those that together say enough. */
  readonly fineGrained: readonly string[];
  readonly flink: string;
  readonly process: string;
  readonly metaspace: string;
  readonly overhead: { readonly fraction: string; readonly min: string; readonly max: string };
}

/** The kinds of process differ in what their Total Flink Memory is made of (`FlinkMemoryUtils`). */
export interface ProcessKind {
  readonly keys: ProcessKeys;
  fromFineGrained(options: MemoryOptions): readonly MemoryPart[];
  fromFlink(options: MemoryOptions, flink: bigint, from?: FromProcess): readonly MemoryPart[];
}

/** The parts of a process's memory before they are shown. */
export interface Derived {
  readonly flinkParts: readonly MemoryPart[];
  readonly metaspace: bigint;
  readonly overhead: bigint;
}

/** `ProcessMemoryUtils#memoryProcessSpecFromConfig`. */
export function deriveProcess(options: MemoryOptions, kind: ProcessKind): Derived {
  const { keys } = kind;
  if (keys.fineGrained.every((key) => options.isSet(key))) {
    const flinkParts = kind.fromFineGrained(options);
    return { flinkParts, ...jvmAbove(options, keys, totalOf(flinkParts)) };
  }
  if (options.isSet(keys.flink)) {
    const flink = options.size(keys.flink);
    const flinkParts = kind.fromFlink(options, flink);
    return { flinkParts, ...jvmAbove(options, keys, flink) };
  }
  if (options.isSet(keys.process)) {
    const from = jvmWithin(options, keys, options.size(keys.process));
    const flinkParts = kind.fromFlink(options, from.total - from.metaspace - from.overhead, from);
    return { flinkParts, metaspace: from.metaspace, overhead: from.overhead };
  }
  throw new Refused({ reason: 'not-configured', options: [keys.process, keys.flink, ...keys.fineGrained] });
}

/** The sum of some parts, in bytes. */
export const totalOf = (parts: readonly MemoryPart[]): bigint => sum(...parts.map(({ bytes }) => bytes));

const overheadRange = (options: MemoryOptions, { overhead }: ProcessKeys) =>
  rangeOf(options, { part: 'JVM Overhead', ...overhead });

/** `deriveJvmMetaspaceAndOverheadWithTotalProcessMemory`: the share of the JVM in a process whose size is given. */
function jvmWithin(options: MemoryOptions, keys: ProcessKeys, total: bigint): FromProcess {
  const metaspace = options.size(keys.metaspace);
  const overhead = withFraction(total, overheadRange(options, keys));
  const from = { total, metaspace, overhead };
  if (sum(metaspace, overhead) > total) throw new Refused({ reason: 'jvm-exceeds-process', from });
  return from;
}

/** `deriveJvmMetaspaceAndOverheadFromTotalFlinkMemory`: what the JVM takes beside a Total Flink Memory that is given. */
function jvmAbove(options: MemoryOptions, keys: ProcessKeys, flink: bigint): Omit<Derived, 'flinkParts'> {
  const metaspace = options.size(keys.metaspace);
  const base = sum(flink, metaspace);
  if (!options.isSet(keys.process)) {
    const overhead = withInverseFraction(base, overheadRange(options, keys));
    sum(base, overhead);
    return { metaspace, overhead };
  }
  const total = options.size(keys.process);
  if (total < base) throw new Refused({ reason: 'process-too-small', total, flink, metaspace });
  const overhead = total - base;
  const { min, max } = overheadRange(options, keys);
  if (overhead > max || overhead < min) {
    throw new Refused({ reason: 'overhead-out-of-range', total, flink, metaspace, overhead, min, max });
  }
  return { metaspace, overhead };
}

/** Refuses bounds of the overhead that make every derivation fail, whatever its fraction. */
export function checkOverhead(options: MemoryOptions, { keys }: ProcessKind): void {
  overheadRange({ ...options, fraction: () => 0 }, keys);
}
