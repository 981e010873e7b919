import type { Item } from './rows.js';

const NOTHING: readonly string[] = [];

/** Only a deployment of one job shows that nothing sets an option of jobs. */
const ofTheJob = (...findings: readonly string[]) => ({ application: findings, operator: findings, else: NOTHING });

const ENUMS = 'ConfigurationUtils#convertToEnum: compared with the constant in capitals, and refused where none fits.';
const BOOLEANS = 'ConfigurationUtils#convertToBoolean: only true and false, in any case.';
const DURATIONS = 'TimeUtils#parseDuration: a number, then one of the known units.';
const MINIMUM = 'CheckpointCoordinatorConfiguration#MINIMAL_CHECKPOINT_TIME: at least 10 ms.';

/** Job configuration: items 1 to 6 of the checklist. */
export const JOB: readonly Item[] = [
  {
    item: 'Operator UIDs',
    rows: [
      {
        key: 'pipeline.auto-generate-uids',
        broken: [
          {
            value: 'false',
            named: {
              session: ['info job/auto-generated-uids'],
              standalone: ['info job/auto-generated-uids'],
              else: NOTHING,
            },
            source:
              'StreamGraphGenerator refuses an operator without a uid: what item 1 asks for, and too much for every job of a shared cluster.',
          },
          { value: 'no', named: ['error options/invalid-value'], source: BOOLEANS },
        ],
      },
    ],
  },
  {
    item: 'Max parallelism',
    rows: [
      {
        key: 'pipeline.max-parallelism',
        healthy: '1024',
        removed: {
          named: ofTheJob('warning job/max-parallelism'),
          source: 'Item 2; KeyGroupRangeAssignment#computeDefaultMaxParallelism: derived from the first parallelism.',
        },
        broken: [
          {
            value: '0',
            named: ['error job/parallelism-bounds'],
            source: 'ExecutionConfig#setMaxParallelism: greater than 0.',
          },
          {
            value: '40000',
            named: ['error job/parallelism-bounds'],
            source: 'DefaultVertexParallelismInfo: at most KeyGroupRangeAssignment#UPPER_BOUND_MAX_PARALLELISM.',
          },
          {
            value: '2',
            named: ['error job/parallelism-bounds'],
            source: 'Item 2: between the parallelism and 32768; DefaultVertexParallelismInfo refuses less.',
          },
          { value: 'many', named: ['error options/invalid-value'], source: 'ConfigurationUtils#convertToInt.' },
        ],
      },
      {
        key: 'parallelism.default',
        healthy: '4',
        removed: { named: NOTHING, source: 'CoreOptions#DEFAULT_PARALLELISM is 1, and jobs bring their own.' },
        broken: [
          {
            value: '0',
            named: ['error job/parallelism-bounds'],
            source: 'ExecutionConfig#setParallelism: at least 1, or -1 for the default.',
          },
          {
            value: '2000',
            named: ['error job/parallelism-bounds'],
            source: 'Item 2: the maximum parallelism is the ceiling; DefaultVertexParallelismInfo refuses more.',
          },
          { value: 'four', named: ['error options/invalid-value'], source: 'ConfigurationUtils#convertToInt.' },
        ],
      },
      {
        key: 'pipeline.jobvertex-parallelism-overrides',
        broken: [
          {
            value: 'cbc357ccb763df2852fee8c4fc7d55f2:8',
            named: ['info job/explicit-parallelism'],
            source:
              'PipelineOptions#PARALLELISM_OVERRIDES: an operator with a parallelism of its own does not follow the default one.',
          },
        ],
      },
      {
        key: 'table.exec.resource.default-parallelism',
        broken: [
          {
            value: '8',
            named: ['info job/explicit-parallelism'],
            source:
              'ExecutionConfigOptions#TABLE_EXEC_RESOURCE_DEFAULT_PARALLELISM: higher than the default parallelism.',
          },
        ],
      },
    ],
  },
  {
    item: 'State backend',
    rows: [
      {
        key: 'state.backend.type',
        healthy: 'rocksdb',
        removed: {
          named: NOTHING,
          follow: ofTheJob('warning state/incremental-without-rocksdb'),
          source: 'StateBackendOptions#STATE_BACKEND is hashmap, which takes no incremental checkpoints.',
        },
        broken: [
          {
            value: 'rockdb',
            named: ['error state/backend'],
            source: 'StateBackendLoader#loadStateBackendFromConfig: the name of a class.',
          },
          {
            value: 'filesystem',
            named: {
              '1.20': ['info state/backend-removed', 'warning state/incremental-without-rocksdb'],
              '2.3': ['error state/backend-removed'],
            },
            source: 'StateBackendLoader: filesystem stood for hashmap until 1.20; 2.0 has no such name.',
          },
          {
            value: 'hashmap',
            named: ['warning state/incremental-without-rocksdb'],
            source: 'Item 3: heap is a choice; it takes no incremental checkpoints.',
          },
        ],
      },
      {
        key: 'execution.checkpointing.dir',
        healthy: 's3://orders-state/checkpoints',
        removed: {
          named: {
            application: ['warning checkpointing/storage'],
            operator: ['warning checkpointing/storage'],
            else: ['info checkpointing/storage'],
          },
          source: 'CheckpointStorageLoader#createDefaultCheckpointStorage: the memory of the JobManager.',
        },
        broken: [
          {
            value: '/flink/checkpoints',
            named: ['error checkpointing/storage'],
            source: 'ExternalizedSnapshotLocation#validatePath: the scheme is missing.',
          },
          {
            value: 'file:///tmp/checkpoints',
            named: ['warning checkpointing/local-directory'],
            source: 'Item 4: a file system that every node reaches.',
          },
          {
            value: 'file:///data/checkpoints',
            named: { standalone: NOTHING, else: ['info checkpointing/local-directory'] },
            source: 'Machines may mount the same disk; a container has it only where a volume is mounted.',
          },
          {
            value: 's3n://orders-state/checkpoints',
            named: ['warning state/filesystem-plugin'],
            source: 'FileSystem#getUnguardedFileSystem: no plugin has the scheme s3n, and Hadoop dropped it.',
          },
        ],
      },
      {
        key: 'execution.checkpointing.storage',
        broken: [
          {
            value: 'jobmanager',
            named: ['warning checkpointing/storage'],
            source: 'JobManagerCheckpointStorage: gone with the JobManager.',
          },
          {
            value: 'file-system',
            named: ['error checkpointing/storage'],
            source: 'CheckpointStorageLoader#fromConfig: jobmanager, filesystem or the name of a class.',
          },
        ],
      },
      {
        key: 'state.backend.rocksdb.localdir',
        broken: [
          {
            value: 'rocksdb/data',
            named: ['error state/rocksdb-local-directory'],
            source: 'EmbeddedRocksDBStateBackend#setDbStoragePaths: relative paths are not supported.',
          },
          {
            value: '/dev/shm/rocksdb',
            named: ['warning state/rocksdb-local-directory'],
            source: 'Item 3: RocksDB is for state that fits on disk; this is memory beside what Flink counts.',
          },
        ],
      },
      {
        key: 'state.backend.rocksdb.memory.managed',
        broken: [
          {
            value: 'false',
            named: {
              application: ['warning state/rocksdb-memory'],
              operator: ['warning state/rocksdb-memory'],
              else: ['info state/rocksdb-memory'],
            },
            source: 'RocksDBMemoryConfiguration: neither managed memory nor a fixed size bounds the caches.',
          },
        ],
      },
      {
        key: 'state.backend.rocksdb.memory.write-buffer-ratio',
        broken: [
          {
            value: '1.5',
            named: ['error state/rocksdb-memory'],
            source: 'RocksDBMemoryConfiguration#validate, RocksDBMemoryControllerUtils#calculateActualCacheCapacity.',
          },
        ],
      },
      {
        key: 'state.changelog.enabled',
        broken: [
          {
            value: 'true',
            named: ofTheJob('warning state/changelog'),
            source: 'StateChangelogOptions#STATE_CHANGE_LOG_STORAGE is memory, which is for tests.',
          },
        ],
      },
    ],
  },
  {
    item: 'Checkpointing',
    rows: [
      {
        key: 'execution.checkpointing.interval',
        healthy: '60 s',
        removed: {
          named: ofTheJob('warning checkpointing/disabled'),
          source: 'CheckpointingOptions#CHECKPOINTING_INTERVAL has no default: no checkpoints.',
        },
        broken: [
          { value: '5 ms', named: ['error checkpointing/interval'], source: MINIMUM },
          { value: '0 s', named: ['error checkpointing/interval'], source: MINIMUM },
          {
            value: '60',
            named: ['warning checkpointing/interval', 'warning checkpointing/min-pause'],
            source:
              'TimeUtils#parseDuration: a number without a unit is milliseconds; CheckpointCoordinator raises it to the pause.',
          },
          { value: '2 h', named: ['info checkpointing/interval'], source: 'Item 4: bounds what is reprocessed.' },
          { value: 'minutely', named: ['error options/invalid-value'], source: DURATIONS },
        ],
      },
      {
        key: 'execution.checkpointing.mode',
        healthy: 'EXACTLY_ONCE',
        removed: { named: NOTHING, source: 'CheckpointingOptions#CHECKPOINTING_CONSISTENCY_MODE is EXACTLY_ONCE.' },
        broken: [
          {
            value: 'AT_LEAST_ONCE',
            named: ['warning checkpointing/mode'],
            source: 'Item 4: exactly once; CheckpointingMode#AT_LEAST_ONCE counts records twice after a failure.',
          },
          { value: 'EXACTLY-ONCE', named: ['error options/invalid-value'], source: ENUMS },
        ],
      },
      {
        key: 'execution.checkpointing.min-pause',
        healthy: '30 s',
        removed: { named: NOTHING, source: 'CheckpointingOptions#MIN_PAUSE_BETWEEN_CHECKPOINTS is 0.' },
        broken: [
          {
            value: '5 min',
            named: ['warning checkpointing/min-pause'],
            source: 'CheckpointCoordinator raises the interval to the pause.',
          },
          { value: 'half a minute', named: ['error options/invalid-value'], source: DURATIONS },
        ],
      },
      {
        key: 'execution.checkpointing.timeout',
        healthy: '10 min',
        removed: { named: NOTHING, source: 'CheckpointingOptions#CHECKPOINTING_TIMEOUT is 10 min.' },
        broken: [
          { value: '5 ms', named: ['error checkpointing/timeout'], source: MINIMUM },
          {
            value: '5 s',
            named: ['warning checkpointing/timeout'],
            source: 'CheckpointCoordinator discards what takes longer.',
          },
          {
            value: '600',
            named: ['warning checkpointing/timeout'],
            source: 'TimeUtils#parseDuration: a number without a unit is milliseconds.',
          },
          { value: 'ten minutes', named: ['error options/invalid-value'], source: DURATIONS },
        ],
      },
      {
        key: 'execution.checkpointing.tolerable-failed-checkpoints',
        healthy: '3',
        removed: { named: NOTHING, source: 'CheckpointingOptions#TOLERABLE_FAILURE_NUMBER is 0.' },
        broken: [
          {
            value: '-1',
            named: ['error checkpointing/tolerable-failures'],
            source: 'CheckpointConfig#setTolerableCheckpointFailureNumber refuses what is negative.',
          },
          {
            value: '1000',
            named: ['warning checkpointing/tolerable-failures'],
            source: 'CheckpointFailureManager#checkFailureCounter; the checklist alerts on failed checkpoints.',
          },
        ],
      },
      {
        key: 'execution.checkpointing.max-concurrent-checkpoints',
        broken: [
          {
            value: '0',
            named: ['error checkpointing/interval'],
            source: 'CheckpointConfig#setMaxConcurrentCheckpoints: at least 1.',
          },
        ],
      },
      {
        key: 'execution.checkpointing.unaligned.enabled',
        broken: [
          { value: 'true', named: NOTHING, source: 'Checkpointing under back-pressure: a choice.' },
          { value: 'yes', named: ['error options/invalid-value'], source: BOOLEANS },
        ],
      },
      {
        key: 'execution.checkpointing.savepoint-dir',
        healthy: 's3://orders-state/savepoints',
        removed: {
          named: {
            application: ['info checkpointing/savepoint-directory'],
            operator: ['warning checkpointing/savepoint-directory'],
            else: NOTHING,
          },
          source:
            'StopWithSavepointTerminationManager#checkSavepointActionPreconditions, SchedulerBase#triggerSavepoint refuse a request without a directory; the operator cannot name one in its requests.',
        },
        broken: [
          {
            value: 's3://',
            named: ['error checkpointing/storage'],
            source: 'ExternalizedSnapshotLocation#validatePath: the root of a file system.',
          },
          {
            value: 'file:///tmp/savepoints',
            named: ['warning checkpointing/local-directory'],
            source: 'Item 4: a file system that every node reaches.',
          },
        ],
      },
    ],
  },
  {
    item: 'Incremental checkpoints',
    rows: [
      {
        key: 'execution.checkpointing.incremental',
        healthy: 'true',
        removed: {
          named: {
            application: ['warning checkpointing/incremental'],
            operator: ['warning checkpointing/incremental'],
            else: ['info checkpointing/incremental'],
          },
          source: 'Item 5; CheckpointingOptions#INCREMENTAL_CHECKPOINTS is false.',
        },
        broken: [
          { value: 'false', named: ['warning checkpointing/incremental'], source: 'Item 5.' },
          { value: 'on', named: ['error options/invalid-value'], source: BOOLEANS },
        ],
      },
    ],
  },
  {
    item: 'Retained checkpoints',
    rows: [
      {
        key: 'execution.checkpointing.externalized-checkpoint-retention',
        healthy: 'RETAIN_ON_CANCELLATION',
        removed: {
          named: {
            application: ['warning checkpointing/retention'],
            operator: NOTHING,
            else: ['info checkpointing/retention'],
          },
          source:
            'Item 6; CheckpointProperties#forCheckpoint. The operator retains by itself: FlinkConfigBuilder#applyFlinkConfiguration.',
        },
        broken: [
          {
            value: 'DELETE_ON_CANCELLATION',
            named: ['warning checkpointing/retention'],
            source: 'Item 6: a cancelled job can restart from one.',
          },
          { value: 'RETAIN', named: ['error options/invalid-value'], source: ENUMS },
        ],
      },
      {
        key: 'execution.checkpointing.num-retained',
        healthy: '3',
        removed: { named: NOTHING, source: 'CheckpointingOptions#MAX_RETAINED_CHECKPOINTS is 1.' },
        broken: [
          {
            value: '0',
            named: ['warning checkpointing/num-retained'],
            source:
              'DefaultCompletedCheckpointStoreUtils#getMaximumNumberOfRetainedCheckpoints: not positive, so the default of 1 is used.',
          },
        ],
      },
    ],
  },
];
