/** How what we say of the jobs of a set compares with what Flink built of them, as their golden files have it. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CodeJob } from '../../src/targets/graph/jobs.js';
import { versions } from './build.js';
import { jobsIn, scoreOf, type Texts, textsOf } from './follow.js';
import type { Golden, Group, OracleRun } from './model.js';
import { type Score, total } from './score.js';

interface Project {
  readonly texts: Texts;
  readonly jobs: readonly CodeJob[];
}

const javaFilesBelow = (path: string): readonly string[] => {
  if (!statSync(path).isDirectory()) return [];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.java'))
    .map((name) => join(path, name));
};

/** All that is compiled together, followed once for the jobs that share it. */
function projectFinder(): (group: Group) => Project {
  const projects = new Map<string, Project>();
  return ({ sources, needs }) => {
    const paths = [...new Set([...sources, ...needs.flatMap(javaFilesBelow)])].sort();
    const key = paths.join('\n');
    const known = projects.get(key);
    if (known !== undefined) return known;
    const texts = textsOf(paths);
    const project = { texts, jobs: jobsIn(texts) };
    projects.set(key, project);
    return project;
  };
}

/** Whether a run was of these sources: some of a job's are others for each version. */
const isOf = (run: OracleRun, minor: string): boolean => versions[minor]?.flink === run.flink[0];

/**
 * The score of a set.
 * @param folder of its golden files
 */
export function scoreOfSet(folder: string, groups: readonly Group[]): Score {
  const projectOf = projectFinder();
  const scores = groups.flatMap((group) => {
    const { texts, jobs } = projectOf(group);
    return group.jobs.map((job) => {
      const golden: Golden = JSON.parse(readFileSync(join(folder, `${job.name}.json`), 'utf8'));
      const runs = golden.runs.filter((run) => job.flink.some((minor) => isOf(run, minor)));
      return scoreOf({ ...golden, runs }, jobs, texts);
    });
  });
  return total(scores);
}
