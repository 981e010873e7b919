import { acceptsUid, COMMITTING_SINKS, type Effect, effectOf, type StreamClass } from '../../flink/stream-api.js';
import type { Fact, Given, OperatorKind } from '../../model/graph.js';
import type { JavaStatement } from '../../model/java.js';
import { actual } from './build.js';
import { execute } from './environments.js';
import { builtClass, functionOf, operatorState } from './functions.js';
import { united } from './inputs.js';
import { addNode, type NewNode, recordCall } from './nodes.js';
import { type Call, describedBy, handAway, keep, type Run } from './run.js';
import type { Companion, Env, Input, Node, Stream, Value } from './things.js';
import { alternatives, factOf, numberOf, stringOf, unknown } from './values.js';
import { expressionsIn } from './walk.js';

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

/** The explicit parallelism of an operator's input at this moment. */
function parallelismOf(input: Input | undefined): Fact<number | undefined> {
  if (input === undefined || !input.from.known || input.from.value.length !== 1) {
    return { known: false, why: 'it is that of the input' };
  }
  return input.from.value[0]?.parallelism ?? { known: false, why: 'it is that of the input' };
}

/** An operator that Flink adds to what the code names. */
function implied(run: Run, stream: Stream, seen: Call, kind: OperatorKind, state: string, one = false): Node {
  const singleton = { known: true, value: 1 } as const;
  return addNode({
    run,
    env: stream.env,
    seen,
    kind,
    api: stream.class,
    implied: true,
    inputs: kind === 'source' ? [] : stream.inputs,
    keyed: no,
    state: { stateful: no, state },
    ...(one ? { parallelism: singleton, maxParallelism: singleton } : {}),
  });
}

/** An iteration begins and ends in operators of its own; records come from the stream and from the first of them. */
function iterate(run: Run, stream: Stream, seen: Call): Value {
  const tail = implied(
    run,
    { ...stream, inputs: [{ from: { known: false, why: 'the feedback edge ends here' }, by: [], keyed: no }] },
    seen,
    'transformation',
    'it hands records back',
  );
  const head = implied(run, stream, seen, 'source', 'it hands records back');
  for (const one of [tail, head]) {
    one.parallelism = { known: false, why: 'it is that of the stream' };
    one.maxParallelism = { known: false, why: 'it is that of the stream' };
  }
  const back: Input = { from: { known: true, value: [head] }, by: [], keyed: no };
  return {
    ...stream,
    class: 'IterativeStream',
    inputs: [united([...stream.inputs, back])],
    handles: [],
    described: [],
  };
}

/** A window join is three operators: one on each side says from where a record comes, before both meet in the window. */
function taggers(run: Run, stream: Stream, seen: Call): readonly Input[] {
  return stream.inputs.map((input) => {
    const node = addNode({
      run,
      env: stream.env,
      seen,
      kind: 'transformation',
      api: stream.class,
      implied: true,
      inputs: [input],
      keyed: no,
      state: { stateful: no, state: 'it only says from which side a record comes' },
      parallelism: parallelismOf(input),
    });
    return { from: { known: true, value: [node] }, by: ['union', 'keyBy'], keyed: yes };
  });
}

/** Flink builds more operators for sinks that commit, and for files that are compacted first. */
function companions(run: Run, writer: Node, seen: Call): void {
  const [sink] = seen.arguments;
  const type = sink?.kind === 'object' && sink.type.kind === 'external' ? builtClass(sink.type.name) : undefined;
  const own = sink?.kind === 'object' && sink.type.kind === 'project' ? sink.type.type : undefined;
  const above = own === undefined ? [] : run.program.ancestors(own);
  const commits =
    (type !== undefined && COMMITTING_SINKS.has(type)) ||
    above.some((name) => /\.(?:SupportsCommitter|TwoPhaseCommittingSink)$/.test(name));
  if (sink?.kind !== 'object' || !commits) return;
  const compacts = type !== undefined && sink.calls.some(({ name }) => name === 'enableCompact');
  const afterwards =
    own === undefined ? [] : own.declaration.methods.filter(({ name }) => name === 'addPostCommitTopology');
  const globally = afterwards.some(({ body }) => callsMethod(body ?? [], 'addGlobalCommitter'));
  let from = writer;
  const add = (what: string, uid: (uid: string) => string, own: number | undefined): void => {
    const parallelism: Fact<number | undefined> = { known: true, value: own };
    const node = addNode({
      run,
      env: writer.env,
      seen,
      kind: 'sink',
      api: writer.api,
      implied: true,
      inputs: [{ from: { known: true, value: [from] }, by: [], keyed: no }],
      keyed: no,
      state: { stateful: yes, state: `it keeps what is to be ${what}` },
      parallelism,
    });
    writer.companions.push({ node, uid, fixed: own !== undefined });
    from = node;
  };
  if (compacts) {
    add('compacted', (uid) => `${uid}: FileSinkCompactorCoordinator`, 1);
    add('compacted', (uid) => `${uid}: FileSinkCompactorOperator`, undefined);
  }
  add('committed', (uid) => `Sink Committer: ${uid}`, undefined);
  if (globally) add('committed', (uid) => `Sink ${uid} Global Committer`, 1);
}

