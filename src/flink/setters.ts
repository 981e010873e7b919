/**
 * What the setters of Flink's environment and its parts write into the configuration of the job. Follows
 * `StreamExecutionEnvironment`, `CheckpointConfig`, `ExecutionConfig` and `TableConfig` of Flink 1.15 to 2.3, under the names
 * that the options have today.
 */
export interface Setter {
  readonly key: string;
  /** The argument that gives the value; nothing for one that is always the same. */
  readonly argument?: number;
  /** How the argument becomes text. */
  readonly as?: 'text' | 'milliseconds' | 'path';
  /** Arguments by what is written for them; for any other, nothing is. */
  readonly only?: Readonly<Record<string, string>>;
  /** Arguments for which nothing is written. */
  readonly except?: readonly string[];
  /** The value that the call stands for, whatever its arguments. */
  readonly value?: string;
  /** What is written where the call has no such argument. */
  readonly without?: string;
  /** Why what it writes is not told by one argument. */
  readonly unseen?: string;
}

const given = (key: string, as: Setter['as'] = 'text', argument = 0): Setter => ({ key, argument, as });
const one = (key: string, only: Readonly<Record<string, string>>): Setter => ({ key, argument: 0, only });
const unseen = (key: string, why: string): Setter => ({ key, unseen: why });
const removed = (key: string): Setter => unseen(key, 'it is taken away again');
const always = (key: string, value: string): Setter => ({ key, value });

