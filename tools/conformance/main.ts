/**
 * Compares our readers and value grammars with Flink's own classes.
 *
 *   npm run conformance               every hand-written file, 5,000 generated ones, 10,000 values, 500 memory settings, each version
 *   npm run conformance -- --full     ten times as many, from other seeds as well
 *   npm run conformance -- --write    writes what Flink says of the fixed part, for the tests that need no Java
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { readCatalogue } from '../../src/environment.js';
import { Judge } from '../judge/judge.js';
import { type FileCase, fixtures, generated, handWritten } from './cases.js';
import { compareMemory, MEMORY_VERSIONS, type MemoryAnswer, memoryCases, theirMemory } from './memory.js';
import { compareOrder, orderCases, theirOrder } from './order.js';
import { type Outcome, ourFile, ourValue, type Plain, type ValueCase } from './ours.js';
import { SAMPLES } from './samples.js';
import { GRAMMARS, normal, theirFile, theirValue } from './theirs.js';
import { valueCases } from './values.js';

const VERSIONS = ['1.18', '1.20', '2.3'] as const;
const SHOWN = 40;
const LONG = 3000;

interface Tally {
  compared: number;
  refused: number;
  /** Of options that the version declares in another class than the catalogue names, so that they were not asked. */
  elsewhere: number;
  /** What disagrees, with the versions in which it does. */
  readonly disagreements: Map<string, string[]>;
}

const tally = (): Tally => ({ compared: 0, refused: 0, elsewhere: 0, disagreements: new Map() });

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