const callsMethod = (body: readonly JavaStatement[], name: string): boolean => {
  for (const one of expressionsIn(body)) if (one.kind === 'call' && one.name === name) return true;
  return false;
};

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

/** A setter speaks to the operator made last, or to both where branches meet. */
function setter(run: Run, stream: Stream, seen: Call): void {
  for (const handle of stream.handles) {
    applySetter(run, handle, seen);
    for (const companion of handle.companions) applyToCompanion(run, handle, companion, seen);
  }
}

function applyToCompanion(run: Run, handle: Node, { node, uid, fixed }: Companion, seen: Call): void {
  if (seen.name === 'uid') {
    node.uid =
      handle.uid.known && handle.uid.value !== undefined ? { known: true, value: uid(handle.uid.value) } : handle.uid;
  } else if (seen.name !== 'name' && !(fixed && seen.name === 'setParallelism')) applySetter(run, node, seen);
}

function applySetter(run: Run, node: Node, seen: Call): void {
  const { name, arguments: args } = seen;
  const [first = unknown('it has no argument')] = args;
  node.setters.push(describedBy(seen));
  // What only one path says holds on that path alone.
  const certain = run.branches.length <= node.depth;
  const told = <T>(before: Fact<T | undefined>, now: Fact<T>): Fact<T | undefined> =>
    certain ? now : eitherFact(before, now);
  switch (name) {
    case 'uid': {
      const fact = factOf(first, stringOf);
      node.uid = told(node.uid, fact);
      node.given.uid = givenBy(fact, first, seen);
      return;
    }
    case 'setUidHash':
      node.uidHash = told(node.uidHash, factOf(first, stringOf));
      node.given.uidHash = givenBy(factOf(first, stringOf), first, seen);
      return;
    case 'name':
      node.name = told(node.name, factOf(first, stringOf));
      node.given.name = givenBy(factOf(first, stringOf), first, seen);
      return;
    case 'setParallelism':
      node.parallelism = told(node.parallelism, withoutDefault(factOf(first, numberOf)));
      node.given.parallelism = givenBy(factOf(first, numberOf), first, seen);
      return;
    case 'setMaxParallelism':
      node.maxParallelism = told(node.maxParallelism, factOf(first, numberOf));
      node.given.maxParallelism = givenBy(factOf(first, numberOf), first, seen);
      return;
    case 'forceNonParallel':
      node.nonParallel = 'locked';
      node.parallelism = { known: true, value: 1 };
      node.maxParallelism = { known: true, value: 1 };
      return;
    default:
      return;
  }
}

/** -1 is `ExecutionConfig.PARALLELISM_DEFAULT`: that of the environment. */
const withoutDefault = (fact: Fact<number>): Fact<number> =>
  fact.known && fact.value === -1 ? ({ known: true, value: undefined } as unknown as Fact<number>) : fact;

function eitherFact<T>(before: Fact<T | undefined>, now: Fact<T>): Fact<T | undefined> {
  if (before.known && now.known && before.value === now.value) return now;
  const values = [before, now].flatMap((fact) => (fact.known ? [fact.value] : (fact.oneOf ?? [])));
  const complete = [before, now].every((fact) => fact.known || fact.oneOf !== undefined);
  return { known: false, why: 'it depends on a condition', ...(complete ? { oneOf: values } : {}) };
}

function givenBy<T>(fact: Fact<T>, value: Value, { callAt, argumentsAt }: Call): Given<T> {
  const all = alternatives(value);
  const depends = all.some((one) => one.kind === 'unknown' && one.unstable === true)
    ? 'chance'
    : all.some((one) => (one.kind === 'unknown' || one.kind === 'const') && one.index === true)
      ? 'loop-index'
      : undefined;
  return { fact, at: argumentsAt[0] ?? callAt, call: callAt, ...(depends === undefined ? {} : { depends }) };
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
  return Object.hasOwn(STATIC, type) ? STATIC[type]?.(run, seen) : undefined;
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

/** The Table API beside streams: what comes from a table has operators that the planner makes. */
export function tableCall(run: Run, env: Env | undefined, seen: Call): Value {
  const { name } = seen;
  keep(seen.arguments);
  const why = 'the planner of the Table API makes it';
  if (/^to(?:Data|Changelog|Append|Retract)Stream$/.test(name)) {
    return {
      kind: 'stream',
      class: 'DataStream',
      env,
      inputs: [{ from: { known: false, why }, by: [], keyed: no }],
      handles: [],
      described: [],
    };
  }
  if (name === 'getConfig' && env !== undefined) return { kind: 'env-part', env, part: 'TableConfig' };
  if (env !== undefined) actual(env).tables = true;
  if (name === 'executeSql' && env !== undefined) {
    actual(env).calls.push({
      ...describedBy(seen),
      part: 'TableEnvironment',
      branches: [...run.branches],
      order: run.order,
    });
  }
  return name === 'createStatementSet' && env !== undefined
    ? { kind: 'table-env', env }
    : unknown('it is of the Table API');
}
