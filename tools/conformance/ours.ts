import type { ParsedValue, ValueContext } from '../../src/flink/values.js';
import { type Held, parseValue, type Shape } from '../../src/flink/values.js';
import { parseVersion } from '../../src/flink/versions.js';
import type { ConfigFacts, Grammar, JavaType } from '../../src/model/facts.js';
import { parseYamlValue } from '../../src/sources/config-yaml/parse-value.js';
import { readConfigYaml } from '../../src/sources/config-yaml.js';
import { readFlinkConf } from '../../src/sources/flink-conf.js';
import { sourceText } from '../../src/syntax/source-text.js';
import { decode } from '../../src/workspace/decode.js';

/** What a configuration file comes to: the strings and Java types held, or that Flink does not start with it. */
export type Outcome =
  | 'refused'
  | { readonly map: Readonly<Record<string, string>>; readonly types: Readonly<Record<string, string>> };

export const FILE_NAMES: Readonly<Record<Grammar, string>> = { legacy: 'flink-conf.yaml', yaml: 'config.yaml' };

/** Bytes that a run would report as unreadable, as Flink decodes them: with a replacement for each fault, or not at all. */
function lenient(grammar: Grammar, bytes: Uint8Array): { readonly text: string; readonly bom: boolean } | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: grammar === 'yaml', ignoreBOM: true }).decode(bytes);
    return text.startsWith('\ufeff') ? { text: text.slice(1), bom: true } : { text, bom: false };
  } catch {
    return undefined;
  }
}

function readFile(grammar: Grammar, bytes: Uint8Array): ConfigFacts | undefined {
  const strict = decode(bytes);
  const decoded = 'problem' in strict ? lenient(grammar, bytes) : strict;
  if (decoded === undefined) return undefined;
  const source = sourceText(FILE_NAMES[grammar], decoded.text);
  return grammar === 'legacy' ? readFlinkConf(source, { bom: decoded.bom }) : readConfigYaml(source);
}

const byKey = ([a]: readonly [string, string], [b]: readonly [string, string]): number => (a < b ? -1 : a > b ? 1 : 0);

export const sorted = (entries: Iterable<readonly [string, string]>): Record<string, string> =>
  Object.fromEntries([...entries].sort(byKey));

/** What our readers say of a file. A template is no file that Flink could read. */
export function ourFile(grammar: Grammar, bytes: Uint8Array): Outcome {
  const facts = readFile(grammar, bytes);
  if (facts === undefined || facts.refused || facts.template === true) return 'refused';
  const last = new Map(facts.settings.map((setting) => [setting.key, setting]));
  return {
    map: sorted([...last].map(([key, { value }]) => [key, value])),
    types: sorted([...last].map(([key, { type }]) => [key, type])),
  };
}

/** A value in a form that does not depend on how it was written; the judge answers in the same one. */
export type Plain = null | boolean | string | readonly Plain[] | { readonly [key: string]: Plain };

export function plainOf(value: ParsedValue & { readonly ok: true }): Plain {
  switch (value.kind) {
    case 'boolean':
    case 'string':
      return value.value;
    case 'number':
      return value.exact?.toString() ?? String(value.value);
    case 'duration':
      return value.nanos.toString();
    case 'memory':
      return value.bytes.toString();
    case 'map':
      return sorted(value.entries);
    case 'list':
      return value.items.map(plainOf);
  }
}

export interface ValueCase {
  /** As the judge names types: `duration`, `list:int`, `enum:<class>`. */
  readonly type: string;
  readonly mode: Grammar;
  readonly value: string;
  readonly javaType: JavaType;
}

/** Constants of the enums that are tried. */
export const ENUMS: Readonly<Record<string, readonly string[]>> = {
  'org.apache.flink.api.common.RuntimeExecutionMode': ['STREAMING', 'BATCH', 'AUTOMATIC'],
  'org.apache.flink.configuration.ClusterOptions$UncaughtExceptionHandleMode': ['LOG', 'FAIL'],
  'org.apache.flink.configuration.JobManagerOptions$SchedulerType': ['Default', 'Adaptive', 'AdaptiveBatch'],
};

export function shapeOf(type: string): Shape {
  const [first = '', ...rest] = type.split(':');
  if (first === 'list') return { ...shapeOf(rest.join(':')), list: true };
  if (first === 'enum') return { type: 'enum', enum: ENUMS[rest.join(':')] ?? [] };
  return { type: first as Shape['type'] };
}

/** What our grammars make of a value: nothing where they refuse it. */
export function ourValue({ type, mode, value, javaType }: ValueCase, version: string): Plain | undefined {
  const held: Held = { value, type: javaType };
  const context: ValueContext = { grammar: mode, version: parseVersion(version)?.max ?? 0, parseYaml: parseYamlValue };
  const parsed = parseValue(shapeOf(type), held, context);
  return parsed.ok ? plainOf(parsed) : undefined;
}