/** Setters by the class that has them and their name. A call with fewer arguments sets what it has arguments for. */
export const SETTERS: Readonly<Record<string, Readonly<Record<string, readonly Setter[]>>>> = {
  StreamExecutionEnvironment: {
    enableCheckpointing: [
      { ...given('execution.checkpointing.interval', 'milliseconds'), without: '500 ms' },
      given('execution.checkpointing.mode', 'text', 1),
      given('execution.checkpointing.force', 'text', 2),
    ],
    setParallelism: [given('parallelism.default')],
    setMaxParallelism: [given('pipeline.max-parallelism')],
    setRuntimeMode: [given('execution.runtime-mode')],
    setBufferTimeout: [
      { ...given('execution.buffer-timeout.interval', 'milliseconds'), except: ['-1'] },
      one('execution.buffer-timeout.enabled', { '-1': 'false' }),
    ],
    disableOperatorChaining: [always('pipeline.operator-chaining.enabled', 'false')],
    enableChangelogStateBackend: [given('state.changelog.enabled')],
    setDefaultSavepointDirectory: [given('execution.checkpointing.savepoint-dir')],
    setStreamTimeCharacteristic: [
      one('pipeline.auto-watermark-interval', {
        ProcessingTime: '0 ms',
        IngestionTime: '200 ms',
        EventTime: '200 ms',
      }),
    ],
    registerJobListener: [unseen('execution.job-listeners', 'it is an object')],
  },
  CheckpointConfig: {
    setCheckpointInterval: [given('execution.checkpointing.interval', 'milliseconds')],
    disableCheckpointing: [removed('execution.checkpointing.interval')],
    setCheckpointIntervalDuringBacklog: [given('execution.checkpointing.interval-during-backlog', 'milliseconds')],
    setCheckpointingMode: [given('execution.checkpointing.mode')],
    setCheckpointingConsistencyMode: [given('execution.checkpointing.mode')],
    setCheckpointTimeout: [given('execution.checkpointing.timeout', 'milliseconds')],
    setMinPauseBetweenCheckpoints: [given('execution.checkpointing.min-pause', 'milliseconds')],
    setMaxConcurrentCheckpoints: [given('execution.checkpointing.max-concurrent-checkpoints')],
    setTolerableCheckpointFailureNumber: [given('execution.checkpointing.tolerable-failed-checkpoints')],
    setFailOnCheckpointingErrors: [
      one('execution.checkpointing.tolerable-failed-checkpoints', { true: '0', false: '2147483647' }),
    ],
    enableExternalizedCheckpoints: [given('execution.checkpointing.externalized-checkpoint-retention')],
    setExternalizedCheckpointCleanup: [given('execution.checkpointing.externalized-checkpoint-retention')],
    setExternalizedCheckpointRetention: [given('execution.checkpointing.externalized-checkpoint-retention')],
    enableUnalignedCheckpoints: [{ ...given('execution.checkpointing.unaligned.enabled'), without: 'true' }],
    setForceUnalignedCheckpoints: [given('execution.checkpointing.unaligned.forced')],
    setAlignedCheckpointTimeout: [given('execution.checkpointing.aligned-checkpoint-timeout', 'milliseconds')],
    setAlignmentTimeout: [given('execution.checkpointing.aligned-checkpoint-timeout', 'milliseconds')],
    enableUnalignedCheckpointsInterruptibleTimers: [
      given('execution.checkpointing.unaligned.interruptible-timers.enabled'),
    ],
    setMaxSubtasksPerChannelStateFile: [given('execution.checkpointing.unaligned.max-subtasks-per-channel-state-file')],
    setCheckpointIdOfIgnoredInFlightData: [given('execution.state-recovery.without-channel-state.checkpoint-id')],
    setForceCheckpointing: [given('execution.checkpointing.force')],
    setPauseSourcesUntilFirstCheckpoint: [given('pipeline.sources.pause-until-first-checkpoint')],
    enableApproximateLocalRecovery: [given('execution.state-recovery.approximate-local-recovery')],
  },
  ExecutionConfig: {
    setParallelism: [given('parallelism.default')],
    resetParallelism: [removed('parallelism.default')],
    setMaxParallelism: [given('pipeline.max-parallelism')],
    setAutoWatermarkInterval: [given('pipeline.auto-watermark-interval', 'milliseconds')],
    disableAutoGeneratedUIDs: [always('pipeline.auto-generate-uids', 'false')],
    enableAutoGeneratedUIDs: [always('pipeline.auto-generate-uids', 'true')],
    enableObjectReuse: [always('pipeline.object-reuse', 'true')],
    disableObjectReuse: [always('pipeline.object-reuse', 'false')],
    setLatencyTrackingInterval: [given('metrics.latency.interval', 'milliseconds')],
    setTaskCancellationInterval: [given('task.cancellation.interval', 'milliseconds')],
    setTaskCancellationTimeout: [given('task.cancellation.timeout', 'milliseconds')],
    setUseSnapshotCompression: [given('execution.checkpointing.snapshot-compression')],
    disableGenericTypes: [always('pipeline.generic-types', 'false')],
    enableGenericTypes: [always('pipeline.generic-types', 'true')],
    enableForceAvro: [always('pipeline.force-avro', 'true')],
    enableForceKryo: [always('pipeline.force-kryo', 'true')],
    disableForceAvro: [always('pipeline.force-avro', 'false')],
    disableForceKryo: [always('pipeline.force-kryo', 'false')],
    disableAutoTypeRegistration: [always('pipeline.auto-type-registration', 'false')],
    enableClosureCleaner: [always('pipeline.closure-cleaner-level', 'RECURSIVE')],
    disableClosureCleaner: [always('pipeline.closure-cleaner-level', 'NONE')],
    setClosureCleanerLevel: [given('pipeline.closure-cleaner-level')],
    setGlobalJobParameters: [unseen('pipeline.global-job-parameters', 'it is an object')],
    enablePeriodicMaterialize: [given('state.changelog.periodic-materialize.enabled')],
    setPeriodicMaterializeIntervalMillis: [given('state.changelog.periodic-materialize.interval', 'milliseconds')],
    setMaterializationMaxAllowedFailures: [given('state.changelog.max-failures-allowed')],
    setAsyncInflightRecordsLimit: [given('execution.async-state.in-flight-records-limit')],
    setAsyncStateBufferSize: [given('execution.async-state.buffer-size')],
    setAsyncStateBufferTimeout: [given('execution.async-state.buffer-timeout')],
    setAsyncStateTotalBufferSize: [given('execution.async-state.total-buffer-size')],
    setAsyncStateActiveBufferSize: [given('execution.async-state.active-buffer-size')],
    setAsyncStateActiveBufferTimeout: [given('execution.async-state.active-buffer-timeout')],
  },
  TableConfig: {
    setIdleStateRetention: [given('table.exec.state.ttl', 'milliseconds')],
    setIdleStateRetentionTime: [given('table.exec.state.ttl', 'milliseconds')],
    setLocalTimeZone: [given('table.local-time-zone')],
    setSqlDialect: [one('table.sql-dialect', { HIVE: 'hive', DEFAULT: 'default' })],
    setMaxGeneratedCodeLength: [given('table.generated-code.max-length')],
    addJobParameter: [unseen('pipeline.global-job-parameters', 'several calls put it together')],
  },
};

