/**
 * What the methods of Flink's DataStream API do to the stream graph, where their signatures alone do not say it: which make
 * an operator, which only say how records travel, which belong to the operator made last. Follows `DataStream`,
 * `KeyedStream`, `WindowedStream`, `JoinedStreams`, `CoGroupedStreams`, `AsyncDataStream`, `CEP` and
 * `StreamExecutionEnvironment` of Flink 1.15 to 2.3; what the methods return is also in schemas/flink-api.json, from the jars.
 */

/** The classes of the API whose values are followed. */
export type StreamClass =
  | 'DataStream'
  | 'SingleOutputStreamOperator'
  | 'DataStreamSource'
  | 'DataStreamSink'
  | 'KeyedStream'
  | 'IterativeStream'
  | 'SideOutputDataStream'
  | 'CachedDataStream'
  | 'ConnectedStreams'
  | 'BroadcastStream'
  | 'BroadcastConnectedStream'
  | 'WindowedStream'
  | 'AllWindowedStream'
  | 'PartitionWindowedStream'
  | 'JoinedStreams'
  | 'CoGroupedStreams'
  | 'IntervalJoin'
  | 'PatternStream'
  | 'AsyncStream';

/** What a method does. */
export type Effect =
  /** Makes an operator that reads from the receiver. */
  | {
      readonly does: 'operator';
      readonly returns: StreamClass;
      /** Why it always has state, whatever function it is given. */
      readonly state?: string;
      /** Whether it never has state of its own, whatever function it is given. */
      readonly stateless?: true;
      readonly sink?: true;
      /** Position of the user's function. */
      readonly function?: number;
      readonly nonParallel?: 'locked' | 'one';
      /** Whether the parallelism is that of the input at the time of the call. */
      readonly inherits?: true;
    }
  /** Says how records reach the next operator; no operator of its own. */
  | { readonly does: 'partition'; readonly returns: StreamClass; readonly by: string; readonly keyed?: boolean }
  /** Takes in other streams, its arguments. */
  | { readonly does: 'combine'; readonly returns: StreamClass }
  /** Goes on to describe the next operator. */
  | { readonly does: 'describe'; readonly returns: StreamClass; readonly state?: string }
  /** Belongs to the operator made last. */
  | { readonly does: 'set' }
  /** Makes the two ends of a feedback edge. */
  | { readonly does: 'iterate'; readonly returns: StreamClass }
  /** Keeps the records for later jobs, in an operator of its own. */
  | { readonly does: 'cache'; readonly returns: StreamClass }
  /** Runs the job. */
  | { readonly does: 'execute' };

const operator = (extra: Partial<Extract<Effect, { does: 'operator' }>> = {}): Effect => ({
  does: 'operator',
  returns: 'SingleOutputStreamOperator',
  function: 0,
  ...extra,
});
const sink = (extra: Partial<Extract<Effect, { does: 'operator' }>> = {}): Effect =>
  operator({ returns: 'DataStreamSink', sink: true, ...extra });
const partition = (by: string, returns: StreamClass = 'DataStream'): Effect => ({ does: 'partition', returns, by });
const combine = (returns: StreamClass): Effect => ({ does: 'combine', returns });
const describe = (returns: StreamClass): Effect => ({ does: 'describe', returns });
const set: Effect = { does: 'set' };

const KEYED_AGGREGATE = 'it keeps the aggregate of each key';
const WINDOW = 'it keeps the contents of its windows';

const aggregates = (state: string, extra: object = {}): Readonly<Record<string, Effect>> =>
  Object.fromEntries(
    ['sum', 'min', 'max', 'minBy', 'maxBy'].map((name) => [
      name,
      { does: 'operator', returns: 'SingleOutputStreamOperator', state, ...extra } satisfies Effect,
    ]),
  );

