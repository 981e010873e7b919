import type { Item } from './rows.js';

const NOTHING: readonly string[] = [];

const DURATIONS = 'TimeUtils#parseDuration: a number, then one of the known units.';
const SIZES = 'MemorySize#parseBytes: Flink has no unit of this name.';
const INTEGERS = 'ConfigurationUtils#convertToInt.';

/** Where Flink itself reads the size of its processes; the operator takes it from the resource. */
const SIZED = ['session', 'application', 'standalone'] as const;
const NATIVE = ['session', 'application'] as const;

const strategy = (option: string, value: string, source: string) => ({
  value,
  named: ['error recovery/restart-strategy'],
  source: `RestartStrategyOptions#${option}, ExponentialDelayRestartBackoffTimeStrategy: ${source}`,
});

const byDefault = (source: string) => ({ named: NOTHING, source });

/** Cluster configuration: items 7 to 10 of the checklist. */
export const CLUSTER: readonly Item[] = [
  {
    item: 'JobManager high availability',
    rows: [
      {
        key: 'high-availability.type',
        healthy: { standalone: 'zookeeper', else: 'kubernetes' },
        removed: {
          named: ['warning availability/high-availability'],
          follow: {
            session: ['error availability/replicas'],
            application: ['error availability/replicas'],
            else: NOTHING,
          },
          source:
            'Item 7; HighAvailabilityOptions#HA_MODE is NONE. Two JobManagers need it: KubernetesJobManagerParameters#getReplicas.',
        },
        broken: [
          {
            value: 'NONE',
            named: {
              standalone: ['warning availability/high-availability', 'info options/no-effect'],
              else: ['warning availability/high-availability'],
            },
            follow: {
              session: ['error availability/replicas'],
              application: ['error availability/replicas'],
              else: NOTHING,
            },
            source: 'Item 7; nothing then reads the quorum.',
          },
          {
            value: 'zookeper',
            named: ['error availability/high-availability'],
            source: 'HighAvailabilityMode#fromConfig: everything else is the name of a factory class.',
          },
        ],
      },
      {
        key: 'high-availability.storageDir',
        healthy: 's3://orders-state/ha',
        removed: {
          named: ['error availability/storage-directory'],
          source:
            'HighAvailabilityServicesUtils#getClusterHighAvailableStoragePath, BlobUtils#createFileSystemBlobStore.',
        },
        broken: [
          {
            value: 'file:///tmp/ha',
            named: ['warning availability/storage-directory'],
            source: 'Item 7: what survives the JobManager has to survive its machine.',
          },
          {
            value: 's3:orders-state/ha',
            named: ['error availability/storage-directory'],
            source: 'Path: after a scheme the path must be absolute.',
          },
          {
            value: 'gcs://orders-state/ha',
            named: ['warning state/filesystem-plugin'],
            source: 'FileSystem#getUnguardedFileSystem: the scheme of Google Cloud Storage is gs.',
          },
        ],
      },
      {
        key: 'high-availability.zookeeper.quorum',
        healthy: { standalone: 'zk1:2181,zk2:2181,zk3:2181' },
        shapes: ['standalone'],
        removed: {
          named: ['error availability/zookeeper-quorum'],
          source: 'ZooKeeperUtils#startCuratorFramework: no valid ZooKeeper quorum has been specified.',
        },
        broken: [
          {
            value: 'zk1:2181,zk2:port',
            named: ['error options/invalid-value'],
            source: 'ConnectStringParser of ZooKeeper: the port is a number.',
          },
        ],
      },
      {
        key: 'high-availability.cluster-id',
        healthy: { standalone: '/orders' },
        removed: byDefault(
          'HighAvailabilityOptions#HA_CLUSTER_ID is /default: right where one cluster uses ZooKeeper.',
        ),
        shapes: ['standalone'],
        broken: [],
      },
      {
        key: 'high-availability.cluster-id',
        shapes: NATIVE,
        broken: [
          {
            value: 'orders',
            named: ['info availability/cluster-id'],
            source: 'KubernetesClusterDescriptor replaces it by the id of the cluster.',
          },
        ],
      },
      {
        key: 'kubernetes.cluster-id',
        healthy: { session: 'orders', application: 'orders' },
        shapes: NATIVE,
        removed: byDefault('KubernetesClusterClientFactory#createClusterDescriptor makes one up.'),
        broken: [
          {
            value: 'the-cluster-that-runs-all-orders-of-all-regions',
            named: ['error availability/cluster-id'],
            source: 'KubernetesClusterDescriptor, Constants#MAXIMUM_CHARACTERS_OF_CLUSTER_ID: at most 45.',
          },
        ],
      },
      {
        key: 'kubernetes.jobmanager.replicas',
        healthy: { session: '2', application: '2' },
        shapes: NATIVE,
        removed: byDefault('KubernetesConfigOptions#KUBERNETES_JOBMANAGER_REPLICAS is 1.'),
        broken: [
          {
            value: '0',
            named: ['error availability/replicas'],
            source: 'KubernetesJobManagerParameters#getReplicas: at least 1.',
          },
        ],
      },
      {
        key: 'heartbeat.timeout',
        broken: [
          {
            value: '5 s',
            named: ['error availability/heartbeat'],
            source: 'HeartbeatServicesImpl: not shorter than the interval, which is 10 s.',
          },
        ],
      },
      {
        key: 'heartbeat.interval',
        broken: [
          {
            value: '2 min',
            named: ['error availability/heartbeat'],
            source: 'HeartbeatServicesImpl: not longer than the timeout, which is 50 s.',
          },
          { value: '0 s', named: ['error availability/heartbeat'], source: 'HeartbeatServicesImpl: greater than 0.' },
        ],
      },
    ],
  },
  {
    item: 'TaskManager memory',
    rows: [
      {
        key: 'jobmanager.memory.process.size',
        healthy: { session: '2g', application: '2g', standalone: '2g' },
        shapes: SIZED,
        removed: {
          named: { standalone: ['error memory/not-configured'], else: ['warning memory/not-configured'] },
          source:
            'ProcessMemoryUtils#memoryProcessSpecFromConfig refuses; on Kubernetes -D may still add it to the command line.',
        },
        broken: [
          {
            value: '300m',
            named: ['error memory/budget'],
            source: 'ProcessMemoryUtils#deriveProcessSpecWithTotalProcessMemory: metaspace and overhead take more.',
          },
          { value: '2Gi', named: ['error options/invalid-value'], source: SIZES },
        ],
      },
      {
        key: 'taskmanager.memory.process.size',
        healthy: { session: '8g', application: '8g', standalone: '8g' },
        shapes: SIZED,
        removed: {
          named: { standalone: ['error memory/not-configured'], else: ['warning memory/not-configured'] },
          source:
            'Item 8; ProcessMemoryUtils#memoryProcessSpecFromConfig refuses; on Kubernetes -D may still add it to the command line.',
        },
        broken: [
          {
            value: '512m',
            named: ['error memory/budget'],
            source: 'TaskExecutorFlinkMemoryUtils#deriveFromTotalFlinkMemory: the parts take more than there is.',
          },
          { value: '8Gi', named: ['error options/invalid-value'], source: SIZES },
        ],
      },
      {
        key: 'taskmanager.memory.managed.fraction',
        healthy: '0.5',
        removed: byDefault('TaskManagerOptions#MANAGED_MEMORY_FRACTION is 0.4.'),
        broken: [
          {
            value: '0',
            named: ['warning memory/rocksdb-managed'],
            source: 'RocksDBMemoryConfiguration#isUsingManagedMemory: RocksDB lives on managed memory.',
          },
          {
            value: '0.95',
            named: { operator: NOTHING, else: ['error memory/budget'] },
            source: 'TaskExecutorFlinkMemoryUtils#deriveFromTotalFlinkMemory: the parts take more than there is.',
          },
          { value: 'half', named: ['error options/invalid-value'], source: 'ConfigurationUtils#convertToDouble.' },
        ],
      },
      {
        key: 'taskmanager.memory.flink.size',
        shapes: SIZED,
        broken: [
          {
            value: '7g',
            named: ['warning memory/conflicting-sizes'],
            source: 'TaskManagerOptions#TOTAL_PROCESS_MEMORY: setting both is not recommended.',
          },
          {
            value: '9g',
            named: ['error memory/conflicting-sizes'],
            source: 'ProcessMemoryUtils#deriveJvmMetaspaceAndOverheadFromTotalFlinkMemory.',
          },
        ],
      },
      {
        key: 'taskmanager.heap.size',
        shapes: SIZED,
        broken: [
          {
            value: '4g',
            named: {
              '1.20 standalone': ['warning memory/legacy-heap', 'error memory/conflicting-sizes'],
              else: ['warning memory/legacy-heap'],
            },
            source:
              'MemoryBackwardsCompatibilityUtils: standalone it stands for the size of Flink, which then does not fit; elsewhere for the size that is set; 2.0 has none.',
          },
        ],
      },
      {
        key: 'taskmanager.memory.segment-size',
        broken: [
          {
            value: '48kb',
            named: ['error memory/network-buffers'],
            source: 'ConfigurationParserUtils#getPageSize: a power of two.',
          },
        ],
      },
      {
        key: 'env.java.opts.taskmanager',
        broken: [
          {
            value: '-Xmx4g',
            named: ['warning memory/jvm-flags'],
            source: 'ProcessMemoryUtils#generateJvmParametersStr sets it from the memory options.',
          },
        ],
      },
      {
        key: 'taskmanager.numberOfTaskSlots',
        healthy: '4',
        removed: byDefault('TaskManagerOptions#NUM_TASK_SLOTS is 1.'),
        broken: [
          { value: '0', named: ['error scheduling/slots'], source: 'SlotManagerConfiguration: greater than 0.' },
          { value: 'four', named: ['error options/invalid-value'], source: INTEGERS },
        ],
      },
    ],
  },
  {
    item: 'Restart strategy',
    rows: [
      {
        key: 'restart-strategy.type',
        healthy: 'exponential-delay',
        removed: {
          named: {
            application: ['warning recovery/restart-strategy-options'],
            operator: ['warning recovery/restart-strategy-options'],
            else: ['info recovery/restart-strategy-options'],
          },
          source:
            'RestartBackoffTimeStrategyFactoryLoader#getDefaultRestartStrategyFactory: the same strategy, with the defaults of its options.',
        },
        broken: [
          {
            value: 'none',
            named: ['warning recovery/restart-strategy', 'info recovery/restart-strategy-options'],
            source: 'NoRestartBackoffTimeStrategy: the first failure ends the job.',
          },
          {
            value: 'exponental-delay',
            named: ['error recovery/restart-strategy'],
            source:
              'RestartBackoffTimeStrategyFactoryLoader#getRestartStrategyFactoryFromConfig: unknown restart strategy.',
          },
          {
            value: 'fixed-delay',
            named: ['warning recovery/restart-strategy', 'info recovery/restart-strategy-options'],
            source:
              'RestartStrategyOptions#RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS is 1; the options of the other strategy are not read.',
          },
        ],
      },
      {
        key: 'restart-strategy.exponential-delay.initial-backoff',
        healthy: '10 s',
        removed: byDefault('1 s by default.'),
        broken: [
          strategy('RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF', '10 min', 'at most max-backoff.'),
          strategy('RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF', '0 s', 'at least 1 ms.'),
          { value: 'soon', named: ['error options/invalid-value'], source: DURATIONS },
        ],
      },
      {
        key: 'restart-strategy.exponential-delay.max-backoff',
        healthy: '2 min',
        removed: byDefault('1 min by default.'),
        broken: [strategy('RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF', '1 s', 'at least initial-backoff.')],
      },
      {
        key: 'restart-strategy.exponential-delay.backoff-multiplier',
        healthy: '1.4',
        removed: byDefault('1.5 by default.'),
        broken: [
          strategy('RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER', '0.5', 'greater than 1.'),
          { value: 'double', named: ['error options/invalid-value'], source: 'ConfigurationUtils#convertToDouble.' },
        ],
      },
      {
        key: 'restart-strategy.exponential-delay.reset-backoff-threshold',
        healthy: '10 min',
        removed: byDefault('1 h by default.'),
        broken: [strategy('RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD', '0 s', 'at least 1 ms.')],
      },
      {
        key: 'restart-strategy.exponential-delay.jitter-factor',
        healthy: '0.1',
        removed: byDefault('0.1 by default.'),
        broken: [strategy('RESTART_STRATEGY_EXPONENTIAL_DELAY_JITTER_FACTOR', '1.5', 'between 0 and 1.')],
      },
      {
        key: 'restart-strategy.fixed-delay.attempts',
        broken: [
          {
            value: '5',
            named: ['info recovery/restart-strategy-options'],
            source: 'RestartBackoffTimeStrategyFactoryLoader reads the options of the selected strategy.',
          },
        ],
      },
      {
        key: 'execution.state-recovery.path',
        broken: [
          {
            value: 's3://orders-state/savepoints/savepoint-1',
            named: {
              application: ['info recovery/restore-path'],
              operator: ['info recovery/restore-path'],
              else: ['warning recovery/restore-path'],
            },
            source: 'SavepointRestoreSettings#fromConfiguration: read for every job that is submitted with the file.',
          },
        ],
      },
      {
        key: 'execution.state-recovery.ignore-unclaimed-state',
        broken: [
          {
            value: 'true',
            named: ['warning recovery/ignore-unclaimed-state'],
            source: 'Checkpoints#loadAndValidateCheckpoint skips the state of operators that are gone.',
          },
        ],
      },
      {
        key: 'execution.state-recovery.claim-mode',
        broken: [
          {
            value: 'LEGACY',
            named: ['warning recovery/claim-mode'],
            source: 'RecoveryClaimMode#LEGACY: Flink neither owns the snapshot nor breaks away from it.',
          },
          {
            value: 'OWN',
            named: ['error options/invalid-value'],
            source: 'ConfigurationUtils#convertToEnum with RecoveryClaimMode.',
          },
        ],
      },
    ],
  },
  {
    item: 'Failover strategy',
    rows: [
      {
        key: 'jobmanager.execution.failover-strategy',
        healthy: 'region',
        removed: byDefault('JobManagerOptions#EXECUTION_FAILOVER_STRATEGY is region.'),
        broken: [
          {
            value: 'full',
            named: ['info recovery/failover-strategy'],
            source: 'Item 10; RestartAllFailoverStrategy restarts the whole job.',
          },
          {
            value: 'regional',
            named: ['error options/invalid-value'],
            source: 'FailoverStrategyFactoryLoader#loadFailoverStrategyFactory: unknown failover strategy.',
          },
        ],
      },
      {
        key: 'scheduler-mode',
        shapes: NATIVE,
        broken: [
          {
            value: 'reactive',
            named: ['error scheduling/reactive'],
            source: 'ClusterEntrypoint refuses it: only standalone application clusters.',
          },
        ],
      },
    ],
  },
];
