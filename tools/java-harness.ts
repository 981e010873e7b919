/** Brings the jars of a Java harness from Maven Central and compiles it against them; does nothing where that is done. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { copyDependencies } from './maven.js';

export interface Harness {
  /** Names the jars. */
  readonly pom: string;
  /** The one source. */
  readonly source: string;
  /** Where jars and classes go. */
  readonly target: string;
  /** Properties of the pom that differ from what stands in it. */
  readonly properties?: Readonly<Record<string, string>>;
}

/** Makes a harness ready and gives its class path. */
export function classPathOf({ pom, source, target, properties = {} }: Harness): string {
  const [lib, classes, stamp] = [join(target, 'lib'), join(target, 'classes'), join(target, 'stamp')];
  const given = Object.entries(properties).map(([name, value]) => `-D${name}=${value}`);
  const inputs = [readFileSync(pom), readFileSync(source), ...given];
  const hash = inputs.reduce((sum, input) => sum.update(input), createHash('sha256')).digest('hex');
  const path = [classes, join(lib, '*')].join(delimiter);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return path;
  rmSync(target, { recursive: true, force: true });
  mkdirSync(classes, { recursive: true });
  copyDependencies(pom, given, lib);
  execFileSync('javac', ['-nowarn', '-Xlint:none', '-cp', join(lib, '*'), '-d', classes, source], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  writeFileSync(stamp, hash);
  return path;
}
