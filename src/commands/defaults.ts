import type { CheckOptions } from './check.js';

/** What `check` does where nothing else is asked for. */
export const CHECK_DEFAULTS = {
  format: [],
  only: [],
  severity: [],
  sources: true,
  ignores: true,
  failOn: 'error',
} as const satisfies CheckOptions;
