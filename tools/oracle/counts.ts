/** What came of comparing public jobs, kept for where their code is not at hand. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { write } from './goldens.js';
import type { Counts } from './score.js';

export const COUNTS = 'fixtures/oracle/public-counts.json';
const PATH = fileURLToPath(new URL(`../../${COUNTS}`, import.meta.url));

export const readCounts = (): Counts | undefined =>
  existsSync(PATH) ? JSON.parse(readFileSync(PATH, 'utf8')) : undefined;

/** Writes the counts; where files are only compared, returns whether they are as kept. */
export const keepCounts = (counts: Counts, check: boolean): boolean => write(PATH, format(counts), check);

/** One kind of claim a line. */
function format({ claims, ...counts }: Counts): string {
  const heads = Object.entries(counts).map(([name, count]) => `  ${JSON.stringify(name)}: ${count},\n`);
  const lines = Object.entries(claims).map(([claim, each]) => `    ${JSON.stringify(claim)}: ${JSON.stringify(each)}`);
  return `{\n${heads.join('')}  "claims": {\n${lines.join(',\n')}\n  }\n}\n`;
}
