import { SOURCE_METHODS, type SourceMethod } from '../../flink/stream-api.js';
import { lookup } from '../../lookup.js';
import type { Fact } from '../../model/graph.js';
import type { Span } from '../../model/span.js';
import { actual } from './build.js';
import { applyConfiguration, envSetter } from './configure.js';
import { functionOf, isParallelSource, type SeenFunction, sourceState } from './functions.js';
import { addNode, type NewNode, recordCall } from './nodes.js';
import { branchesNow, type Call, type Run } from './run.js';
import type { Env, Node, Value } from './things.js';
import { constant, factOf, stringOf, unknown } from './values.js';

const ENVIRONMENT = 'org.apache.flink.streaming.api.environment.StreamExecutionEnvironment';

/** An environment that the program gets from somewhere. */
export function newEnv(run: Run, kind: Env['kind'], at: Span, configuration?: Value, why?: string): Value {
  const env: Env = {
    kind,
    at,
    branches: branchesNow(run),
    nodes: [],
    executions: [],
    settings: [],
    calls: [],
    api: [],
    ...(why === undefined ? {} : { open: { at, why } }),
  };
  run.envs.push(env);
  applyConfiguration(run, env, configuration, at);
  return { kind: 'env', env };
}

/** The static factories of `StreamExecutionEnvironment`. */
export function staticEnvCall(run: Run, type: string, { name, arguments: args, expression }: Call): Value | undefined {
  if (type !== ENVIRONMENT) return undefined;
  const configuration = args.find((one) => one.kind === 'config' || one.kind === 'unknown');
  switch (name) {
    case 'getExecutionEnvironment':
      return newEnv(run, 'default', expression, configuration);
    case 'createLocalEnvironment':
    case 'createLocalEnvironmentWithWebUI':
      return newEnv(run, 'local', expression, configuration);
    case 'createRemoteEnvironment':
      return newEnv(run, 'remote', expression, configuration);
    default:
      return undefined;
  }
}

/** Parts of an environment that have settings of their own. */
const PARTS: Readonly<Record<string, string>> = {
  getConfig: 'ExecutionConfig',
  getCheckpointConfig: 'CheckpointConfig',
  getConfiguration: 'Configuration',
};

/** What a method of the environment does. */
export function envCall(run: Run, env: Env, seen: Call): Value {
  recordCall(run, env, 'StreamExecutionEnvironment', seen);
  const { name, arguments: args } = seen;
  const source = lookup(SOURCE_METHODS, name);
  if (source !== undefined) return makeSource(run, env, source, seen);
  const part = lookup(PARTS, name);
  if (part !== undefined && args.length === 0) return { kind: 'env-part', env, part };
  if (name === 'execute' || name === 'executeAsync') {
    const [first] = args;
    const named: Fact<string | undefined> =
      first === undefined ? { known: true, value: undefined } : factOf<string | undefined>(first, stringOf);
    execute(run, env, seen, named);
    return unknown('it is the result of the job');
  }
  if (name === 'configure') {
    applyConfiguration(run, env, args[0], seen.callAt);
    return constant(null);
  }
  return envSetter(run, env, 'StreamExecutionEnvironment', seen);
}

/** Runs what was made so far; the environment is empty afterwards. */
export function execute(run: Run, from: Env, seen: Call, name: Fact<string | undefined>): void {
  const env = actual(from);
  env.executions.push({
    ...{ at: seen.callAt, name, nodes: env.nodes, branches: branchesNow(run) },
    // What is told to the environment later is for what runs later.
    ...{ settings: [...env.settings], calls: [...env.calls] },
  });
  // In a branch the other arm goes on with what there is.
  if (run.branches.length <= env.branches.length) env.nodes = [];
}

const one = { known: true, value: 1 } as const;
const unset = { known: true, value: undefined } as const;
const notKeyed = { known: true, value: false } as const;

function makeSource(run: Run, env: Env, method: SourceMethod, seen: Call): Value {
  const at = method.function ?? -1;
  const given = seen.arguments[at];
  const user = given === undefined ? undefined : functionOf(run, given, seen.argumentsAt[at] ?? seen.at);
  const title = seen.arguments[method.name ?? -1];
  const files = method.monitored === true || (method.monitored === 'by-format' && readsFiles(user));
  const common = { run, env, seen, api: 'StreamExecutionEnvironment', keyed: notKeyed };
  const node = addNode({
    ...common,
    kind: files ? 'transformation' : 'source',
    inputs: files ? [{ from: { known: true, value: [monitorOf(common)] }, by: [], keyed: notKeyed }] : [],
    state: files ? FILES : sourceState(run, method, user),
    ...(user === undefined ? {} : { user }),
    name: title === undefined ? unset : factOf<string | undefined>(title, stringOf),
    ...parallelismOf(run, method, user),
  });
  return {
    kind: 'stream',
    class: files || seen.name === 'readFile' ? 'SingleOutputStreamOperator' : 'DataStreamSource',
    env,
    inputs: [{ from: { known: true, value: [node] }, by: [], keyed: notKeyed }],
    handles: [node],
    described: [],
  };
}

/** The source that finds files for the operator that reads them; no code can name it. */
const monitorOf = (common: Pick<NewNode, 'run' | 'env' | 'seen' | 'api' | 'keyed'>): Node =>
  addNode({
    ...common,
    kind: 'source',
    implied: true,
    inputs: [],
    state: FILES,
    parallelism: one,
    maxParallelism: one,
    nonParallel: 'locked',
  });

function parallelismOf(
  run: Run,
  { nonParallel }: SourceMethod,
  user: SeenFunction | undefined,
): Pick<NewNode, 'parallelism' | 'nonParallel'> {
  if (nonParallel === undefined) return {};
  if (nonParallel !== 'by-function') return { parallelism: one, nonParallel };
  const parallel = isParallelSource(run, user);
  if (parallel === undefined) return { parallelism: { known: false, why: 'it depends on the class of the source' } };
  return parallel ? {} : { parallelism: one, nonParallel: 'locked' };
}

const FILES = { stateful: { known: true, value: true }, state: 'it keeps how far the files were read' } as const;

/** Whether an input format reads files; see `FileInputFormat`. */
const readsFiles = (user: SeenFunction | undefined): boolean =>
  user?.seen.ancestors.some((name) => /\.(?:\w*(?:Text|Csv|File|Avro|Path)\w*InputFormat)$/.test(name)) === true;
