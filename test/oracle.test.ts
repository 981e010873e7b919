import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JavaFacts } from '../src/model/java.js';
import { loadJavaParser } from '../src/readers.js';
import { sourceText } from '../src/syntax/source-text.js';
import { jobsOf } from '../src/targets/graph/jobs.js';
import { compare, type Score, total } from '../tools/oracle/compare.js';
import type { Golden } from '../tools/oracle/model.js';
import { root } from './command.js';

// What real Flink built of each job stands beside its source, see tools/oracle.
const folder = join(root, 'fixtures', 'oracle', 'own');
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));
const parser = await loadJavaParser();
const scores = new Map(names.map((name) => [name, scoreOf(name)]));

function scoreOf(name: string): Score {
  const golden: Golden = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  const texts = new Map(golden.sources.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
  const files: readonly JavaFacts[] = [...texts].map(([file, text]) => parser.read(sourceText(file, text)));
  const jobs = jobsOf(files, { optionKey: () => undefined, lastVersion: () => undefined }).filter(
    ({ entry }) => entry.type === golden.main,
  );
  const lineOf = (file: string, offset: number): number => (texts.get(file) ?? '').slice(0, offset).split('\n').length;
  return total(golden.runs.map((run) => compare(golden, run, jobs, lineOf)));
}

describe('operators as real Flink builds them', () => {
  it.each(names)('%s', (name) => {
    expect(scores.get(name)).toMatchObject({ wrong: [], missed: [], invented: 0 });
  });

  it('leaves at most one fact in twenty unknown', () => {
    const { real, found, claims, unknown } = total([...scores.values()]);
    expect(found).toBe(real);
    expect(real).toBeGreaterThan(450);
    expect(unknown / (claims + unknown)).toBeLessThan(0.05);
  });
});
