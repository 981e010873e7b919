import type { VersionNumber } from '../model/version.js';
import { type Catalogue, type Era, spellings } from './catalogue.js';
import { DURATION_LABELS, ISO_SINCE } from './duration.js';
import { minorRange } from './versions.js';

/** A JSON Schema, or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

interface Leaf {
  readonly key: string;
  readonly schema: JsonSchema;
}

/**
 * A JSON Schema (draft-07) for `config.yaml` of one minor version, for editors: every option under its own and its older
 * names, nested, flat, or anything between, as Flink flattens it. Keys that it does not know are left alone, for a
 * configuration may hold keys of jobs and plugins.
 * @param minor such as `1.20`
 */
export function configSchema(catalogue: Catalogue, minor: string): JsonSchema {
  const range = minorRange(minor);
  const leaves = catalogue.keys(range).flatMap((key) => {
    const era = catalogue.eras(key, range).at(-1);
    return era === undefined ? [] : [{ own: leafOf(key, era), older: olderOf(key, era) }];
  });
  // An older name may be an option of its own still, and is described as that.
  const own = new Map(
    [...leaves.flatMap(({ older }) => older), ...leaves.map((leaf) => leaf.own)].map((leaf) => [leaf.key, leaf]),
  );
  const containers = containersOf([...own.keys()]);
  const definitions = Object.fromEntries([
    ...Object.entries(typesIn(range.min)).map(([type, schema]) => [typeName(type), { anyOf: [schema, PLACEHOLDER] }]),
    ...[...own.values()].map(({ key, schema }) => [optionName(key), schema]),
    ...[...containers].map(([name, below]) => [containerName(name), containerSchema(name, below, containers, own)]),
  ]);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `config.yaml of Apache Flink ${minor}`,
    ...containerSchema('', [...own.keys()], containers, own),
    definitions,
  };
}

function leafOf(key: string, era: Era): Leaf {
  const schema = { ...valueSchema(era), ...defaultOf(era), ...(era.obsolete === true ? { deprecated: true } : {}) };
  return { key, schema: { ...schema, description: describe(era) } };
}

const olderOf = (key: string, era: Era): readonly Leaf[] =>
  (era.deprecated ?? []).map((name) => ({
    key: name,
    schema: { ...valueSchema(era), deprecated: true, description: `Now ${key}.` },
  }));

function describe(era: Era): string {
  const older = spellings(era);
  return `Since Flink ${era.from}.${older.length === 0 ? '' : ` Also read as ${older.join(', ')}.`}`;
}

/** A default in the type that the schema asks for; lists and maps have none that an editor could put in. */
function defaultOf({ type, list, default: value }: Era): JsonSchema {
  if (value === undefined || list === true || type === 'map') return {};
  if (type === 'boolean') return { default: value === 'true' };
  const isNumber = type === 'int' || type === 'long' || type === 'float' || type === 'double';
  return { default: isNumber && Number.isSafeInteger(Number(value)) ? Number(value) : value };
}

/** Mappings that hold options, with the options below each. */
function containersOf(keys: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const containers = new Map<string, string[]>();
  for (const key of keys) {
    const parts = key.split('.');
    for (let length = 1; length < parts.length; length++) {
      const name = parts.slice(0, length).join('.');
      const below = containers.get(name);
      if (below === undefined) containers.set(name, [key]);
      else below.push(key);
    }
  }
  return containers;
}

function containerSchema(
  name: string,
  below: readonly string[],
  containers: ReadonlyMap<string, readonly string[]>,
  own: ReadonlyMap<string, Leaf>,
): JsonSchema {
  const prefix = name === '' ? '' : `${name}.`;
  const inner = [...containers.keys()].filter((container) => container !== name && container.startsWith(prefix));
  const names = [...new Set([...below, ...inner])].sort();
  const properties = names.map((key) => [key.slice(prefix.length), reference(key, containers.has(key), own.has(key))]);
  return { type: 'object', properties: Object.fromEntries(properties) };
}

