/** Runs jobs on real Flink, which hands over their graphs instead of executing them. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.js';
import type { Group, OracleRun } from './model.js';

/** A job's answer; `compiler` is what javac said where it refused. */
export type Answer = Omit<OracleRun, 'flink'> & { readonly name: string; readonly compiler?: string };

const JVM = [
  ...['-Xmx1500m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto'],
  // Local environments take the number of processors as their parallelism.
  '-XX:ActiveProcessorCount=4',
  '-Djava.security.manager=allow',
  ...['lang', 'lang.invoke', 'util', 'net', 'nio', 'text', 'time', 'math', 'util.concurrent'].flatMap((name) => [
    '--add-opens',
    `java.base/java.${name}=ALL-UNNAMED`,
  ]),
  ...['-Dfile.encoding=UTF-8', '-Duser.timezone=UTC', '-Duser.language=en', '-Duser.country=US'],
];

function orders(groups: readonly Group[], version: string, work: string): string {
  const line = (...fields: readonly (string | readonly string[])[]): string =>
    `${fields.map((field) => (typeof field === 'string' ? field : field.join('|'))).join('\t')}\n`;
  return groups
    .flatMap((group) => {
      const jobs = group.jobs.filter((job) => job.flink.includes(version));
      if (jobs.length === 0) return [];
      return [
        line('compile', group.name, join(work, 'classes', group.name), group.sources, group.needs),
        ...jobs.map((job) =>
          line('run', job.name, group.name, job.main, job.arguments, job.local === true ? 'local' : ''),
        ),
      ];
    })
    .join('');
}

/** A network of its own, which reaches nothing; nothing where the machine has no such thing. */
const ALONE = ['unshare', '--map-root-user', '--net'];
const alone = (): readonly string[] => {
  const [command = '', ...rest] = ALONE;
  return spawnSync(command, [...rest, 'true']).status === 0 ? ALONE : [];
};

/** Runs the jobs that are meant for a minor version; answers by the jobs' names. */
export async function run(version: string, groups: readonly Group[]): Promise<ReadonlyMap<string, Answer>> {
  const classPath = build(version);
  const work = mkdtempSync(join(tmpdir(), 'oracle-'));
  try {
    const [asked, answered, home] = [join(work, 'orders'), join(work, 'answers'), join(work, 'home')];
    mkdirSync(home);
    writeFileSync(asked, orders(groups, version, work));
    const [command = '', ...rest] = [...alone(), 'java', ...JVM, `-Duser.home=${home}`, '-cp', classPath];
    const java = spawn(command, [...rest, 'Launch', asked, answered], {
      cwd: home,
      env: { PATH: process.env.PATH ?? '' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    java.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-4000);
    });
    const [code] = await once(java, 'exit');
    if (code !== 0) throw new Error(`The oracle of Flink ${version} ended with ${String(code)}.\n${said}`);
    const lines = readFileSync(answered, 'utf8').trimEnd().split('\n');
    const answers = lines.filter((line) => line !== '').map((line): Answer => JSON.parse(line));
    return new Map(answers.map((answer) => [answer.name, answer]));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
