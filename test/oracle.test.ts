import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jobsIn, scoreOf, textsOf } from '../tools/oracle/follow.js';
import type { Golden } from '../tools/oracle/model.js';
import { type Score, shortfalls, total } from '../tools/oracle/score.js';
import { root } from './command.js';

// What real Flink built of each job stands beside its source, see tools/oracle.
const folder = join(root, 'fixtures', 'oracle', 'own');
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));
const scores = new Map(names.map((name) => [name, scoreIn(name)]));

function scoreIn(name: string): Score {
  const golden: Golden = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  const texts = textsOf(golden.sources.map((source) => join(folder, source)));
  return scoreOf(golden, jobsIn(texts), texts);
}

describe('operators as real Flink builds them', () => {
  it.each(names)('%s', (name) => {
    expect(scores.get(name)).toMatchObject({ wrong: [], missed: [], invented: [] });
  });

  it('holds what must hold of every set of jobs', () => {
    const all = total([...scores.values()]);
    expect(all.real).toBeGreaterThan(450);
    expect(shortfalls(all)).toEqual([]);
  });
});
