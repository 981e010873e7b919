import type { Comment, Setting } from './facts.js';
import type { Place } from './span.js';

/** What a statement does, as far as rules need to tell. */
export type SqlKind =
  | 'set'
  | 'reset'
  | 'create-table'
  /** `CREATE TABLE … AS SELECT …`, which creates a table and runs a job. */
  | 'create-table-as'
  | 'create-view'
  | 'create-catalog'
  | 'create-database'
  | 'create-function'
  | 'create-other'
  | 'insert'
  /** `EXECUTE STATEMENT SET BEGIN … END`. */
  | 'statement-set'
  /** `BEGIN STATEMENT SET`, whose statements follow one by one up to `END`. */
  | 'begin-statement-set'
  | 'end-statement-set'
  | 'query'
  | 'explain'
  | 'compile-plan'
  | 'execute-plan'
  | 'alter'
  | 'drop'
  | 'use'
  | 'show'
  | 'describe'
  | 'jar'
  | 'module'
  | 'update'
  | 'delete'
  | 'truncate'
  | 'analyze'
  | 'call'
  | 'stop-job'
  | 'client'
  | 'other';

/** A hint of a table or query: `OPTIONS('k'='v')`, `STATE_TTL('orders'='1d')`, `BROADCAST(orders)`. */
export interface SqlHint {
  /** In capitals. */
  readonly name: string;
  readonly at: Place;
  readonly options: readonly Setting[];
}

/** The columns of a `CREATE TABLE`, as far as rules need them. */
export interface SqlTable {
  /** `WATERMARK FOR …`. */
  readonly watermark?: Place;
  readonly primaryKey?: Place;
  /** Whether columns or options come from another table: `LIKE other`. */
  readonly like: boolean;
}

/** A table that is written to: by an INSERT, or by one of a statement set. */
export interface SqlInsert {
  readonly table: string;
  /** `INSERT INTO orders`. */
  readonly at: Place;
}

/** An operation whose state grows with every new key, unless something makes it forget. */
export interface SqlStateful {
  readonly kind: 'join' | 'aggregation' | 'distinct';
  readonly at: Place;
}

/** One statement of a script. */
export interface SqlStatement {
  readonly kind: SqlKind;
  /** From its first to its last character, without the semicolon. */
  readonly at: Place;
  /** The words that tell what it is, with the name of what it is about: `CREATE TEMPORARY TABLE orders`. */
  readonly head: Place;
  readonly temporary: boolean;
  /** What is created, as written but for backquotes: `cat.db.orders`. */
  readonly name?: string;
  /** Of SET. */
  readonly setting?: Setting;
  /** Of RESET; left out where it resets everything. */
  readonly key?: string;
  /** What stands in `WITH (…)`. */
  readonly options: readonly Setting[];
  /** Where `WITH` stands, where there is one. */
  readonly withAt?: Place;
  readonly table?: SqlTable;
  readonly hints: readonly SqlHint[];
  readonly inserts: readonly SqlInsert[];
  /** Names that stand where a table does: after FROM and JOIN. */
  readonly reads: readonly string[];
  readonly stateful: readonly SqlStateful[];
  /** Whether a semicolon ends it. */
  readonly ended: boolean;
}

/** What a script of Flink SQL says. */
export interface SqlFacts {
  readonly kind: 'sql';
  readonly file: string;
  /** Its own name, where it stands within another file. */
  readonly name?: string;
  readonly statements: readonly SqlStatement[];
  readonly comments: readonly Comment[];
  /** Whether it becomes SQL only once something has filled it in. */
  readonly template?: true;
  /** Whether more statements run in its session, which nobody can see here. */
  readonly partial?: true;
  /** Whether its statements stand in code that gives them to the Table API, in whatever order. */
  readonly code?: true;
}

/** A job that a script submits. */
export interface SqlJob {
  /** What submits it; the END of a statement set that BEGIN opened. */
  readonly by: SqlStatement;
  /** What it consists of: one statement, or those of the set. */
  readonly statements: readonly SqlStatement[];
  /** What the session has set by then, in the order in which it was set; of several files what each of them has. */
  readonly settings: readonly Setting[];
}

/** What a statement reads, through views: tables by name, and the operations on the way that keep state. */
export interface Reached {
  readonly tables: readonly string[];
  readonly stateful: readonly SqlStateful[];
}

/** A script as rules see it: what takes all of its statements to know is found once for all of them. */
export interface SqlScript extends SqlFacts {
  /** Where a statement stands among all. */
  placeOf(statement: SqlStatement): number;
  /** The last statement that submits a job. */
  lastToRun(): SqlStatement | undefined;
  /** The first statement that sets a key. */
  firstToSet(key: string): SqlStatement | undefined;
  /** Whether a statement stands between BEGIN STATEMENT SET and END. */
  isInSet(statement: SqlStatement): boolean;
  /** The one statement that creates a table or view; nothing where several might. */
  createdAs(name: string): SqlStatement | undefined;
  /** Follows its views down to the tables that a statement reads. */
  reachedBy(statement: SqlStatement): Reached;
  /** Whether a statement is an INSERT that runs as a job of its own. */
  insertsAlone(statement: SqlStatement): boolean;
  /** The first of these that reads a table. */
  firstToRead(table: string): SqlStatement | undefined;
}
