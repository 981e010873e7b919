/** What is compared, and what came of it. */
import { isDeepStrictEqual } from 'node:util';
import { readCatalogue } from '../../src/environment.js';
import type { Judge } from '../judge/judge.js';
import type { FileCase } from './cases.js';
import type { ConstraintCase } from './constraint-cases.js';
import * as constraints from './constraints.js';
import { compareMemory, type MemoryCase } from './memory.js';
import * as options from './options.js';
import { compareOrder, orderCases } from './order.js';
import { type Outcome, ourFile, ourValue, type ValueCase } from './ours.js';
import { SAMPLES } from './samples.js';
import { GRAMMARS, normal, theirFile, theirValue } from './theirs.js';

/** Counts of one kind of comparison. */
export interface Tally {
  compared: number;
  refused: number;
  /** Of options that the version declares in another class than the catalogue names, so that they were not asked. */
  elsewhere: number;
  /** What disagrees, with the versions in which it does. */
  readonly disagreements: Map<string, string[]>;
}

export const tally = (): Tally => ({ compared: 0, refused: 0, elsewhere: 0, disagreements: new Map() });

function note(into: Tally, version: string, what: string, ours: unknown, theirs: unknown): void {
  const show = (value: unknown): string => (value === undefined ? 'refused' : JSON.stringify(value));
  const text = `${what}\n  ours:    ${show(ours)}\n  Flink's: ${show(theirs)}`;
  into.disagreements.set(text, [...(into.disagreements.get(text) ?? []), version]);
}

/** Keys on which two outcomes differ, or the outcomes themselves where one of them is a refusal. */
function difference(ours: Outcome, theirs: Outcome): readonly [unknown, unknown] {
  if (ours === 'refused' || theirs === 'refused') return [ours, theirs];
  const keys = new Set([...Object.keys(ours.map), ...Object.keys(theirs.map)]);
  const differ = [...keys].filter((key) => ours.map[key] !== theirs.map[key] || ours.types[key] !== theirs.types[key]);
  const only = (outcome: typeof ours): object =>
    Object.fromEntries(differ.map((key) => [key, [outcome.map[key], outcome.types[key]]]));
  return [only(ours), only(theirs)];
}

export async function compareFiles(judge: Judge, cases: readonly FileCase[], into: Tally): Promise<void> {
  const read = cases.filter(({ grammar }) => GRAMMARS[judge.version]?.includes(grammar));
  const answers = await Promise.all(read.map(({ grammar, bytes }) => theirFile(judge, grammar, bytes)));
  for (const [index, { name, grammar, bytes }] of read.entries()) {
    const theirs = answers[index] ?? 'refused';
    const ours = ourFile(grammar, bytes);
    into.compared++;
    if (theirs === 'refused') into.refused++;
    if (isDeepStrictEqual(ours, theirs)) continue;
    const text = JSON.stringify(Buffer.from(bytes).toString('utf8'));
    note(into, judge.version, `${name}, ${grammar}: ${text}`, ...difference(ours, theirs));
  }
}

export async function compareValues(judge: Judge, cases: readonly ValueCase[], into: Tally): Promise<void> {
  const read = cases.filter(({ mode }) => GRAMMARS[judge.version]?.includes(mode));
  const answers = await Promise.all(read.map((value) => theirValue(judge, value)));
  for (const [index, value] of read.entries()) {
    const theirs = normal(value.type, answers[index]);
    const ours = ourValue(value, judge.version);
    into.compared++;
    if (theirs === undefined) into.refused++;
    if (!isDeepStrictEqual(ours, theirs)) note(into, judge.version, JSON.stringify(value), ours, theirs);
  }
}

/** The values that tests rest on: Flink takes the one kind and refuses the other. */
export async function compareSamples(judge: Judge, into: Tally): Promise<void> {
  const modes = GRAMMARS[judge.version] ?? [];
  const cases = Object.entries(SAMPLES).flatMap(([type, { accepted, refused }]) =>
    modes.flatMap((mode) => [
      ...accepted.map((value) => ({ type, mode, value, javaType: 'string', taken: true }) as const),
      ...refused.map((value) => ({ type, mode, value, javaType: 'string', taken: false }) as const),
    ]),
  );
  const answers = await Promise.all(cases.map((one) => theirValue(judge, one)));
  for (const [index, { taken, ...one }] of cases.entries()) {
    into.compared++;
    if (!taken) into.refused++;
    const took = answers[index] !== undefined;
    if (took !== taken) note(into, judge.version, JSON.stringify(one), taken, took);
  }
}

/** Every option of the version, by the type that Flink declares. */
export async function compareOptions(judge: Judge, seed: number, perOption: number, into: Tally): Promise<void> {
  const cases = options.optionCases(readCatalogue(), judge.version, seed, perOption);
  const { compared, refused } = await options.compareOptions(judge, cases, ({ key, mode, value }, ours, theirs) => {
    note(into, judge.version, JSON.stringify({ key, mode, value }), ours, theirs);
  });
  into.compared += compared;
  into.refused += refused;
  into.elsewhere += cases.length - compared;
}

/** Layers over each other, and options under other names. */
export async function compareOrders(judge: Judge, seed: number, into: Tally): Promise<void> {
  const cases = orderCases(readCatalogue(), judge.version, seed);
  const compared = await compareOrder(judge, cases, ({ key, layers }, ours, theirs) => {
    note(into, judge.version, JSON.stringify({ key, layers }), ours, theirs);
  });
  into.compared += compared;
  into.elsewhere += cases.length - compared;
}

export async function compareMemories(judge: Judge, cases: readonly MemoryCase[], into: Tally): Promise<void> {
  into.compared += cases.length;
  const refused = await compareMemory(judge, cases, ({ process, active, settings }, ours, theirs) => {
    note(into, judge.version, JSON.stringify({ process, active, ...settings }), ours, theirs);
  });
  into.refused += refused;
}

/** What Flink refuses beyond the types of values, and what `lint()` says is refused. */
export async function compareConstraints(judge: Judge, cases: readonly ConstraintCase[], into: Tally): Promise<void> {
  into.compared += cases.length;
  const refused = await constraints.compareConstraints(judge, cases, ({ area, platform }, text, ours, theirs) => {
    note(into, judge.version, `${area} (${platform})\n${text}`, ours, theirs);
  });
  into.refused += refused;
}
