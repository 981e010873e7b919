import type { JavaType } from '../model/facts.js';

/**
 * A YAML value as Flink's parser (snakeyaml-engine, core schema) constructs it. `text` is what
 * `ConfigurationUtils#convertToString` makes of it: a string itself, anything else dumped in flow style.
 */
export type YamlValue =
  | { readonly type: JavaType; readonly text: string }
  | { readonly type: 'null' }
  | { readonly type: 'list'; readonly text: string; readonly items: readonly YamlValue[] }
  | { readonly type: 'map'; readonly text: string; readonly entries: readonly YamlEntry[] };

/** An entry of a mapping, whose key need not be a text. */
export type YamlEntry = readonly [key: YamlValue, value: YamlValue];

/** Parses a text as one YAML document, as `YamlParserUtils#convertToObject`; nothing where that refuses it. */
export type YamlParser = (text: string) => YamlValue | undefined;
