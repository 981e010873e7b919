import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Constant, Release } from './model.js';

const OUTPUT = 'constants.jsonl';
const GROUP = 'org.apache.flink';
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

interface Coordinates {
  readonly group: string;
  readonly artifact: string;
  readonly version: string;
}

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

function coordinates(library: string): Coordinates {
  const [group, artifact, version] = library.split(':');
  if (group === undefined || artifact === undefined || version === undefined) {
    throw new Error(`'${library}' is not group:artifact:version.`);
  }
  return { group, artifact, version };
}

const jarName = (each: Coordinates): string => `${each.group}.${each.artifact}-${each.version}.jar`;

function copyJars(wanted: readonly Coordinates[], plugin: string, work: string, jars: string): void {
  mkdirSync(jars, { recursive: true });
  const names = new Set(wanted.map(jarName));
  const present = new Set(readdirSync(jars));
  for (const name of present) {
    if (!names.has(name)) rmSync(join(jars, name));
  }
  const missing = wanted.filter((each) => !present.has(jarName(each)));
  if (missing.length === 0) return;
  const pom = join(work, 'pom.xml');
  writeFileSync(pom, copyingPom(missing, plugin, jars));
  execFileSync('mvn', ['-q', '-B', '-f', pom, `org.apache.maven.plugins:maven-dependency-plugin:${plugin}:copy`], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

function copyingPom(wanted: readonly Coordinates[], plugin: string, jars: string): string {
  const items = wanted.map(
    (each) =>
      `<artifactItem><groupId>${each.group}</groupId><artifactId>${each.artifact}</artifactId>` +
      `<version>${each.version}</version></artifactItem>`,
  );
  return [
    '<project xmlns="http://maven.apache.org/POM/4.0.0">',
    '<modelVersion>4.0.0</modelVersion><groupId>flinklint</groupId><artifactId>catalogue</artifactId>',
    '<version>1</version><packaging>pom</packaging>',
    '<build><plugins><plugin><groupId>org.apache.maven.plugins</groupId>',
    `<artifactId>maven-dependency-plugin</artifactId><version>${plugin}</version><configuration>`,
    `<outputDirectory>${jars}</outputDirectory><prependGroupId>true</prependGroupId><artifactItems>`,
    ...items,
    '</artifactItems></configuration></plugin></plugins></build></project>',
  ].join('\n');
}
