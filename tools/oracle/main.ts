/**
 * What real Flink builds of jobs, in fixtures/oracle/, and how what we say of them compares with it. Words: the sets or jobs
 * to run, else our own and Flink's examples, and with `--full` those of public repositories, whose work trees it
 * brings. `--check` compares the files and writes nothing, `--report` runs no Flink.
 */
import { basename } from 'node:path';
import { versions } from './build.js';
import { COUNTS, keepCounts, readCounts } from './counts.js';
import { exampleJobs } from './examples.js';
import { type Answers, folderOf, jobsOf, leftOver, settle, write } from './goldens.js';
import type { Group } from './model.js';
import { ownJobs } from './own.js';
import { absentJobs, fetchPublic, publicJobs, withLibraries } from './public.js';
import { scoreOfSet } from './report.js';
import { run } from './run.js';
import { setterJobs } from './samples.js';
import { countsOf, formatCounts, shortfalls } from './score.js';
import { CALLS, formatCalls, formatSetters, TABLE, unequal, untried } from './setters.js';

const SETS: Readonly<Record<string, () => readonly Group[]>> = {
  own: ownJobs,
  examples: exampleJobs,
  public: publicJobs,
};

const words = process.argv.slice(2);
const said = (word: string): boolean => words.includes(word);
const [check, full, isReport] = [said('--check'), said('--full'), said('--report')];
const named = words.filter((word) => !word.startsWith('--'));

/** The groups of a set, or those with the jobs that were named. */
function wanted(set: string, groups: readonly Group[]): readonly Group[] {
  if (named.length === 0 || named.includes(set)) return groups;
  return groups
    .map((group) => ({ ...group, jobs: group.jobs.filter((job) => named.includes(job.name)) }))
    .filter((group) => group.jobs.length > 0);
}

/** Two sets may have jobs of one name. */
const within = (set: string, group: Group): Group => ({
  ...group,
  jobs: group.jobs.map((job) => ({ ...job, name: `${set}/${job.name}` })),
});

type Sets = readonly (readonly [name: string, groups: readonly Group[]])[];

/** What is run of the sets: without a word of them, public jobs are as they were last told. */
const toRun = (sets: Sets): Sets =>
  sets
    .filter(([set, groups]) => groups.length > 0 && (set !== 'public' || full || named.length > 0))
    .map(([set, groups]) => [set, set === 'public' ? withLibraries(groups) : groups]);

/** Runs jobs on real Flink; differences from the files, which are written unless they are only compared. */
async function settleAll(sets: Sets): Promise<readonly string[]> {
  const setters = named.length === 0 || named.includes('setters') ? setterJobs() : [];
  const all = [...setters, ...sets.flatMap(([set, groups]) => groups.map((group) => within(set, group)))];
  const minors = Object.keys(versions);
  const answers: Answers = new Map(
    await Promise.all(minors.map(async (minor) => [minor, await run(minor, all)] as const)),
  );
  return [
    ...sets.flatMap(([set, groups]) => settle(set, groups, answers, check)),
    ...(setters.length === 0 ? [] : settleSetters(setters, answers)),
  ];
}

/** Golden files of jobs that are gone. */
const goneOf = (sets: Sets): readonly string[] =>
  sets.flatMap(([set, groups]) => {
    const known = jobsOf(groups).map(({ name }) => name);
    return leftOver(set, set === 'public' ? [...known, ...absentJobs()] : known, check);
  });

function settleSetters(groups: readonly Group[], answers: Answers): readonly string[] {
  const came = groups
    .flatMap(({ jobs }) => jobs)
    .flatMap(({ name, flink }) =>
      flink.flatMap((minor) => {
        const answer = answers.get(minor)?.get(name);
        return answer === undefined ? [] : [[minor, answer] as const];
      }),
    );
  const seen = new Map(came);
  const stale = [[TABLE, formatSetters(seen)] as const, [CALLS, formatCalls(seen)] as const].filter(
    ([path, text]) => !write(path, text, check),
  );
  return [
    ...stale.map(([path]) => `${basename(path)} is not what the setters do.`),
    ...unequal(seen),
    ...untried(seen),
  ];
}

/** Prints how what we say of a set compares with what Flink built; what must hold and does not. */
function reportOn(set: string, groups: readonly Group[]): readonly string[] {
  const score = scoreOfSet(folderOf(set), groups);
  const counts = countsOf(jobsOf(groups).length, score);
  console.log(formatCounts(set, counts));
  const falls = shortfalls(score).map((each) => `${set}: ${each}`);
  const isKept = set === 'public' && full && named.length === 0 && absentJobs().length === 0;
  return !isKept || keepCounts(counts, check) ? falls : [...falls, `${COUNTS} has other counts.`];
}

/** Where public code is not at hand: how much of it, and what came of comparing it when it was. */
function remember(): void {
  const absent = absentJobs().length;
  if (absent === 0) return;
  console.log(`public: ${absent} jobs are not at hand; npm run oracle -- --full brings them`);
  const counts = readCounts();
  if (counts !== undefined) console.log(formatCounts('public, as counted when all were at hand', counts));
}

if (full) for (const failure of fetchPublic()) console.error(failure);
const sets: Sets = Object.entries(SETS).map(([set, groups]) => [set, wanted(set, groups())]);
const differences = isReport ? [] : [...(await settleAll(toRun(sets))), ...(named.length > 0 ? [] : goneOf(sets))];
// Jobs that were compiled together are refused together.
const failures = [
  ...new Set([...differences, ...sets.flatMap(([set, groups]) => (groups.length === 0 ? [] : reportOn(set, groups)))]),
];
for (const failure of failures) console.error(failure);
if (failures.length > 0) process.exitCode = 1;
remember();
