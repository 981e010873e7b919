import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Golden } from '../tools/oracle/model.js';
import { ownJobs } from '../tools/oracle/own.js';

const FIXTURES = new URL('../fixtures/oracle/', import.meta.url);
const sets = readdirSync(FIXTURES, { withFileTypes: true }).filter((each) => each.isDirectory());

const goldenFiles = (set: string): readonly string[] =>
  readdirSync(new URL(`${set}/`, FIXTURES)).filter((name) => name.endsWith('.json'));

const read = (set: string, name: string): Golden =>
  JSON.parse(readFileSync(new URL(`${set}/${name}`, FIXTURES), 'utf8'));

describe('what real Flink built', () => {
  it('has an answer for each of our own jobs, and no other', () => {
    const jobs = ownJobs().flatMap((group) => group.jobs.map((job) => `${job.name}.json`));
    expect(jobs.sort()).toEqual([...goldenFiles('own')].sort());
  });

  it.each(sets.map((set) => set.name))('says of each operator in %s where it was made', (set) => {
    const lost = goldenFiles(set).flatMap((name) =>
      read(set, name).runs.flatMap((run) =>
        run.graphs.flatMap((graph) =>
          graph.operators.filter((each) => each.line === undefined).map((each) => `${name}: ${each.name}`),
        ),
      ),
    );
    expect(lost).toEqual([]);
  });
});
