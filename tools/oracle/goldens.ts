/** The golden files of a set: what real Flink built of its jobs. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatGolden, golden } from './format.js';
import type { Group, Job } from './model.js';
import type { Answer } from './run.js';

/** By minor version, then by `<set>/<job>`. */
export type Answers = ReadonlyMap<string, ReadonlyMap<string, Answer>>;

/** The folder of a set. */
export const folderOf = (set: string): string =>
  fileURLToPath(new URL(`../../fixtures/oracle/${set}/`, import.meta.url));

/** The jobs of a set; one that is compiled for each version apart is one job still. */
export function jobsOf(groups: readonly Group[]): readonly Job[] {
  const jobs = new Map<string, Job>();
  for (const job of groups.flatMap((group) => group.jobs)) {
    jobs.set(job.name, { ...job, flink: [...(jobs.get(job.name)?.flink ?? []), ...job.flink] });
  }
  return [...jobs.values()];
}

/** Writes a file that is not as it should be; where files are only compared, says so. */
export function write(path: string, text: string, check: boolean): boolean {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return true;
  if (!check) writeFileSync(path, text);
  return !check;
}

/** Differences of a set from its golden files, which are written unless they are only compared. */
export function settle(set: string, groups: readonly Group[], answers: Answers, check: boolean): readonly string[] {
  mkdirSync(folderOf(set), { recursive: true });
  return jobsOf(groups).flatMap((job) => settleJob(set, job, answers, check));
}

function settleJob(set: string, job: Job, answers: Answers, check: boolean): readonly string[] {
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
  const isSame = write(join(folderOf(set), `${job.name}.json`), formatGolden(golden(job, came)), check);
  return isSame ? [] : [`${set}/${job.name}.json is not what Flink builds.`];
}

/** Golden files of jobs that are gone. */
export function leftOver(set: string, jobs: readonly string[], check: boolean): readonly string[] {
  const known = new Set(jobs.map((name) => `${name}.json`));
  const gone = readdirSync(folderOf(set)).filter((name) => name.endsWith('.json') && !known.has(name));
  if (check) return gone.map((name) => `${set}/${name} belongs to no job.`);
  for (const name of gone) rmSync(join(folderOf(set), name));
  return [];
}
