/** Flink's own SQL client and parser, asked about scripts. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { classPathOf } from '../java-harness.js';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The newest of each line whose SQL client is on Central with all that it needs. */
export const VERSIONS = ['1.20.3', '2.3.0'] as const;

/** What Flink's parser makes of one statement. */
export interface Node {
  /** The class of the parser's tree, or of the command. */
  readonly kind: string;
  readonly key?: string;
  readonly value?: string;
  readonly options?: readonly (readonly [key: string, value: string])[];
  readonly hints?: readonly (readonly [name: string, options: Readonly<Record<string, string>>])[];
  readonly inserts?: readonly string[];
  readonly watermark?: boolean;
  readonly primaryKey?: boolean;
}

/** What the client sends to the gateway at once, and what the parser there makes of it. */
export interface Sent {
  readonly text: string;
  readonly nodes: readonly Node[];
  readonly error?: string;
}

/** Asks about scripts, in the order in which they are given. */
export function judge(scripts: readonly string[], version: string): readonly (readonly Sent[])[] {
  const path = classPathOf({
    pom: join(here, 'pom.xml'),
    source: join(here, 'src', 'SqlJudge.java'),
    target: join(here, 'target', version),
    properties: { 'flink.version': version },
  });
  const input = scripts.map((script) => JSON.stringify(script)).join('\n');
  const run = spawnSync('java', ['-cp', path, 'SqlJudge'], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  const answers = run.stdout.split('\n').filter((line) => line !== '');
  if (answers.length !== scripts.length)
    throw new Error(
      `the judge answered ${String(answers.length)} of ${String(scripts.length)}:\n${run.stderr.slice(-2000)}`,
    );
  return answers.map((line) => JSON.parse(line) as readonly Sent[]);
}
