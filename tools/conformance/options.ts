/** Every option of a version, asked for the type that Flink declares and read by the one that the catalogue names. */
import { isDeepStrictEqual } from 'node:util';
import type { CatalogueData, Era } from '../../src/flink/catalogue.js';
import { type Held, parseValue } from '../../src/flink/values.js';
import { minorRange } from '../../src/flink/versions.js';
import type { Grammar } from '../../src/model/facts.js';
import { parseYamlValue } from '../../src/sources/config-yaml/parse-value.js';
import type { Judge } from '../judge/judge.js';
import { ELSEWHERE } from './order.js';
import { type Plain, plainOf } from './ours.js';
import { type Random, random, times } from './random.js';
import { GRAMMARS, normal } from './theirs.js';
import { constantOf, textFor } from './values.js';

export interface OptionCase {
  readonly key: string;
  readonly era: Era;
  readonly mode: Grammar;
  readonly value: string;
}

const typeOf = ({ type, list }: Era): string => (list === true ? `list:${type}` : type);

function textOf(r: Random, era: Era): string {
  const { type, enum: constants = [], list } = era;
  if (type !== 'enum') return textFor(r, typeOf(era));
  return list === true ? times(1 + r.below(3), () => constantOf(r, constants)).join(';') : constantOf(r, constants);
}

/** `count` values for each option in each kind of file that the version reads. */
export function optionCases(data: CatalogueData, version: string, seed: number, count: number): readonly OptionCase[] {
  const r = random(seed);
  const { min } = minorRange(version);
  const modes = GRAMMARS[version] ?? [];
  return Object.entries(data.options).flatMap(([key, eras]) => {
    const era = eras.find(
      ({ from, to }) => minorRange(from).min <= min && (to === undefined || min <= minorRange(to).max),
    );
    if (era?.in === undefined || era.suffix === true) return [];
    return modes.flatMap((mode) => times(count, () => ({ key, era, mode, value: textOf(r, era) })));
  });
}

function ourOption({ era, mode, value }: OptionCase, version: string): Plain | undefined {
  const held: Held = { value, type: 'string' };
  const context = { grammar: mode, version: minorRange(version).max, parseYaml: parseYamlValue };
  const parsed = parseValue(era, held, context);
  return parsed.ok ? plainOf(parsed) : undefined;
}

async function theirOption(judge: Judge, { era, mode, value }: OptionCase): Promise<Plain | 'elsewhere' | undefined> {
  const valued = await judge.value({ type: typeOf(era), mode, value, option: era.in ?? '' });
  if (valued.ok) return normal(typeOf(era), valued.value);
  return ELSEWHERE.has(valued.error) ? 'elsewhere' : undefined;
}

/** Compares all; gives how many were compared and how many of them Flink refused. */
export async function compareOptions(
  judge: Judge,
  cases: readonly OptionCase[],
  differ: (wrong: OptionCase, ours: Plain | undefined, theirs: Plain | undefined) => void,
): Promise<{ readonly compared: number; readonly refused: number }> {
  const answers = await Promise.all(cases.map((one) => theirOption(judge, one)));
  let [compared, refused] = [0, 0];
  for (const [index, one] of cases.entries()) {
    const theirs = answers[index];
    if (theirs === 'elsewhere') continue;
    compared++;
    if (theirs === undefined) refused++;
    const ours = ourOption(one, judge.version);
    if (!isDeepStrictEqual(ours, theirs)) differ(one, ours, theirs);
  }
  return { compared, refused };
}
