import { acceptsUid, type Effect, effectOf, type StreamClass } from '../../flink/stream-api.js';
import { lookup } from '../../lookup.js';
import type { Fact } from '../../model/graph.js';
import { actual } from './build.js';
import { companions, implied, iterate, parallelismOf, taggers } from './companions.js';
import { execute } from './environments.js';
import { functionOf, operatorState } from './functions.js';
import { united } from './inputs.js';
import { addNode, type NewNode, recordCall } from './nodes.js';
import { setter } from './operator-setters.js';
import { type Call, describedBy, handAway, type Run } from './run.js';
import type { Input, Stream, Value } from './things.js';
import { unknown } from './values.js';

type OperatorEffect = Extract<Effect, { does: 'operator' }>;

const no = { known: true, value: false } as const;
const yes = { known: true, value: true } as const;

/** What a method of a stream does to the graph. */
export function streamCall(run: Run, stream: Stream, seen: Call): Value {
  recordCall(run, stream.env ?? stream.handles[0]?.env, stream.class, seen);
  const effect = effectOf(stream.class, seen.name);
  if (effect === undefined) return otherCall(stream, seen);
  switch (effect.does) {
    case 'operator':
      return operator(run, stream, effect, seen);
    case 'partition':
      return partition(stream, effect, seen);
    case 'combine':
      return combine(stream, effect.returns, seen);
    case 'describe':
      return {
        ...stream,
        class: effect.returns,
        handles: [],
        described: [...stream.described, describedBy(seen)],
      };
    case 'iterate':
      return iterate(run, stream, seen);
    case 'cache':
      implied(run, stream, seen, 'transformation', 'it keeps records outside of the checkpoint');
      return { ...stream, class: effect.returns, handles: [] };
    case 'set':
      setter(run, stream, seen);
      return {
        ...stream,
        class:
          stream.class === 'DataStreamSource' && seen.name !== 'setParallelism'
            ? 'SingleOutputStreamOperator'
            : stream.class,
      };
    case 'execute':
      collect(run, stream, seen);
      return unknown('it is what the job gives');
  }
}

/** Methods that leave the graph as it is, and those that are not of the API. */
function otherCall(stream: Stream, { name, arguments: args, callAt }: Call): Value {
  if (name === 'getExecutionEnvironment')
    return stream.env === undefined ? unknown('it is the environment of a stream') : { kind: 'env', env: stream.env };
  if (name === 'getParallelism') return unknown('it is the parallelism of an operator');
  if (name === 'getFirstInput' || name === 'getSecondInput') {
    const input = stream.inputs[name === 'getFirstInput' ? 0 : 1];
    if (input !== undefined) return { ...stream, class: 'DataStream', inputs: [input], handles: [], described: [] };
  }
  if (/^(?:get|is)[A-Z]/.test(name)) return unknown('it is a property of a stream');
  handAway([stream, ...args], callAt, `${name}() cannot be seen`);
  return unknown(`${name}() cannot be seen`);
}

const one = { known: true, value: 1 } as const;

function operator(run: Run, stream: Stream, effect: OperatorEffect, seen: Call): Value {
  const at = effect.function ?? -1;
  const given = seen.arguments[at];
  const user = given === undefined ? undefined : functionOf(run, given, seen.argumentsAt[at] ?? seen.at);
  const isJoin = stream.class === 'JoinedStreams' || stream.class === 'CoGroupedStreams';
  const keyed = isJoin ? yes : keyedOf(stream);
  const node = addNode({
    run,
    env: stream.env,
    seen,
    kind: effect.sink === true ? 'sink' : 'transformation',
    api: stream.class,
    inputs: isJoin ? taggers(run, stream, seen) : stream.inputs,
    keyed,
    state: operatorState(run, effect, user),
    ...(user === undefined ? {} : { user }),
    accepts: acceptsUid(effect.returns),
    ...fixedParallelism(stream, effect, keyed),
    described: stream.described,
  });
  if (seen.name === 'sinkTo') companions(run, node, seen);
  return {
    kind: 'stream',
    class: effect.returns,
    env: stream.env,
    inputs: [{ from: { known: true, value: [node] }, by: [], keyed: no }],
    handles: [node],
    described: [],
  };
}

/** The parallelism that Flink itself gives an operator: one, or that of its input at this moment. */
function fixedParallelism(
  { class: name, inputs }: Stream,
  effect: OperatorEffect,
  keyed: Fact<boolean>,
): Pick<NewNode, 'parallelism' | 'maxParallelism' | 'nonParallel'> {
  const [input] = inputs;
  const unkeyedPattern = name === 'PatternStream' && input?.keyed.known === true && !input.keyed.value;
  if (unkeyedPattern || effect.nonParallel === 'locked') {
    return { parallelism: one, maxParallelism: one, nonParallel: 'locked' };
  }
  if (effect.nonParallel === 'one') return { parallelism: one, nonParallel: 'one' };
  const inherits = effect.inherits === true && !(keyed.known && keyed.value);
  return inherits ? { parallelism: parallelismOf(input) } : {};
}

