import type { Comment, Setting } from './facts.js';
import type { Place, Span } from './span.js';
import type { SqlFacts } from './sql.js';

/** An option that stands on a command line. */
export interface GivenArgument {
  /** Its short name, without the dash: `D`, `p`, `yjm`; its long one where it has no other. */
  readonly name: string;
  /** The word that names it. */
  readonly at: Place;
  /** Its values; of `-Dkey=value` the key and the value. */
  readonly values: readonly Place[];
  /** The minor versions that have it, where that is not all of them. */
  readonly from?: string;
  readonly to?: string;
}

/** A file of SQL that is run, by the path that it has where it is run. */
export interface NamedScript {
  /** Whether it prepares the session for what comes after it: `-i` of the SQL client. */
  readonly initial: boolean;
  /** Its value is the path. */
  readonly at: Place;
  /** The file that it is, root-relative, where something says what lies under that path. */
  readonly path?: string;
}

/** A command line that runs one of Flink's programs. */
export interface FlinkCommand {
  /** The program, with the action or mode where it has some: `flink run`, `sql-client.sh embedded`, `standalone-job.sh`. */
  readonly command: string;
  /** The program, and the action. */
  readonly at: Place;
  /** All of its words. */
  readonly whole: Span;
  readonly options: readonly GivenArgument[];
  /** What its dynamic properties set, in order: `-D`, and `-yD` where it counts. */
  readonly settings: readonly Setting[];
  /** What is no option: a jar and what is for its program, or the id of a job. */
  readonly left: readonly Place[];
  /** An option that no version of the command has: Flink refuses the line, or takes it for something else. */
  readonly unknown?: Place;
  /** An option that wants a value and has none: Flink refuses the line. */
  readonly lacking?: Place;
  /** Why some of it cannot be seen. */
  readonly open?: string;
  /** The statements that it is given on standard input. */
  readonly sql?: SqlFacts;
  /** The files of SQL that it runs, in that order; what it reads from standard input comes behind them. */
  readonly scripts?: readonly NamedScript[];
}

/** What a file says that runs Flink's programs: a script, a Makefile, a pipeline. */
export interface CommandFacts {
  readonly kind: 'commands';
  readonly file: string;
  readonly commands: readonly FlinkCommand[];
  readonly comments: readonly Comment[];
}
