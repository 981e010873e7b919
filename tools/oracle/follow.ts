/** What we say of a job whose graphs real Flink has told. */
import { readFileSync } from 'node:fs';
import { readCatalogue } from '../../src/environment.js';
import { optionConstants } from '../../src/flink/option-constants.js';
import type { JavaFacts } from '../../src/model/java.js';
import { loadJavaParser } from '../../src/readers.js';
import { sourceText } from '../../src/syntax/source-text.js';
import { type CodeJob, jobsOf } from '../../src/targets/graph/jobs.js';
import { compare, type LineOf } from './compare.js';
import type { Golden } from './model.js';
import { type Score, total } from './score.js';

/** Sources by their path. */
export type Texts = ReadonlyMap<string, string>;

export const textsOf = (paths: readonly string[]): Texts =>
  new Map(paths.map((path) => [path, readFileSync(path, 'utf8')]));

const parser = await loadJavaParser();
const optionKey = optionConstants(readCatalogue().options);

/** The jobs of sources that belong together. */
export function jobsIn(texts: Texts): readonly CodeJob[] {
  const files: readonly JavaFacts[] = [...texts].map(([file, text]) => parser.read(sourceText(file, text)));
  return jobsOf(files, { optionKey, lastVersion: () => undefined });
}

/** How what we say of a job compares with every run of it. */
export function scoreOf(golden: Golden, jobs: readonly CodeJob[], texts: Texts): Score {
  const lineOf: LineOf = (file, offset) => (texts.get(file) ?? '').slice(0, offset).split('\n').length;
  const ours = jobs.filter(({ entry }) => entry.type === golden.main && entry.method === 'main');
  return total(golden.runs.map((run) => compare(golden, run, ours, lineOf)));
}
