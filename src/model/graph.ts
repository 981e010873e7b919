import type { Setting } from './facts.js';
import type { Place, Span } from './span.js';
import type { TargetVersion } from './version.js';

/** Something that job code says: one value, one of several (by branch), or unknown with the reason. */
export type Fact<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly oneOf?: readonly T[]; readonly why: string };

/** Where in a job an operator stands. */
export type OperatorKind = 'source' | 'transformation' | 'sink';

/** A place in code where an operator gets something, such as the argument of `uid(…)`. */
export interface Given<T> {
  readonly fact: Fact<T>;
  /** The argument. */
  readonly at: Span;
  /** The whole call, from its name to its closing parenthesis. */
  readonly call: Span;
  /** What it is made of that another run, or another order of the code, would change. */
  readonly depends?: 'chance' | 'loop-index';
}

/** Under which condition something is built: the branch of a statement. Two arms of one statement exclude each other. */
export interface Branch {
  /** Where the statement stands. */
  readonly at: Span;
  readonly arm: number;
}

/** A user's function, as far as it can be seen. */
export interface UserFunction {
  readonly kind: 'lambda' | 'reference' | 'class' | 'unknown';
  /** Its expression at the operator's call. */
  readonly at: Span;
  /** Name of the class as written or resolved; nothing for a lambda. */
  readonly name?: string;
  /** Dotted names of every class and interface above it, as far as they can be resolved. */
  readonly ancestors: readonly string[];
  /** Where in the project its class is declared. */
  readonly declared?: Span;
  /** What its code says, where that is at hand. */
  readonly code?: FunctionCode;
}

/** The code of a function, with that of the project's classes above it. */
export interface FunctionCode {
  /** Whether some of it could not be read. */
  readonly broken: boolean;
  readonly fields: readonly FunctionField[];
  /** A lambda has one, without a name. */
  readonly methods: readonly FunctionMethod[];
}

/** A class of the project whose objects a function takes or gives. */
export interface DataType {
  readonly name: string;
  readonly at: Span;
  readonly enum: boolean;
  /** Why Flink does not take it for a POJO, where that is certain. */
  readonly notPojo?: string;
}

/** A field of a function's class. */
export interface FunctionField {
  readonly name: string;
  readonly at: Span;
  /** Full name of its type where imports tell it, else as written. */
  readonly type: string;
  readonly modifiers: readonly string[];
  /** Whether it has a value other than null where it is declared, and the full name of the class that is made there. */
  readonly initialised: boolean;
  readonly makes?: string;
  /** Whether that class is one of the project, and neither it nor anything above it is `java.io.Serializable`. */
  readonly unserializable?: true;
}

/** A method of a function's class, with what it calls. */
export interface FunctionMethod {
  readonly name: string;
  readonly at: Span;
  readonly modifiers: readonly string[];
  readonly annotations: readonly string[];
  /** Full names of the parameters' types. */
  readonly parameters: readonly string[];
  /** Full name of what it returns; of a lambda, where every result is made on the spot: `(…) -> Tuple2.of(…)`. */
  readonly returns?: string;
  /** Those of its types that are classes of the project, by full name. */
  readonly types: readonly DataType[];
  readonly calls: readonly FunctionCall[];
  /** Names of fields and variables that are given a new value. */
  readonly assigns: readonly { readonly name: string; readonly at: Span }[];
}

/** A call in the body of a function's method. */
export interface FunctionCall {
  readonly name: string;
  readonly at: Span;
  /** Full name of the class it is called on, where a name, a declaration or `new` tells it. */
  readonly on?: string;
  /** The name of the variable, field or method that gives the object. */
  readonly receiver?: string;
  readonly arguments: number;
  /** Whether it stands in a lambda or anonymous class, which may run elsewhere. */
  readonly deferred: boolean;
  /** Whether it stands in an arm of a condition, and so is not made each time the method runs. */
  readonly conditional: boolean;
}

/** An argument of a call: a plain value, an object that was put together, a function. */
export interface Argument {
  readonly at: Span;
  /** Durations are milliseconds, enum constants their name. */
  readonly fact: Fact<string | number | boolean | null>;
  readonly built?: Built;
}

/** An object as the code puts it together: `KafkaSink.builder().setRecordSerializer(…).build()`. */
export interface Built {
  readonly at: Span;
  /** Full name of the class, or of the one whose static method begins it. */
  readonly type: string;
  /** Everything it is told, in order. */
  readonly calls: readonly BuiltCall[];
  /** Arguments of its constructor. */
  readonly arguments: readonly Argument[];
  /** Whether it was handed to code that cannot be seen, which may have told it more. */
  readonly escaped: boolean;
}

/** A call on the builder of a source, a sink or the like. */
export interface BuiltCall {
  readonly name: string;
  readonly at: Span;
  readonly arguments: readonly Argument[];
}

