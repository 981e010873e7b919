import type { Grammar, JavaType } from '../model/facts.js';
import type { VersionNumber } from '../model/version.js';
import { parseDuration } from './duration.js';
import { FLOAT_MAX, FLOAT_MIN, parseDouble, parseFloat32, parseInt32, parseLong } from './java-numbers.js';
import { parseMemory } from './memory-size.js';
import { accept, type Parsed, refuse } from './parsed.js';
import { splitEscaped, splitPairs } from './structured.js';
import { parseBoolean, parseEnum } from './words.js';
import type { YamlParser, YamlValue } from './yaml-value.js';

export type { YamlParser } from './yaml-value.js';

/** The types that an option can have, as Flink's `ConfigOptions` builds them. */
export type ValueType =
  | 'boolean'
  | 'int'
  | 'long'
  | 'float'
  | 'double'
  | 'string'
  | 'duration'
  | 'memory'
  | 'map'
  | 'enum';

/** What an option takes. */
export interface Shape {
  readonly type: ValueType;
  /** Whether it takes a list of that type. */
  readonly list?: boolean;
  /** Constants of an enum, in their `toString()` form. */
  readonly enum?: readonly string[];
}

/** A value as Flink's configuration holds it before an option reads it. */
export interface Held {
  /** As a string; of a double, in YAML's form (`.inf`). */
  readonly value: string;
  readonly type: JavaType;
}

/** In what a value is read. */
export interface ValueContext {
  readonly grammar: Grammar;
  readonly version: VersionNumber;
  readonly parseYaml: YamlParser;
}

/** What an option reads from its value, or why Flink refuses it. */
export type ParsedValue = Accepted | { readonly ok: false; readonly reason: string };

/** A value as an option of its shape holds it. */
export type Accepted =
  | { readonly ok: true; readonly kind: 'boolean'; readonly value: boolean }
  /** `exact` for integers, of which a long may not fit a JavaScript number. */
  | { readonly ok: true; readonly kind: 'number'; readonly value: number; readonly exact?: bigint }
  /** A string, or an enum's constant in its own spelling. */
  | { readonly ok: true; readonly kind: 'string'; readonly value: string }
  | { readonly ok: true; readonly kind: 'duration'; readonly nanos: bigint }
  | { readonly ok: true; readonly kind: 'memory'; readonly bytes: bigint }
  | { readonly ok: true; readonly kind: 'map'; readonly entries: ReadonlyMap<string, string> }
  /** `values` as they are written, or an enum's constants; `items` as they are read. */
  | {
      readonly ok: true;
      readonly kind: 'list';
      readonly values: readonly string[];
      readonly items: readonly Accepted[];
    };

/** Since this version every value is read as in `config.yaml`, whatever it came from. */
const ONLY_YAML_SINCE: VersionNumber = 2_000_000;

/**
 * Reads a value for an option as `Configuration#getOptional` does (`ConfigurationUtils#convertValue` and
 * `#convertToList`), with the Java type in which the configuration holds it.
 */
export function parseValue(shape: Shape, input: Held, context: ValueContext): ParsedValue {
  return shape.list === true ? readList(shape, input, context) : readOne(shape, input, context);
}

const lift = <T>(parsed: Parsed<T>, wrap: (value: T) => Accepted): ParsedValue =>
  parsed.ok ? wrap(parsed.value) : parsed;

type Reader = (input: Held, shape: Shape, context: ValueContext) => ParsedValue;

const READERS: Readonly<Record<ValueType, Reader>> = {
  boolean: (input) => lift(parseBoolean(javaText(input)), (value) => ({ ok: true, kind: 'boolean', value })),
  int: (input) =>
    lift(parseInt32(javaText(input)), (value) => ({ ok: true, kind: 'number', value, exact: BigInt(value) })),
  long: (input) =>
    lift(parseLong(javaText(input)), (exact) => ({ ok: true, kind: 'number', value: Number(exact), exact })),
  float: (input) => lift(toFloat(input), (value) => ({ ok: true, kind: 'number', value })),
  double: (input) => lift(parseDouble(javaText(input)), (value) => ({ ok: true, kind: 'number', value })),
  string: (input) => ({ ok: true, kind: 'string', value: input.value }),
  duration: (input, _, { version }) =>
    lift(parseDuration(javaText(input), version), (nanos) => ({ ok: true, kind: 'duration', nanos })),
  memory: (input) => lift(parseMemory(javaText(input)), (bytes) => ({ ok: true, kind: 'memory', bytes })),
  map: (input, _, context) =>
    lift(parseMap(javaText(input), context), (entries) => ({ ok: true, kind: 'map', entries })),
  enum: (input, shape) =>
    lift(parseEnum(javaText(input), shape.enum ?? []), (value) => ({ ok: true, kind: 'string', value })),
};

const readOne = (shape: Shape, input: Held, context: ValueContext): ParsedValue =>
  READERS[shape.type](input, shape, context);

