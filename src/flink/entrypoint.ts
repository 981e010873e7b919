import type { VersionRange } from '../model/version.js';
import { covers } from './versions.js';

/**
 * How `docker-entrypoint.sh` of the official image takes `FLINK_PROPERTIES`. Until 1.18 it appends the text to
 * flink-conf.yaml as it is; since 1.19 it takes every blank out of each line and hands the line to Flink as `-D`.
 */
export type Taking = 'appended' | 'squeezed';

/** How the images of a range take it; nothing where they differ. */
export function takingOf(range: VersionRange): Taking | undefined {
  if (covers('>=1.19', range) === 'all') return 'squeezed';
  return covers('<=1.18', range) === 'all' ? 'appended' : undefined;
}

/** Variables of a container, as far as they are known. */
export type Variables = (name: string) => string | undefined;

const VARIABLE = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;

/** `envsubst`: only `$X` and `${X}`, never `${X:-default}`. What is not known stays, and is a placeholder then. */
export const substituted = (text: string, variables: Variables): string =>
  text.replace(
    VARIABLE,
    (written, braced: string | undefined, bare: string | undefined) => variables(braced ?? bare ?? '') ?? written,
  );

/** What a line of `FLINK_PROPERTIES` sets. */
export interface SqueezedLine {
  readonly key: string;
  readonly value: string;
}

/**
 * One line on its way through the images since 1.19: `echo $prop | tr -d '[:space:]'`, `IFS=':' read -r key value`,
 * `echo $value | envsubst`, and Flink's own `-Dkey=value`. Nothing for a line that is empty by then.
 * Follows `process_flink_properties` of docker-entrypoint.sh and commons-cli.
 */
export function squeezedLine(line: string, variables: Variables): SqueezedLine | undefined {
  const text = echoed(line).replace(/[ \t\n\v\f\r]/g, '');
  if (text === '') return undefined;
  const colon = text.indexOf(':');
  if (colon < 0) return property(text, '');
  return property(text.slice(0, colon), filledIn(withoutLastDelimiter(text.slice(colon + 1)), variables));
}

/** For echo some words are options, and nothing to print. */
const echoed = (word: string): string => (/^-[neE]+$/.test(word) ? '' : word);

/** `read` takes one delimiter at the end of its last field for the end of that field. */
const withoutLastDelimiter = (rest: string): string => (/^[^:]*:$/.test(rest) ? rest.slice(0, -1) : rest);

/** Variables filled in. Of an unquoted list of words the first is the value; a `*` becomes the name of some file. */
function filledIn(value: string, variables: Variables): string {
  if (value === '*') return '${a file in /opt/flink}';
  return /^\S*/.exec(substituted(echoed(value), variables).trimStart())?.[0] ?? '';
}

/** A key ends at the first `=` but one that is its beginning; what has none is set to true. */
function property(name: string, rest: string): SqueezedLine {
  const argument = `${name}=${rest}`.replace(/^=/, '');
  const equals = argument.indexOf('=');
  return equals < 0
    ? { key: argument, value: 'true' }
    : { key: argument.slice(0, equals), value: argument.slice(equals + 1) };
}

/**
 * The settings that are left once Flink has written them as nested YAML, as the entry point makes it do since 1.19: a key
 * that is also the beginning of others loses to them or they to it, in the order of Java's hash table. Nothing where the
 * writing fails: the file then holds an error message, and Flink does not start with it.
 * Follows `YamlParserUtils#convertAndDumpYamlFromFlatMap`.
 */
export function nestedWriting(settings: ReadonlyMap<string, string>): ReadonlyMap<string, string> | undefined {
  const root: Nested = new Map();
  for (const key of hashOrder([...settings.keys()])) {
    const parts = javaSplit(key);
    const last = parts.pop();
    if (last === undefined) return undefined;
    let at = root;
    for (const part of parts) {
      const below = at.get(part) ?? new Map<string, Nested | string>();
      if (typeof below === 'string') return undefined;
      at.set(part, below);
      at = below;
    }
    at.set(last, settings.get(key) ?? '');
  }
  return new Map(flattened(root));
}

interface Nested extends Map<string, Nested | string> {}

const flattened = (map: Nested, prefix = ''): readonly (readonly [string, string])[] =>
  [...map].flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as const] : flattened(value, `${prefix}${key}.`),
  );

/** `String#split("\\.")`: empty parts at the end are none. */
function javaSplit(key: string): string[] {
  const parts = key.split('.');
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts.length === 1 && parts[0] === '' && key !== '' ? [] : parts;
}

/** The keys in the order in which a `java.util.HashMap` gives them that they were put into one after the other. */
export function hashOrder(keys: readonly string[]): readonly string[] {
  let capacity = 16;
  while (keys.length > capacity * 0.75) capacity *= 2;
  const bucket = (key: string): number => spread(key) & (capacity - 1);
  return keys
    .map((key, index) => ({ key, index, bucket: bucket(key) }))
    .sort((a, b) => a.bucket - b.bucket || a.index - b.index)
    .map(({ key }) => key);
}

/** `HashMap#hash` of `String#hashCode`. */
function spread(key: string): number {
  let hash = 0;
  for (let at = 0; at < key.length; at++) hash = (Math.imul(31, hash) + key.charCodeAt(at)) | 0;
  return hash ^ (hash >>> 16);
}
