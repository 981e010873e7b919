import type { VersionNumber } from '../model/version.js';
import { LONG_MAX, LONG_MIN } from './java-numbers.js';
import { accept, javaTrim, type Parsed, refuse } from './parsed.js';

const MICRO = 1_000n;
const MILLI = 1_000n * MICRO;
const SECOND = 1_000n * MILLI;
const MINUTE = 60n * SECOND;
const HOUR = 60n * MINUTE;
const DAY = 24n * HOUR;

/** Flink's labels of each unit, the shortest first. The micro sign is U+00B5 only. */
const UNITS: readonly { readonly nanos: bigint; readonly labels: readonly string[] }[] = [
  { nanos: DAY, labels: ['d', 'day', 'days'] },
  { nanos: HOUR, labels: ['h', 'hour', 'hours'] },
  { nanos: MINUTE, labels: ['min', 'm', 'minute', 'minutes'] },
  { nanos: SECOND, labels: ['s', 'sec', 'secs', 'second', 'seconds'] },
  { nanos: MILLI, labels: ['ms', 'milli', 'millis', 'millisecond', 'milliseconds'] },
  { nanos: MICRO, labels: ['\u00b5s', 'micro', 'micros', 'microsecond', 'microseconds'] },
  { nanos: 1n, labels: ['ns', 'nano', 'nanos', 'nanosecond', 'nanoseconds'] },
];

/** Every label that stands for a unit of time, in lower case; Flink does not mind the case. */
export const DURATION_LABELS: readonly string[] = UNITS.flatMap(({ labels }) => labels);

const BIG_SINCE: VersionNumber = 2_000_000;
/** Since when durations in ISO-8601 are read too. */
export const ISO_SINCE: VersionNumber = 2_001_000;

const WHAT = 'a duration';

/**
 * A duration in nanoseconds, as `TimeUtils#parseDuration`: a whole number of a unit, milliseconds without one. Since
 * Flink 2.1 ISO-8601 too. The number must fit a long before Flink 2.0, the seconds that it makes must do so always.
 */
export function parseDuration(text: string, version: VersionNumber): Parsed<bigint> {
  const trimmed = javaTrim(text);
  const number = leadingDigits(trimmed);
  if (number === '') return parseIso(text, trimmed, version);
  const label = javaTrim(trimmed.slice(number.length)).toLowerCase();
  const unit = label === '' ? MILLI : unitOf(label);
  if (unit === undefined) return refuse(text, WHAT, whyNotUnit(trimmed, number, label));
  const amount = BigInt(number);
  if (amount > LONG_MAX && version < BIG_SINCE) return refuse(text, WHAT, 'the number is too large');
  const nanos = amount * unit;
  return nanos / SECOND > LONG_MAX ? refuse(text, WHAT, 'it is too long') : accept(nanos);
}

function leadingDigits(text: string): string {
  let end = 0;
  while (text.charAt(end) >= '0' && text.charAt(end) <= '9') end++;
  return text.slice(0, end);
}

const unitOf = (label: string): bigint | undefined => UNITS.find(({ labels }) => labels.includes(label))?.nanos;

function whyNotUnit(trimmed: string, number: string, label: string): string {
  if (/^[.,]\d/.test(label)) return 'the number must be whole';
  if (/^[a-z]+\s*\d/.test(label)) return 'it must be one number with one unit';
  if (label.startsWith('_')) return 'digits cannot be grouped';
  return `'${javaTrim(trimmed.slice(number.length))}' is no unit of time that Flink knows`;
}

const ISO =
  /^([-+]?)P(?:([-+]?[0-9]+)D)?(T(?:([-+]?[0-9]+)H)?(?:([-+]?[0-9]+)M)?(?:([-+]?[0-9]+)(?:[.,]([0-9]{0,9}))?S)?)?$/i;

/** `java.time.Duration#parse`, whose result must not be negative. */
function parseIso(text: string, trimmed: string, version: VersionNumber): Parsed<bigint> {
  if (trimmed === '') return refuse(text, WHAT, 'it is empty');
  const match = ISO.exec(trimmed);
  const parts = match?.slice(2, 7) ?? [];
  const [days, time, hours, minutes, seconds] = parts;
  const named = [days, hours, minutes, seconds].some((part) => part !== undefined);
  if (match === null || !named || /^t$/i.test(time ?? '')) return refuse(text, WHAT, whyNotNumber(trimmed));
  if (version < ISO_SINCE) return refuse(text, WHAT, 'Flink reads ISO-8601 notation only since 2.1');
  const whole = isoSeconds([
    [days, 86_400n],
    [hours, 3_600n],
    [minutes, 60n],
    [seconds, 1n],
  ]);
  if (whole === undefined) return refuse(text, WHAT, 'it is too long');
  const fraction = BigInt((match[7] ?? '').padEnd(9, '0')) * (seconds?.startsWith('-') === true ? -1n : 1n);
  const nanos = (whole * SECOND + fraction) * (match[1] === '-' ? -1n : 1n);
  return nanos < 0n ? refuse(text, WHAT, 'it must not be negative') : accept(nanos);
}

/** Nothing where Java's long overflows on the way. */
function isoSeconds(parts: readonly (readonly [string | undefined, bigint])[]): bigint | undefined {
  const products = parts.map(([digits, factor]) => BigInt((digits ?? '0').replace('+', '')) * factor);
  const sum = products.reduce((total, product) => total + product, 0n);
  return [...products, sum].every((value) => value >= LONG_MIN && value <= LONG_MAX) ? sum : undefined;
}

function whyNotNumber(trimmed: string): string {
  if (/^-\s*\d/.test(trimmed)) return 'it must not be negative';
  if (/^['"].*['"]$/s.test(trimmed)) return 'the quotes are part of the value';
  return 'it must start with a number';
}

/** Nanoseconds as milliseconds; a fraction where they are not whole. */
export const toMillis = (nanos: bigint): number => Number(nanos) / 1_000_000;

/** The duration in the largest unit that keeps it whole, as `TimeUtils#formatWithHighestUnit`: `90 s`, `1 d`. */
export function formatDuration(nanos: bigint): string {
  const unit = nanos === 0n ? undefined : UNITS.find((candidate) => nanos % candidate.nanos === 0n);
  return unit === undefined ? '0 ms' : `${nanos / unit.nanos} ${unit.labels[0]}`;
}
