/** Brings the operator's jars from Maven Central and compiles the judge against them; does nothing where that is done. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const pom = join(here, 'pom.xml');
const source = join(here, 'src', 'OperatorJudge.java');

/** The version of the operator that the judge speaks for: the newest of which Central has the operator itself. */
export const operatorVersion = /<operator\.version>([\d.]+)</.exec(readFileSync(pom, 'utf8'))?.[1] ?? '';

/** Makes the judge ready and gives its class path. */
export function build(): string {
  const target = join(here, 'target');
  const [lib, classes, stamp] = ['lib', 'classes', 'stamp'].map((name) => join(target, name)) as [
    string,
    string,
    string,
  ];
  const hash = createHash('sha256').update(readFileSync(pom)).update(readFileSync(source)).digest('hex');
  const path = [classes, join(lib, '*')].join(delimiter);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return path;
  rmSync(target, { recursive: true, force: true });
  mkdirSync(classes, { recursive: true });
  const copy = ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', '-DincludeScope=runtime'];
  execFileSync('mvn', [...copy, `-DoutputDirectory=${lib}`], { stdio: ['ignore', 'inherit', 'inherit'] });
  execFileSync('javac', ['-cp', join(lib, '*'), '-d', classes, source], { stdio: ['ignore', 'inherit', 'inherit'] });
  writeFileSync(stamp, hash);
  return path;
}
