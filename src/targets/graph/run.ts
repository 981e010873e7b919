import type { LastVersion } from '../../flink/api-calls.js';
import type { Branch, FunctionCode } from '../../model/graph.js';
import type { At, JavaExpression, JavaField, JavaMethod, JavaStatement } from '../../model/java.js';
import type { Span } from '../../model/span.js';
import { possibleNodes } from './inputs.js';
import type { Program } from './program.js';
import { lookUp } from './scope.js';
import type { ConfigObject, Described, Env, Frame, LambdaValue, ProjectType, Value } from './things.js';
import { alternatives } from './values.js';
import { expressionsIn } from './walk.js';

/** How a statement ends. */
export type Flow = 'next' | 'return' | 'throw' | 'break' | 'continue';

/** One walk through a program from an entry: what is known so far, and what it makes. */
export interface Run {
  readonly program: Program;
  /** Conditions under which the statement at hand is reached. */
  readonly branches: Branch[];
  /** Conditions of which the other arm has ended, so that everything after them belongs to this one. */
  readonly guards: Branch[];
  /** Loops and lambdas around the statement at hand. */
  readonly repeated: Span[];
  /** Methods that are being followed. */
  readonly stack: JavaMethod[];
  /** Every method that was followed. */
  readonly visited: Set<JavaMethod>;
  readonly envs: Env[];
  readonly configs: ConfigObject[];
  readonly statics: Map<JavaField, Value>;
  /** Classes whose static initialisers have run. */
  readonly loaded: Set<ProjectType>;
  /** What was read of functions' classes. */
  readonly codes: Map<ProjectType, FunctionCode>;
  /** What is left to spend; a program that needs more is not followed to its end. */
  steps: number;
  /** How many expressions are being evaluated, each for the one around it. */
  nested: number;
  /** Operators made so far, of all environments. */
  order: number;
  /** The key of the option that a constant declares: `CheckpointingOptions`, `SAVEPOINT_DIRECTORY`. */
  optionKey(type: string, constant: string): string | undefined;
  readonly lastVersion: LastVersion;
  evaluate(expression: JavaExpression, frame: Frame): Value;
  block(statements: readonly JavaStatement[], frame: Frame): Flow;
  statement(one: JavaStatement, frame: Frame): Flow;
  /** Calls a lambda or method reference. */
  apply(callee: Value, args: readonly Value[], at: Span): Value;
}

/** Where something of a frame's file stands. */
export const spanOf = ({ start, end }: At, frame: Frame): Span => ({ file: frame.unit.facts.file, start, end });

/** The branches that something made now belongs to. */
export const branchesNow = (run: Run): readonly Branch[] => [...run.guards, ...run.branches];

/** A call as the places that handle calls see it. */
export interface Call {
  readonly name: string;
  readonly arguments: readonly Value[];
  readonly argumentsAt: readonly Span[];
  /** The name of the method. */
  readonly at: Span;
  /** From the name to the closing parenthesis. */
  readonly callAt: Span;
  /** The whole expression, receiver included. */
  readonly expression: Span;
  readonly frame: Frame;
}

/** Notes that code which cannot be seen has got hold of something, and may do anything with it. */
export function handAway(values: readonly Value[], at: Span, why: string): void {
  const all = values.flatMap(alternatives);
  for (const value of [...all, ...all.flatMap((one) => (one.kind === 'lambda' ? capturedBy(one) : []))]) {
    if (value.kind === 'stream') for (const node of value.handles) node.escaped ??= { at, why };
    else if (value.kind === 'env') value.env.open ??= { at, why };
    else if (value.kind === 'config') value.config.open ??= why;
    else if (value.kind === 'list') {
      handAway(
        value.items.filter((one) => one.kind !== 'const'),
        at,
        why,
      );
    } else if (value.kind === 'object') value.escaped = true;
  }
}

/** Environments that a lambda sees, and may execute wherever it runs. */
function capturedBy({ body, frame }: LambdaValue): readonly Value[] {
  const statements =
    'kind' in body ? [{ kind: 'expression', value: body, start: body.start, end: body.end } as const] : body;
  return capturedIn(expressionsIn(statements), frame);
}

/** Environments among the variables that expressions name. */
export function capturedIn(expressions: Iterable<JavaExpression>, frame: Frame): readonly Value[] {
  return [...expressions].flatMap((one) => {
    const value = one.kind === 'name' ? lookUp(frame.scope, one.name) : undefined;
    return value?.kind === 'env' ? [value] : [];
  });
}

/** A call as it is kept with what it describes. */
export const describedBy = ({ name, arguments: args, argumentsAt, callAt }: Call): Described => ({
  name,
  arguments: args,
  argumentsAt,
  at: callAt,
});

/** Notes that something other than an operator may read from streams, of which no more is seen. */
export function keep(values: readonly Value[]): void {
  for (const value of values.flatMap(alternatives)) {
    if (value.kind !== 'stream') continue;
    for (const { from } of value.inputs) for (const node of possibleNodes(from)) node.kept = true;
  }
}
