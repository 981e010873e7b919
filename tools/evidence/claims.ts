import rules from '../../rules/index.js';
import type { Files } from '../judge/judge.js';
import { jobClaims, PARTITIONER } from './jobs.js';
import { memoryClaims } from './memory.js';

/** One thing that a rule says of Flink, and how Flink shows it. */
export interface Claim {
  /** The judge's action: see `Actions.run`. */
  readonly action: string;
  /** What that calls, in Flink's own names. */
  readonly calls: string;
  readonly versions: readonly string[];
  /** Which of the rule's own examples, from 0, or files where none of them fits. */
  readonly bad: number | Files;
  readonly good: number | Files;
  /** For `get`: which options. */
  readonly options?: readonly string[];
  /** What stands in for values that only a real deployment could reach; used where a file sets the key. */
  readonly standIns?: Readonly<Record<string, string>>;
  /** Whether the bad configuration needs them too, for what is right in it. */
  readonly standInsInBad?: true;
  /** What the bad configuration comes to where Flink does not refuse it. */
  readonly harm?: Readonly<Record<string, unknown>>;
  /** What the good configuration comes to. */
  readonly works?: Readonly<Record<string, unknown>>;
  /** Whether what Flink logs is part of the evidence. */
  readonly logs?: true;
}

const YAML = ['1.20', '2.3'] as const;
const LEGACY = ['1.18', '1.20'] as const;

const loads = { action: 'load', calls: 'GlobalConfiguration.loadConfiguration', bad: 0, good: 0 } as const;

const gets = { action: 'get', calls: 'GlobalConfiguration.loadConfiguration, Configuration.get' } as const;

const SLOTS = 'org.apache.flink.configuration.TaskManagerOptions#NUM_TASK_SLOTS';
const PORT = 'org.apache.flink.configuration.RestOptions#PORT';

const COMMAND = {
  action: 'command',
  calls: 'CliFrontend.parseAndRun',
  good: { 'config.yaml': 'rest.port: 8081\n', 'deploy.sh': 'flink run --help\n' },
  works: { status: 0 },
} as const;

const HA = {
  action: 'high-availability',
  calls: 'HighAvailabilityServicesUtils.createHighAvailabilityServices',
  versions: YAML,
  bad: 0,
  good: {
    'config.yaml':
      'high-availability:\n  type: zookeeper\n  storageDir: s3://bucket/ha\n  zookeeper.quorum: zk1:2181,zk2:2181,zk3:2181\n',
  },
  standIns: { 'high-availability.storageDir': 'file://<dir>/ha', 'high-availability.zookeeper.quorum': '<zookeeper>' },
} as const;

const NATIVE = {
  action: 'kubernetes-jobmanager',
  calls: 'KubernetesJobManagerFactory.buildKubernetesJobManagerSpecification',
  versions: YAML,
} as const;

const CONNECTS = {
  action: 'tls-connect',
  calls:
    'SSLUtils.createSSLServerSocketFactory, SSLUtils.createSSLClientSocketFactory, SSLUtils.createRestServerSSLEngineFactory',
  versions: YAML,
} as const;

const tlsWith = (rest: string): Files => ({
  'config.yaml': `security.ssl:\n  internal.enabled: true\n  keystore: /certs/flink.p12\n  keystore-password: changeit\n  key-password: changeit\n  truststore: /certs/flink.p12\n  truststore-password: changeit\n${rest}`,
});

const ENVIRONMENT = {
  action: 'environment',
  calls: 'StreamExecutionEnvironment.getExecutionEnvironment',
  versions: YAML,
} as const;

const HEARTBEAT = {
  action: 'heartbeat',
  calls: 'HeartbeatServices.fromConfiguration',
  versions: YAML,
  works: { services: 'HeartbeatServicesImpl' },
} as const;

const SLOT_MANAGER = {
  action: 'slot-manager',
  calls: 'SlotManagerConfiguration.fromConfiguration',
  versions: YAML,
  works: { slots: 8 },
} as const;

const WRITES = {
  action: 'write-configuration',
  calls: 'BootstrapTools.writeConfiguration, GlobalConfiguration.loadConfiguration',
  versions: YAML,
  good: 0,
  works: { lost: '' },
} as const;