async function compareFiles(judge: Judge, cases: readonly FileCase[], into: Tally): Promise<void> {
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

async function compareValues(judge: Judge, cases: readonly ValueCase[], into: Tally): Promise<void> {
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
async function compareSamples(judge: Judge, into: Tally): Promise<void> {
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

function report(what: string, { compared, refused, disagreements }: Tally): void {
  console.log(
    `${what}: ${String(compared)} compared, ${String(refused)} of them refused by Flink, ${String(disagreements.size)} disagreements`,
  );
  for (const [text, versions] of [...disagreements].slice(0, SHOWN)) {
    console.log(`\nFlink ${versions.join(', ')}: ${text.length > LONG ? `${text.slice(0, LONG)} …` : text}`);
  }
}

async function compare(full: boolean): Promise<boolean> {
  const judges = VERSIONS.map((version) => new Judge(version));
  const seeds = full ? Array.from({ length: 10 }, (_, index) => index + 1) : [1];
  const [written, files, values, order, samples] = [tally(), tally(), tally(), tally(), tally()];
  await Promise.all(judges.map((judge) => compareFiles(judge, handWritten(), written)));
  await Promise.all(judges.map((judge) => compareOrders(judge, seeds, order)));
  await Promise.all(judges.map((judge) => compareSamples(judge, samples)));
  for (const seed of seeds) {
    const [cases, texts] = [generated(seed, 5000), valueCases(seed, 10_000)];
    await Promise.all(judges.map((judge) => compareFiles(judge, cases, files)));
    await Promise.all(judges.map((judge) => compareValues(judge, texts, values)));
  }
  await Promise.all(judges.map((judge) => judge.close()));
  report(`${String(handWritten().length)} hand-written files`, written);
  report('Samples of each type', samples);
  report(`${String(seeds.length * 5000)} generated files`, files);
  report(`${String(seeds.length * 10_000)} values`, values);
  const memory = tally();
  const perVersion = full ? 5000 : 500;
  await compareMemories(perVersion, memory);
  report(`Layers and spellings (${String(order.elsewhere)} more not asked: declared elsewhere)`, order);
  report(`${String(perVersion)} memory settings`, memory);
  return [written, files, values, order, samples, memory].every(({ disagreements }) => disagreements.size === 0);
}

async function compareOrders(judge: Judge, seeds: readonly number[], into: Tally): Promise<void> {
  for (const seed of seeds) {
    const cases = orderCases(readCatalogue(), judge.version, seed);
    const compared = await compareOrder(judge, cases, ({ key, layers }, ours, theirs) => {
      note(into, judge.version, JSON.stringify({ key, layers }), ours, theirs);
    });
    into.compared += compared;
    into.elsewhere += cases.length - compared;
  }
}

/** One version after the other, for each judge is a JVM of its own. */
async function compareMemories(count: number, into: Tally): Promise<void> {
  for (const version of MEMORY_VERSIONS) {
    const judge = new Judge(version);
    into.compared += count;
    into.refused += await compareMemory(judge, memoryCases(1, count), ({ process, active, settings }, ours, theirs) => {
      note(into, version, JSON.stringify({ process, active, ...settings }), ours, theirs);
    });
    await judge.close();
  }
}

async function writeMemory(): Promise<void> {
  const cases = memoryCases(2, 300);
  const judges = MEMORY_VERSIONS.map((version) => new Judge(version));
  const asked = cases.map(async (one) => ({
    ...one,
    flink: await agreed<MemoryAnswer>(judges, (judge) => theirMemory(judge, one)),
  }));
  writeFileSync(join(fixtures, 'memory.json'), lines(await Promise.all(asked)));
  await Promise.all(judges.map((judge) => judge.close()));
}

/** What is written once where versions agree: the versions, and what they say. */
export interface Agreed<T> {
  readonly versions: readonly string[];
  readonly says: T;
}

async function agreed<T>(judges: readonly Judge[], ask: (judge: Judge) => Promise<T>): Promise<Agreed<T>[]> {
  const groups: { versions: string[]; says: T }[] = [];
  for (const judge of judges) {
    const says = await ask(judge);
    const same = groups.find((group) => isDeepStrictEqual(group.says, says));
    if (same === undefined) groups.push({ versions: [judge.version], says });
    else same.versions.push(judge.version);
  }
  return groups;
}

const lines = (entries: readonly unknown[]): string =>
  `[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`;

async function write(): Promise<void> {
  const judges = VERSIONS.map((version) => new Judge(version));
  const readers = (grammar: string): Judge[] =>
    judges.filter(({ version }) => GRAMMARS[version]?.some((known) => known === grammar));
  const files = handWritten().map(async ({ name, grammar, bytes }) => ({
    name,
    flink: await agreed<Outcome>(readers(grammar), (judge) => theirFile(judge, grammar, bytes)),
  }));
  writeFileSync(join(fixtures, 'files.json'), lines(await Promise.all(files)));
  const some = generated(2, 400).map(async ({ grammar, bytes }) => ({
    grammar,
    text: Buffer.from(bytes).toString('utf8'),
    flink: await agreed<Outcome>(readers(grammar), (judge) => theirFile(judge, grammar, bytes)),
  }));
  writeFileSync(join(fixtures, 'generated.json'), lines(await Promise.all(some)));
  const values = valueCases(2, 2000).map(async (value) => ({
    ...value,
    flink: await agreed<Plain>(readers(value.mode), async (judge) => {
      const says = normal(value.type, await theirValue(judge, value));
      return says === undefined ? 'refused' : { value: says };
    }),
  }));
  writeFileSync(join(fixtures, 'values.json'), lines(await Promise.all(values)));
  const orders = judges.map(async (judge) => {
    const cases = orderCases(readCatalogue(), judge.version, 2).filter((_, index) => index % 10 === 0);
    const asked = cases.map(async (one) => ({ version: judge.version, ...one, value: await theirOrder(judge, one) }));
    return (await Promise.all(asked)).filter(({ value }) => value !== 'elsewhere');
  });
  writeFileSync(join(fixtures, 'order.json'), lines((await Promise.all(orders)).flat()));
  await Promise.all(judges.map((judge) => judge.close()));
}

const flags = process.argv.slice(2);
if (flags.includes('--write')) {
  await write();
  await writeMemory();
} else if (!(await compare(flags.includes('--full')))) process.exitCode = 1;
