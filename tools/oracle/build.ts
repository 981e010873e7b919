/** Brings Flink's jars from Maven Central and compiles the oracle against them; does nothing where that is done. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyDependencies, versionsOf } from '../maven.js';

/** Artifacts whose versions differ: not every patch of each is published. */
export interface Locked {
  readonly flink: string;
  readonly table: string;
  readonly files: string;
  readonly kafka: string;
  readonly jdbc: string;
  readonly log4j: string;
}

const here = fileURLToPath(new URL('.', import.meta.url));

/** The Flink versions that jobs are run on, by minor version, with their exact patches. */
export const versions: Readonly<Record<string, Locked>> = JSON.parse(readFileSync(join(here, 'versions.json'), 'utf8'));

const sources = (): string[] =>
  readdirSync(join(here, 'src'))
    .sort()
    .map((name) => join(here, 'src', name));

/** Makes the oracle of one version ready and gives its class path. */
export function build(version: string): string {
  const locked = versions[version];
  if (locked === undefined) throw new Error(`versions.json names no Flink ${version}`);
  const folder = join(here, 'target', version);
  const [lib, classes, stampFile, jarsFile] = [
    join(folder, 'lib'),
    join(folder, 'classes'),
    join(folder, 'stamp'),
    join(folder, 'jars'),
  ];
  const pom = join(here, 'pom.xml');
  const jars = JSON.stringify(locked) + readFileSync(pom, 'utf8');
  mkdirSync(classes, { recursive: true });
  if (!existsSync(jarsFile) || readFileSync(jarsFile, 'utf8') !== jars) {
    copyDependencies(pom, versionsOf(locked), lib);
    writeFileSync(jarsFile, jars);
  }
  const classPath = [classes, ...readdirSync(lib).map((name) => join(lib, name))].join(delimiter);
  const hash = createHash('sha256').update(jars);
  for (const file of sources()) hash.update(readFileSync(file));
  const wanted = hash.digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return classPath;
  execFileSync(
    'javac',
    // The class files name annotations that no jar of theirs brings; javac warns of each.
    ['-nowarn', '-Xlint:none', '-encoding', 'UTF-8', '--release', '17', '-d', classes, '-cp', classPath, ...sources()],
    { stdio: ['ignore', 'inherit', 'pipe'] },
  );
  writeFileSync(stampFile, wanted);
  return classPath;
}
