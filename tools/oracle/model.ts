/** Where in a job's code something was called. */
export interface Call {
  /** The class by its binary name. */
  readonly class: string;
  readonly file: string;
  readonly line: number;
  /** The method that makes the call. */
  readonly in: string;
  /** The method that is called. */
  readonly call: string;
}

/** A node of the stream graph, as Flink built it. */
export interface OracleOperator extends Partial<Call> {
  /** Counted from 1 in the order of the job's own calls. */
  readonly id: number;
  /** The calls of the job's own code that led there, from the inside out: `file:line`. */
  readonly through?: readonly string[];
  readonly kind: 'source' | 'transformation' | 'sink';
  /** The call describes a sink that Flink turns into several operators; this is one of them. */
  readonly partOf?: string;
  readonly name: string;
  readonly operatorName: string;
  readonly uid?: string;
  readonly uidHash?: string;
  /** Missing where the graph is refused or the uid is different in each run. */
  readonly operatorId?: string;
  readonly parallelism: number;
  /** Whether the operator's own parallelism was set; else it is that of its environment. */
  readonly parallelismConfigured: boolean;
  /** Missing where neither the operator nor its environment sets it. */
  readonly maxParallelism?: number;
  readonly ownMaxParallelism?: number;
  readonly keyed: boolean;
  readonly slotSharingGroup?: string;
  readonly transformation: string;
  readonly operator?: string;
  readonly inputs: readonly { readonly from: number; readonly by: string; readonly side?: string }[];
}

/** What one call of execute handed over. */
export interface OracleGraph {
  readonly job: string;
  readonly execute?: Call;
  /** What the job left behind without executing it. */
  readonly executed?: false;
  readonly settings: Readonly<Record<string, string>>;
  readonly operators: readonly OracleOperator[];
  /** Why Flink makes no job of it. */
  readonly refused?: string;
}

export interface OracleRun {
  /** Patch versions in which all of this is the same. */
  readonly flink: readonly string[];
  /** What ended the main method early. */
  readonly thrown?: string;
  readonly graphs: readonly OracleGraph[];
}

/** One job's golden file. */
export interface Golden {
  readonly main: string;
  /** Where the code is, with its commit; ours where it is not said. */
  readonly repository?: string;
  /** Relative to the set's folder, to the repository, or to the root of the artifact. */
  readonly sources: readonly string[];
  readonly arguments?: readonly string[];
  /** Run in a local environment, whose parallelism is 4. */
  readonly local?: true;
  readonly runs: readonly OracleRun[];
}

/** A job to be run. */
export interface Job {
  readonly name: string;
  readonly main: string;
  readonly arguments: readonly string[];
  /** As in its golden file. */
  readonly sources: readonly string[];
  readonly repository?: string;
  /** Minor versions. */
  readonly flink: readonly string[];
  /** Whether its environment is the local one, as in an editor, and not that of a client. */
  readonly local?: true;
}

/** Jobs that are compiled together. */
export interface Group {
  readonly name: string;
  readonly sources: readonly string[];
  /** Jars and folders that the sources need beside Flink. */
  readonly needs: readonly string[];
  readonly jobs: readonly Job[];
}