/** A few keys are options and hold others: `restart-strategy` and `restart-strategy.type`. */
function reference(key: string, isContainer: boolean, isOption: boolean): JsonSchema {
  const option = { $ref: `#/definitions/${optionName(key)}` };
  const container = { $ref: `#/definitions/${containerName(key)}` };
  if (isContainer && isOption) return { anyOf: [option, container] };
  return isContainer ? container : option;
}

const optionName = (key: string): string => `option:${key.replaceAll('%', '')}`;
const containerName = (key: string): string => `below:${key.replaceAll('%', '')}`;

const NUMBER = { anyOf: [{ type: 'integer' }, { type: 'string', pattern: '^[+-]?[0-9]+$' }] };
const REAL_TEXT = '^\\s*[+-]?(?:[0-9.]+(?:[eE][+-]?[0-9]+)?[fFdD]?|NaN|Infinity)\\s*$';
const REAL = { anyOf: [{ type: 'number' }, { type: 'string', pattern: REAL_TEXT }] };
const TEXT = { anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] };
const BOOLEAN_TEXT = '^(?:[tT][rR][uU][eE]|[fF][aA][lL][sS][eE])$';
const MEMORY_TEXT =
  '^\\s*[0-9]+\\s*(?:[bB](?:[yY][tT][eE][sS])?|[kKmMgGtT][bB]?|(?:[kK][iI]|[mM][eE]|[gG][iI]|[tT][eE])[bB][iI][bB][yY][tT][eE][sS])?\\s*$';

/** A value that something fills in before Flink reads it; it is of any type. */
const PLACEHOLDER = { type: 'string', pattern: '\\$\\{|\\{\\{|\\$\\(' };

const typesIn = (version: VersionNumber): Readonly<Record<Exclude<Era['type'], 'enum'>, JsonSchema>> => ({
  boolean: { anyOf: [{ type: 'boolean' }, { type: 'string', pattern: BOOLEAN_TEXT }] },
  int: NUMBER,
  long: NUMBER,
  float: REAL,
  double: REAL,
  string: TEXT,
  duration: {
    anyOf: [
      { type: 'integer', minimum: 0 },
      { type: 'string', pattern: durationText(version) },
    ],
  },
  memory: {
    anyOf: [
      { type: 'integer', minimum: 0 },
      { type: 'string', pattern: MEMORY_TEXT },
    ],
  },
  map: { anyOf: [{ type: 'object' }, { type: 'string' }] },
});

/** A whole number with a label of Flink's, or ISO-8601, whose parts only Flink counts. */
function durationText(version: VersionNumber): string {
  const iso = version >= ISO_SINCE ? '|\\+?[pP][0-9a-zA-Z.,+-]+' : '';
  return `^\\s*(?:[0-9]+\\s*(?:${DURATION_LABELS.map(anyCase).join('|')})?${iso})\\s*$`;
}

const typeName = (type: string): string => `type:${type}`;

function valueSchema({ type, list, enum: constants = [] }: Era): JsonSchema {
  const one = type === 'enum' ? enumSchemas(constants) : [{ $ref: `#/definitions/${typeName(type)}` }];
  return { anyOf: list === true ? [{ type: 'array' }, { type: 'string' }, ...one] : one };
}

/** Flink compares constants without regard to case; an editor offers them as they are spelled. */
function enumSchemas(constants: readonly string[]): readonly JsonSchema[] {
  const pattern = `^(?:${constants.map(anyCase).join('|')})$`;
  return [{ enum: [...constants] }, { type: 'string', pattern }, PLACEHOLDER];
}

const anyCase = (text: string): string =>
  [...text]
    .map((sign) => {
      const [low, high] = [sign.toLowerCase(), sign.toUpperCase()];
      return low === high ? sign.replace(/[.$^*+?(){}|\\[\]]/, '\\$&') : `[${low}${high}]`;
    })
    .join('');
