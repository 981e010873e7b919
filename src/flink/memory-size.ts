import { LONG_MAX } from './java-numbers.js';
import { accept, javaTrim, type Parsed, refuse } from './parsed.js';

const UNITS: readonly { readonly bytes: bigint; readonly labels: readonly [string, ...string[]] }[] = [
  { bytes: 1n << 40n, labels: ['tb', 't', 'tebibytes'] },
  { bytes: 1n << 30n, labels: ['gb', 'g', 'gibibytes'] },
  { bytes: 1n << 20n, labels: ['mb', 'm', 'mebibytes'] },
  { bytes: 1n << 10n, labels: ['kb', 'k', 'kibibytes'] },
  { bytes: 1n, labels: ['bytes', 'b'] },
];

const WHAT = 'a memory size';

/** A memory size in bytes, as `MemorySize#parseBytes`: a whole number of a unit of 1024, bytes without one. */
export function parseMemory(text: string): Parsed<bigint> {
  const trimmed = javaTrim(text);
  const number = /^[0-9]*/.exec(trimmed)?.[0] ?? '';
  if (number === '') return refuse(text, WHAT, whyNotNumber(trimmed));
  const label = javaTrim(trimmed.slice(number.length)).toLowerCase();
  const unit = label === '' ? 1n : UNITS.find(({ labels }) => labels.includes(label))?.bytes;
  if (unit === undefined) return refuse(text, WHAT, whyNotUnit(trimmed, number, label));
  const bytes = BigInt(number) * unit;
  return bytes > LONG_MAX ? refuse(text, WHAT, 'it is too large') : accept(bytes);
}

function whyNotNumber(trimmed: string): string {
  if (trimmed === '') return 'it is empty';
  if (/^-\s*\d/.test(trimmed)) return 'it must not be negative';
  if (/^['"].*['"]$/s.test(trimmed)) return 'the quotes are part of the value';
  return 'it must start with a number';
}

function whyNotUnit(trimmed: string, number: string, label: string): string {
  const written = javaTrim(trimmed.slice(number.length));
  if (/^[.,]\d/.test(label)) return 'the number must be whole';
  if (label.startsWith('_')) return 'digits cannot be grouped';
  if (/^[kmgt]ib?$/.test(label)) return `Flink writes '${written}' as '${label.slice(0, 1)}'`;
  return `'${written}' is no unit of memory that Flink knows`;
}

/** The size in the largest unit that keeps it whole: `64 mb`, `100 bytes` (`MemorySize#toString`, which knows no tebibytes). */
export function formatMemory(bytes: bigint): string {
  const unit = bytes === 0n ? undefined : UNITS.find((candidate) => bytes % candidate.bytes === 0n);
  return unit === undefined ? `${bytes} bytes` : `${bytes / unit.bytes} ${unit.labels[0]}`;
}
