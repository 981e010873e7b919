import { type YamlValue as Constructed, toYamlString } from '../../flink/yaml-dump.js';
import type { YamlValue } from '../../flink/yaml-value.js';
import { parseStrictly } from './parser.js';
import { construction, constructWhole } from './values.js';

/**
 * One value as Flink's YamlParserUtils#convertToObject reads it, for options that parse their string once more.
 * Undefined where snakeyaml-engine refuses the text, or where a list contains itself.
 */
export function parseYamlValue(text: string): YamlValue | undefined {
  const parsed = parseStrictly(text);
  if (!parsed.ok) return undefined;
  const state = construction(text);
  const value = constructWhole(state, parsed.root);
  return state.problems.length > 0 ? undefined : convert(value, new Map());
}

/** `known` holds undefined for what is being converted, so that a cycle ends there. */
function convert(value: Constructed, known: Map<Constructed, YamlValue | undefined>): YamlValue | undefined {
  if (value.type === 'null') return { type: 'null' };
  if (value.type !== 'list' && value.type !== 'map') return { type: value.type, text: value.text };
  if (known.has(value)) return known.get(value);
  known.set(value, undefined);
  const converted = value.type === 'list' ? convertList(value, known) : convertMap(value, known);
  known.set(value, converted);
  return converted;
}

function convertList(
  list: Extract<Constructed, { readonly type: 'list' }>,
  known: Map<Constructed, YamlValue | undefined>,
): YamlValue | undefined {
  const items: YamlValue[] = [];
  for (const item of list.items) {
    const converted = convert(item, known);
    if (converted === undefined) return undefined;
    items.push(converted);
  }
  return { type: 'list', text: toYamlString(list, { last: 0 }), items };
}

function convertMap(
  map: Extract<Constructed, { readonly type: 'map' }>,
  known: Map<Constructed, YamlValue | undefined>,
): YamlValue | undefined {
  const entries: (readonly [YamlValue, YamlValue])[] = [];
  for (const [key, value] of map.entries) {
    const convertedKey = convert(key, known);
    const convertedValue = convert(value, known);
    if (convertedKey === undefined || convertedValue === undefined) return undefined;
    entries.push([convertedKey, convertedValue]);
  }
  return { type: 'map', text: toYamlString(map, { last: 0 }), entries };
}
