import { distance } from 'fastest-levenshtein';
import type { Span } from '../model/span.js';
import type { Schema } from './schema.js';
import type { Entry, List, Mapping, Scalar, SettingsProblem, Tree } from './tree.js';

/** What the walker knows on its way down. */
interface Walk {
  readonly root: Schema;
  /** The key under which the value stands, `''` for the whole file. */
  readonly key: string;
  say(at: Span, message: string): void;
}

/**
 * Everything in a settings file that its schema refuses. Accepts and refuses the same documents as a JSON Schema
 * validator would, but says where, in words, and which known name may have been meant.
 */
export function validateSettings(tree: Tree, schema: Schema): readonly SettingsProblem[] {
  const problems: SettingsProblem[] = [];
  const say = (at: Span, message: string): void => {
    problems.push({ file: at.file, at, message });
  };
  check(tree, schema, { root: schema, key: '', say });
  return problems;
}

function check(tree: Tree, written: Schema, walk: Walk): void {
  const schema = alternative(tree, resolved(written, walk.root));
  if (schema === undefined || !hasType(tree, schema)) {
    walk.say(tree.at, wrongType(tree, resolved(written, walk.root), walk.key));
    return;
  }
  switch (tree.kind) {
    case 'mapping':
      checkMapping(tree, schema, walk);
      return;
    case 'list':
      checkList(tree, schema, walk);
      return;
    case 'scalar':
      checkScalar(tree, schema, walk);
  }
}

function resolved(schema: Schema, root: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  return root.definitions?.[schema.$ref.slice('#/definitions/'.length)] ?? {};
}

/** The alternative that fits the value's type; the schema itself where it offers none. */
const alternative = (tree: Tree, schema: Schema): Schema | undefined =>
  schema.anyOf === undefined ? schema : schema.anyOf.find((candidate) => hasType(tree, candidate));

function hasType(tree: Tree, { type }: Schema): boolean {
  switch (type) {
    case 'object':
      return tree.kind === 'mapping';
    case 'array':
      return tree.kind === 'list';
    case 'string':
      return tree.kind === 'scalar' && typeof tree.value === 'string';
    case 'number':
      return tree.kind === 'scalar' && typeof tree.value === 'number' && Number.isFinite(tree.value);
    default:
      return true;
  }
}

function checkMapping(tree: Mapping, schema: Schema, walk: Walk): void {
  const properties = schema.properties ?? {};
  for (const entry of tree.entries) {
    if (Object.hasOwn(properties, entry.key))
      check(entry.value, properties[entry.key] ?? {}, { ...walk, key: entry.key });
    else walk.say(entry.keyAt, unknownKey(entry, Object.keys(properties), walk.key));
  }
  for (const name of schema.required ?? []) {
    if (!tree.entries.some(({ key }) => key === name)) walk.say(tree.at, `'${name}' is missing.`);
  }
}

function checkList(tree: List, schema: Schema, walk: Walk): void {
  if (tree.items.length < (schema.minItems ?? 0)) walk.say(tree.at, `'${walk.key}' is an empty list.`);
  for (const item of tree.items) check(item, schema.items ?? {}, walk);
}

function checkScalar(tree: Scalar, schema: Schema, walk: Walk): void {
  const { value } = tree;
  if (typeof value !== 'string') return;
  if (schema.enum !== undefined && !schema.enum.includes(value)) {
    walk.say(tree.at, `Unknown value '${value}' of '${walk.key}'${hint(value, schema.enum)}`);
  }
  if (schema.pattern !== undefined && !fits(value, schema.pattern)) {
    walk.say(tree.at, `'${value}' ${schema.patternErrorMessage ?? 'is not accepted here'}.`);
  }
}

function unknownKey({ key }: Entry, known: readonly string[], within: string): string {
  return `Unknown ${within === 'rules' ? 'rule' : 'key'} '${key}'${hint(key, known)}`;
}

/** More names than this help nobody. */
const FEW = 12;

function hint(written: string, known: readonly string[]): string {
  const meant = nearest(written, known);
  if (meant.length > 0) return `; did you mean ${choice(meant)}?`;
  return known.length === 0 || known.length > FEW ? '.' : `; known: ${known.map(quoted).join(', ')}.`;
}

function choice(names: readonly string[]): string {
  const all = names.map(quoted);
  return [all.slice(0, -1).join(', '), ...all.slice(-1)].filter((part) => part !== '').join(' or ');
}

const quoted = (name: string): string => `'${name}'`;

/** How many edits a name of this length may be away from what was meant. */
const allowance = (length: number): number => Math.min(4, Math.max(1, Math.ceil(length / 3)));

/** The known names that a misspelt one most likely meant: one, or those that are equally near; at most three. */
export function nearest(written: string, known: readonly string[]): readonly string[] {
  const plain = written.toLowerCase();
  // Longer texts are no misspelt names, and comparing them would only cost time.
  if (plain.length > 80) return [];
  const limit = allowance(plain.length);
  const rated = known.map((name) => ({ name, edits: edits(plain, name.toLowerCase()) }));
  const least = Math.min(limit, ...rated.map((candidate) => candidate.edits));
  return rated
    .filter((candidate) => candidate.edits === least)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Compares the whole names, then what people leave out: a rule's concern before the slash, the end of a long name. */
function edits(plain: string, name: string): number {
  const whole = distance(plain, name);
  const rule =
    plain.includes('/') || !name.includes('/') ? whole : 0.5 + distance(plain, name.slice(name.indexOf('/') + 1));
  const start =
    plain.length < 4 || plain.length > name.length ? whole : 0.75 + distance(plain, name.slice(0, plain.length));
  return Math.min(whole, rule, start);
}

function wrongType(tree: Tree, schema: Schema, key: string): string {
  const name = key === '' ? 'A settings file' : `'${key}'`;
  if (tree.kind === 'scalar' && tree.value === null) return `${name} has no value; give it one, or remove the line.`;
  if (tree.kind === 'scalar' && schema.pattern !== undefined) {
    const { written, value } = tree;
    if (!fits(written, schema.pattern)) return `'${written}' ${schema.patternErrorMessage ?? 'is not accepted here'}.`;
    const read = typeof value === 'number' ? `the number ${value}` : 'a boolean';
    return `${name} must be in quotes: YAML reads ${written} as ${read}. Write "${written}".`;
  }
  return `${name} must be ${wanted(schema)}, not ${described(tree)}.`;
}

const fits = (value: string, pattern: string): boolean => new RegExp(pattern, 'u').test(value);

function wanted(schema: Schema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(wanted).join(' or ');
  if (schema.enum !== undefined) return `one of ${schema.enum.map((value) => `'${value}'`).join(', ')}`;
  switch (schema.type) {
    case 'object':
      return 'a mapping';
    case 'array':
      return 'a list';
    case 'number':
      return 'a number';
    default:
      return 'text';
  }
}

function described(tree: Tree): string {
  switch (tree.kind) {
    case 'mapping':
      return 'a mapping';
    case 'list':
      return 'a list';
    case 'scalar':
      return typeof tree.value === 'string' ? `the text '${tree.value}'` : `'${tree.written}'`;
  }
}
