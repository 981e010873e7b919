/** Configurations that break the bounds which Flink checks beyond the types of values, or nearly. */
import { type Random, random, times } from './random.js';

/** Where Flink makes the checks of a part of its configuration. */
export type Area = 'restart' | 'checkpoints' | 'heartbeats' | 'slots' | 'rocksdb' | 'parallelism' | 'network';

type Write = (r: Random) => string;

/** An option with how often it is set. */
type Chance = readonly [key: string, share: number, write: Write];

export type ActivePlatform = 'standalone' | 'yarn' | 'kubernetes-native';

export interface ConstraintCase {
  readonly area: Area;
  readonly platform: ActivePlatform;
  /** By the names of the newest version. */
  readonly settings: Readonly<Record<string, string>>;
}

const of =
  (...values: readonly [string, ...string[]]): Write =>
  (r) =>
    r.pick(values);

const DURATION = of(
  '0',
  '1',
  '9',
  '10',
  '11',
  '0 ms',
  '1 ms',
  '999 µs',
  '500 ns',
  '1 s',
  '10 s',
  '1 min',
  '2 h',
  '400 d',
);
const FLAG = of('true', 'true', 'false');
const COUNT = of('-2147483648', '-2', '-1', '0', '1', '1', '2', '3', '100', '2147483647');
const FRACTION = of(
  '-0.1',
  '0',
  '0.0',
  '0.1',
  '0.25',
  '0.5',
  '0.6',
  '0.75',
  '0.9',
  '0.999',
  '1',
  '1.0',
  '1.0001',
  '1.5',
  '2',
  'NaN',
);
const SIZE = of('0', '1', '4095', '4 kb', '5 kb', '32 kb', '64 kb', '1 mb', '64 mb', '100 mb', '1 gb', '8 gb', '1 tb');
const LIMIT = of('0', '1', '512 mb', '1727 mb', '1728 mb', '1729 mb', '3455 mb', '3456 mb', '3 gb', '8 gb', '100 gb');
const CORES = of('-1.0', '-0.5', '0', '0.0', '0.5', '1', '1.0', '1.5', '2.0', '2.5', '4', '7.9', '8.0', '16', '100.5');
const PORTS = of(
  ...([
    '0',
    '1',
    '8081',
    '65535',
    '65536',
    '-1',
    '6123-6130',
    '6130-6123',
    '6123-6123',
    '50000,50001',
    '50000,,2',
  ] as const),
  ...(['50000-', '1-65536', '0-10', ' 80 ', '80,90-95', ',', '+80', '1000-2000,99999'] as const),
);
const PORT = of('0', '1', '6123', '65535', '65536', '-1', '2147483647', '70000');

const restart = 'restart-strategy';
const checkpointing = 'execution.checkpointing';
const slots = 'slotmanager';
const rocksdb = 'state.backend.rocksdb';
const buffers = 'taskmanager.network.memory';

