import type { Fact, OperatorKind } from '../../model/graph.js';
import { actual } from './build.js';
import type { SeenFunction, StateVerdict } from './functions.js';
import { possibleNodes } from './inputs.js';
import { branchesNow, type Call, type Run } from './run.js';
import type { Described, Env, Input, Node, Value } from './things.js';

/** What a new operator is made of. */
export interface NewNode {
  readonly run: Run;
  readonly env: Env | undefined;
  readonly seen: Call;
  readonly kind: OperatorKind;
  readonly api: string;
  readonly inputs: readonly Input[];
  readonly keyed: Fact<boolean>;
  readonly state: StateVerdict;
  readonly user?: SeenFunction;
  readonly implied?: true;
  readonly accepts?: boolean;
  readonly name?: Fact<string | undefined>;
  readonly parallelism?: Fact<number | undefined>;
  readonly maxParallelism?: Fact<number | undefined>;
  readonly nonParallel?: 'locked' | 'one';
  readonly described?: readonly Described[];
}

const unset = { known: true, value: undefined } as const;

/** Adds an operator to its environment, in the order in which the program makes them. */
export function addNode(made: NewNode): Node {
  const { run, seen } = made;
  const node: Node = {
    order: run.order++,
    kind: made.kind,
    call: seen.name,
    at: seen.at,
    expression: seen.expression,
    api: made.api,
    env: made.env === undefined ? undefined : actual(made.env),
    ...(made.implied === true ? { implied: true } : {}),
    accepts: { uid: made.implied !== true && made.accepts !== false },
    inputs: made.inputs,
    arguments: seen.arguments,
    argumentsAt: seen.argumentsAt,
    described: made.described ?? [],
    keyed: made.keyed,
    ...(made.user === undefined ? {} : { function: made.user }),
    branches: branchesNow(run),
    depth: run.branches.length,
    repeated: [...run.repeated],
    name: made.name ?? unset,
    uid: unset,
    uidHash: unset,
    parallelism: made.parallelism ?? unset,
    maxParallelism: made.maxParallelism ?? unset,
    ...(made.nonParallel === undefined ? {} : { nonParallel: made.nonParallel }),
    stateful: made.state.stateful,
    state: made.state.state,
    given: {},
    setters: [],
    companions: [],
  };
  const env = node.env ?? envOf(made.inputs) ?? onlyEnv(run);
  env?.nodes.push(node);
  return node;
}

/** The environment of what an operator reads from. */
function envOf(inputs: readonly Input[]): Env | undefined {
  for (const { from } of inputs) {
    for (const node of possibleNodes(from)) if (node.env !== undefined) return actual(node.env);
  }
  return undefined;
}

/** Notes a call of Flink's API, for what later versions no longer have. */
export function recordCall(run: Run, from: Env | undefined, type: string, { name, arguments: args, at }: Call): void {
  const env = from === undefined ? onlyEnv(run) : actual(from);
  const until = run.lastVersion(type, name, args.map(typeIn));
  env?.api.push({ type, method: name, arguments: args.length, at, ...(until === undefined ? {} : { until }) });
}

/** The simple name of an argument's type, as overloads are told apart; nothing where it is not known. */
function typeIn(value: Value): string | undefined {
  switch (value.kind) {
    case 'const':
      return value.value === null ? undefined : typeof value.value === 'bigint' ? 'number' : typeof value.value;
    case 'lambda':
      return 'lambda';
    case 'object':
      return value.type.kind === 'project' ? value.type.type.declaration.name : value.type.name.split('.').at(-1);
    default:
      return undefined;
  }
}

/** Where nothing says which environment, the one that the program has made last. */
function onlyEnv(run: Run): Env | undefined {
  const last = run.envs.at(-1);
  return last === undefined ? undefined : actual(last);
}