const SUBMIT = {
  action: 'submit',
  calls: 'StreamExecutionEnvironment.getStreamGraph, StreamGraph.getJobGraph',
  versions: YAML,
} as const;

const RUN = {
  action: 'run',
  calls: 'StreamExecutionEnvironment.executeAsync on a local cluster',
  versions: YAML,
  works: { status: 'FINISHED' },
} as const;

/** What `flink run` does with job sources. */
const PROGRAM = {
  action: 'program',
  calls: 'ClientUtils.executeProgram, each job on a local cluster',
  versions: YAML,
  works: { jobs: 1 },
} as const;

/** The same as far as the job is built: it needs no cluster. */
const BUILT = {
  action: 'program-built',
  calls: 'ClientUtils.executeProgram, StreamGraph.getJobGraph',
  versions: YAML,
  works: { built: 1 },
} as const;

/** The same twice, the second time from a savepoint of the first. */
const RESTORED = {
  action: 'program-restored',
  calls: 'ClientUtils.executeProgram, JobClient.triggerSavepoint, ClientUtils.executeProgram from the savepoint',
  versions: YAML,
  works: { restored: 'RUNNING' },
} as const;

/** A program of this line between its environment and its execution. */
const program = (...lines: readonly string[]): Files => ({
  'Program.java': `import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.*;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;

public class Program {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
${lines.map((line) => `        ${line}\n`).join('')}        env.execute();
    }
}
`,
});

/** 1.x declares the window of a join as a plain stream. */
const windowJoin = (setting: string): Files =>
  program(
    setting,
    'DataStream<Long> left = env.fromSequence(1, 10).uid("left");',
    'DataStream<Long> right = env.fromSequence(1, 10).uid("right");',
    'DataStream<Long> joined = left.join(right).where(x -> x, Types.LONG).equalTo(x -> x, Types.LONG)',
    '        .window(GlobalWindows.create()).apply((x, y) -> x, Types.LONG);',
    '((SingleOutputStreamOperator<Long>) joined).uid("join").print().uid("out");',
  );

/** A keyed operator and one that always runs as one. */
const summed = (setters: string): Files =>
  program(`env.fromSequence(1, 10).keyBy(x -> x % 3, Types.LONG).reduce(Long::sum)${setters}.print();`);

const counted = (setters: string): Files =>
  program(`env.fromSequence(1, 10).countWindowAll(5).reduce(Long::sum)${setters}.print();`);

const STATE_BACKEND = {
  action: 'state-backend',
  calls: 'StateBackendLoader.loadStateBackendFromConfig',
} as const;

