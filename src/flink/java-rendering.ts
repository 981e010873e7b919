import { javaDigits } from './java-double.js';

/**
 * `Double.toString` of Java: plain digits from 1.0E-3 up to, but not including, 1.0E7, else one digit before the
 * point and an exponent; always a digit after the point.
 */
export function javaDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '-Infinity' : 'Infinity';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (value === 0) return `${sign}0.0`;
  const { digits, point } = javaDigits(Math.abs(value));
  const exponent = point - 1;
  if (exponent >= -3 && exponent < 7) return sign + plain(digits, exponent);
  return `${sign}${digits.slice(0, 1)}.${digits.slice(1) || '0'}E${exponent}`;
}

function plain(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${whole}.${digits.slice(exponent + 1) || '0'}`;
}

/** The Java type that snakeyaml-engine gives an integer, by the length of what is written and then by its range. */
export function javaInteger(
  digits: string,
  radix: 8 | 10 | 16,
  negative: boolean,
): { readonly text: string; readonly type: 'integer' | 'long' | 'biginteger' } {
  if (radix === 10 && digits.length > 19) {
    const significant = digits.replace(/^0+(?=[0-9])/, '');
    return { text: negative && significant !== '0' ? `-${significant}` : significant, type: 'biginteger' };
  }
  const magnitude = BigInt({ 8: '0o', 10: '', 16: '0x' }[radix] + digits);
  const value = negative ? -magnitude : magnitude;
  const [intLength, longLength] = LENGTHS[radix];
  const fits = (bits: number): boolean => BigInt.asIntN(bits, value) === value;
  const type =
    digits.length <= intLength && fits(32)
      ? 'integer'
      : digits.length <= longLength && fits(64)
        ? 'long'
        : 'biginteger';
  return { text: value.toString(), type };
}

/** Digits of Integer.MAX_VALUE and Long.MAX_VALUE per radix. */
const LENGTHS = { 8: [11, 21], 10: [10, 19], 16: [8, 16] } as const;
