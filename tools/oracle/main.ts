/**
 * Writes fixtures/oracle/: what real Flink builds of jobs. Words: the sets or jobs to run, else all; `--check` compares
 * with what is there and writes nothing.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { versions } from './build.js';
import { exampleJobs } from './examples.js';
import { formatGolden, golden } from './format.js';
import type { Group, Job } from './model.js';
import { ownJobs } from './own.js';
import { absentJobs, publicJobs } from './public.js';
import { type Answer, run } from './run.js';
import { formatSetters, setterJobs, TABLE } from './setters.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures/oracle/', import.meta.url));

const SETS: Readonly<Record<string, () => readonly Group[]>> = {
  own: ownJobs,
  examples: exampleJobs,
  public: publicJobs,
};

const words = process.argv.slice(2);
const check = words.includes('--check');
const named = words.filter((word) => !word.startsWith('--'));

/** The groups of a set, or those with the jobs that were named. */
function wanted(set: string, groups: readonly Group[]): readonly Group[] {
  if (named.length === 0 || named.includes(set)) return groups;
  return groups
    .map((group) => ({ ...group, jobs: group.jobs.filter((job) => named.includes(job.name)) }))
    .filter((group) => group.jobs.length > 0);
}

/** The jobs of a set; one that is compiled for each version apart is one job still. */
function jobsOf(groups: readonly Group[]): readonly Job[] {
  const jobs = new Map<string, Job>();
  for (const job of groups.flatMap((group) => group.jobs)) {
    jobs.set(job.name, { ...job, flink: [...(jobs.get(job.name)?.flink ?? []), ...job.flink] });
  }
  return [...jobs.values()];
}

/** Differences of a set from its golden files, which are written unless they are only compared. */
function settle(
  set: string,
  groups: readonly Group[],
  answers: ReadonlyMap<string, ReadonlyMap<string, Answer>>,
): readonly string[] {
  const folder = join(FIXTURES, set);
  mkdirSync(folder, { recursive: true });
  const jobs = jobsOf(groups);
  const differences = jobs.flatMap((job) => {
    const came = new Map(
      job.flink.flatMap((minor) => {
        const answer = answers.get(minor)?.get(`${set}/${job.name}`);
        return answer === undefined ? [] : [[minor, answer] as const];
      }),
    );
    const refused = [...came].filter(([, answer]) => answer.compiler !== undefined);
    if (refused.length > 0) {
      return refused.map(([minor, answer]) => `On ${minor} javac refuses it:\n${answer.compiler ?? ''}`);
    }
    const text = formatGolden(golden(job, came));
    const path = join(folder, `${job.name}.json`);
    if (existsSync(path) && readFileSync(path, 'utf8') === text) return [];
    if (!check) {
      writeFileSync(path, text);
      console.log(`${set}/${job.name}.json`);
      return [];
    }
    return [`${set}/${job.name}.json is not what Flink builds.`];
  });
  return named.length === 0 ? [...differences, ...leftOver(set, jobs)] : differences;
}

/** Golden files of jobs that are gone. */
function leftOver(set: string, jobs: readonly { readonly name: string }[]): readonly string[] {
  const known = new Set([...jobs.map((job) => job.name), ...absentJobs()].map((name) => `${name}.json`));
  const gone = readdirSync(join(FIXTURES, set)).filter((name) => name.endsWith('.json') && !known.has(name));
  if (check) return gone.map((name) => `${set}/${name} belongs to no job.`);
  for (const name of gone) rmSync(join(FIXTURES, set, name));
  return [];
}

/** Two sets may have jobs of one name. */
const within = (set: string, group: Group): Group => ({
  ...group,
  jobs: group.jobs.map((job) => ({ ...job, name: `${set}/${job.name}` })),
});

/** Writes or compares the table of setters. */
function settleSetters(
  groups: readonly Group[],
  answers: ReadonlyMap<string, ReadonlyMap<string, Answer>>,
): readonly string[] {
  const came = groups.flatMap(({ jobs }) =>
    jobs.flatMap((job) =>
      job.flink.flatMap((minor) => {
        const answer = answers.get(minor)?.get(job.name);
        return answer === undefined ? [] : [[minor, answer] as const];
      }),
    ),
  );
  const text = formatSetters(new Map(came));
  if (existsSync(TABLE) && readFileSync(TABLE, 'utf8') === text) return [];
  if (check) return ['schemas/flink-setters.json is not what the setters do.'];
  writeFileSync(TABLE, text);
  console.log('schemas/flink-setters.json');
  return [];
}

const setters = named.length === 0 || named.includes('setters') ? setterJobs() : [];
const sets = Object.entries(SETS).map(([set, groups]) => [set, wanted(set, groups())] as const);
const all = [...setters, ...sets.flatMap(([set, groups]) => groups.map((group) => within(set, group)))];
const answers = new Map(
  await Promise.all(Object.keys(versions).map(async (minor) => [minor, await run(minor, all)] as const)),
);
const differences = [
  ...sets.flatMap(([set, groups]) => settle(set, groups, answers)),
  ...(setters.length === 0 ? [] : settleSetters(setters, answers)),
];
// Jobs that were compiled together are refused together.
for (const difference of new Set(differences)) console.error(difference);
if (differences.length > 0) process.exitCode = 1;
const absent = absentJobs().length;
if (absent > 0) console.log(`public: ${absent} jobs are not at hand, their answers stay as they are`);
for (const [set, groups] of sets) console.log(`${set}: ${jobsOf(groups).length} jobs`);
