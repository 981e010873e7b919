import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Grammar } from '../../src/model/facts.js';
import { legacyFile } from './legacy-files.js';
import { mutate } from './mutation.js';
import { type Random, random, times } from './random.js';
import { yamlFile } from './yaml-files.js';

/** A file to be read. */
export interface FileCase {
  /** For files that a hand wrote: `config/flow-map.yaml`. For others: seed and number. */
  readonly name: string;
  readonly grammar: Grammar;
  readonly bytes: Uint8Array;
}

export const fixtures = fileURLToPath(new URL('../../fixtures/conformance/', import.meta.url));

const FOLDERS: Readonly<Record<Grammar, string>> = { legacy: 'flink-conf', yaml: 'config' };

function folder(grammar: Grammar): FileCase[] {
  const path = join(fixtures, 'files', FOLDERS[grammar]);
  return readdirSync(path)
    .sort()
    .map((name) => ({ name: `${FOLDERS[grammar]}/${name}`, grammar, bytes: readFileSync(join(path, name)) }));
}

/** The files that a hand wrote, each for something that its name says. */
export const handWritten = (): readonly FileCase[] => [...folder('legacy'), ...folder('yaml')];

function generatedText(r: Random, grammar: Grammar, known: readonly string[]): string {
  const fresh = grammar === 'legacy' ? legacyFile : yamlFile;
  const any = (): string => (r.chance(0.5) ? (known[r.below(known.length)] ?? '') : fresh(r));
  return r.chance(0.7) ? fresh(r) : mutate(r, any(), any());
}

/** Files of every sort: three in four are YAML, one in three is another with small faults brought in. */
export function generated(seed: number, count: number): readonly FileCase[] {
  const r = random(seed);
  const texts = (grammar: Grammar): string[] => folder(grammar).map(({ bytes }) => Buffer.from(bytes).toString('utf8'));
  const known = { legacy: texts('legacy'), yaml: texts('yaml') };
  let number = 0;
  return times(count, () => {
    const grammar: Grammar = r.chance(0.75) ? 'yaml' : 'legacy';
    // A lone surrogate cannot be written as UTF-8; Buffer puts the replacement character there.
    const bytes = Buffer.from(generatedText(r, grammar, known[grammar]), 'utf8');
    return { name: `${String(seed)}-${String(number++)}`, grammar, bytes };
  });
}
