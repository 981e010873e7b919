import { accept, javaTrim, type Parsed, refuse } from './parsed.js';

/** `Integer.MIN_VALUE`. */
export const INT_MIN = -(2n ** 31n);
/** `Integer.MAX_VALUE`. */
export const INT_MAX = 2n ** 31n - 1n;
/** `Long.MIN_VALUE`. */
export const LONG_MIN = -(2n ** 63n);
/** `Long.MAX_VALUE`. */
export const LONG_MAX = 2n ** 63n - 1n;

/** The largest finite value of Java's `float`. */
export const FLOAT_MAX = 3.4028234663852886e38;
/** The smallest positive value of Java's `float`. */
export const FLOAT_MIN = 1.401298464324817e-45;

/** Not made before it is asked for: to know Unicode costs a start milliseconds. */
const isDigit = (char: string): boolean => /^\p{Nd}$/u.test(char);

/** `Integer#parseInt`: any decimal digits of Unicode's basic plane, an optional sign, no blanks. */
export const parseInt32 = (text: string): Parsed<number> => {
  const parsed = parseInteger(text, INT_MIN, INT_MAX, 'an integer');
  return parsed.ok ? accept(Number(parsed.value)) : parsed;
};

/** `Long#parseLong`: as {@link parseInt32}, with 64 bits. */
export const parseLong = (text: string): Parsed<bigint> => parseInteger(text, LONG_MIN, LONG_MAX, 'an integer');

function parseInteger(text: string, min: bigint, max: bigint, what: string): Parsed<bigint> {
  const sign = text[0] === '-' || text[0] === '+' ? text[0] : '';
  const digits = [...text.slice(sign.length)].map(digitOf);
  if (digits.length === 0 || digits.includes(undefined)) return refuse(text, what, whyNotInteger(text));
  const magnitude = BigInt(digits.join(''));
  const value = sign === '-' ? -magnitude : magnitude;
  return value < min || value > max ? refuse(text, what, `it must lie between ${min} and ${max}`) : accept(value);
}

/** The value of a decimal digit; runs of ten digits never touch each other in Unicode's basic plane. */
function digitOf(char: string): number | undefined {
  if (char >= '0' && char <= '9') return char.charCodeAt(0) - 0x30;
  if (char.length !== 1 || !isDigit(char)) return undefined;
  const code = char.charCodeAt(0);
  let zero = code;
  while (code - zero < 9 && isDigit(String.fromCharCode(zero - 1))) zero--;
  return code - zero;
}

const NOT_INTEGER: readonly (readonly [RegExp, string])[] = [
  [/^$/, 'it is empty'],
  [/^\s|\s$/, 'it has blanks around it'],
  [/^['"].*['"]$/s, 'the quotes are part of the value'],
  [/^[-+]?\d*[.,]\d*$/, 'it must be whole'],
  [/^[-+]?\d+[_ ]/, 'digits cannot be grouped'],
  [/^[-+]?0[xX]/, 'it must be written in decimal digits'],
  [/^[-+]?\d+[lL]$/, 'it takes no suffix'],
];

const whyNotInteger = (text: string): string | undefined => NOT_INTEGER.find(([pattern]) => pattern.test(text))?.[1];

/** `Double#parseDouble`: trims, and takes an exponent, a suffix `f` or `d`, hexadecimal form, `NaN`, `Infinity`. */
export function parseDouble(text: string): Parsed<number> {
  const value = toDouble(javaTrim(text));
  return value === undefined ? refuse(text, 'a number', whyNotNumber(text)) : accept(value);
}

/** `Float#parseFloat`: as {@link parseDouble}; what is too large becomes infinite. */
export function parseFloat32(text: string): Parsed<number> {
  const parsed = parseDouble(text);
  return parsed.ok ? accept(Math.fround(parsed.value)) : parsed;
}

const DECIMAL = /^([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)[fFdD]?$/;
const NAMED = /^([-+]?)(NaN|Infinity)$/;
const HEXADECIMAL = /^([-+]?)0[xX](?:([0-9a-fA-F]+)\.?|([0-9a-fA-F]*)\.([0-9a-fA-F]+))[pP]([-+]?\d+)[fFdD]?$/;

function toDouble(text: string): number | undefined {
  const decimal = DECIMAL.exec(text)?.[1];
  if (decimal !== undefined) return Number(decimal);
  const named = NAMED.exec(text);
  if (named !== null) return Number(`${named[2] === 'NaN' ? '' : named[1]}${named[2]}`);
  const hexadecimal = HEXADECIMAL.exec(text);
  return hexadecimal === null ? undefined : fromHexadecimal(hexadecimal);
}

function fromHexadecimal([, sign, whole, before, after, exponent]: RegExpExecArray): number {
  const digits = whole ?? `${before ?? ''}${after ?? ''}`;
  const mantissa = Number(BigInt(`0x${digits}`));
  const power = Number(exponent) - 4 * (whole === undefined ? (after ?? '').length : 0);
  return (sign === '-' ? -1 : 1) * scale(mantissa, power);
}

/** In steps, for 2^power alone may overflow or vanish where the product does not. */
function scale(mantissa: number, power: number): number {
  let value = mantissa;
  let left = Math.max(-5000, Math.min(5000, power));
  while (left !== 0 && value !== 0 && Number.isFinite(value)) {
    const step = Math.max(-1000, Math.min(1000, left));
    value *= 2 ** step;
    left -= step;
  }
  return value;
}

const NOT_NUMBER: readonly (readonly [RegExp, string])[] = [
  [/^\s*$/, 'it is empty'],
  [/%\s*$/, 'it must be a plain fraction, without a percent sign'],
  [/^\s*['"].*['"]\s*$/s, 'the quotes are part of the value'],
  [/^\s*[-+]?\d+,\d+\s*$/, 'the decimal separator is a point'],
];

const whyNotNumber = (text: string): string | undefined => NOT_NUMBER.find(([pattern]) => pattern.test(text))?.[1];