/** An operator that Flink would build: a node of the stream graph. */
export interface Operator {
  /** Counted from 0 in the order in which the job makes them. */
  readonly id: number;
  readonly kind: OperatorKind;
  /** The name of the method that makes it, at its place; the method's own name for what Flink adds to it. */
  readonly call: string;
  readonly at: Span;
  /** The whole expression that makes it, up to and with its closing parenthesis: where a setter would be added. */
  readonly expression: Span;
  /** The class of Flink's API that has the method: `DataStream`, `WindowedStream`. */
  readonly api: string;
  /** Whether Flink adds it beside the operator that the code names, so that no code reaches it. */
  readonly implied?: true;
  readonly name: Fact<string | undefined>;
  readonly uid: Fact<string | undefined>;
  readonly uidHash: Fact<string | undefined>;
  /** Set by the operator itself; `undefined` where it takes that of its environment. */
  readonly parallelism: Fact<number | undefined>;
  readonly maxParallelism: Fact<number | undefined>;
  /** The calls that give it these. */
  readonly given: {
    readonly uid?: Given<string>;
    readonly uidHash?: Given<string>;
    readonly name?: Given<string>;
    readonly parallelism?: Given<number>;
    readonly maxParallelism?: Given<number>;
  };
  /** Flink makes it run as one and refuses another parallelism: `locked`; or starts it as one: `one`. */
  readonly nonParallel?: 'locked' | 'one';
  /** Whether a uid can be given to what the call returns at all. */
  readonly accepts: { readonly uid: boolean };
  readonly keyed: Fact<boolean>;
  readonly stateful: Fact<boolean>;
  /** Why it has state, or none, in words. */
  readonly state: string;
  readonly function?: UserFunction;
  /** Arguments of the call that makes it. */
  readonly arguments: readonly Argument[];
  /** Calls that describe it before it is made: `window(…)`, `trigger(…)`, `between(…)`. */
  readonly described: readonly BuiltCall[];
  /** Every setter that is called on it. */
  readonly setters: readonly BuiltCall[];
  /** The key selectors of its keyed inputs. */
  readonly keys: readonly UserFunction[];
  /**
   * Ids of the operators that it reads from, through virtual nodes; unknown where an input cannot be followed. Of one in
   * a loop, those of the first time round.
   */
  readonly inputs: Fact<readonly number[]>;
  /** How records reach it: the last virtual node of each input, such as `rebalance` or `partitionCustom`. */
  readonly partitioners: readonly string[];
  readonly branches: readonly Branch[];
  /** Loops, lambdas and helpers called more than once, in which one call makes several operators. */
  readonly repeated: readonly Span[];
  /** Where the operator is handed to code that cannot be seen, which may name it. */
  readonly escaped?: { readonly at: Span; readonly why: string };
  /** Whether the code declares it as a `DataStreamSource`, which it is no longer once a setter follows. */
  readonly asSource?: true;
}

/** A stream of operators that one `execute()` runs. */
export interface Job {
  /** As given to `execute`, else the name of the class. */
  readonly name: string;
  /** The file and method where it starts. */
  readonly file: string;
  readonly entry: { readonly type: string; readonly method: string; readonly at: Span };
  readonly operators: readonly Operator[];
  /** Settings that the code makes for this job, in order. */
  readonly settings: readonly CodeSetting[];
  readonly environment: Environment;
  /** The calls of execute; none where it is missing or elsewhere. */
  readonly executions: readonly Span[];
  /** Whether everything that the job does could be followed; the reason where not. */
  readonly complete: Fact<true>;
  readonly version: TargetVersion;
  /** Calls on the environment and its parts, in order. */
  readonly told: readonly EnvironmentCall[];
  /** Whether the Table API or SQL runs on its environment too. */
  readonly tables: boolean;
  /** Every call on the classes of Flink that are followed. */
  readonly calls: readonly ApiCall[];
  /** The files that it is made of: where it starts, and all that is named from there. */
  readonly sources: readonly JobSource[];
}

/** A file with code of a job. */
export interface JobSource {
  readonly file: string;
  readonly imports: readonly { readonly name: string; readonly static: boolean; readonly at: Span }[];
  /** Its classes that extend or implement one of Flink's, anonymous ones included. */
  readonly functions: readonly UserFunction[];
}

/** A call on an environment or a part of it, as `env.getCheckpointConfig()` gives one. */
export interface EnvironmentCall extends BuiltCall {
  /** Simple name of the class: `CheckpointConfig`. */
  readonly type: string;
  readonly branches: readonly Branch[];
  /** How many operators there were by then. */
  readonly after: number;
}

/** A call of Flink's API. */
export interface ApiCall {
  /** Simple name of the class whose method it is: `StreamExecutionEnvironment`. */
  readonly type: string;
  readonly method: string;
  /** Number of arguments. */
  readonly arguments: number;
  /** The name of the method. */
  readonly at: Span;
  /** The last minor version of Flink that has it, where later ones have not. */
  readonly until?: string;
}

/** Where a job gets its environment from. */
export interface Environment {
  readonly kind: 'default' | 'local' | 'remote' | 'unknown';
  readonly at: Span;
  readonly branches: readonly Branch[];
}

/** A setting that job code makes. Its value is a placeholder where it is unknown. */
export interface CodeSetting extends Setting {
  readonly fact: Fact<string>;
  /** Whether the code spells the key out, and does not leave it to a setter or constant. */
  readonly spelt: boolean;
  readonly branches: readonly Branch[];
  /** The call that makes it, as a reader would name it: `enableCheckpointing`. */
  readonly by: string;
  readonly callAt: Place;
}