const windowEnds = (extra: object = {}): Readonly<Record<string, Effect>> => ({
  reduce: operator({ state: WINDOW, ...extra }),
  aggregate: operator({ state: WINDOW, ...extra }),
  apply: operator({ state: WINDOW, ...extra }),
  process: operator({ state: WINDOW, ...extra }),
  fold: operator({ state: WINDOW, ...extra }),
  ...aggregates(WINDOW, extra),
});

const settersOf = (...names: readonly string[]): Readonly<Record<string, Effect>> =>
  Object.fromEntries(names.map((name) => [name, set]));

/** Methods by the class that declares them; a class has those of the class that it extends too. */
export const STREAM_METHODS: Readonly<Record<StreamClass, Readonly<Record<string, Effect>>>> = {
  DataStream: {
    map: operator(),
    flatMap: operator(),
    filter: operator({ stateless: true }),
    process: operator(),
    project: operator({ stateless: true }),
    transform: operator({ function: 2 }),
    assignTimestampsAndWatermarks: operator({ stateless: true, inherits: true }),
    keyBy: { does: 'partition', returns: 'KeyedStream', by: 'keyBy', keyed: true },
    union: combine('DataStream'),
    broadcast: partition('broadcast'),
    shuffle: partition('shuffle'),
    forward: partition('forward'),
    rebalance: partition('rebalance'),
    rescale: partition('rescale'),
    global: partition('global'),
    partitionCustom: partition('partitionCustom'),
    connect: combine('ConnectedStreams'),
    coGroup: combine('CoGroupedStreams'),
    join: combine('JoinedStreams'),
    windowAll: describe('AllWindowedStream'),
    countWindowAll: describe('AllWindowedStream'),
    timeWindowAll: describe('AllWindowedStream'),
    fullWindowPartition: describe('PartitionWindowedStream'),
    iterate: { does: 'iterate', returns: 'IterativeStream' },
    print: sink({ stateless: true }),
    printToErr: sink({ stateless: true }),
    addSink: sink(),
    sinkTo: sink(),
    writeAsText: sink({ stateless: true }),
    writeAsCsv: sink({ stateless: true }),
    writeToSocket: sink({ stateless: true, nonParallel: 'one' }),
    writeUsingOutputFormat: sink(),
    executeAndCollect: { does: 'execute' },
    collectAsync: { does: 'execute' },
  },
  SingleOutputStreamOperator: {
    ...settersOf(
      'name',
      'uid',
      'setUidHash',
      'setParallelism',
      'setMaxParallelism',
      'forceNonParallel',
      'setBufferTimeout',
      'disableChaining',
      'startNewChain',
      'returns',
      'slotSharingGroup',
      'setDescription',
      'enableAsyncState',
      'addMetricVariable',
      'setResources',
    ),
    getSideOutput: { does: 'partition', returns: 'SideOutputDataStream', by: 'sideOutput' },
    cache: { does: 'cache', returns: 'CachedDataStream' },
  },
  DataStreamSource: {},
  DataStreamSink: settersOf(
    'name',
    'uid',
    'setUidHash',
    'setParallelism',
    'setMaxParallelism',
    'setDescription',
    'disableChaining',
    'slotSharingGroup',
    'addMetricVariable',
    'setResources',
  ),
  KeyedStream: {
    process: operator(),
    reduce: operator({ state: KEYED_AGGREGATE }),
    fold: operator({ state: KEYED_AGGREGATE }),
    ...aggregates(KEYED_AGGREGATE),
    window: describe('WindowedStream'),
    countWindow: describe('WindowedStream'),
    timeWindow: describe('WindowedStream'),
    intervalJoin: combine('IntervalJoin'),
    asQueryableState: sink({ state: 'it keeps the last value of each key' }),
    enableAsyncState: describe('KeyedStream'),
  },
  IterativeStream: { closeWith: { does: 'combine', returns: 'DataStream' } },
  SideOutputDataStream: { cache: { does: 'cache', returns: 'CachedDataStream' } },
  CachedDataStream: { invalidate: { does: 'set' } },
  ConnectedStreams: {
    keyBy: { does: 'partition', returns: 'ConnectedStreams', by: 'keyBy', keyed: true },
    map: operator(),
    flatMap: operator(),
    process: operator(),
    transform: operator({ function: 2 }),
    enableAsyncState: describe('ConnectedStreams'),
  },
  BroadcastStream: {},
  BroadcastConnectedStream: { process: operator({ state: 'it keeps broadcast state' }) },
  WindowedStream: {
    trigger: describe('WindowedStream'),
    evictor: describe('WindowedStream'),
    allowedLateness: describe('WindowedStream'),
    sideOutputLateData: describe('WindowedStream'),
    enableAsyncState: describe('WindowedStream'),
    ...windowEnds(),
  },
  AllWindowedStream: {
    trigger: describe('AllWindowedStream'),
    evictor: describe('AllWindowedStream'),
    allowedLateness: describe('AllWindowedStream'),
    sideOutputLateData: describe('AllWindowedStream'),
    enableAsyncState: describe('AllWindowedStream'),
    ...windowEnds({ nonParallel: 'locked' }),
  },
  PartitionWindowedStream: {
    mapPartition: operator({ inherits: true }),
    reduce: operator({ inherits: true }),
    aggregate: operator({ inherits: true }),
    sortPartition: operator({ inherits: true }),
  },
  JoinedStreams: {
    where: describe('JoinedStreams'),
    equalTo: describe('JoinedStreams'),
    window: describe('JoinedStreams'),
    trigger: describe('JoinedStreams'),
    evictor: describe('JoinedStreams'),
    allowedLateness: describe('JoinedStreams'),
    apply: operator({ state: WINDOW }),
    with: operator({ state: WINDOW }),
  },
  CoGroupedStreams: {
    where: describe('CoGroupedStreams'),
    equalTo: describe('CoGroupedStreams'),
    window: describe('CoGroupedStreams'),
    trigger: describe('CoGroupedStreams'),
    evictor: describe('CoGroupedStreams'),
    allowedLateness: describe('CoGroupedStreams'),
    apply: operator({ state: WINDOW }),
    with: operator({ state: WINDOW }),
  },
  IntervalJoin: {
    between: describe('IntervalJoin'),
    inEventTime: describe('IntervalJoin'),
    inProcessingTime: describe('IntervalJoin'),
    lowerBoundExclusive: describe('IntervalJoin'),
    upperBoundExclusive: describe('IntervalJoin'),
    sideOutputLeftLateData: describe('IntervalJoin'),
    sideOutputRightLateData: describe('IntervalJoin'),
    enableAsyncState: describe('IntervalJoin'),
    process: operator({ state: 'it keeps the records of both sides within the interval' }),
  },
  PatternStream: {
    inProcessingTime: describe('PatternStream'),
    inEventTime: describe('PatternStream'),
    sideOutputLateData: describe('PatternStream'),
    process: operator({ state: 'it keeps partial matches' }),
    select: operator({ state: 'it keeps partial matches' }),
    flatSelect: operator({ state: 'it keeps partial matches' }),
  },
  AsyncStream: {},
};

