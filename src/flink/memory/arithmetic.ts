import { javaDigits } from '../java-double.js';
import { LONG_MAX } from '../java-numbers.js';
import { Refused } from './refused.js';

const checked = (bytes: bigint): bigint => {
  if (bytes > LONG_MAX) throw new Refused({ reason: 'overflow' });
  return bytes;
};

/** `MemorySize#add`, over any number of sizes. */
export const sum = (...sizes: readonly bigint[]): bigint => sizes.reduce((total, size) => checked(total + size), 0n);

/**
 * `MemorySize#multiply`: the exact product with the decimal text that Java writes for the factor, cut to whole bytes.
 * @param factor not negative, finite
 */
export function multiply(bytes: bigint, factor: number): bigint {
  if (factor === 0) return 0n;
  const { digits, point } = javaDigits(factor);
  const shift = point - digits.length;
  const product = bytes * BigInt(digits);
  if (shift >= 0) return checked(product * 10n ** BigInt(shift));
  const divisor = 10n ** BigInt(-shift);
  if (product > LONG_MAX * divisor) throw new Refused({ reason: 'overflow' });
  return product / divisor;
}
