import type { Grammar } from '../../src/model/facts.js';
import type { Judge, Plain } from '../judge/judge.js';
import { FILE_NAMES, type Outcome, sorted, type ValueCase } from './ours.js';

/** Java classes that Flink's configuration holds, by the names of our model. */
const JAVA_TYPES: Readonly<Record<string, string>> = {
  String: 'string',
  Integer: 'integer',
  Long: 'long',
  BigInteger: 'biginteger',
  Double: 'double',
  Boolean: 'boolean',
};

/** What Flink makes of a configuration file. */
export async function theirFile(judge: Judge, grammar: Grammar, bytes: Uint8Array): Promise<Outcome> {
  const loaded = await judge.load({ [FILE_NAMES[grammar]]: bytes });
  if (!loaded.ok) return 'refused';
  return {
    map: sorted(Object.entries(loaded.map)),
    types: sorted(Object.entries(loaded.types).map(([key, type]) => [key, JAVA_TYPES[type] ?? type])),
  };
}

/** Doubles of our model are in YAML's form where Java has another. */
const JAVA_SPELLING: Readonly<Record<string, string>> = { '.inf': 'Infinity', '-.inf': '-Infinity', '.nan': 'NaN' };

/** What Flink makes of a value: nothing where it refuses it. */
export async function theirValue(judge: Judge, { type, mode, value, javaType }: ValueCase): Promise<Plain | undefined> {
  const text = javaType === 'double' ? (JAVA_SPELLING[value] ?? value) : value;
  const valued = await judge.value({ type, mode, value: text, javaType });
  return valued.ok ? valued.value : undefined;
}

/** Numbers that Java writes as text, brought to the text of JavaScript. */
export function normal(type: string, value: Plain | undefined): Plain | undefined {
  const element = type.replace(/^list:/, '');
  if (element !== 'float' && element !== 'double') return value;
  const number = (text: Plain): Plain => {
    if (typeof text !== 'string') return text;
    return String(element === 'float' ? Math.fround(Number(text)) : Number(text));
  };
  if (value === undefined || typeof value === 'string') return value === undefined ? value : number(value);
  return Array.isArray(value) ? value.map(number) : value;
}

/** The kinds of file that each version reads. */
export const GRAMMARS: Readonly<Record<string, readonly Grammar[]>> = {
  '1.18': ['legacy'],
  '1.19': ['legacy', 'yaml'],
  '1.20': ['legacy', 'yaml'],
  '2.0': ['yaml'],
  '2.1': ['yaml'],
  '2.2': ['yaml'],
  '2.3': ['yaml'],
};
