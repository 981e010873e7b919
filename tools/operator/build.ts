import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { classPathOf } from '../java-harness.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const pom = join(here, 'pom.xml');

/** The version of the operator that the judge speaks for: the newest of which Central has the operator itself. */
export const operatorVersion = /<operator\.version>([\d.]+)</.exec(readFileSync(pom, 'utf8'))?.[1] ?? '';

/** Makes the judge ready and gives its class path. */
export const build = (): string =>
  classPathOf({ pom, source: join(here, 'src', 'OperatorJudge.java'), target: join(here, 'target') });
