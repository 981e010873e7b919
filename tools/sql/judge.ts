/** Flink's own SQL client and parser, asked about scripts. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { classPathOf } from '../java-harness.js';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The newest of each line whose SQL client is on Central with all that it needs, with the Kafka connector for it. */
const KAFKA = { '1.20.3': '3.4.0-1.20', '2.3.0': '5.0.0-2.2' } as const;

export type FlinkVersion = keyof typeof KAFKA;

export const VERSIONS = Object.keys(KAFKA) as readonly FlinkVersion[];

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

/** What a session of the SQL gateway does with a script. */
export interface Came {
  readonly refused?: { readonly error: string; readonly message: string };
  /** How many statements it took. */
  readonly result?: { readonly taken: number };
}

/** Asks about scripts, in the order in which they are given. */
export const judge = (scripts: readonly string[], version: FlinkVersion): readonly (readonly Sent[])[] =>
  ask<readonly Sent[]>(scripts, version, []);

/** What takes statements one by one: a session of the gateway, or `TableEnvironment#executeSql`. */
export type Taker = 'session' | 'tables';

/** Gives the statements of a script to one of them, up to the first that is refused. */
export function come(statements: readonly string[], taker: Taker, version: FlinkVersion): Came {
  const [came] = ask<Came>([statements], version, [taker]);
  if (came === undefined) throw new Error('the judge gave no answer');
  return came;
}

/** The options of connectors for tables, with older names, and the names of formats. */
export interface Connectors {
  readonly options: Readonly<Record<string, readonly string[]>>;
  readonly formats: readonly string[];
}

/** What connectors that come with Flink, and that of Kafka, say of themselves. */
export function connectors(version: FlinkVersion): Connectors {
  return JSON.parse(run(version, ['connectors'], '').stdout) as Connectors;
}

function ask<Answer>(questions: readonly unknown[], version: FlinkVersion, mode: readonly string[]): readonly Answer[] {
  const { stdout, stderr } = run(version, mode, questions.map((question) => JSON.stringify(question)).join('\n'));
  const answers = stdout.split('\n').filter((line) => line !== '');
  if (answers.length !== questions.length)
    throw new Error(
      `the judge answered ${String(answers.length)} of ${String(questions.length)}:\n${stderr.slice(-2000)}`,
    );
  return answers.map((line) => JSON.parse(line) as Answer);
}

/** Where the classes of a version are. */
export const classPath = (version: FlinkVersion): string =>
  classPathOf({
    pom: join(here, 'pom.xml'),
    source: join(here, 'src', 'SqlJudge.java'),
    target: join(here, 'target', version),
    properties: { 'flink.version': version, 'kafka.version': KAFKA[version] },
  });

function run(version: FlinkVersion, mode: readonly string[], input: string) {
  const path = classPath(version);
  return spawnSync('java', ['-cp', path, 'SqlJudge', ...mode], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
}
