/** Classes of a package, or a whole package, that newer versions of Flink or of a connector have no more. */
export interface RemovedClasses {
  readonly package: string;
  /** Names below the package; left out where everything in it and below is gone. */
  readonly names?: readonly string[];
  /** The last minor version with them. */
  readonly until: string;
  /** What to use now, as the end of `Use …`. */
  readonly use: string;
}

const in2 = (name: string, names: readonly string[] | undefined, use: string): RemovedClasses => ({
  package: `org.apache.flink.${name}`,
  ...(names === undefined ? {} : { names }),
  until: '1.20',
  use,
});

const SOURCE = "Flink's Source interface (FLIP-27), such as KafkaSource or DataGeneratorSource";
const SINK = 'the interface org.apache.flink.api.connector.sink2.Sink, or the sink of a connector';
const WATERMARKS = 'org.apache.flink.api.common.eventtime.WatermarkStrategy';
const CONFIGURED = 'options of the configuration in their place';
const DATA_STREAM = 'the DataStream API in batch mode, or the Table API';

/**
 * Public classes of Flink 1.x that 2.0 has no more, or only in packages for its own use. Each is in the released jars of 1.20
 * and not in those of 2.0 to 2.3; classes that are only deprecated are not here.
 */
export const REMOVED_CLASSES: readonly RemovedClasses[] = [
  in2(
    'streaming.api.functions.source',
    `SourceFunction RichSourceFunction ParallelSourceFunction RichParallelSourceFunction FromElementsFunction
     FromIteratorFunction FromSplittableIteratorFunction SocketTextStreamFunction StatefulSequenceSource
     InputFormatSourceFunction ContinuousFileMonitoringFunction FileMonitoringFunction FileReadFunction
     MessageAcknowledgingSourceBase MultipleIdsMessageAcknowledgingSourceBase`.split(/\s+/),
    SOURCE,
  ),
  in2(
    'streaming.api.functions.sink',
    `SinkFunction RichSinkFunction PrintSinkFunction DiscardingSink SocketClientSink TwoPhaseCommitSinkFunction
     OutputFormatSinkFunction WriteFormat WriteFormatAsCsv WriteFormatAsText WriteSinkFunction
     WriteSinkFunctionByMillis`.split(/\s+/),
    SINK,
  ),
  in2(
    'streaming.api.functions.sink.filesystem',
    ['StreamingFileSink'],
    'org.apache.flink.connector.file.sink.FileSink',
  ),
  in2('api.connector.sink', ['Sink', 'SinkWriter', 'Committer', 'GlobalCommitter'], SINK),
  in2('api.connector.sink2', ['StatefulSink'], 'SupportsWriterState beside Sink'),
  in2('api.connector.sink2', ['TwoPhaseCommittingSink'], 'SupportsCommitter beside Sink'),
  in2('api.connector.sink2', ['Sink.InitContext'], 'WriterInitContext'),
  in2(
    'streaming.api.connector.sink2',
    ['WithPostCommitTopology', 'WithPreCommitTopology', 'WithPreWriteTopology'],
    'SupportsPostCommitTopology, SupportsPreCommitTopology or SupportsPreWriteTopology',
  ),
  in2('api.java', ['ExecutionEnvironment', 'DataSet', 'ExecutionEnvironmentFactory'], DATA_STREAM),
  in2(
    'api.java.utils',
    ['ParameterTool', 'MultipleParameterTool'],
    'the class of the same name in org.apache.flink.util',
  ),
  in2('api.java.utils', ['DataSetUtils'], DATA_STREAM),
  in2('api.java.aggregation', undefined, DATA_STREAM),
  in2('api.scala', undefined, 'the Java API'),
  in2('streaming.api.scala', undefined, 'the Java API'),
  in2('api.common.time', ['Time'], 'java.time.Duration'),
  in2('streaming.api.windowing.time', ['Time'], 'java.time.Duration'),
  in2('streaming.api', ['TimeCharacteristic'], 'windows of event time or processing time, and remove the call'),
  in2('api.common.restartstrategy', ['RestartStrategies'], 'the options of restart-strategy'),
  in2('runtime.state.filesystem', ['FsStateBackend', 'FsStateBackendFactory'], CONFIGURED),
  in2('runtime.state.memory', ['MemoryStateBackend', 'MemoryStateBackendFactory'], CONFIGURED),
  in2('contrib.streaming.state', ['RocksDBStateBackend', 'RocksDBStateBackendFactory'], CONFIGURED),
  in2(
    'contrib.streaming.state',
    ['PredefinedOptions', 'RocksDBMemoryConfiguration', 'DefaultConfigurableOptionsFactory'],
    'the class of the same name in org.apache.flink.state.rocksdb',
  ),
  in2('runtime.state', ['CheckpointListener'], 'org.apache.flink.api.common.state.CheckpointListener'),
  in2(
    'streaming.api.functions',
    `AssignerWithPeriodicWatermarks AssignerWithPunctuatedWatermarks AscendingTimestampExtractor IngestionTimeExtractor
     TimestampAssigner`.split(/\s+/),
    WATERMARKS,
  ),
  in2('streaming.api.datastream', ['IterativeStream'], 'a job without iterations'),
  in2(
    'streaming.api.functions.windowing',
    ['RichProcessWindowFunction', 'RichProcessAllWindowFunction'],
    'ProcessWindowFunction or ProcessAllWindowFunction, which have the same methods',
  ),
  in2(
    'streaming.util.serialization',
    `SerializationSchema DeserializationSchema SimpleStringSchema AbstractDeserializationSchema KeyedDeserializationSchema
     KeyedSerializationSchema TypeInformationKeyValueSerializationSchema TypeInformationSerializationSchema`.split(
      /\s+/,
    ),
    'the classes of org.apache.flink.api.common.serialization',
  ),
  in2('api.common', ['ExecutionMode', 'InputDependencyConstraint'], 'execution.batch-shuffle-mode'),
  in2(
    'streaming.api.environment',
    ['CheckpointConfig.ExternalizedCheckpointCleanup'],
    'org.apache.flink.configuration.ExternalizedCheckpointRetention',
  ),
  in2(
    'streaming.api.environment',
    ['ExecutionCheckpointingOptions'],
    'org.apache.flink.configuration.CheckpointingOptions',
  ),
  in2('core.execution', ['RestoreMode'], 'org.apache.flink.core.execution.RecoveryClaimMode'),
  in2('configuration', ['AkkaOptions'], 'org.apache.flink.configuration.RpcOptions'),
  in2('runtime.jobgraph', ['SavepointConfigOptions'], 'org.apache.flink.configuration.StateRecoveryOptions'),
  in2(
    'table.sources',
    `DefinedFieldMapping DefinedProctimeAttribute DefinedRowtimeAttributes FieldComputer FilterableTableSource InputFormatTableSource LimitableTableSource LookupableTableSource NestedFieldsProjectableTableSource PartitionableTableSource ProjectableTableSource RowtimeAttributeDescriptor StreamTableSource TableSource`.split(
      /\s+/,
    ),
    'org.apache.flink.table.connector.source.DynamicTableSource',
  ),
  in2(
    'table.sinks',
    `AppendStreamTableSink OutputFormatTableSink OverwritableTableSink PartitionableTableSink RetractStreamTableSink StreamTableSink TableSink UpsertStreamTableSink`.split(
      /\s+/,
    ),
    'org.apache.flink.table.connector.sink.DynamicTableSink',
  ),
  in2('table.api', ['TableSchema', 'TableColumn', 'WatermarkSpec'], 'Schema or ResolvedSchema'),
  in2('table.api', ['Types'], 'DataTypes'),
  in2('table.descriptors', ['Schema', 'Rowtime', 'Descriptor'], 'TableDescriptor or DDL'),
  in2(
    'streaming.connectors.kafka',
    `FlinkKafkaConsumer FlinkKafkaConsumerBase FlinkKafkaProducer
     KafkaContextAware KafkaDeserializationSchema
     KafkaSerializationSchema`.split(/\s+/),
    'KafkaSource and KafkaSink',
  ),
  {
    package: 'org.apache.flink.streaming.connectors.kafka',
    names: ['FlinkKafkaConsumer010', 'FlinkKafkaConsumer011', 'FlinkKafkaProducer010', 'FlinkKafkaProducer011'],
    until: '1.11',
    use: 'KafkaSource and KafkaSink',
  },
];

