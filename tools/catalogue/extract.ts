import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { coordinates, copyJars, GROUP, jarName } from './jars.js';
import type { Constant, Release } from './model.js';

const OUTPUT = 'constants.jsonl';
const EXTRACTOR = fileURLToPath(new URL('Extract.java', import.meta.url));

/** Values that no machine has: a default that shows one of them comes from the machine. */
export const MARKERS: readonly { readonly text: string; readonly means: string }[] = [
  { text: '/HOST/tmp', means: '${java.io.tmpdir}' },
  { text: '/HOST/home', means: '${user.home}' },
  { text: '/HOST/log', means: '${log.file}' },
  { text: 'HOST-USER', means: '${user.name}' },
  { text: 'HOST-KEYSTORE', means: '${keystore.type}' },
  { text: '97', means: '${availableProcessors}' },
];

const JVM = [
  '-Djava.io.tmpdir=/HOST/tmp',
  '-Duser.home=/HOST/home',
  '-Duser.name=HOST-USER',
  '-Dlog.file=/HOST/log',
  '-XX:ActiveProcessorCount=97',
];

/**
 * Reads the options of a release from its jars.
 *
 * @param work a folder for the jars of this release; jars from an earlier run with the same versions are reused
 * @throws when a jar cannot be had, or when a class with options cannot be initialised
 */
export function extract(
  release: Pick<Release, 'artifacts' | 'libraries'>,
  plugin: string,
  work: string,
): readonly Constant[] {
  const artifacts = Object.entries(release.artifacts).map(([artifact, version]) => ({
    group: GROUP,
    artifact,
    version,
  }));
  const libraries = release.libraries.map(coordinates);
  const jars = join(work, 'jars');
  copyJars([...artifacts, ...libraries], plugin, work, jars);
  const classPath = [
    ...artifacts.map((each) => `${withoutScala(each.artifact)}\t${join(jars, jarName(each))}`),
    ...libraries.map((each) => `\t${join(jars, jarName(each))}`),
  ];
  const list = join(work, 'class-path.txt');
  const output = join(work, OUTPUT);
  writeFileSync(list, `${classPath.join('\n')}\n`);
  execFileSync('java', [...JVM, EXTRACTOR, list, output], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // Class initialisers read FLINK_* and HADOOP_* variables.
    env: { PATH: process.env.PATH ?? '', JAVA_HOME: process.env.JAVA_HOME ?? '' },
  });
  return extractedLast(work);
}

/** What the last extraction into this folder found. */
export function extractedLast(work: string): readonly Constant[] {
  return readFileSync(join(work, OUTPUT), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Constant => JSON.parse(line));
}

/** Scala versions are part of an artifact's name, not of the option's origin. */
const withoutScala = (artifact: string): string => artifact.replace(/_2\.1[0-9]$/, '');
