import type { Flag } from './flags.js';

/** Put in by tools/build.mjs where the process is ours alone: the library leaves V8 as it is. */
declare const FLINKLINT_COMMAND: boolean | undefined;

/** So many files are dismissed by code that V8 would optimise without the run getting any of it back. */
const MANY_FILES = 1_000;

/** From so many characters of Java on, and so many targets, a run lasts long enough for it. */
const MUCH_JAVA = 500_000;
const MANY_TARGETS = 500;

const WEBASSEMBLY: readonly Flag[] = ['wasm-tier-up', 'wasm-dynamic-tiering'];

/**
 * Tells V8 what to optimise, by what a run is about to do. It optimises on other threads, for which a small machine has none
 * to spare, and a process that has nothing left to do waits for those that optimise WebAssembly. Off where
 * `FLINKLINT_V8_FLAGS` is `0`, for Node calls flags that change at run time unsupported.
 */
export const tiering = {
  files: async (count: number): Promise<void> => {
    if (count >= MANY_FILES) await optimise(['optimiser'], false);
  },
  /** Asked before the parser is compiled: V8 keeps to it then. */
  java: (characters: number): Promise<void> =>
    characters >= MUCH_JAVA ? optimise(['optimiser', ...WEBASSEMBLY], true) : optimise(WEBASSEMBLY, false),
  targets: async (count: number): Promise<void> => {
    if (count >= MANY_TARGETS) await optimise(['optimiser'], true);
  },
};

async function optimise(flags: readonly Flag[], on: boolean): Promise<void> {
  const { FLINKLINT_V8_FLAGS: asked } = process.env;
  if (typeof FLINKLINT_COMMAND !== 'undefined' && FLINKLINT_COMMAND && asked !== '0') {
    // Node compiles what it has not loaded yet anew under other flags, and nearly every such run asks for this.
    process.getBuiltinModule('node:crypto');
    const { setFlags } = await import('./flags.js');
    setFlags(flags, on);
  }
}
