import type { StreamClass } from '../../flink/stream-api.js';
import type { ApiCall, Branch, Environment, Fact, Given, OperatorKind, UserFunction } from '../../model/graph.js';
import type { JavaExpression, JavaFacts, JavaParameter, JavaStatement, JavaType } from '../../model/java.js';
import type { Span } from '../../model/span.js';

/** A file of the program. */
export interface Unit {
  readonly facts: JavaFacts;
  /** Types declared at its top, by name. */
  readonly types: ReadonlyMap<string, ProjectType>;
}

/** A class whose source is at hand. */
export interface ProjectType {
  readonly unit: Unit;
  readonly declaration: JavaType;
  readonly outer: ProjectType | undefined;
  /** Dotted full name; an anonymous class has that of the class around it with `$` and its place. */
  readonly name: string;
  readonly types: ReadonlyMap<string, ProjectType>;
}

/** What an expression of job code is known to be. */
export type Value =
  | { readonly kind: 'const'; readonly value: string | number | bigint | boolean | null; readonly index?: true }
  | Unknown
  /** One of several, by branch. */
  | { readonly kind: 'any'; readonly of: readonly Value[] }
  | { readonly kind: 'duration'; readonly ms: number }
  | { readonly kind: 'memory'; readonly bytes: number }
  /** A static constant of a class outside the project, most often of an enum: `RuntimeExecutionMode.BATCH`. */
  | { readonly kind: 'constant'; readonly type: string; readonly name: string }
  | { readonly kind: 'type'; readonly type: TypeName }
  | ListValue
  | { readonly kind: 'config'; readonly config: ConfigObject }
  | { readonly kind: 'env'; readonly env: Env }
  | { readonly kind: 'table-env'; readonly env?: Env }
  /** The objects behind `env.getConfig()` and `env.getCheckpointConfig()`. */
  | { readonly kind: 'env-part'; readonly env: Env; readonly part: string }
  | Stream
  | ObjectValue
  | LambdaValue;

/** A value that cannot be told, and why. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly why: string;
  /** Full name of its class, where its declaration says it. */
  readonly type?: string;
  /** What it is unless something outside the code says otherwise. */
  readonly fallback?: Value;
  /** Whether it differs from one run of the program to the next: random, time, identity. */
  readonly unstable?: true;
  /** Whether it counts the turns of a loop. */
  readonly index?: true;
}

/** A list, an array or the like. */
export interface ListValue {
  readonly kind: 'list';
  readonly items: Value[];
  /** Whether there may be others. */
  open: boolean;
}

/** A class, of the project or outside of it. */
export type TypeName =
  | { readonly kind: 'project'; readonly type: ProjectType }
  | { readonly kind: 'external'; readonly name: string };

/** A stream, or what describes the next operator of one. */
export interface Stream {
  readonly kind: 'stream';
  readonly class: StreamClass;
  readonly env: Env | undefined;
  /** The operators whose records it carries, of the first input and of others that were joined to it. */
  readonly inputs: readonly Input[];
  /** The operators that setters speak to; several where branches meet. */
  readonly handles: readonly Node[];
  /** Calls since the last operator, which describe the next one: `window(…)`, `trigger(…)`. */
  readonly described: readonly Described[];
}

/** One input of the next operator. */
export interface Input {
  readonly from: Fact<readonly Node[]>;
  /** How records travel: the virtual nodes since the operator. */
  readonly by: readonly string[];
  readonly keyed: Fact<boolean>;
  /** The key selector, where it is keyed. */
  readonly key?: Value;
}

/** What is known of a call that nobody follows. */
export interface Described {
  readonly name: string;
  readonly arguments: readonly Value[];
  readonly argumentsAt: readonly Span[];
  readonly at: Span;
}

/** An object of a class; what is told to it is kept in order. */
export interface ObjectValue {
  readonly kind: 'object';
  readonly type: TypeName;
  readonly fields: Map<string, Value>;
  readonly arguments: readonly Value[];
  readonly argumentsAt: readonly Span[];
  readonly calls: Described[];
  /** Where it is made. */
  readonly at: Span;
  readonly depth: number;
  /** Whether all that is told to it can be seen. */
  escaped?: true;
}

/** A lambda, with the variables around it. */
export interface LambdaValue {
  readonly kind: 'lambda';
  readonly parameters: readonly JavaParameter[];
  readonly body: JavaExpression | readonly JavaStatement[];
  readonly frame: Frame;
  readonly at: Span;
  /** `Type::method` and the like. */
  readonly reference?: { readonly target: Value | undefined; readonly name: string };
}

/** Local variables, by block. */
export interface Scope {
  readonly variables: Map<string, Value>;
  readonly outer: Scope | undefined;
}

/** Where an expression stands: what its names mean. */
export interface Frame {
  readonly unit: Unit;
  /** The class whose code it is. */
  readonly type: ProjectType | undefined;
  readonly self: ObjectValue | undefined;
  scope: Scope;
  /** What was returned on the paths that are over. */
  readonly returned: Value[];
  readonly depth: number;
}

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
  /** Whether something is declared to be this very source. */
  asSource?: true;
  /** Operators that Flink builds after a sink that commits; they take their settings from the same calls. */
  readonly companions: Companion[];
  /** Whether something other than an operator may read from it: a table, a list. */
  kept?: true;
  /** Every setter that was called, in order. */
  readonly setters: Described[];
}

/** An operator that a sink brings with it. */
export interface Companion {
  readonly node: Node;
  /** Its uid, made from that of the sink. */
  readonly uid: (uid: string) => string;
  /** Whether Flink gives it a parallelism of its own. */
  readonly fixed: boolean;
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
  readonly settings: readonly MadeSetting[];
  readonly calls: readonly EnvCall[];
}

/** A call on an environment or on one of its parts. */
export interface EnvCall extends Described {
  readonly part: string;
  readonly branches: readonly Branch[];
  readonly order: number;
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
  readonly calls: EnvCall[];
  /** Why some of what happens to it cannot be seen. */
  open?: { readonly at: Span; readonly why: string };
  /** Whether SQL or the Table API runs something on it. */
  tables?: true;
}
