/** Writes what Flink says of the fixed part, for the tests that need no Java. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { readCatalogue } from '../../src/environment.js';
import { Judge } from '../judge/judge.js';
import { fixtures, generated, handWritten } from './cases.js';
import { constraintCases } from './constraint-cases.js';
import { flinkRefuses } from './constraints.js';
import { type MemoryAnswer, memoryCases, theirMemory, VERSIONS } from './memory.js';
import { orderCases, theirOrder } from './order.js';
import type { Outcome, Plain } from './ours.js';
import { GRAMMARS, normal, theirFile, theirValue } from './theirs.js';
import { valueCases } from './values.js';

/** The versions that differ most, enough for a test without Java. */
const SOME = ['1.18', '1.20', '2.3'] as const;

async function writeMemory(): Promise<void> {
  const cases = memoryCases(2, 300);
  const judges = VERSIONS.map((version) => new Judge(version));
  const asked = cases.map(async (one) => ({
    ...one,
    flink: await agreed<MemoryAnswer>(judges, (judge) => theirMemory(judge, one)),
  }));
  writeFileSync(join(fixtures, 'memory.json'), lines(await Promise.all(asked)));
  await Promise.all(judges.map((judge) => judge.close()));
}

async function writeConstraints(): Promise<void> {
  const judges = VERSIONS.map((version) => new Judge(version));
  const asked = constraintCases(2, 15).map(async (one) => ({
    ...one,
    flink: await agreed(judges, async (judge) => ((await flinkRefuses(judge, one)) ? 'refuses' : 'takes')),
  }));
  writeFileSync(join(fixtures, 'constraints.json'), lines(await Promise.all(asked)));
  await Promise.all(judges.map((judge) => judge.close()));
}

/** What is written once where versions agree: the versions, and what they say. */
interface Agreed<T> {
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

async function writeReadings(): Promise<void> {
  const judges = SOME.map((version) => new Judge(version));
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

/** Asks Flink and writes the fixtures below `fixtures/conformance/`. */
export async function write(): Promise<void> {
  await writeReadings();
  await writeMemory();
  await writeConstraints();
}
