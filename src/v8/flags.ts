import { setFlagsFromString } from 'node:v8';

/** What of V8 a run may switch off. Node itself has it on. */
export type Flag = keyof typeof FLAGS;

/**
 * How each is switched off, and on again so that V8 finds all its flags as they were: `--opt` leaves others changed in
 * Node 22, so functions of no size are optimised instead, and then those of V8's own limit again.
 */
const FLAGS = {
  optimiser: { off: '--max-optimized-bytecode-size=0', on: '--max-optimized-bytecode-size=61440' },
  'wasm-tier-up': { off: '--no-wasm-tier-up', on: '--wasm-tier-up' },
  'wasm-dynamic-tiering': { off: '--no-wasm-dynamic-tiering', on: '--wasm-dynamic-tiering' },
} as const;

/** What was switched off here; what the user has told Node stays as it is. */
const off = new Set<Flag>();

/** Switches off what does not pay in a run like this one, or what was switched off on again. */
export function setFlags(flags: readonly Flag[], on: boolean): void {
  for (const flag of flags.filter((one) => off.has(one) === on)) {
    if (on) off.delete(flag);
    else off.add(flag);
    set(flag, on);
  }
}

/** Does something under the flags that Node was started with: V8 refuses compiled code that was kept under others. */
export function atRest<T>(make: () => T): T {
  for (const flag of off) set(flag, true);
  try {
    return make();
  } finally {
    for (const flag of off) set(flag, false);
  }
}

const set = (flag: Flag, on: boolean): void => setFlagsFromString(FLAGS[flag][on ? 'on' : 'off']);
