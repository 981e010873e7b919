import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { type Catalogue, type CatalogueData, catalogueOf, createCatalogue } from './flink/catalogue.js';
import { readCatalogueText } from './flink/catalogue-text.js';
import type { DistributionData } from './flink/distribution.js';

declare const FLINKLINT_VERSION: string | undefined;
declare const FLINKLINT_CATALOGUE: string | undefined;

/** The version of this package, put in when it is bundled. */
export const version: string = typeof FLINKLINT_VERSION === 'string' ? FLINKLINT_VERSION : '0.0.0-development';

/** Reads a data file of this package; `schemas/` lies beside `src/` and beside `dist/`. */
export function readResource(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
}

/** The catalogue as it is stored in `schemas/`. */
export function readCatalogue(): CatalogueData {
  const options: Omit<CatalogueData, 'hints' | 'historical' | 'families'> = JSON.parse(
    readResource('schemas/flink-options.json'),
  );
  const hints: Pick<CatalogueData, 'hints' | 'historical'> = JSON.parse(readResource('schemas/option-hints.json'));
  const { families }: Pick<CatalogueData, 'families'> = JSON.parse(readResource('schemas/option-families.json'));
  return { ...options, ...hints, families };
}

/** The catalogue as a run needs it, from the file that the build makes for it. */
export function openCatalogue(): Catalogue {
  return typeof FLINKLINT_CATALOGUE === 'string'
    ? catalogueOf(readCatalogueText(readResource(FLINKLINT_CATALOGUE)))
    : createCatalogue(readCatalogue());
}

/** What Flink's distribution and image ship, as it is stored in `schemas/`. */
export function readDistribution(): DistributionData {
  return JSON.parse(readResource('schemas/distribution.json'));
}

/** SHA-256 of a text in UTF-8, in hexadecimal. Not imported: few runs need it, and it takes milliseconds to load. */
export function sha256(text: string): string {
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(text).digest('hex');
}

/** Whether a path exists, and what it is. Symbolic links are followed. */
export function kindOfPath(path: string): 'file' | 'folder' | 'other' | undefined {
  try {
    const stat = statSync(path);
    return stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'other';
  } catch {
    return undefined;
  }
}

/** The folder that holds `.git`, from a folder upwards. */
export function gitRoot(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** A path with symbolic links resolved, or the path itself where it does not exist. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

/** A path relative to a root, with forward slashes, `''` for the root itself; nothing for a path outside. */
export function relativeTo(root: string, path: string): string | undefined {
  const inside = relative(root, path);
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return undefined;
  return inside.split(sep).join('/');
}
