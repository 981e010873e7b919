const MIB = 1024 * 1024;

/** How many characters of a text are read at most: a longer one is generated, and takes seconds to parse. */
export const LONGEST = {
  yaml: 4 * MIB,
  sql: 2 * MIB,
  /** Longer scripts are archives that extract themselves. */
  shell: MIB,
} as const;
