import { lookup } from '../lookup.js';
import { formatMemory, parseMemory } from './memory-size.js';
import { accept, type Parsed, refuse } from './parsed.js';

/** Powers of ten and of 1024 by the suffix that stands for them. */
const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const SHAPE = /^([-+]?(?:\d+(?:\.\d*)?|\.\d+))([a-zA-Z]*|[eE][-+]?\d+)$/;

/** An amount of a resource as Kubernetes writes it: `500m`, `2Gi`, `1e3` (`Quantity#getNumericalAmount` of fabric8). */
export function parseQuantity(text: string): Parsed<number> {
  const [, number = '', suffix = ''] = SHAPE.exec(text) ?? [];
  if (number === '') return refuse(text, 'a quantity', 'it must be a number, with a unit such as m, Mi or Gi if any');
  const exponent = /^[eE]([-+]?\d+)$/.exec(suffix)?.[1];
  const factor = exponent === undefined ? lookup(FACTORS, suffix) : 10 ** Number(exponent);
  if (factor === undefined) return refuse(text, 'a quantity', `'${suffix}' is no unit that Kubernetes knows`);
  return accept(Number(number) * factor);
}

/**
 * The memory of a resource of the operator in bytes: a size of Flink, `2048m` being mebibytes, or else a quantity of
 * Kubernetes, whatever the case of its letters (`ResourceConfigUtils#parseResourceMemoryString`).
 */
export function parseResourceMemory(text: string): Parsed<bigint> {
  const size = parseMemory(text);
  if (size.ok) return size;
  const upper = text.replace(/\s/g, '').toUpperCase().replace(/B$/, '').replace(/I$/, 'i');
  const quantity = parseQuantity(upper);
  if (!quantity.ok) return refuse(text, 'an amount of memory', 'neither Flink nor Kubernetes reads it');
  // What is left of the point stays in the text that Flink is given, even where it comes to nothing.
  if (upper.includes('.')) return refuse(text, 'an amount of memory', 'the number must be whole');
  if (quantity.value < 0) return refuse(text, 'an amount of memory', 'it must not be negative');
  return accept(BigInt(Math.trunc(quantity.value)));
}

/** The same as Flink would write it, which is what the operator hands on; nothing where it refuses the text. */
export function resourceMemoryText(text: string): string | undefined {
  const size = parseResourceMemory(text);
  return size.ok ? formatMemory(size.value) : undefined;
}
