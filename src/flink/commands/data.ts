/** An option of one of Flink's commands, as the command's own parser declares it. */
export interface CommandOption {
  /** Without its dash: `D`, `yD`, `pyfs`. */
  readonly short?: string;
  /** The short name that another option has taken: it is written by its long name only, and counts as that one. */
  readonly as?: string;
  /** Without its dashes: `fromSavepoint`. */
  readonly long?: string;
  /** How many values it takes; none where it is left out. */
  readonly values?: number | 'many';
  /** Whether it may stand without its value. */
  readonly optional?: true;
  /** What divides its values within a word: `=` of `-Dkey=value`. */
  readonly separator?: string;
  /** The first minor version that has it, where that is not the first of all. */
  readonly from?: string;
  /** The last, likewise. */
  readonly to?: string;
}

/** What schemas/flink-commands.json says: the options of every command. */
export interface CommandData {
  /** The patch that each minor version was read from, oldest first. */
  readonly flink: Readonly<Record<string, string>>;
  /** By command: `flink run`, `standalone-job.sh`, `sql-client.sh embedded`. */
  readonly commands: Readonly<Record<string, readonly CommandOption[]>>;
}

/** The options that a minor version has, of those of all versions. */
export const inMinor = (options: readonly CommandOption[], minor: string): readonly CommandOption[] =>
  options.filter(
    ({ from, to }) => (from === undefined || !isBefore(minor, from)) && (to === undefined || !isBefore(to, minor)),
  );

/** Whether a minor version comes before another. */
export function isBefore(a: string, b: string): boolean {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number);
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number);
  return aMajor < bMajor || (aMajor === bMajor && aMinor < bMinor);
}