/** Setters that are given an object, and the option that it decides first of all. */
export const OBJECT_SETTERS: Readonly<Record<string, string>> = {
  setStateBackend: 'state.backend.type',
  setRestartStrategy: 'restart-strategy.type',
  setCheckpointStorage: 'execution.checkpointing.storage',
};

const DIRECTORY = 'execution.checkpointing.dir';
const STORAGE = 'execution.checkpointing.storage';
const BACKEND = 'state.backend.type';
const onFileSystem: readonly Setter[] = [always(STORAGE, 'filesystem'), given(DIRECTORY, 'path')];
const ofAnother = 'it is that of another state backend';
/** A `boolean` or a `TernaryBoolean`. */
const INCREMENTAL: Setter = {
  key: 'execution.checkpointing.incremental',
  argument: 1,
  only: { true: 'true', false: 'false', TRUE: 'true', FALSE: 'false' },
};

/**
 * What such objects stand for: by the class of the object, or by the static method that gives it. Arguments are those of the
 * constructor or method. Follows `StateBackendLoader`, `CheckpointStorageLoader` and `RestartStrategies` of Flink 1.15 to 1.20;
 * 2.0 has none of them.
 */
export const GIVEN_OBJECTS: Readonly<Record<string, readonly Setter[]>> = {
  MemoryStateBackend: [always(BACKEND, 'hashmap'), always(STORAGE, 'jobmanager')],
  FsStateBackend: [always(BACKEND, 'hashmap'), ...onFileSystem],
  RocksDBStateBackend: [always(BACKEND, 'rocksdb'), ...onFileSystem, INCREMENTAL],
  /** One that is made from another, which keeps its checkpoints. */
  'RocksDBStateBackend#of': [
    always(BACKEND, 'rocksdb'),
    unseen(STORAGE, ofAnother),
    unseen(DIRECTORY, ofAnother),
    INCREMENTAL,
  ],
  HashMapStateBackend: [always(BACKEND, 'hashmap')],
  EmbeddedRocksDBStateBackend: [always(BACKEND, 'rocksdb'), { ...INCREMENTAL, argument: 0 }],
  JobManagerCheckpointStorage: [always(STORAGE, 'jobmanager')],
  FileSystemCheckpointStorage: onFileSystem,
  /** `setCheckpointStorage` with a path. */
  String: onFileSystem,
  'RestartStrategies#noRestart': [always('restart-strategy.type', 'none')],
  'RestartStrategies#fallBackRestart': [],
  'RestartStrategies#fixedDelayRestart': [
    always('restart-strategy.type', 'fixed-delay'),
    given('restart-strategy.fixed-delay.attempts'),
    given('restart-strategy.fixed-delay.delay', 'milliseconds', 1),
  ],
  'RestartStrategies#failureRateRestart': [
    always('restart-strategy.type', 'failure-rate'),
    given('restart-strategy.failure-rate.max-failures-per-interval'),
    given('restart-strategy.failure-rate.failure-rate-interval', 'milliseconds', 1),
    given('restart-strategy.failure-rate.delay', 'milliseconds', 2),
  ],
  'RestartStrategies#exponentialDelayRestart': [
    always('restart-strategy.type', 'exponential-delay'),
    given('restart-strategy.exponential-delay.initial-backoff', 'milliseconds'),
    given('restart-strategy.exponential-delay.max-backoff', 'milliseconds', 1),
    given('restart-strategy.exponential-delay.backoff-multiplier', 'text', 2),
    given('restart-strategy.exponential-delay.reset-backoff-threshold', 'milliseconds', 3),
    given('restart-strategy.exponential-delay.jitter-factor', 'text', 4),
    always('restart-strategy.exponential-delay.attempts-before-reset-backoff', '2147483647'),
  ],
};
