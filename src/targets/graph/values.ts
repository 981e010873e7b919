import type { StreamClass } from '../../flink/stream-api.js';
import type { Fact } from '../../model/graph.js';
import type { JavaExpression, JavaParameter, JavaStatement } from '../../model/java.js';
import type { Span } from '../../model/span.js';
import type { ConfigObject, Env, Node } from './build.js';
import type { ProjectType } from './program.js';
import type { Frame } from './scope.js';

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

export interface LambdaValue {
  readonly kind: 'lambda';
  readonly parameters: readonly JavaParameter[];
  readonly body: JavaExpression | readonly JavaStatement[];
  readonly frame: Frame;
  readonly at: Span;
  /** `Type::method` and the like. */
  readonly reference?: { readonly target: Value | undefined; readonly name: string };
}

export const constant = (value: string | number | bigint | boolean | null): Value => ({ kind: 'const', value });

export const unknown = (why: string, more: Partial<Omit<Unknown, 'kind' | 'why'>> = {}): Unknown => ({
  kind: 'unknown',
  why,
  ...more,
});

/** All that a value may be. */
export const alternatives = (value: Value): readonly Value[] => (value.kind === 'any' ? value.of : [value]);

/** What a value is where two paths meet. */
export function either(a: Value, b: Value): Value {
  if (a === b || same(a, b)) return a;
  const streams = [...alternatives(a), ...alternatives(b)];
  if (streams.every((one) => one.kind === 'stream')) return joined(streams.filter((one) => one.kind === 'stream'));
  const distinct: Value[] = [];
  for (const one of streams) if (!distinct.some((other) => same(one, other))) distinct.push(one);
  const [only] = distinct;
  if (distinct.length === 1 && only !== undefined) return only;
  return distinct.length > 16 ? unknown('it has many possible values') : { kind: 'any', of: distinct };
}

/** Streams of which one run has one, and another run another. */
function joined(streams: readonly Stream[]): Stream {
  const [first, ...others] = streams;
  if (first === undefined) throw new RangeError('no streams');
  return others.reduce<Stream>(
    (all, next) => ({
      ...all,
      class: all.class === next.class ? all.class : 'DataStream',
      inputs: all.inputs.map((input, index) => eitherInput(input, next.inputs[index])),
      handles: [...new Set([...all.handles, ...next.handles])],
    }),
    first,
  );
}

function eitherInput(a: Input, b: Input | undefined): Input {
  if (b === undefined) return a;
  const nodes = (fact: Fact<readonly Node[]>): readonly (readonly Node[])[] =>
    fact.known ? [fact.value] : (fact.oneOf ?? []);
  const equal = a.from.known && b.from.known && sameNodes(a.from.value, b.from.value);
  return {
    from: equal
      ? a.from
      : { known: false, oneOf: [...nodes(a.from), ...nodes(b.from)], why: 'it depends on a condition' },
    by: [...new Set([...a.by, ...b.by])],
    keyed:
      a.keyed.known && b.keyed.known && a.keyed.value === b.keyed.value
        ? a.keyed
        : { known: false, why: 'it depends on a condition' },
  };
}

const sameNodes = (a: readonly Node[], b: readonly Node[]): boolean =>
  a.length === b.length && a.every((node, index) => node === b[index]);

function same(a: Value, b: Value): boolean {
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'const':
      return b.kind === 'const' && a.value === b.value;
    case 'duration':
      return b.kind === 'duration' && a.ms === b.ms;
    case 'memory':
      return b.kind === 'memory' && a.bytes === b.bytes;
    case 'constant':
      return b.kind === 'constant' && a.type === b.type && a.name === b.name;
    case 'env':
      return b.kind === 'env' && a.env === b.env;
    case 'config':
      return b.kind === 'config' && a.config === b.config;
    default:
      return a === b;
  }
}

/** What is known of a value, as far as `read` can tell. */
export function factOf<T>(value: Value, read: (value: Value) => T | undefined): Fact<T> {
  const all = alternatives(value).map((one) => ({ one, read: read(one) }));
  const known = all.flatMap((each) => (each.read === undefined ? [] : [each.read]));
  const [first] = known;
  if (all.length === 1 && first !== undefined) return { known: true, value: first };
  const strange = all.find((each) => each.read === undefined)?.one;
  const why = strange === undefined ? 'it depends on a condition' : whyOf(strange);
  return known.length === all.length ? { known: false, oneOf: known, why } : { known: false, why };
}

/** Why a value is not what was asked for. */
export const whyOf = (value: Value): string => (value.kind === 'unknown' ? value.why : 'it is not a plain value');

export const stringOf = (value: Value): string | undefined =>
  value.kind === 'const' && typeof value.value === 'string' ? value.value : undefined;

export const numberOf = (value: Value): number | undefined =>
  value.kind === 'const' && typeof value.value === 'number' ? value.value : undefined;

/** Text of a value as Java's string concatenation has it; nothing where that is not known. */
export function textOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'const':
      return String(value.value);
    case 'constant':
      return value.name;
    default:
      return undefined;
  }
}
