import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { ApiClasses } from './flink/api-calls.js';
import { type Catalogue, type CatalogueData, catalogueOf, createCatalogue } from './flink/catalogue.js';
import { readCatalogueText } from './flink/catalogue-text.js';
import type { CommandData } from './flink/commands/data.js';
import type { DefinitionData } from './flink/definitions.js';
import type { DistributionData } from './flink/distribution.js';

declare const FLINKLINT_VERSION: string | undefined;
declare const FLINKLINT_CATALOGUE: string | undefined;
declare const FLINKLINT_WASM: string | undefined;

/** The version of this package, put in when it is bundled. */
export const version: string = typeof FLINKLINT_VERSION === 'string' ? FLINKLINT_VERSION : '0.0.0-development';

/**
 * Reads a data file of this package; `schemas/` lies beside `src/` and beside `dist/`.
 * @param encoding `latin1` reads ASCII sooner
 */
export function readResource(path: string, encoding: 'utf8' | 'latin1' = 'utf8'): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), encoding);
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
    ? catalogueOf(readCatalogueText(readResource(FLINKLINT_CATALOGUE, 'latin1')))
    : createCatalogue(readCatalogue());
}

/** What Flink's distribution and image ship, as it is stored in `schemas/`. */
export function readDistribution(): DistributionData {
  return JSON.parse(readResource('schemas/distribution.json'));
}

/** The options of Flink's commands, as they are stored in `schemas/`. */
export function readCommandData(): CommandData {
  return JSON.parse(readResource('schemas/flink-commands.json'));
}

/** What the definitions of the operator's resources allow, as it is stored in `schemas/`. */
export function readDefinitions(): DefinitionData {
  return JSON.parse(readResource('schemas/operator-crds.json'));
}

/** The public classes and methods of Flink, as they are stored in `schemas/`. */
export function readApi(): ApiClasses {
  const { classes }: { readonly classes: ApiClasses } = JSON.parse(readResource('schemas/flink-api.json'));
  return classes;
}

/** Files of WebAssembly; the build lays them beside the bundles. */
const WASM = { engine: 'web-tree-sitter/web-tree-sitter.wasm', java: 'tree-sitter-java/tree-sitter-java.wasm' };

const readWasm = (path: string): Uint8Array =>
  readFileSync(
    typeof FLINKLINT_WASM === 'string'
      ? new URL(`../${FLINKLINT_WASM}/${basename(path)}`, import.meta.url)
      : new URL(`../node_modules/${path}`, import.meta.url),
  );

/** What the Java parser needs of this machine. */
export function javaHost(): {
  readonly engine: Uint8Array;
  readonly grammar: Uint8Array;
  now(): number;
  spent(): number;
} {
  return {
    engine: readWasm(WASM.engine),
    grammar: readWasm(WASM.java),
    now: () => performance.now(),
    spent: () => process.cpuUsage().user / 1000,
  };
}

/** SHA-256 of a text in UTF-8, in hexadecimal. Not imported: few runs need it, and it takes milliseconds to load. */
export function sha256(text: string): string {
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(text).digest('hex');
}

/** Whether a path exists, and what it is. Symbolic links are followed. */
export function kindOfPath(path: string): 'file' | 'folder' | 'other' | undefined {
  try {
    // An exception takes longer than all else here, and most paths that are asked for are settings that nobody has.
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat?.isFile() ? 'file' : stat?.isDirectory() ? 'folder' : stat && 'other';
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
    return realpathSync.native(path);
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