/** Flink keys a window over all records, and a pattern, by a key of its own where the stream has none. */
function keyedOf({ class: name, inputs }: Stream): Fact<boolean> {
  return name === 'AllWindowedStream' || name === 'PatternStream' ? yes : (inputs[0]?.keyed ?? no);
}

function partition(stream: Stream, effect: Extract<Effect, { does: 'partition' }>, seen: Call): Value {
  const [first] = seen.arguments;
  // `broadcast(descriptor)` makes a stream of broadcast state.
  const returns: StreamClass = seen.name === 'broadcast' && first !== undefined ? 'BroadcastStream' : effect.returns;
  const keyed: Fact<boolean> = effect.keyed === true ? yes : no;
  const inputs = stream.inputs.map((input, index) => {
    const key = seen.arguments[stream.class === 'ConnectedStreams' ? index : 0];
    return { ...input, by: [...input.by, effect.by], keyed, ...(keyed.value && key !== undefined ? { key } : {}) };
  });
  return { ...stream, class: returns, inputs, handles: [], described: [] };
}

function combine(stream: Stream, returns: StreamClass, seen: Call): Value {
  const flat = seen.arguments.flatMap((one) => (one.kind === 'list' ? one.items : [one]));
  const open = seen.arguments.some((one) => one.kind === 'list' && one.open);
  const others = flat.map((one) => (one.kind === 'stream' ? one : undefined));
  const unseen: Input = {
    from: { known: false, why: 'a stream cannot be followed' },
    by: [],
    keyed: { known: false, why: 'a stream cannot be followed' },
  };
  const inputsOf = (one: Stream | undefined): readonly Input[] => one?.inputs ?? [unseen];
  if (seen.name === 'union') {
    const all = [...stream.inputs, ...others.flatMap(inputsOf), ...(open ? [unseen] : [])];
    return { ...stream, class: 'DataStream', inputs: [united(all)], handles: [], described: [] };
  }
  if (seen.name === 'closeWith') return { ...stream, class: 'DataStream', handles: [], described: [] };
  const [other] = others;
  const broadcast = other?.class === 'BroadcastStream';
  return {
    ...stream,
    class: returns === 'ConnectedStreams' && broadcast ? 'BroadcastConnectedStream' : returns,
    inputs: [united(stream.inputs), united(inputsOf(other))],
    handles: [],
    described: [],
  };
}

/** `executeAndCollect` adds a sink that Flink names itself, and runs the job. */
function collect(run: Run, stream: Stream, seen: Call): void {
  const node = addNode({
    run,
    env: stream.env,
    seen,
    kind: 'sink',
    api: 'DataStream',
    implied: true,
    inputs: stream.inputs,
    keyed: no,
    state: { stateful: no, state: 'Flink names it itself' },
    parallelism: { known: true, value: 1 },
  });
  node.uid = { known: false, why: 'Flink makes it' };
  const env = node.env ?? stream.env;
  if (env !== undefined && seen.name === 'executeAndCollect')
    execute(run, env, seen, { known: true, value: undefined });
}

/** Static methods that take streams as arguments. */
export function staticStreamCall(run: Run, type: string, seen: Call): Value | undefined {
  return lookup(STATIC, type)?.(run, seen);
}

const ASYNC: OperatorEffect = {
  does: 'operator',
  returns: 'SingleOutputStreamOperator',
  state: 'it keeps the requests under way',
  function: 1,
};

const STATIC: Readonly<Record<string, (run: Run, seen: Call) => Value | undefined>> = {
  'org.apache.flink.streaming.api.datastream.AsyncDataStream': (run, seen) => {
    const [stream] = seen.arguments;
    return stream?.kind === 'stream' ? operator(run, { ...stream, class: 'AsyncStream' }, ASYNC, seen) : undefined;
  },
  'org.apache.flink.cep.CEP': (_, seen) => {
    const [stream] = seen.arguments;
    if (stream?.kind !== 'stream') return undefined;
    return { ...stream, class: 'PatternStream', handles: [], described: [describedBy(seen)] };
  },
  'org.apache.flink.streaming.api.datastream.DataStreamUtils': (_, { name, arguments: [stream, key] }) => {
    if (name !== 'reinterpretAsKeyedStream' || stream?.kind !== 'stream') return undefined;
    const inputs = stream.inputs.map((input) => ({ ...input, keyed: yes, ...(key === undefined ? {} : { key }) }));
    return { ...stream, class: 'KeyedStream', inputs, handles: [] };
  },
  'org.apache.flink.table.api.bridge.java.StreamTableEnvironment': (_, { name, arguments: [first] }) => {
    if (name !== 'create') return undefined;
    if (first?.kind !== 'env') return { kind: 'table-env' };
    actual(first.env).tables = true;
    return { kind: 'table-env', env: first.env };
  },
  'org.apache.flink.table.api.TableEnvironment': (_, { name }) =>
    name === 'create' ? { kind: 'table-env' } : undefined,
};