const SUPER: Readonly<Partial<Record<StreamClass, StreamClass>>> = {
  SingleOutputStreamOperator: 'DataStream',
  DataStreamSource: 'SingleOutputStreamOperator',
  IterativeStream: 'SingleOutputStreamOperator',
  KeyedStream: 'DataStream',
  SideOutputDataStream: 'DataStream',
  CachedDataStream: 'DataStream',
};

/** What a method of a class, or of one that it extends, does; nothing for a method that is not of the graph. */
export function effectOf(receiver: StreamClass, method: string): Effect | undefined {
  for (let at: StreamClass | undefined = receiver; at !== undefined; at = SUPER[at]) {
    const methods = STREAM_METHODS[at];
    if (Object.hasOwn(methods, method)) return methods[method];
  }
  return undefined;
}

/** Whether a class of the API is another one, or extends it. */
export function isKindOf(name: StreamClass, wanted: string): boolean {
  for (let at: StreamClass | undefined = name; at !== undefined; at = SUPER[at]) if (at === wanted) return true;
  return false;
}

/** Whether values of a class are streams that can be named: `uid` compiles on them. */
export function acceptsUid(returned: StreamClass): boolean {
  return effectOf(returned, 'uid') !== undefined;
}

/** How a source method of the environment makes its operators. */
export interface SourceMethod {
  /** Position of the source or function. */
  readonly function?: number;
  /** Position of the operator's name. */
  readonly name?: number;
  readonly nonParallel?: 'locked' | 'one' | 'by-function';
  readonly state: 'source' | 'by-function' | 'none';
  /** Whether Flink puts a source that finds files before the operator that the call returns: for formats of files. */
  readonly monitored?: true | 'by-format';
}

