/** In which order Flink lays layers over each other and looks an option up under its names. */
import { isDeepStrictEqual } from 'node:util';
import { type CatalogueData, type Era, spellings } from '../../src/flink/catalogue.js';
import { find, overlay } from '../../src/flink/effective.js';
import { minorRange } from '../../src/flink/versions.js';
import type { Layer } from '../../src/model/target.js';
import type { Judge } from '../judge/judge.js';
import { FILE_NAMES, ourValue, type Plain } from './ours.js';
import { type Random, random, times } from './random.js';
import { GRAMMARS } from './theirs.js';

/** An option with other spellings, and layers that set some of them, lowest first; the first is the file. */
export interface OrderCase {
  readonly key: string;
  readonly era: Era;
  readonly layers: readonly Readonly<Record<string, string>>[];
}

const ARTIFACTS: ReadonlySet<string> = new Set([
  'flink-core',
  'flink-runtime',
  'flink-streaming-java',
  'flink-clients',
]);

const UNITS: Readonly<Record<string, string>> = { string: '', int: '', long: '', duration: ' s', memory: 'm' };

function candidates(data: CatalogueData, version: string): readonly (readonly [string, Era])[] {
  const { min } = minorRange(version);
  return Object.entries(data.options).flatMap(([key, eras]) => {
    const era = eras.find(
      ({ from, to }) => minorRange(from).min <= min && (to === undefined || min <= minorRange(to).max),
    );
    const fits = era !== undefined && spellings(era).length > 0 && ARTIFACTS.has(era.artifact ?? '');
    return fits && era.list !== true && era.suffix !== true && era.type in UNITS ? [[key, era] as const] : [];
  });
}

function orderCase(r: Random, [key, era]: readonly [string, Era]): OrderCase {
  const names: readonly [string, ...string[]] = [key, ...spellings(era)];
  let value = 1;
  const layer = (): Record<string, string> =>
    Object.fromEntries(times(1 + r.below(2), () => [r.pick(names), `${String(value++)}${UNITS[era.type] ?? ''}`]));
  return { key, era, layers: times(1 + r.below(4), layer) };
}

/** Every option with other spellings, several times. */
export function orderCases(data: CatalogueData, version: string, seed: number): readonly OrderCase[] {
  const r = random(seed);
  return candidates(data, version).flatMap((candidate) => times(4, () => orderCase(r, candidate)));
}

const grammarOf = (version: string): 'legacy' | 'yaml' =>
  GRAMMARS[version]?.includes('yaml') === true ? 'yaml' : 'legacy';

/** What our overlay and lookup find. */
export function ourOrder({ key, era, layers }: OrderCase, version: string): Plain | undefined {
  const grammar = grammarOf(version);
  const at = { file: '', start: 0, end: 0 };
  const stack = layers.map((entries, index): Layer => {
    const settings = Object.entries(entries).map(([name, value]) => {
      return {
        key: name,
        value,
        type: 'string',
        written: value,
        keyAt: at,
        valueAt: at,
        quoted: false,
        nested: false,
      } as const;
    });
    return { name: String(index), file: '', grammar, settings };
  });
  const winner = find(overlay(stack), key, era);
  if (winner === undefined) return undefined;
  return ourValue({ type: era.type, mode: grammar, value: winner.setting.value, javaType: 'string' }, version);
}

/** What Flink reads; `elsewhere` where the version declares the option in another class than the catalogue names. */
export async function theirOrder(judge: Judge, { era, layers }: OrderCase): Promise<Plain | 'elsewhere' | undefined> {
  const [file = {}, ...dynamic] = layers;
  const text = Object.entries(file)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
  const read = await judge.resolve({ [FILE_NAMES[grammarOf(judge.version)]]: text }, dynamic, era.in ?? '');
  if (read.ok) return read.value;
  return ELSEWHERE.has(read.error) ? 'elsewhere' : undefined;
}

export const ELSEWHERE: ReadonlySet<string> = new Set([
  'java.lang.ClassNotFoundException',
  'java.lang.NoSuchFieldException',
]);

/** Compares all; gives how many were compared, and what differs. */
export async function compareOrder(
  judge: Judge,
  cases: readonly OrderCase[],
  differ: (wrong: OrderCase, ours: Plain | undefined, theirs: Plain | undefined) => void,
): Promise<number> {
  const answers = await Promise.all(cases.map((asked) => theirOrder(judge, asked)));
  let compared = 0;
  for (const [index, asked] of cases.entries()) {
    const [ours, theirs] = [ourOrder(asked, judge.version), answers[index]];
    if (theirs === 'elsewhere') continue;
    compared++;
    if (!isDeepStrictEqual(ours, theirs)) differ(asked, ours, theirs);
  }
  return compared;
}
