/** Decimal digits of a positive number: `0.digits` times ten to the power of `point`. */
export interface Digits {
  readonly digits: string;
  readonly point: number;
}

/** Bits of 5 to the power of the index; FloatingDecimal counts none for 1. */
const BITS_OF_FIVES = Array.from({ length: 27 }, (_, power) =>
  power === 0 ? 0 : (5n ** BigInt(power)).toString(2).length,
);

const FRACTION_BITS = 52;
const TOP_BIT = 1n << BigInt(FRACTION_BITS);

interface Binary {
  /** 53 bits, the highest set. */
  readonly fraction: bigint;
  readonly exponent: number;
  readonly significantBits: number;
}

function binaryOf(value: number): Binary {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const fraction = bits & (TOP_BIT - 1n);
  const biased = Number(bits >> BigInt(FRACTION_BITS));
  if (biased > 0) return { fraction: fraction | TOP_BIT, exponent: biased - 1023, significantBits: FRACTION_BITS + 1 };
  const length = fraction.toString(2).length;
  const shift = FRACTION_BITS + 1 - length;
  return { fraction: fraction << BigInt(shift), exponent: 1 - shift - 1023, significantBits: length };
}

/**
 * The digits that `Double.toString` writes up to JDK 18 (`FloatingDecimal.BinaryToASCIIBuffer#dtoa`), on which Flink's
 * images run: enough to tell the number from its neighbours, now and then one more than that takes, or not the nearest.
 * @param value positive and finite
 */
export function javaDigits(value: number): Digits {
  const binary = binaryOf(value);
  const { fraction, exponent } = binary;
  const tailZeros = trailingZeros(fraction);
  const fractionBits = FRACTION_BITS + 1 - tailZeros;
  const tinyBits = Math.max(0, fractionBits - exponent - 1);
  if (tinyBits === 0 && exponent <= 62) return wholeDigits(binary);
  return iterate(scale(binary, tailZeros, fractionBits, tinyBits));
}

function trailingZeros(bits: bigint): number {
  const text = bits.toString(2);
  return text.length - 1 - text.lastIndexOf('1');
}

/** FloatingDecimal#developLongDigits, for what is a whole number of at most 63 bits. */
function wholeDigits({ fraction, exponent, significantBits }: Binary): Digits {
  const whole =
    exponent >= FRACTION_BITS
      ? fraction << BigInt(exponent - FRACTION_BITS)
      : fraction >> BigInt(FRACTION_BITS - exponent);
  const spare = exponent - significantBits - 1;
  const dropped = spare > 1 ? Math.floor(spare * Math.log10(2)) : 0;
  const power = 10n ** BigInt(dropped);
  const rounded = whole / power + (dropped > 0 && whole % power >= power / 2n ? 1n : 0n);
  const text = rounded.toString();
  return { digits: text.replace(/0+$/, ''), point: text.length + dropped };
}

/** The number as `b / s`, and half the distance to its neighbours as `m / s`; all three have to fit `bits`, if set. */
interface Scaled {
  readonly b: bigint;
  readonly s: bigint;
  readonly m: bigint;
  readonly exponent: number;
  readonly bits: 32 | 64 | undefined;
}

const pow52 = (fives: number, twos: number): bigint => (5n ** BigInt(fives)) << BigInt(twos);

const bitsOfFives = (power: number): number => BITS_OF_FIVES[power] ?? power * 3;

function scale(binary: Binary, tailZeros: number, fractionBits: number, tinyBits: number): Scaled {
  const exponent = estimate(binary);
  const b5 = Math.max(0, -exponent);
  const s5 = Math.max(0, exponent);
  let b2 = b5 + tinyBits + binary.exponent;
  let s2 = s5 + tinyBits;
  let m2 = b2 - binary.significantBits;
  b2 -= fractionBits - 1;
  const common = Math.min(b2, s2);
  b2 -= common;
  s2 -= common;
  m2 -= common;
  // Below a power of two the neighbour is only half as far away.
  if (fractionBits === 1) m2 -= 1;
  if (m2 < 0) {
    b2 -= m2;
    s2 -= m2;
    m2 = 0;
  }
  const most = Math.max(fractionBits + b2 + bitsOfFives(b5), s2 + 1 + bitsOfFives(s5 + 1));
  const fraction = binary.fraction >> BigInt(tailZeros);
  return {
    b: fraction * pow52(b5, b2),
    s: pow52(s5, s2),
    m: pow52(b5, m2),
    exponent,
    bits: most < 32 ? 32 : most < 64 ? 64 : undefined,
  };
}

/** FloatingDecimal#estimateDecExp. */
function estimate({ fraction, exponent }: Binary): number {
  const mantissa = Number(fraction) / 2 ** FRACTION_BITS;
  return Math.floor((mantissa - 1.5) * 0.289529654 + 0.176091259 + exponent * 0.301029995663981);
}

interface Step {
  readonly b: bigint;
  readonly m: bigint;
  readonly digit: bigint;
  readonly low: boolean;
  readonly high: boolean;
}

/** One digit, and whether what is left lies within reach of the number from below or from above. */
function step({ b, s, m, bits }: Scaled): Step {
  const digit = b / s;
  const rest = 10n * (b % s);
  const tens = 10n * s;
  if (bits === undefined) {
    const reach = 10n * m;
    return { b: rest, m: reach, digit, low: rest < reach, high: rest + reach >= tens };
  }
  // Java's integers overflow, and it takes what is then negative for out of reach on both sides.
  const reach = BigInt.asIntN(bits, 10n * m);
  if (reach <= 0n) return { b: rest, m: reach, digit, low: true, high: true };
  return { b: rest, m: reach, digit, low: rest < reach, high: BigInt.asIntN(bits, rest + reach) > tens };
}

function iterate(scaled: Scaled): Digits {
  let { exponent } = scaled;
  let now = step(scaled);
  let digits = '';
  if (now.digit === 0n && !now.high) exponent -= 1;
  else digits += now.digit.toString();
  let stop = now.low || now.high;
  // In the form with an exponent there is always a digit after the point.
  if (exponent < -3 || exponent >= 8) stop = false;
  while (!stop) {
    now = step({ ...scaled, b: now.b, m: now.m });
    digits += now.digit.toString();
    stop = now.low || now.high;
  }
  const over = 2n * now.b - 10n * scaled.s;
  const isOdd = Number(digits.at(-1)) % 2 === 1;
  const up = now.high && (!now.low || over > 0n || (over === 0n && isOdd));
  return up ? roundUp(digits, exponent + 1) : { digits, point: exponent + 1 };
}

function roundUp(digits: string, point: number): Digits {
  const nines = /9*$/.exec(digits)?.[0].length ?? 0;
  const kept = digits.slice(0, digits.length - nines);
  if (kept === '') return { digits: `1${'0'.repeat(nines - 1)}`, point: point + 1 };
  return { digits: kept.slice(0, -1) + String(Number(kept.at(-1)) + 1) + '0'.repeat(nines), point };
}
