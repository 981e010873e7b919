import { accept, type Parsed, refuse } from './parsed.js';

/** `ConfigurationUtils#convertToBoolean`: `true` or `false` in any case, without blanks. */
export function parseBoolean(text: string): Parsed<boolean> {
  const upper = text.toUpperCase();
  return upper === 'TRUE' || upper === 'FALSE'
    ? accept(upper === 'TRUE')
    : refuse(text, 'a boolean', 'it must be true or false');
}

/**
 * The constant that a text names, as `ConfigurationUtils#convertToEnum`: in any case, and in no other spelling.
 * @param constants in their `toString()` form
 */
export function parseEnum(text: string, constants: readonly string[]): Parsed<string> {
  const upper = text.toUpperCase();
  const constant = constants.find((candidate) => candidate.toUpperCase() === upper);
  if (constant !== undefined) return accept(constant);
  const swapped = constants.find((candidate) => squeeze(candidate) === squeeze(text));
  if (swapped !== undefined) return refuse(text, 'a value of this option', `Flink writes it '${swapped}'`);
  return refuse(text, `one of ${constants.map((candidate) => `'${candidate}'`).join(', ')}`);
}

/** Whether a value is one of some words, given in lower case: Flink compares names of services and modes in any case. */
export const isOneOf = (value: string, words: readonly string[]): boolean => words.includes(value.toLowerCase());

const squeeze = (text: string): string => text.toUpperCase().replace(/[-_\s]/g, '');
