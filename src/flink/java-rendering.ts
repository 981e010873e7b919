/**
 * `Double.toString` of Java: plain digits from 1.0E-3 up to, but not including, 1.0E7, else one digit before the
 * point and an exponent; always a digit after the point. Digits are the shortest that give the number back, as since
 * JDK 19; older ones write a digit more for a few numbers.
 */
export function javaDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '-Infinity' : 'Infinity';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const magnitude = Math.abs(value);
  if (magnitude === 0) return `${sign}0.0`;
  const [mantissa = '', power = '0'] = magnitude.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= -3 && exponent < 7) return sign + plain(mantissa.replace('.', ''), exponent);
  return `${sign}${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${exponent}`;
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
  const prefix = radix === 16 ? '0x' : radix === 8 ? '0o' : '';
  const magnitude = BigInt(prefix + digits);
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