/** What there is evidence for. Every rule of severity error has to be here. */
export const claims: Readonly<Record<string, readonly Claim[]>> = {
  'availability/high-availability': [HA],
  'availability/storage-directory': [HA],
  'availability/replicas': [
    { ...NATIVE, bad: 0, good: 0, works: { name: 'orders', replicas: 2 } },
    { ...NATIVE, bad: 1, good: 0, works: { name: 'orders', replicas: 2 } },
  ],
  'availability/cluster-id': [
    // Beyond the id, high availability on Kubernetes asks the API server.
    { ...HA, standInsInBad: true },
    { ...NATIVE, bad: 1, good: 0, works: { name: 'orders', replicas: 1 } },
  ],
  'availability/heartbeat': [
    { ...HEARTBEAT, bad: 0, good: 0 },
    { ...HEARTBEAT, bad: { 'config.yaml': 'heartbeat.interval: 0\n' }, good: 0 },
    { ...HEARTBEAT, bad: { 'config.yaml': 'heartbeat.rpc-failure-threshold: 0\n' }, good: 0 },
  ],
  'availability/zookeeper-quorum': [{ ...HA, standInsInBad: true }],
  'checkpointing/interval': [
    {
      action: 'environment',
      calls: 'StreamExecutionEnvironment.getExecutionEnvironment, CheckpointConfig.getCheckpointInterval',
      versions: YAML,
      bad: 0,
      good: 0,
      works: { checkpointing: true, intervalMs: 60_000 },
    },
    {
      ...ENVIRONMENT,
      bad: { 'config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  max-concurrent-checkpoints: 0\n' },
      good: 0,
    },
    {
      ...SUBMIT,
      bad: { 'config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  interval-during-backlog: 30 s\n' },
      good: { 'config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  interval-during-backlog: 0\n' },
    },
    {
      ...SUBMIT,
      bad: { 'config.yaml': 'execution.checkpointing.interval-during-backlog: 30 s\n' },
      good: { 'config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  interval-during-backlog: 5 min\n' },
    },
    {
      ...SUBMIT,
      versions: ['2.3'],
      bad: {
        'config.yaml':
          'execution.checkpointing:\n  interval: 1 min\n  interval-during-backlog: 0\npipeline.sources.pause-until-first-checkpoint: true\n',
      },
      good: {
        'config.yaml':
          'execution.checkpointing:\n  interval: 1 min\n  interval-during-backlog: 5 min\npipeline.sources.pause-until-first-checkpoint: true\n',
      },
    },
  ],
  'checkpointing/timeout': [
    {
      action: 'environment',
      calls: 'StreamExecutionEnvironment.getExecutionEnvironment, CheckpointConfig.getCheckpointTimeout',
      versions: YAML,
      bad: 0,
      good: 0,
      works: { timeoutMs: 300_000 },
    },
  ],
  'checkpointing/tolerable-failures': [{ ...ENVIRONMENT, bad: 0, good: 0, works: { checkpointing: true } }],
  'checkpointing/unaligned': [
    { ...SUBMIT, bad: 0, good: 0 },
    {
      ...SUBMIT,
      versions: ['2.0'],
      bad: { 'config.yaml': 'execution.checkpointing:\n  unaligned.enabled: true\n  max-concurrent-checkpoints: 2\n' },
      good: 0,
    },
    PARTITIONER,
  ],
  'checkpointing/storage': [
    {
      action: 'checkpoint-storage',
      calls: 'CheckpointStorageLoader.load, CheckpointStorage.createCheckpointStorage',
      versions: YAML,
      bad: 0,
      good: 0,
      standIns: { 'execution.checkpointing.dir': 'file://<dir>/checkpoints' },
      works: { storage: 'FileSystemCheckpointStorage' },
    },
    {
      action: 'checkpoint-storage',
      calls: 'CheckpointStorageLoader.load, CheckpointStorage.createCheckpointStorage',
      versions: YAML,
      bad: { 'config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  storage: filesystem\n' },
      good: 0,
      standIns: { 'execution.checkpointing.dir': 'file://<dir>/checkpoints' },
      works: { storage: 'FileSystemCheckpointStorage' },
    },
  ],
  'files/duplicate-key': [{ ...loads, versions: YAML }],
  'files/ignored-file': [
    { ...gets, versions: ['2.3'], bad: 0, good: 0, options: [PORT], works: { 'rest.port': '8081' } },
    {
      ...gets,
      versions: ['1.20'],
      bad: 1,
      good: { 'config.yaml': 'rest.port: 8082\n' },
      options: [PORT],
      harm: { 'rest.port': '8081' },
      works: { 'rest.port': '8082' },
    },
  ],
  'files/invalid-yaml': [{ ...loads, versions: YAML }],
  'files/null-value': [{ ...loads, versions: YAML }],
  'files/quoted-value': [{ ...gets, versions: LEGACY, bad: 0, good: 0, options: [SLOTS] }],
  'job/auto-generated-uids': [
    { ...BUILT, bad: 1, good: 0 },
    { ...BUILT, bad: windowJoin('env.getConfig().disableAutoGeneratedUIDs();'), good: windowJoin('') },
  ],
  'job/blank-uid': [{ ...RESTORED, versions: ['2.3'], bad: 0, good: 0 }],
  'job/duplicate-uid': [{ ...BUILT, bad: 0, good: 0 }],
  'job/missing-execute': [{ ...PROGRAM, bad: 0, good: 0, harm: { jobs: 0 } }],
  'options/program-config': [{ ...PROGRAM, bad: 0, good: 0 }],
  'job/uid-hash': [
    { ...PROGRAM, bad: 0, good: 0, works: { jobs: 1 } },
    { ...PROGRAM, bad: 1, good: 0, works: { jobs: 1 } },
  ],
  'job/unstable-uid': [{ ...RESTORED, bad: 0, good: 0 }],
  'job/parallelism-bounds': [
    {
      action: 'submit',
      calls: 'StreamExecutionEnvironment.getStreamGraph, StreamGraph.getJobGraph',
      versions: YAML,
      bad: 0,
      good: 0,
    },
    {
      action: 'run',
      calls: 'StreamExecutionEnvironment.executeAsync on a local cluster',
      versions: YAML,
      bad: { 'config.yaml': 'parallelism.default: 4\npipeline.max-parallelism: 2\n' },
      good: { 'config.yaml': 'parallelism.default: 2\npipeline.max-parallelism: 4\n' },
      works: { status: 'FINISHED' },
    },
    {
      ...PROGRAM,
      bad: summed('.setParallelism(4).setMaxParallelism(2)'),
      good: summed('.setParallelism(2).setMaxParallelism(4)'),
    },
    { ...BUILT, bad: summed('.setParallelism(0)'), good: summed('.setParallelism(2)') },
    { ...BUILT, bad: summed('.setMaxParallelism(40000)'), good: summed('.setMaxParallelism(4)') },
    { ...BUILT, bad: counted('.setParallelism(2)'), good: counted('.setParallelism(1)') },
    { ...BUILT, bad: counted('.setMaxParallelism(2)'), good: counted('.setMaxParallelism(1)') },
  ],
  'options/invalid-value': [
    {
      action: 'taskmanager-memory',
      calls: 'TaskExecutorProcessUtils.processSpecFromConfig',
      versions: YAML,
      bad: 0,
      good: 0,
    },
    ...['rest.port: 65536', 'jobmanager.rpc.port: -1', 'rest.server.max-content-length: 0'].map((line) => ({
      action: 'network',
      calls:
        'RestServerEndpointConfiguration.fromConfiguration, NetUtils.getPortRangeFromString, NettyShuffleEnvironmentConfiguration.fromConfiguration',
      versions: YAML,
      bad: { 'config.yaml': `rest.address: localhost\n${line}\n` },
      good: { 'config.yaml': 'rest:\n  address: localhost\n  port: 8081\n' },
    })),
  ],
  // The operator's own check stands before the same writing of the file; no jar of it is published.
  'options/prefix-conflict': [
    { ...WRITES, bad: 0 },
    { ...WRITES, bad: 1, harm: { lost: 'high-availability.storageDir, high-availability.zookeeper.quorum' } },
  ],
  'options/unknown': [
    {
      ...gets,
      versions: YAML,
      bad: 1,
      good: { 'config.yaml': 'rest.port: 8081\ntaskmanager.numberOfTaskSlots: 4\n' },
      options: [SLOTS],
      harm: { 'taskmanager.numberOfTaskSlots': '1' },
      works: { 'taskmanager.numberOfTaskSlots': '4' },
    },
  ],
  'recovery/approximate-local-recovery': [
    { ...RUN, bad: 0, good: 0 },
    {
      ...RUN,
      bad: {
        'config.yaml': 'execution.state-recovery.approximate-local-recovery: true\njobmanager.scheduler: adaptive\n',
      },
      good: { 'config.yaml': 'jobmanager.scheduler: adaptive\n' },
    },
  ],
  'recovery/restart-strategy': [
    {
      action: 'restart-strategy',
      calls: 'RestartBackoffTimeStrategyFactoryLoader.createRestartBackoffTimeStrategyFactory',
      versions: YAML,
      bad: 0,
      good: 0,
    },
    {
      action: 'restart-strategy',
      calls: 'RestartBackoffTimeStrategyFactoryLoader.createRestartBackoffTimeStrategyFactory',
      versions: YAML,
      bad: {
        'config.yaml':
          'restart-strategy:\n  type: exponential-delay\n  exponential-delay:\n    initial-backoff: 10 min\n    max-backoff: 1 min\n',
      },
      good: 0,
    },
    ...['exponential-delay.attempts-before-reset-backoff: 0', 'failure-rate.max-failures-per-interval: 2147483647'].map(
      (line) => ({
        action: 'restart-strategy',
        calls: 'RestartBackoffTimeStrategyFactoryLoader.createRestartBackoffTimeStrategyFactory',
        versions: YAML,
        bad: { 'config.yaml': `restart-strategy:\n  type: ${line.split('.')[0] ?? ''}\n  ${line}\n` },
        good: 0,
      }),
    ),
  ],
  'scheduling/reactive': [
    {
      action: 'session-entrypoint',
      calls: 'new StandaloneSessionClusterEntrypoint, whose constructor is that of every cluster',
      versions: YAML,
      bad: 0,
      good: { 'config.yaml': 'jobmanager.scheduler: adaptive\nyarn.application.name: orders\n' },
      works: { entrypoint: 'StandaloneSessionClusterEntrypoint' },
    },
  ],
  'scheduling/slots': [
    {
      action: 'taskmanager-memory',
      calls: 'TaskExecutorProcessUtils.processSpecFromConfig',
      versions: YAML,
      bad: 0,
      good: 0,
    },
    {
      action: 'taskmanager-memory',
      calls: 'TaskExecutorProcessUtils.processSpecFromConfig',
      versions: YAML,
      bad: { 'config.yaml': 'taskmanager:\n  cpu.cores: 0\n  memory.process.size: 2 gb\n' },
      good: 0,
    },
    { ...SLOT_MANAGER, bad: 1, good: 0 },
    ...[
      'min-total-resource.cpu: 8\n  max-total-resource.cpu: 4',
      'number-of-slots.min: 4\n  max-total-resource.memory: 1 gb',
    ].map((limits) => ({
      ...SLOT_MANAGER,
      bad: {
        'config.yaml': `yarn.application.name: orders\ntaskmanager:\n  numberOfTaskSlots: 2\n  memory.process.size: 2 gb\nslotmanager:\n  ${limits}\n`,
      },
      good: 0,
    })),
    {
      ...SLOT_MANAGER,
      bad: {
        'config.yaml':
          'yarn.application.name: orders\ntaskmanager:\n  numberOfTaskSlots: 4\n  memory.process.size: 2 gb\nslotmanager.number-of-slots:\n  min: 5\n  max: 7\n',
      },
      good: 0,
    },
  ],
  'security/kerberos': [
    {
      action: 'kerberos',
      calls: 'new SecurityConfiguration',
      versions: YAML,
      bad: 0,
      good: 0,
      works: { principal: 'flink@EXAMPLE.COM' },
    },
  ],
  'security/tls-ignored': [
    {
      action: 'tls',
      calls: 'SecurityOptions.isRestSSLEnabled, SecurityOptions.isRestSSLAuthenticationEnabled',
      versions: YAML,
      bad: 0,
      good: 0,
      harm: { rest: false, restClientsAuthenticated: false },
      works: { rest: true, restClientsAuthenticated: true },
    },
    {
      action: 'tls',
      calls: 'SecurityOptions.isInternalSSLEnabled, SecurityOptions.isRestSSLEnabled',
      versions: ['2.3'],
      bad: 1,
      good: { 'config.yaml': 'security.ssl:\n  internal.enabled: true\n  rest.enabled: true\n' },
      harm: { internal: false, rest: false },
      works: { internal: true, rest: true },
    },
  ],
  'security/tls-incomplete': [
    {
      ...CONNECTS,
      bad: 0,
      good: 0,
      works: { rest: 'made', internal: 'TLSv1.2 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256' },
    },
    { ...CONNECTS, bad: 1, good: 0, works: { rest: 'made' } },
  ],
  'security/weak-tls': [
    { ...CONNECTS, bad: 0, good: 0, works: { internal: 'TLSv1.3 TLS_AES_256_GCM_SHA384' } },
    {
      ...CONNECTS,
      bad: tlsWith('  algorithms: TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384\n'),
      good: 0,
      works: { internal: 'TLSv1.3 TLS_AES_256_GCM_SHA384' },
    },
    {
      ...CONNECTS,
      bad: tlsWith('  algorithms: TLS_AES_256_GCM_SHA384\n'),
      good: 0,
      works: { internal: 'TLSv1.3 TLS_AES_256_GCM_SHA384' },
    },
  ],
  'state/backend': [
    {
      action: 'state-backend',
      calls: 'StateBackendLoader.loadStateBackendFromConfig',
      versions: YAML,
      bad: 0,
      good: 0,
      works: { backend: 'EmbeddedRocksDBStateBackend' },
    },
  ],
  'state/backend-removed': [{ ...STATE_BACKEND, versions: ['2.3'], bad: 0, good: 0 }],
  'state/changelog': [
    {
      action: 'run',
      calls: 'StreamExecutionEnvironment.executeAsync on a local cluster',
      versions: YAML,
      // Without a restart the failure ends the job instead of being repeated for ever.
      bad: {
        'config.yaml': 'restart-strategy.type: none\nstate.changelog:\n  enabled: true\n  storage: filesystem\n',
      },
      good: 0,
      standIns: { 'state.changelog.dstl.dfs.base-path': 'file://<dir>/changelog' },
      works: { status: 'FINISHED' },
    },
  ],
  'state/rocksdb-local-directory': [{ ...STATE_BACKEND, versions: YAML, bad: 0, good: 0 }],
  'state/rocksdb-memory': [
    { ...STATE_BACKEND, versions: YAML, bad: 0, good: 0 },
    ...[
      'thread.num: 0',
      'log.file-num: 0',
      'writebuffer.count: 0',
      'writebuffer.number-to-merge: 0',
      'writebuffer.size: 0',
      'block.blocksize: 0',
      'block.metadata-blocksize: 0',
      'block.cache-size: 0',
      'compaction.level.target-file-size-base: 0',
      'compaction.level.max-size-level-base: 0',
      'restore-overlap-fraction-threshold: 1.5',
      'log.dir: logs/rocksdb',
    ].map((line) => ({
      ...STATE_BACKEND,
      versions: YAML,
      bad: { 'config.yaml': `state.backend:\n  type: rocksdb\n  rocksdb:\n    ${line}\n` },
      good: 0,
    })),
  ],
  // Below: no errors, but what Flink does is told all the same.
  'files/comment-in-value': [{ ...loads, versions: LEGACY }],
  'files/dropped-line': [{ ...loads, versions: LEGACY, logs: true }],
  'files/nested-in-legacy': [{ ...loads, versions: LEGACY, logs: true }],
  'files/merge-key': [{ ...loads, versions: YAML }],
  'files/lossy-scalar': [{ ...loads, versions: YAML }],
  'observability/reporter-factory': [
    { action: 'reporter', calls: 'ReporterSetup.fromConfiguration', versions: ['1.20'], bad: 0, good: 0, logs: true },
  ],
  ...memoryClaims,
  ...jobClaims,
  'operations/removed-command': [
    {
      ...COMMAND,
      versions: ['2.0', '2.3'],
      bad: 0,
      harm: { status: 1, said: '"run-application" is not a valid action.' },
    },
    {
      ...COMMAND,
      versions: YAML,
      bad: 1,
      // Newer versions say why in their log only.
      harm: { status: 1 },
    },
  ],
  'observability/log-syntax': [
    {
      action: 'log4j',
      calls: 'PropertiesConfigurationFactory.getConfiguration, LoggerContext.start',
      versions: YAML,
      bad: 0,
      good: 0,
    },
  ],
};

const READ = /(?:^|\/)(config\.yaml|flink-conf\.yaml|log4j[\w-]*\.properties|\w+\.java|\w+\.sh)$/;

/** The files that Flink reads, by their names in its configuration folder, and the sources of jobs. */
function configuration(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(files).flatMap(([path, text]) => {
      const name = READ.exec(path)?.[1];
      return name === undefined ? [] : [[name, text]];
    }),
  );
}

/** The files of one side of a claim. */
export function filesOf(rule: string, side: 'bad' | 'good', chosen: number | Files): Files {
  if (typeof chosen !== 'number') return chosen;
  const example = rules[rule]?.examples[side][chosen];
  if (example === undefined) throw new Error(`${rule} has no ${side} example ${String(chosen)}`);
  return configuration(example.files);
}
