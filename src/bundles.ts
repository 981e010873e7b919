import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import type { atRest as atFlagsRest } from './v8/flags.js';

/** Loads a bundle that lies beside the command, as `require` does. */
export type LoadBundle = (name: string) => unknown;

/** The bundles of one run. */
export interface Bundles {
  readonly load: LoadBundle;
  /** Keeps what was compiled, once the run is over; does nothing where that is kept already or cannot be. */
  keep(): void;
}

type Loaded = (
  exports: unknown,
  require: LoadBundle,
  module: { exports: unknown },
  filename: string,
  dirname: string,
) => void;

/**
 * Loads the bundles of a folder and keeps what V8 made of them in `cache/` below it, which halves what a start costs:
 * most of it is compiling the same functions again. Node has such a cache only from 22, and there without the functions
 * that are compiled on their first call. V8 itself refuses what another version, processor or flag has made, so the worst
 * that a stale or damaged file can do is to be of no use; a new build or version replaces the folder with the cache in it.
 *
 * Off where `NODE_DISABLE_COMPILE_CACHE` is set, which is Node's own word for it.
 * @param folder where the bundles are
 * @param purpose runs of one purpose run the same functions, so each has its own
 */
export function bundlesIn(folder: string, purpose: string, outer: LoadBundle): Bundles {
  const cache = join(folder, 'cache', `${process.version}-${process.arch}`, purpose);
  const { NODE_DISABLE_COMPILE_CACHE: off } = process.env;
  const enabled = off === undefined;
  const loaded = new Map<string, { readonly exports: unknown }>();
  const scripts = new Map<string, Script>();
  let kept = true;
  const atRest = <T>(make: () => T): T => {
    const flags = loaded.get('./v8-flags.cjs')?.exports as { readonly atRest: typeof atFlagsRest } | undefined;
    return flags === undefined ? make() : flags.atRest(make);
  };

  const load: LoadBundle = (name) => {
    if (!name.startsWith('./')) return outer(name);
    const known = loaded.get(name);
    if (known !== undefined) return known.exports;
    const filename = join(folder, name);
    const cachedData = enabled ? read(join(cache, `${name}.bin`)) : undefined;
    // The build writes nothing but ASCII, which is read faster when it is not decoded.
    const wrapped = `(function(exports,require,module,__filename,__dirname){${readFileSync(filename, 'latin1')}\n})`;
    const options = { filename, ...(cachedData === undefined ? {} : { cachedData }) };
    const script = atRest(() => new Script(wrapped, options));
    scripts.set(name, script);
    if (cachedData === undefined || script.cachedDataRejected === true) kept = false;
    const module = { exports: {} as unknown };
    loaded.set(name, module);
    const run: Loaded = script.runInThisContext();
    run(module.exports, load, module, filename, folder);
    return module.exports;
  };

  // A run that needs a bundle more than those before it also runs more functions of the others: all are kept anew.
  const keep = (): void => {
    if (!enabled || kept) return;
    atRest(() => {
      for (const [name, script] of scripts) write(cache, `${name}.bin`, script.createCachedData());
    });
  };
  return { load, keep };
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** In one step, for other runs read it at the same time. A folder that cannot be written to is no fault of the run's. */
function write(folder: string, name: string, data: Uint8Array): void {
  const staged = join(folder, `${name}.${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(staged, data);
    renameSync(staged, join(folder, name));
  } catch {
    discard(staged);
  }
}

function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It is not there, which is all that is wanted.
  }
}
