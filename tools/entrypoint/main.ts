/**
 * Runs the entry point of Flink's official image, with the scripts and classes that it calls, and compares the
 * configuration that Flink then holds with ours.
 *
 *   npm run entrypoint               compares, prints counts, and writes fixtures/entrypoint.json and the evidence of rules
 *   npm run entrypoint -- --check    compares, and says where the fixtures would be others
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { Judge } from '../judge/judge.js';
import { generated, handPicked } from './cases.js';
import { entrypointClaims, evidenceOf } from './claims.js';
import { Image, type Start } from './image.js';
import { type Changes, changes, type Outcome, ours, plain } from './ours.js';

const MINORS = ['1.18', '1.20', '2.2'];
const GENERATED = 160;
const FIXTURES = fileURLToPath(new URL('../../fixtures/entrypoint.json', import.meta.url));

/** What real Flink makes of a start, for the tests. */
interface Told extends Start {
  readonly flink: string;
  readonly outcome: Changes;
}

async function theirs(image: Image, judge: Judge, start: Start): Promise<Outcome> {
  const loaded = await judge.load(await image.run(start));
  return loaded.ok ? plain(Object.entries(loaded.map)) : 'refused';
}

interface Comparison {
  readonly stock: Readonly<Record<string, string>>;
  readonly told: readonly Told[];
  readonly wrong: number;
}

async function compare(minor: string): Promise<Comparison> {
  const [image, judge] = [await Image.start(minor), new Judge(minor)];
  const empty = await theirs(image, judge, { variables: {} });
  const picked = handPicked(minor);
  const starts = [...picked, ...generated(GENERATED, minor)];
  const told: Told[] = [];
  let wrong = 0;
  for (const start of starts) {
    const outcome = await theirs(image, judge, start);
    const own = ours(minor, image.stock(), start);
    if (picked.includes(start) && (start.conf === undefined || start.mounted !== undefined)) {
      told.push({ flink: minor, ...start, outcome: changes(outcome, empty) });
    }
    if (isDeepStrictEqual(outcome, own)) continue;
    wrong++;
    const [real, mine] = [outcome, own].map((one) => JSON.stringify(changes(one, empty)));
    console.log(`${minor}: ${JSON.stringify(start)}\n  Flink: ${real}\n  ours:  ${mine}`);
  }
  console.log(`Flink ${minor}: ${starts.length} starts of its image, ${wrong} disagreements`);
  const stock = image.stock();
  image.close();
  await judge.close();
  return { stock, told, wrong };
}

const comparisons = await Promise.all(MINORS.map(compare));
const images = Object.fromEntries(MINORS.map((minor, index) => [minor, comparisons[index]?.stock]));
const starts = comparisons.flatMap((one) => one.told);
const wrong = comparisons.reduce((sum, one) => sum + one.wrong, 0);
const fixtures = `${JSON.stringify({ images, starts }, undefined, 1)}\n`;
if (!process.argv.includes('--check')) writeFileSync(FIXTURES, fixtures);
else if (readFileSync(FIXTURES, 'utf8') !== fixtures) {
  console.log('fixtures/entrypoint.json is stale.');
  process.exitCode = 1;
}
for (const rule of Object.keys(entrypointClaims)) {
  const file = fileURLToPath(new URL(`../../fixtures/evidence/${rule}.json`, import.meta.url));
  const text = `${JSON.stringify(await evidenceOf(rule), undefined, 2)}\n`;
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.log(`The entry point now does something else than fixtures/evidence/${rule}.json says.`);
    process.exitCode = 1;
  }
}
if (wrong > 0) process.exitCode = 1;