/** What became of a class that is imported; nothing for one that Flink still has. */
export function removedClass(name: string): RemovedClasses | undefined {
  if (!name.startsWith('org.apache.flink.')) return undefined;
  return REMOVED_CLASSES.find(({ package: within, names }) => {
    if (!name.startsWith(`${within}.`)) return false;
    const rest = name.slice(within.length + 1);
    return names === undefined || names.some((one) => rest === one || rest.startsWith(`${one}.`));
  });
}

/** Methods of RuntimeContext that 2.0 has no more, and what says it now. */
export const REMOVED_CONTEXT_METHODS: Readonly<Record<string, string>> = {
  getJobId: 'getJobInfo().getJobId()',
  getTaskName: 'getTaskInfo().getTaskName()',
  getTaskNameWithSubtasks: 'getTaskInfo().getTaskNameWithSubtasks()',
  getNumberOfParallelSubtasks: 'getTaskInfo().getNumberOfParallelSubtasks()',
  getMaxNumberOfParallelSubtasks: 'getTaskInfo().getMaxNumberOfParallelSubtasks()',
  getIndexOfThisSubtask: 'getTaskInfo().getIndexOfThisSubtask()',
  getAttemptNumber: 'getTaskInfo().getAttemptNumber()',
  getExecutionConfig: 'getGlobalJobParameters(), isObjectReuseEnabled() or createSerializer(…)',
};
