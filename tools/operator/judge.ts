/** The operator's own validator, asked about resources. */
import { spawnSync } from 'node:child_process';
import { parseAllDocuments } from 'yaml';
import { build } from './build.js';

/** What the validator says: that it takes a resource, why it does not, or that it is none. */
export type Verdict = { readonly accepted: true } | { readonly refused: string } | { readonly unread: string };

interface Plain {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string };
  readonly spec?: { readonly deploymentName?: string };
}

/** Asks about the first resource of each text; a session job's cluster may stand in the same text. */
export function judge(texts: readonly string[]): readonly Verdict[] {
  const input = texts.map((text) => JSON.stringify(questionOf(text))).join('\n');
  const run = spawnSync('java', ['-cp', build(), 'OperatorJudge'], { input, encoding: 'utf8', maxBuffer: 1 << 26 });
  const answers = run.stdout.split('\n').filter((line) => line !== '');
  if (answers.length !== texts.length)
    throw new Error(
      `the judge answered ${String(answers.length)} of ${String(texts.length)}:\n${run.stderr.slice(-2000)}`,
    );
  return answers.map((line) => JSON.parse(line) as Verdict);
}

function questionOf(text: string): object {
  const [resource, ...others] = parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS() as Plain);
  const cluster = others.find(({ metadata }) => metadata?.name === resource?.spec?.deploymentName);
  return { resource, ...(cluster === undefined ? {} : { cluster }) };
}