const JAVA_SPELLING: Readonly<Record<string, string>> = { '.inf': 'Infinity', '-.inf': '-Infinity', '.nan': 'NaN' };

/** What `toString()` gives where YAML has a spelling of its own. */
const javaText = ({ value, type }: Held): string => (type === 'double' ? (JAVA_SPELLING[value] ?? value) : value);

/** `ConfigurationUtils#convertToFloat`: only a YAML double is checked against the range of a float. */
function toFloat(input: Held): Parsed<number> {
  if (input.type !== 'double') return parseFloat32(input.value);
  const parsed = parseDouble(javaText(input));
  if (!parsed.ok) return parsed;
  const size = Math.abs(parsed.value);
  if (size === 0 || (size >= FLOAT_MIN && size <= FLOAT_MAX)) return accept(Math.fround(parsed.value));
  return refuse(input.value, 'a number', 'it does not fit 32 bits');
}

const readsYaml = ({ grammar, version }: ValueContext): boolean => grammar === 'yaml' || version >= ONLY_YAML_SINCE;

/** `ConfigurationUtils#convertToProperties`: YAML where the file is YAML, else, or if that fails, `k:v,k:v`. */
export function parseMap(text: string, context: ValueContext): Parsed<ReadonlyMap<string, string>> {
  const entries = readsYaml(context) ? toStringMap(context.parseYaml(text)) : undefined;
  return entries === undefined ? splitPairs(text) : accept(entries);
}

/** `ConfigurationUtils#convertToStringMap`: a null, or a key that comes twice as a string, fails. */
function toStringMap(value: YamlValue | undefined): ReadonlyMap<string, string> | undefined {
  if (value?.type !== 'map') return undefined;
  const entries = new Map<string, string>();
  for (const [key, entry] of value.entries) {
    if (key.type === 'null' || entry.type === 'null' || entries.has(key.text)) return undefined;
    entries.set(key.text, entry.text);
  }
  return entries;
}

/** `ConfigurationUtils#convertToList`: a YAML sequence where the file is YAML, else, or if that fails, split at `;`. */
function readList(shape: Shape, input: Held, context: ValueContext): ParsedValue {
  const text = javaText(input);
  const sequence = readsYaml(context) ? readSequence(shape, context.parseYaml(text), context) : undefined;
  if (sequence !== undefined) return sequence;
  const parts = splitEscaped(text, ';');
  if (!parts.ok) return parts;
  // Up to 1.20 the elements of such a list are read as in flink-conf.yaml.
  const inner: ValueContext = { ...context, grammar: 'legacy' };
  return collect(
    parts.value,
    parts.value.map((value) => readOne(shape, { value, type: 'string' }, inner)),
  );
}

/** Nothing where Flink's attempt fails, whatever the cause, so that it splits the text instead. */
function readSequence(shape: Shape, value: YamlValue | undefined, context: ValueContext): Accepted | undefined {
  if (value?.type !== 'list') return undefined;
  const items = value.items.map((item) => readItem(shape, item, context));
  const list = collect(
    value.items.map((item) => (item.type === 'null' ? '' : item.text)),
    items,
  );
  return list.ok ? list : undefined;
}

function readItem(shape: Shape, item: YamlValue, context: ValueContext): ParsedValue {
  if (item.type === 'null') return { ok: false, reason: 'an element is null' };
  if (shape.type === 'map') {
    const entries = toStringMap(item);
    return entries === undefined ? refuse(item.text, 'a map') : { ok: true, kind: 'map', entries };
  }
  const type = item.type === 'list' || item.type === 'map' ? 'string' : item.type;
  return readOne(shape, { value: item.text, type }, context);
}

function collect(texts: readonly string[], results: readonly ParsedValue[]): ParsedValue {
  const items: Accepted[] = [];
  for (const result of results) {
    if (!result.ok) return result;
    items.push(result);
  }
  const values = items.map((item, index) => (item.kind === 'string' ? item.value : (texts[index] ?? '')));
  return { ok: true, kind: 'list', values, items };
}

const NAMES: Readonly<Record<ValueType, readonly [one: string, many: string]>> = {
  boolean: ['a boolean', 'booleans'],
  int: ['an integer', 'integers'],
  long: ['an integer', 'integers'],
  float: ['a number', 'numbers'],
  double: ['a number', 'numbers'],
  string: ['a string', 'strings'],
  duration: ['a duration', 'durations'],
  memory: ['a memory size', 'memory sizes'],
  map: ['a map', 'maps'],
  enum: ['a constant', 'constants'],
};

/** What an option takes, in words for a message: `a duration`, `a list of strings`, `one of 'LZ4', 'ZSTD'`. */
export function describeType({ type, list, enum: constants }: Shape): string {
  const named =
    type === 'enum' && constants !== undefined ? constants.map((name) => `'${name}'`).join(', ') : undefined;
  if (list === true) return named === undefined ? `a list of ${NAMES[type][1]}` : `a list of ${named}`;
  return named === undefined ? NAMES[type][0] : `one of ${named}`;
}
