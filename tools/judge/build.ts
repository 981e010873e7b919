/** Brings Flink's jars from Maven Central and compiles the judge against them; does nothing where that is done. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyDependencies, versionsOf } from '../maven.js';

interface Locked {
  readonly flink: string;
  readonly prometheus: string;
  /** Of the resource managers that start TaskManagers themselves. */
  readonly active: string;
  readonly log4j: string;
  /** The Kafka connector, where rules about it have evidence. */
  readonly kafka?: string;
  readonly jdbc?: string;
}

const here = fileURLToPath(new URL('.', import.meta.url));

/** The Flink versions that the judge speaks for, by minor version, with their exact patches. */
export const versions: Readonly<Record<string, Locked>> = JSON.parse(readFileSync(join(here, 'versions.json'), 'utf8'));

const sources = (): string[] =>
  readdirSync(join(here, 'src'))
    .sort()
    .map((name) => join(here, 'src', name));

function stamp(locked: Locked): string {
  const hash = createHash('sha256')
    .update(JSON.stringify(locked))
    .update(readFileSync(join(here, 'pom.xml')));
  for (const file of sources()) hash.update(readFileSync(file));
  return hash.digest('hex');
}

/** Makes the judge of one version ready and gives its class path. */
export function build(version: string): string {
  const locked = versions[version];
  if (locked === undefined) throw new Error(`versions.json names no Flink ${version}`);
  const folder = join(here, 'target', version);
  const lib = join(folder, 'lib');
  const classes = join(folder, 'classes');
  const stampFile = join(folder, 'stamp');
  const jarsFile = join(folder, 'jars');
  const classPath = [classes, join(lib, '*')].join(delimiter);
  const wanted = stamp(locked);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return classPath;
  mkdirSync(classes, { recursive: true });
  const pom = join(here, 'pom.xml');
  const jars = JSON.stringify(locked) + readFileSync(pom, 'utf8');
  if (!existsSync(jarsFile) || readFileSync(jarsFile, 'utf8') !== jars) {
    copyDependencies(pom, versionsOf(locked), lib);
    writeFileSync(jarsFile, jars);
  }
  // The class files name annotations that no jar of theirs brings; javac warns of each.
  execFileSync(
    'javac',
    ['-nowarn', '-Xlint:none', '-encoding', 'UTF-8', '--release', '17', '-d', classes, '-cp', classPath, ...sources()],
    { stdio: ['ignore', 'inherit', 'pipe'] },
  );
  writeFileSync(stampFile, wanted);
  return classPath;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const version of Object.keys(versions)) build(version);
}
