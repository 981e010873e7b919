import type { Claim } from './claims.js';

const YAML = ['1.20', '2.3'] as const;

const JOB_MANAGER = { action: 'jobmanager-sizes', calls: 'JobManagerProcessUtils.processSpecFromConfig' } as const;

const TASK_MANAGER = { action: 'taskmanager-sizes', calls: 'TaskExecutorProcessUtils.processSpecFromConfig' } as const;

const MEBIBYTES = (count: number): string => String(count * 2 ** 20);

/** What the rules about memory rest on. */
export const memoryClaims: Readonly<Record<string, readonly Claim[]>> = {
  'memory/budget': [
    { ...JOB_MANAGER, versions: YAML, bad: 0, good: 0, works: { process: MEBIBYTES(1600) } },
    { ...TASK_MANAGER, versions: YAML, bad: 1, good: 0, works: { process: MEBIBYTES(1728) } },
  ],
  'memory/conflicting-sizes': [
    { ...TASK_MANAGER, versions: YAML, bad: 0, good: 0, works: { flink: MEBIBYTES(3072) } },
    {
      ...JOB_MANAGER,
      versions: YAML,
      bad: { 'config.yaml': 'jobmanager.memory:\n  process.size: 3g\n  heap.size: 512m\n  flink.size: 512m\n' },
      good: { 'config.yaml': 'jobmanager.memory:\n  heap.size: 512m\n' },
      works: { 'JVM Heap': MEBIBYTES(512) },
    },
  ],
  'memory/legacy-heap': [{ ...JOB_MANAGER, versions: ['2.0', '2.3'], bad: 0, good: 0 }],
  'memory/network-buffers': [
    {
      action: 'network-buffers',
      calls: 'NettyShuffleEnvironmentConfiguration.fromConfiguration',
      versions: YAML,
      bad: 0,
      good: 0,
      works: { bufferSize: 65_536 },
    },
    {
      action: 'network-buffers',
      calls: 'NettyShuffleEnvironmentConfiguration.fromConfiguration, BufferDebloatConfiguration.fromConfiguration',
      versions: YAML,
      bad: { 'config.yaml': 'taskmanager.network.memory.buffer-debloat.target: 0\n' },
      good: 0,
    },
    {
      ...TASK_MANAGER,
      versions: YAML,
      bad: {
        'config.yaml': 'taskmanager.memory:\n  process.size: 4g\n  network:\n    min: 1g\n    max: 512m\n',
      },
      good: {
        'config.yaml': 'taskmanager.memory:\n  process.size: 4g\n  network:\n    min: 256m\n    max: 1g\n',
      },
    },
  ],
  'memory/not-configured': [{ ...TASK_MANAGER, versions: YAML, bad: 0, good: 0 }],
  'memory/rocksdb-managed': [
    'STATE_BACKEND:0',
    'STATE_BACKEND:-70',
    'STATE_BACKEND:70,PYTHON:-30',
    'STATE_BACKEND:some',
  ].map((weights) => ({
    action: 'run',
    calls: 'StreamExecutionEnvironment.executeAsync on a local cluster',
    versions: YAML,
    bad: {
      'config.yaml': `state.backend.type: rocksdb\nparallelism.default: 1\ntaskmanager.memory.managed.consumer-weights: OPERATOR:70,${weights}\n`,
    },
    good: 0,
    works: { status: 'FINISHED' },
  })),
};
