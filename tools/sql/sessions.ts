/** What the sessions of Flink's own SQL client have set by their end: with `-D`, by the file of `-i`, by that of `-f`. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { classPath, type FlinkVersion } from './judge.js';

/** A command line with its scripts; the one of `-f` shows what is set, then runs a job. */
export interface SessionCase {
  readonly command: string;
  readonly files: Readonly<Record<string, string>>;
}

/** What is set, by its key. */
export type Session = Readonly<Record<string, string>>;

const END = 'SET;\nINSERT INTO nowhere VALUES (1);\n';

const session = (options: string, init: string | undefined, job: string): SessionCase => ({
  command: ['sql-client.sh', options, init === undefined ? '' : '-i init.sql', '-f job.sql'].filter(isGiven).join(' '),
  files: { ...(init === undefined ? {} : { 'init.sql': init }), 'job.sql': `${job}${END}` },
});

const isGiven = (words: string): boolean => words !== '';

const INIT = "SET 'parallelism.default' = '2';\nSET 'table.exec.state.ttl' = '1 d';\n";

export const sessionCases: readonly SessionCase[] = [
  session('-Dparallelism.default=1', undefined, ''),
  session('-Dparallelism.default=1 -Dpipeline.name=orders', INIT, ''),
  session('-Dparallelism.default=1', INIT, "SET 'parallelism.default' = '4';\n"),
  session('-Dparallelism.default=1', INIT, "RESET 'parallelism.default';\n"),
  session('-Dparallelism.default=1', INIT, 'RESET;\n'),
  session('', INIT, "RESET;\nSET 'parallelism.default' = '4';\n"),
  session('', `${INIT}RESET 'parallelism.default';\n`, ''),
  session('', `${INIT}SET 'parallelism.default' = '3';\n`, ''),
];

/** Options of which the cases say something; the client sets others by itself. */
const WATCHED = ['parallelism.default', 'table.exec.state.ttl', 'pipeline.name'];

/** Runs the client on each case. */
export const sessions = (version: FlinkVersion): readonly Session[] =>
  sessionCases.map((one) => sessionOf(one, version));

function sessionOf({ command, files }: SessionCase, version: FlinkVersion): Session {
  const folder = mkdtempSync(join(tmpdir(), 'flinklint-session-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    mkdirSync(join(folder, 'conf'));
    writeFileSync(join(folder, 'conf', 'config.yaml'), 'rest.port: 8081\n');
    const opened = ['java.base/java.util', 'java.base/java.lang'].map((name) => `--add-opens=${name}=ALL-UNNAMED`);
    const client = ['-cp', classPath(version), 'org.apache.flink.table.client.SqlClient', 'embedded'];
    const { stdout, stderr } = spawnSync('java', [...opened, ...client, ...command.split(' ').slice(1)], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, FLINK_CONF_DIR: join(folder, 'conf'), HOME: folder },
    });
    const shown = watchedIn(stdout);
    if (!stdout.includes('rest.port'))
      throw new Error(`the client shows nothing of ${command}:\n${stderr.slice(-2000)}`);
    return shown;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The rows of the table that SET prints. */
function watchedIn(printed: string): Session {
  const rows = [...printed.matchAll(/^\| +(\S+) \| +(\S.*?) \|\r?$/gm)].map(
    ([, key = '', value = '']) => [key, value] as const,
  );
  return Object.fromEntries(rows.filter(([key]) => WATCHED.includes(key)).sort());
}
