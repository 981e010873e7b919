import type { MemoryPartName } from '../../model/memory.js';
import { multiply } from './arithmetic.js';
import { Refused } from './refused.js';

/**
 * The memory options of one Flink version, parsed. What differs between versions differs here: their defaults, and
 * that `isSet` is false for an option that the version does not have. Any of the functions may throw where what it is
 * asked for cannot be known; the derivation lets that through.
 */
export interface MemoryOptions {
  /** Whether an option has a value of its own, under any of its spellings (`Configuration#contains`). */
  isSet(option: string): boolean;
  /** Value or default of a size, in bytes. */
  size(option: string): bigint;
  /** Value or default of a fraction: a Java float, widened. */
  fraction(option: string): number;
  int(option: string): bigint;
  boolean(option: string): boolean;
}

/** A part that is a fraction of something, within bounds. */
export interface FractionOptions {
  readonly part: MemoryPartName;
  readonly fraction: string;
  readonly min?: string;
  readonly max?: string;
}

/** `RangeFraction`. */
export interface Range {
  readonly fraction: number;
  readonly min: bigint;
  readonly max: bigint;
}

/** `MemorySize#MAX_VALUE`. */
const MAX_SIZE = 2n ** 63n - 1n;

/** `ProcessMemoryUtils#getRangeFraction`. */
export function rangeOf(options: MemoryOptions, { part, ...keys }: FractionOptions): Range {
  const min = keys.min === undefined ? 0n : options.size(keys.min);
  const max = keys.max === undefined ? MAX_SIZE : options.size(keys.max);
  const fraction = options.fraction(keys.fraction);
  if (min > max || !(fraction >= 0 && fraction < 1)) {
    throw new Refused({ reason: 'range', part, option: keys.fraction, fraction, min, max });
  }
  return { fraction, min, max };
}

const capped = (bytes: bigint, { min, max }: Range): bigint => (bytes > max ? max : bytes < min ? min : bytes);

/** `ProcessMemoryUtils#deriveWithFraction`: a part of a whole that is known. */
export const withFraction = (base: bigint, range: Range): bigint => capped(multiply(base, range.fraction), range);

/** `ProcessMemoryUtils#deriveWithInverseFraction`: a part of a whole of which the rest is known. */
export const withInverseFraction = (base: bigint, range: Range): bigint =>
  capped(multiply(base, range.fraction / (1 - range.fraction)), range);