const OPTIONS: Readonly<Record<Area, readonly Chance[]>> = {
  restart: [
    [
      `${restart}.type`,
      0.95,
      of(
        'fixed-delay',
        'fixeddelay',
        'failure-rate',
        'failurerate',
        'exponential-delay',
        'exponentialdelay',
        'Fixed-Delay',
        'EXPONENTIAL-DELAY',
        'none',
        'off',
        'disable',
        'NONE',
        'fixed',
        'no',
        'fixed_delay',
        'exponential',
      ),
    ],
    [`${restart}.fixed-delay.attempts`, 0.3, COUNT],
    [`${restart}.fixed-delay.delay`, 0.3, DURATION],
    [`${restart}.failure-rate.max-failures-per-interval`, 0.25, COUNT],
    [`${restart}.failure-rate.failure-rate-interval`, 0.25, DURATION],
    [`${restart}.failure-rate.delay`, 0.25, DURATION],
    [`${restart}.exponential-delay.initial-backoff`, 0.25, DURATION],
    [`${restart}.exponential-delay.max-backoff`, 0.25, DURATION],
    [
      `${restart}.exponential-delay.backoff-multiplier`,
      0.25,
      of('0', '0.5', '1', '1.0', '1.0001', '1.5', '2', 'NaN', '-2'),
    ],
    [`${restart}.exponential-delay.jitter-factor`, 0.25, FRACTION],
    [`${restart}.exponential-delay.reset-backoff-threshold`, 0.25, DURATION],
    [`${restart}.exponential-delay.attempts-before-reset-backoff`, 0.2, COUNT],
    [`${checkpointing}.interval`, 0.3, of('1 min')],
  ],
  checkpoints: [
    [
      `${checkpointing}.interval`,
      0.8,
      of('0', '9', '10', '10 ms', '999 µs', '30 s', '30 s', '1 min', '1 min', '10 min', '400 d'),
    ],
    [
      `${checkpointing}.interval-during-backlog`,
      0.25,
      of('0', '1', '9', '10', '30 s', '1 min', '2 min', '1 h', '999 µs'),
    ],
    [`${checkpointing}.timeout`, 0.25, of('0', '9', '10', '9 ms', '1 s', '10 min')],
    [`${checkpointing}.min-pause`, 0.25, of('0', '1', '30 s', '2 h', '400 d')],
    [`${checkpointing}.max-concurrent-checkpoints`, 0.3, COUNT],
    [`${checkpointing}.tolerable-failed-checkpoints`, 0.25, COUNT],
    [`${checkpointing}.num-retained`, 0.25, COUNT],
    [`${checkpointing}.mode`, 0.25, of('EXACTLY_ONCE', 'AT_LEAST_ONCE', 'at-least-once', 'exactly_once', 'NONE')],
    [`${checkpointing}.unaligned.enabled`, 0.45, FLAG],
    [`${checkpointing}.unaligned.forced`, 0.1, FLAG],
    [`${checkpointing}.aligned-checkpoint-timeout`, 0.15, of('0', '1 s', '1 h')],
    ['execution.state-recovery.approximate-local-recovery', 0.15, FLAG],
    [
      `${checkpointing}.externalized-checkpoint-retention`,
      0.15,
      of('RETAIN_ON_CANCELLATION', 'DELETE_ON_CANCELLATION', 'NO_EXTERNALIZED_CHECKPOINTS', 'RETAIN'),
    ],
    [`${checkpointing}.checkpoints-after-tasks-finish`, 0.1, FLAG],
    [`${checkpointing}.unaligned.recover-output-on-downstream.enabled`, 0.1, FLAG],
    [`${checkpointing}.during-recovery.enabled`, 0.1, FLAG],
    ['pipeline.sources.pause-until-first-checkpoint', 0.15, FLAG],
    ['execution.buffer-timeout.interval', 0.1, of('0', '1', '100 ms', '1 s')],
    ['pipeline.auto-watermark-interval', 0.1, of('0', '1', '200 ms')],
    ['execution.checkpointing.write-buffer-size', 0.1, of('0', '4096', '-1')],
    [`${checkpointing}.data-inline-threshold`, 0.1, of('0', '20 kb', '1 mb', '2 mb')],
  ],
  heartbeats: [
    [
      'heartbeat.interval',
      0.8,
      of('0', '999 µs', '-1', '1', '5000', '9999', '10000', '50000', '50001', '60000', '10 s', '1 min'),
    ],
    ['heartbeat.timeout', 0.8, of('0', '-1', '1', '5000', '9999', '10000', '50000', '50001', '60000', '10 s', '1 min')],
    ['heartbeat.rpc-failure-threshold', 0.5, of('-2147483648', '-2', '-1', '0', '1', '2')],
  ],
  slots: [
    ['taskmanager.numberOfTaskSlots', 0.6, of('-1', '0', '1', '2', '2', '3', '4', '8')],
    [`${slots}.number-of-slots.min`, 0.35, of('-1', '0', '1', '2', '3', '4', '5', '8', '2147483647')],
    [`${slots}.number-of-slots.max`, 0.35, of('-1', '0', '1', '2', '3', '4', '7', '8', '16', '2147483647')],
    [`${slots}.min-total-resource.cpu`, 0.25, CORES],
    [`${slots}.max-total-resource.cpu`, 0.25, CORES],
    [`${slots}.min-total-resource.memory`, 0.25, LIMIT],
    [`${slots}.max-total-resource.memory`, 0.25, LIMIT],
    [`${slots}.redundant-taskmanager-num`, 0.15, COUNT],
    ['taskmanager.cpu.cores', 0.2, CORES],
    ['resourcemanager.start-worker.max-failure-rate', 0.12, of('-1.0', '0', '0.0', '0.1', '10')],
  ],
  rocksdb: [
    [`${rocksdb}.memory.write-buffer-ratio`, 0.3, FRACTION],
    [`${rocksdb}.memory.high-prio-pool-ratio`, 0.3, FRACTION],
    [`${rocksdb}.memory.managed`, 0.2, FLAG],
    [`${rocksdb}.memory.fixed-per-slot`, 0.15, SIZE],
    [`${rocksdb}.memory.fixed-per-tm`, 0.15, SIZE],
    [`${rocksdb}.memory.partitioned-index-filters`, 0.1, FLAG],
    [`${rocksdb}.thread.num`, 0.08, COUNT],
    [`${rocksdb}.checkpoint.transfer.thread.num`, 0.08, COUNT],
    [`${rocksdb}.files.open`, 0.08, COUNT],
    [`${rocksdb}.log.max-file-size`, 0.08, SIZE],
    [`${rocksdb}.log.file-num`, 0.08, COUNT],
    [`${rocksdb}.log.level`, 0.08, of('INFO_LEVEL', 'DEBUG_LEVEL', 'INFO', 'info_level')],
    [`${rocksdb}.log.dir`, 0.08, of('/tmp/rocksdb', 'logs', './logs')],
    [`${rocksdb}.writebuffer.count`, 0.08, COUNT],
    [`${rocksdb}.writebuffer.number-to-merge`, 0.08, COUNT],
    [`${rocksdb}.writebuffer.size`, 0.08, SIZE],
    [`${rocksdb}.block.blocksize`, 0.08, SIZE],
    [`${rocksdb}.block.metadata-blocksize`, 0.08, SIZE],
    [`${rocksdb}.block.cache-size`, 0.08, SIZE],
    [`${rocksdb}.compaction.level.target-file-size-base`, 0.08, SIZE],
    [`${rocksdb}.compaction.level.max-size-level-base`, 0.08, SIZE],
    [`${rocksdb}.compaction.style`, 0.08, of('LEVEL', 'UNIVERSAL', 'FIFO', 'NONE', 'level', 'LEVELED')],
    [`${rocksdb}.compression.per.level`, 0.08, of('SNAPPY_COMPRESSION', 'LZ4_COMPRESSION;NO_COMPRESSION', 'SNAPPY')],
    [`${rocksdb}.compaction.level.use-dynamic-size`, 0.05, FLAG],
    [`${rocksdb}.use-bloom-filter`, 0.05, FLAG],
    [`${rocksdb}.bloom-filter.bits-per-key`, 0.05, of('0', '-1', '10.0')],
    [`${rocksdb}.write-batch-size`, 0.08, SIZE],
    [`${rocksdb}.timer-service.cache-size`, 0.08, COUNT],
    [`${rocksdb}.timer-service.factory`, 0.08, of('ROCKSDB', 'HEAP', 'heap', 'NONE')],
    [`${rocksdb}.predefined-options`, 0.08, of('DEFAULT', 'FLASH_SSD_OPTIMIZED', 'flash_ssd_optimized', 'SSD')],
    [`${rocksdb}.restore-overlap-fraction-threshold`, 0.1, FRACTION],
    [`${rocksdb}.compaction.filter.query-time-after-num-entries`, 0.05, COUNT],
    [`${rocksdb}.compaction.filter.periodic-compaction-time`, 0.05, DURATION],
    [`${rocksdb}.localdir`, 0.08, of('/tmp/rocksdb', 'rocksdb', '/a,/b', 'file:///tmp/x', 's3://bucket/x', '/a,b')],
    [`${rocksdb}.manual-compaction.max-parallel-compactions`, 0.05, COUNT],
    [`${rocksdb}.manual-compaction.max-files-to-compact`, 0.05, COUNT],
    ['state.backend.incremental', 0.1, FLAG],
    ['state.backend.latency-track.keyed-state-enabled', 0.1, FLAG],
    ['state.latency-track.sample-interval', 0.1, COUNT],
    ['state.latency-track.history-size', 0.1, COUNT],
  ],
  parallelism: [
    [
      'parallelism.default',
      0.8,
      of('-2', '-1', '0', '1', '2', '127', '128', '129', '256', '4000', '32768', '32769', '40000'),
    ],
    [
      'pipeline.max-parallelism',
      0.7,
      of('-2', '-1', '0', '1', '2', '127', '128', '129', '256', '4000', '32768', '32769', '40000'),
    ],
    [`${checkpointing}.interval`, 0.2, of('1 min')],
    ['taskmanager.numberOfTaskSlots', 0.2, of('1', '2', '8')],
  ],
  network: [
    ['rest.port', 0.2, PORT],
    ['rest.bind-port', 0.25, PORTS],
    ['blob.server.port', 0.15, PORTS],
    ['taskmanager.rpc.port', 0.15, PORTS],
    ['high-availability.jobmanager.port', 0.15, PORTS],
    ['jobmanager.rpc.port', 0.15, PORT],
    ['taskmanager.data.port', 0.15, PORT],
    ['taskmanager.data.bind-port', 0.15, PORTS],
    ['rest.server.max-content-length', 0.08, COUNT],
    ['rest.client.max-content-length', 0.08, COUNT],
    ['taskmanager.memory.segment-size', 0.12, SIZE],
    ['taskmanager.memory.min-segment-size', 0.12, SIZE],
    ['taskmanager.memory.starting-segment-size', 0.12, SIZE],
    [`${buffers}.buffer-debloat.enabled`, 0.1, FLAG],
    [`${buffers}.buffer-debloat.target`, 0.1, DURATION],
    [`${buffers}.buffer-debloat.samples`, 0.1, COUNT],
    [`${buffers}.buffer-debloat.threshold-percentages`, 0.1, COUNT],
    [`${buffers}.buffer-debloat.period`, 0.1, DURATION],
    [`${buffers}.read-buffer.required-per-gate.max`, 0.1, COUNT],
    [`${buffers}.floating-buffers-per-gate`, 0.1, COUNT],
    [`${buffers}.buffers-per-channel`, 0.1, COUNT],
    [`${buffers}.max-buffers-per-channel`, 0.1, COUNT],
    [`${buffers}.max-overdraft-buffers-per-gate`, 0.1, COUNT],
    ['taskmanager.network.sort-shuffle.min-buffers', 0.1, COUNT],
    ['taskmanager.network.sort-shuffle.min-parallelism', 0.1, COUNT],
    ['taskmanager.network.request-backoff.initial', 0.1, COUNT],
    ['taskmanager.network.request-backoff.max', 0.1, COUNT],
    ['taskmanager.network.max-num-tcp-connections', 0.1, COUNT],
    ['taskmanager.memory.framework.off-heap.batch-shuffle.size', 0.1, SIZE],
    ['taskmanager.network.netty.num-arenas', 0.1, COUNT],
    ['taskmanager.network.netty.server.backlog', 0.1, COUNT],
    ['taskmanager.network.netty.transport', 0.1, of('nio', 'epoll', 'auto', 'NIO', 'kqueue')],
    ['taskmanager.network.compression.codec', 0.1, of('LZ4', 'ZSTD', 'NONE', 'lz4', 'GZIP')],
    ['taskmanager.network.blocking-shuffle.type', 0.1, of('file', 'mmap', 'auto', 'FILE', 'none')],
  ],
};

