import type { CommandOption } from '../../src/flink/commands/data.js';

/** An option as `Commands.java` prints it; `values` as in commons-cli: -1 for none, -2 for any number. */
export interface RawOption {
  readonly short?: string;
  readonly as?: string;
  readonly long?: string;
  readonly values: number;
  readonly optional?: true;
  readonly separator?: string;
}

/** A command of one version. */
export interface RawCommand {
  /** `flink run`, `standalone-job.sh`, `sql-client.sh embedded`. */
  readonly command: string;
  readonly options: readonly RawOption[];
}

/** What schemas/flink-commands.json holds. */
export interface CommandFile {
  readonly $comment: string;
  readonly flink: Readonly<Record<string, string>>;
  readonly commands: Readonly<Record<string, readonly CommandOption[]>>;
}
