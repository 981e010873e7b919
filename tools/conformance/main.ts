/**
 * Compares our readers, value grammars, sums and refusals with Flink's own classes, one version after the other.
 *
 *   npm run conformance               for 1.18, 1.20 and the newest 5,000 generated files and 10,000 values; for each
 *                                     version every hand-written file and option, 500 memory settings and 280
 *                                     combinations of what Flink constrains
 *   npm run conformance -- --full     all of it for each version, five times as many or more, from other seeds as well
 *   npm run conformance -- --write    writes what Flink says of the fixed part, for the tests that need no Java
 */
import { Judge } from '../judge/judge.js';
import { generated, handWritten } from './cases.js';
import {
  compareConstraints,
  compareFiles,
  compareMemories,
  compareOptions,
  compareOrders,
  compareSamples,
  compareValues,
  type Tally,
  tally,
} from './compare.js';
import { AREAS, constraintCases } from './constraint-cases.js';
import { memoryCases, VERSIONS } from './memory.js';
import { valueCases } from './values.js';
import { write } from './write.js';

const SHOWN = 40;
const LONG = 3000;
const FILES = 5000;
const VALUES = 10_000;

/** How much is compared. */
interface Plan {
  readonly seeds: readonly number[];
  /** The versions for which generated files and values are read; the others read all the rest. */
  readonly generatedFor: readonly string[];
  readonly valuesPerOption: number;
  readonly memory: number;
  readonly constraintsPerArea: number;
}

const BOUNDED: Plan = {
  seeds: [1],
  generatedFor: ['1.18', '1.20', '2.3'],
  valuesPerOption: 1,
  memory: 500,
  constraintsPerArea: 40,
};

const FULL: Plan = {
  seeds: [1, 2, 3, 4, 5],
  generatedFor: VERSIONS,
  valuesPerOption: 4,
  memory: 5000,
  constraintsPerArea: 300,
};

interface Tallies {
  readonly written: Tally;
  readonly samples: Tally;
  readonly files: Tally;
  readonly values: Tally;
  readonly options: Tally;
  readonly order: Tally;
  readonly memory: Tally;
  readonly constraints: Tally;
}

function report(what: string, { compared, refused, elsewhere, disagreements }: Tally): void {
  const skipped = elsewhere === 0 ? '' : `, ${elsewhere} more not asked (declared elsewhere)`;
  console.log(
    `${what}: ${compared} compared, ${refused} of them refused by Flink${skipped}, ${disagreements.size} disagreements`,
  );
  for (const [text, versions] of [...disagreements].slice(0, SHOWN)) {
    console.log(`\nFlink ${versions.join(', ')}: ${text.length > LONG ? `${text.slice(0, LONG)} …` : text}`);
  }
}

async function compareVersion(version: string, plan: Plan, into: Tallies): Promise<void> {
  const judge = new Judge(version);
  await compareFiles(judge, handWritten(), into.written);
  await compareSamples(judge, into.samples);
  for (const seed of plan.seeds) {
    await compareOrders(judge, seed, into.order);
    await compareOptions(judge, seed, plan.valuesPerOption, into.options);
    if (!plan.generatedFor.includes(version)) continue;
    await compareFiles(judge, generated(seed, FILES), into.files);
    await compareValues(judge, valueCases(seed, VALUES), into.values);
  }
  await compareMemories(judge, memoryCases(1, plan.memory), into.memory);
  await compareConstraints(judge, constraintCases(1, plan.constraintsPerArea), into.constraints);
  await judge.close();
}

/** Two versions at a time: while one judge answers, the other's answers are looked at. */
async function compare(plan: Plan): Promise<boolean> {
  const into: Tallies = {
    written: tally(),
    samples: tally(),
    files: tally(),
    values: tally(),
    options: tally(),
    order: tally(),
    memory: tally(),
    constraints: tally(),
  };
  const left = [...VERSIONS];
  const lane = async (): Promise<void> => {
    for (let version = left.shift(); version !== undefined; version = left.shift()) {
      await compareVersion(version, plan, into);
    }
  };
  await Promise.all([lane(), lane()]);
  const of = `over Flink ${VERSIONS.join(', ')}`;
  const some = `over Flink ${plan.generatedFor.join(', ')}`;
  report(`${handWritten().length} hand-written files ${of}`, into.written);
  report(`${plan.seeds.length * FILES} generated files ${some}`, into.files);
  report(`Samples of each type ${of}`, into.samples);
  report(`${plan.seeds.length * VALUES} values ${some}`, into.values);
  report(`Values of every option ${of}`, into.options);
  report(`Layers and spellings ${of}`, into.order);
  report(`${plan.memory} memory settings ${of}`, into.memory);
  report(`${AREAS.length * plan.constraintsPerArea} combinations of what is constrained ${of}`, into.constraints);
  return Object.values(into).every(({ disagreements }) => disagreements.size === 0);
}

const flags = process.argv.slice(2);
if (flags.includes('--write')) await write();
else if (!(await compare(flags.includes('--full') ? FULL : BOUNDED))) process.exitCode = 1;