export const AREAS = Object.keys(OPTIONS) as readonly Area[];

/** What a cluster needs to start, whatever else is set. */
const NEEDED = {
  'jobmanager.rpc.address': 'localhost',
  'rest.address': 'localhost',
  'jobmanager.memory.process.size': '1600 mb',
  'taskmanager.memory.process.size': '1728 mb',
} as const;

/** What says that Flink starts its TaskManagers itself. */
const PLATFORMS: Readonly<Record<ActivePlatform, Readonly<Record<string, string>>>> = {
  standalone: {},
  yarn: { 'yarn.application.name': 'orders' },
  'kubernetes-native': { 'kubernetes.cluster-id': 'orders', 'kubernetes.container.image.ref': 'orders:1' },
};

/** What only one of them reads. */
const OF_PLATFORM: Readonly<Record<ActivePlatform, readonly Chance[]>> = {
  standalone: [],
  yarn: [['yarn.containers.vcores', 0.3, of('-1', '0', '1', '2', '4')]],
  'kubernetes-native': [['kubernetes.taskmanager.cpu.amount', 0.3, CORES]],
};

function constraintCase(r: Random, area: Area): ConstraintCase {
  // Many options at once are refused nearly always, one alone nearly never.
  const scale = r.pick([0.4, 0.7, 1]);
  const platform: ActivePlatform =
    area === 'slots' ? r.pick(['yarn', 'kubernetes-native', 'kubernetes-native', 'standalone']) : 'standalone';
  const chosen = [...OPTIONS[area], ...OF_PLATFORM[platform]].filter(([, share]) =>
    r.chance(share > 0.5 ? share : share * scale),
  );
  const backend = area === 'rocksdb' ? { 'state.backend.type': 'rocksdb' } : {};
  const settings = Object.fromEntries(chosen.map(([key, , write]) => [key, write(r)]));
  return { area, platform, settings: { ...NEEDED, ...PLATFORMS[platform], ...backend, ...settings } };
}

/** As many combinations of each area, around the values at which Flink changes its mind. */
export function constraintCases(seed: number, perArea: number): readonly ConstraintCase[] {
  const r = random(seed);
  return AREAS.flatMap((area) => times(perArea, () => constraintCase(r, area)));
}
