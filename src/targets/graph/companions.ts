/** Operators that Flink builds beside those that code names. */
import { COMMITTING_SINKS } from '../../flink/stream-api.js';
import type { Fact, OperatorKind } from '../../model/graph.js';
import type { JavaStatement } from '../../model/java.js';
import { builtClass } from './functions.js';
import { united } from './inputs.js';
import { addNode } from './nodes.js';
import type { Call, Run } from './run.js';
import type { Input, Node, Stream, Value } from './things.js';
import { expressionsIn } from './walk.js';

const no = { known: true, value: false } as const;
const yes = { known: true, value: true } as const;

/** An operator that Flink adds to what the code names. */
export function implied(run: Run, stream: Stream, seen: Call, kind: OperatorKind, state: string, one = false): Node {
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
export function iterate(run: Run, stream: Stream, seen: Call): Value {
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
export function taggers(run: Run, stream: Stream, seen: Call): readonly Input[] {
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
export function companions(run: Run, writer: Node, seen: Call): void {
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

/** The explicit parallelism of an operator's input at this moment. */
export function parallelismOf(input: Input | undefined): Fact<number | undefined> {
  if (input === undefined || !input.from.known || input.from.value.length !== 1) {
    return { known: false, why: 'it is that of the input' };
  }
  return input.from.value[0]?.parallelism ?? { known: false, why: 'it is that of the input' };
}
