import { setFlagsFromString } from 'node:v8';

/** Flags of V8 that a run may switch off, by their names without dashes. Node itself has them on. */
export type Flag = 'opt' | 'wasm-tier-up' | 'wasm-dynamic-tiering';

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

const set = (flag: Flag, on: boolean): void => setFlagsFromString(`--${on ? '' : 'no-'}${flag}`);
