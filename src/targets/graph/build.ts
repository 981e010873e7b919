import type { ApiCall, Branch, Environment, Fact, Given, OperatorKind, UserFunction } from '../../model/graph.js';
import type { Span } from '../../model/span.js';
import type { Described, Input, Value } from './values.js';

/** An operator while its job is being followed. */
export interface Node {
  /** In the order in which the job makes them. */
  readonly order: number;
  readonly kind: OperatorKind;
  readonly call: string;
  readonly at: Span;
  readonly expression: Span;
  readonly api: string;
  readonly env: Env | undefined;
  readonly implied?: true;
  readonly accepts: { readonly uid: boolean };
  readonly inputs: readonly Input[];
  readonly arguments: readonly Value[];
  readonly argumentsAt: readonly Span[];
  readonly described: readonly Described[];
  readonly keyed: Fact<boolean>;
  readonly function?: { readonly value: Value; readonly seen: UserFunction };
  readonly branches: readonly Branch[];
  /** How many conditions it is built under. */
  readonly depth: number;
  readonly repeated: readonly Span[];
  name: Fact<string | undefined>;
  uid: Fact<string | undefined>;
  uidHash: Fact<string | undefined>;
  parallelism: Fact<number | undefined>;
  maxParallelism: Fact<number | undefined>;
  nonParallel?: 'locked' | 'one';
  stateful: Fact<boolean>;
  state: string;
  given: {
    uid?: Given<string>;
    uidHash?: Given<string>;
    name?: Given<string>;
    parallelism?: Given<number>;
    maxParallelism?: Given<number>;
  };
  escaped?: { readonly at: Span; readonly why: string };
  /** The operator that Flink builds after a sink that commits; it takes its settings from the same calls. */
  committer?: Node;
  /** Every setter that was called, in order. */
  readonly setters: Described[];
}

/** A setting made in code, before it is known to which job it belongs. */
export interface MadeSetting {
  readonly key: string;
  readonly fact: Fact<string>;
  readonly spelt: boolean;
  readonly keyAt: Span;
  readonly valueAt: Span;
  readonly by: string;
  readonly callAt: Span;
  readonly branches: readonly Branch[];
}

/** A `Configuration` object. */
export interface ConfigObject {
  readonly settings: MadeSetting[];
  readonly at: Span;
  /** Why some of its settings cannot be seen. */
  open?: string;
}

/** An execution of what was made until then. */
export interface Execution {
  readonly at: Span;
  readonly name: Fact<string | undefined>;
  readonly nodes: readonly Node[];
  readonly branches: readonly Branch[];
}

/** An execution environment. */
export interface Env {
  kind: Environment['kind'];
  readonly at: Span;
  readonly branches: readonly Branch[];
  /** The environment that it was merged into, where a condition decides between two. */
  instead?: Env;
  /** Operators since the last execution. */
  nodes: Node[];
  readonly executions: Execution[];
  readonly settings: MadeSetting[];
  /** Every call on it and on what comes from it. */
  readonly api: ApiCall[];
  /** Calls on it and its parts, in order. */
  readonly calls: (Described & {
    readonly part: string;
    readonly branches: readonly Branch[];
    readonly order: number;
  })[];
  /** Why some of what happens to it cannot be seen. */
  open?: { readonly at: Span; readonly why: string };
  /** Whether SQL or the Table API runs something on it. */
  tables?: true;
}

/** The environment that stands for one, once conditions have merged it into another. */
export function actual(env: Env): Env {
  let at = env;
  while (at.instead !== undefined) at = at.instead;
  return at;
}