/** Sources of `StreamExecutionEnvironment`. */
export const SOURCE_METHODS: Readonly<Record<string, SourceMethod>> = {
  fromSource: { function: 0, name: 2, state: 'source' },
  fromData: { nonParallel: 'one', state: 'source' },
  fromElements: { nonParallel: 'locked', state: 'none' },
  fromCollection: { nonParallel: 'locked', state: 'none' },
  fromParallelCollection: { state: 'none' },
  fromSequence: { state: 'source' },
  generateSequence: { state: 'none' },
  addSource: { function: 0, name: 1, nonParallel: 'by-function', state: 'by-function' },
  readTextFile: { state: 'source', monitored: true },
  readFile: { state: 'source', monitored: true },
  readFileStream: { state: 'source', monitored: true },
  createInput: { function: 0, state: 'by-function', monitored: 'by-format' },
  socketTextStream: { nonParallel: 'locked', state: 'none' },
};

/** Flink's classes whose values are followed, by their full name. */
export const FOLLOWED: Readonly<Record<string, StreamClass | 'env' | 'table-env' | 'config'>> = {
  ...Object.fromEntries(
    (
      [
        'DataStream',
        'SingleOutputStreamOperator',
        'DataStreamSource',
        'DataStreamSink',
        'KeyedStream',
        'IterativeStream',
        'SideOutputDataStream',
        'CachedDataStream',
        'ConnectedStreams',
        'BroadcastStream',
        'BroadcastConnectedStream',
        'WindowedStream',
        'AllWindowedStream',
        'PartitionWindowedStream',
        'JoinedStreams',
        'CoGroupedStreams',
      ] as const
    ).map((name) => [`org.apache.flink.streaming.api.datastream.${name}`, name]),
  ),
  'org.apache.flink.cep.PatternStream': 'PatternStream',
  'org.apache.flink.streaming.api.environment.StreamExecutionEnvironment': 'env',
  'org.apache.flink.streaming.api.environment.LocalStreamEnvironment': 'env',
  'org.apache.flink.table.api.bridge.java.StreamTableEnvironment': 'table-env',
  'org.apache.flink.table.api.TableEnvironment': 'table-env',
  'org.apache.flink.configuration.Configuration': 'config',
};

/** Legacy source classes that Flink runs in parallel; see `ParallelSourceFunction`. */
export const PARALLEL_SOURCES: ReadonlySet<string> = new Set([
  'ParallelSourceFunction',
  'RichParallelSourceFunction',
  'StatefulSequenceSource',
  'MessageAcknowledgingSourceBase',
  'FlinkKafkaConsumer',
  'FlinkKafkaConsumerBase',
  'FlinkKinesisConsumer',
  'DataGeneratorSource',
]);

/** Sinks of which Flink builds a committer beside the writer, whatever they are set to; see `SupportsCommitter`. */
export const COMMITTING_SINKS: ReadonlySet<string> = new Set([
  'org.apache.flink.connector.file.sink.FileSink',
  'org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink',
  'org.apache.flink.connector.jdbc.sink.JdbcSink',
  'org.apache.flink.connector.kafka.sink.KafkaSink',
  'org.apache.flink.connector.pulsar.sink.PulsarSink',
]);
