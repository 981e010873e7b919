import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Coordinates, coordinates, copyJars, GROUP, jarName } from '../catalogue/jars.js';
import type { Versions } from '../catalogue/model.js';
import type { Release } from './merge.js';
import type { RawCommand } from './model.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Jars are kept between runs; the folder is never committed. */
const WORK = process.env.COMMANDS_WORK ?? join(ROOT, 'node_modules', '.cache', 'commands');
const READER = fileURLToPath(new URL('Commands.java', import.meta.url));

/** What all versions of Flink parse with. */
const PARSER = coordinates('commons-cli:commons-cli:1.5.0');

/** Artifacts with classes that parse command lines, and what these need to initialise. */
const ARTIFACTS = [
  'flink-clients',
  'flink-core',
  'flink-core-api',
  'flink-runtime',
  'flink-yarn',
  'flink-sql-client',
  'flink-sql-gateway',
  'flink-sql-gateway-api',
  'flink-table-api-java',
  'flink-table-common',
  'flink-python',
];

/** The patches of flink-container that are published. */
const CONTAINER: Readonly<Record<string, string>> = {
  '1.15': '1.15.1',
  '1.16': '1.16.0',
  '1.17': '1.17.0',
  '1.18': '1.18.0',
  '1.20': '1.20.0',
  '2.0': '2.0.0',
  '2.1': '2.1.0',
  '2.3': '2.3.0',
};

/** Without Hadoop, which YARN's classes mention, nothing of them could be verified. */
const JVM = ['-XX:+UnlockDiagnosticVMOptions', '-XX:-BytecodeVerificationRemote'];

/** Runs the Java program over the jars of one minor. */
function runReader(minor: string, { flink, plugin }: Versions, more: readonly string[], input?: string): string {
  const work = join(WORK, minor);
  const jars = join(work, 'jars');
  mkdirSync(jars, { recursive: true });
  const wanted = [...jarsOf(minor, flink), PARSER];
  copyJars(wanted, plugin, work, jars);
  const [list, output] = [join(work, 'jars.txt'), join(work, 'output.jsonl')];
  writeFileSync(list, wanted.map((each) => `${join(jars, jarName(each))}\n`).join(''));
  const classPath = [jarName(PARSER)].map((name) => join(jars, name)).join(delimiter);
  execFileSync('java', [...JVM, '-cp', classPath, READER, list, output, ...more], {
    ...(input === undefined ? {} : { input }),
    stdio: [input === undefined ? 'ignore' : 'pipe', 'ignore', 'pipe'],
  });
  return readFileSync(output, 'utf8');
}

function jarsOf(minor: string, flink: Versions['flink']): readonly Coordinates[] {
  const release = flink[minor];
  if (release === undefined) throw new Error(`versions.json of the catalogue has no Flink ${minor}.`);
  const own = Object.entries(release.artifacts)
    .filter(([artifact]) => ARTIFACTS.includes(artifact.replace(/_2\.1[0-9]$/, '')))
    .map(([artifact, version]) => ({ group: GROUP, artifact, version }));
  const container = CONTAINER[minor];
  return [
    ...own,
    ...release.libraries.filter((each) => !each.startsWith('org.apache.hive')).map(coordinates),
    ...(container === undefined ? [] : [{ group: GROUP, artifact: 'flink-container', version: container }]),
  ];
}

/** The command lines of one minor. */
export function extract(minor: string, versions: Versions): Release {
  const lines = runReader(minor, versions, []).trimEnd().split('\n');
  return new Map(lines.map((line): RawCommand => JSON.parse(line)).map((each) => [each.command, each]));
}

/**
 * What commons-cli makes of command lines, one result a line.
 *
 * @param lines each a command, `stop` or `go` for what happens at the first word that is no option, and the words, between tabs
 */
export const parseThere = (minor: string, versions: Versions, lines: readonly string[]): readonly string[] =>
  runReader(minor, versions, ['--parse'], lines.join('\n')).trimEnd().split('\n');
