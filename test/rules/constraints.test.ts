/** Configurations about which our rules and Flink once disagreed; what is expected is what Flink's own classes did. */
import { expect, test } from 'vitest';
import { lintTexts } from '../project.js';

interface Row {
  readonly rule: string;
  readonly what: string;
  readonly text: string;
  readonly version?: string;
  readonly finds: readonly string[];
}

const exponential = 'restart-strategy.type: exponential-delay\nrestart-strategy.exponential-delay';
const bounds = (text: string): string => `Flink refuses every job: the ${text}.`;
const concurrent =
  "Flink refuses every job with unaligned checkpoints and '2' concurrent ones: there may be only one at a time.";
const rocksdb = 'state.backend.type: rocksdb\nstate.backend.rocksdb';
const cluster =
  'yarn.application.name: orders\ntaskmanager.memory.process.size: 1728 mb\ntaskmanager.numberOfTaskSlots: 2\n';
const limits = (text: string): string => `${cluster}slotmanager.${text}\n`;

const rows: readonly Row[] = [
  {
    rule: 'recovery/restart-strategy',
    what: 'less than a millisecond is none',
    text: 'restart-strategy.type: failure-rate\nrestart-strategy.failure-rate.failure-rate-interval: 999 µs\n',
    finds: [bounds("failure-rate-interval '999 µs' is out of bounds, it must be greater than 0 ms")],
  },
  {
    rule: 'recovery/restart-strategy',
    what: 'no number is greater than 1',
    text: `${exponential}.backoff-multiplier: NaN\n`,
    finds: [bounds("backoff-multiplier 'NaN' is out of bounds, it must be greater than 1")],
  },
  {
    rule: 'recovery/restart-strategy',
    what: 'no number lies between 0 and 1',
    text: `${exponential}.jitter-factor: NaN\n`,
    finds: [bounds("jitter-factor 'NaN' is out of bounds, it must lie between 0 and 1")],
  },
  {
    rule: 'recovery/restart-strategy',
    what: 'attempts before the backoff is reset',
    text: `${exponential}.attempts-before-reset-backoff: 0\n`,
    finds: [bounds("attempts-before-reset-backoff '0' is out of bounds, it must be at least 1")],
  },
  {
    rule: 'recovery/restart-strategy',
    what: 'more failures than an array has places',
    text: 'restart-strategy.type: failure-rate\nrestart-strategy.failure-rate.max-failures-per-interval: 2147483647\n',
    finds: [bounds("max-failures-per-interval '2147483647' is out of bounds, no Java array is that long")],
  },
  ...[
    ['2.0', 'no interval', '', [concurrent]],
    ['2.1', 'AT_LEAST_ONCE', 'interval: 1 min\n  mode: AT_LEAST_ONCE', [concurrent]],
    ['1.20', 'AT_LEAST_ONCE', 'interval: 1 min\n  mode: AT_LEAST_ONCE', []],
    ['2.2', 'no interval', '', []],
    ['2.2', 'AT_LEAST_ONCE', 'interval: 1 min\n  mode: AT_LEAST_ONCE', []],
  ].map(
    ([version, what, more, finds]): Row => ({
      rule: 'checkpointing/unaligned',
      what: `${String(version)}, ${String(what)}`,
      text: `execution.checkpointing:\n  unaligned.enabled: true\n  max-concurrent-checkpoints: 2\n  ${String(more)}\n`,
      version: String(version),
      finds: [finds ?? []].flat(),
    }),
  ),
  {
    rule: 'availability/heartbeat',
    what: 'less than a millisecond is none',
    text: 'heartbeat.interval: 999 µs\n',
    finds: ["Flink refuses the heartbeat interval '999 µs': it must be greater than 0."],
  },
  { rule: 'job/parallelism-bounds', what: '-2 leaves it as it is', text: 'parallelism.default: -2\n', finds: [] },
  {
    rule: 'job/parallelism-bounds',
    what: 'more than there are key groups',
    text: 'parallelism.default: 32769\n',
    finds: ["Flink refuses the parallelism '32769': it must be at most 32768."],
  },
  {
    rule: 'state/rocksdb-memory',
    what: 'a ratio that is no number',
    text: `${rocksdb}.memory.write-buffer-ratio: NaN\n`,
    finds: [],
  },
  {
    rule: 'state/rocksdb-memory',
    what: '-1 is the default size of the cache of timers',
    text: `${rocksdb}.timer-service.cache-size: -1\n`,
    finds: [],
  },
  {
    rule: 'state/rocksdb-memory',
    what: 'no cache of timers',
    text: `${rocksdb}.timer-service.cache-size: 0\n`,
    finds: [
      "Flink refuses every job with RocksDB: 'state.backend.rocksdb.timer-service.cache-size' is '0', and it must be greater than 0.",
    ],
  },
  {
    rule: 'state/rocksdb-memory',
    what: 'timers on the heap need no cache',
    text: `${rocksdb}.timer-service:\n  factory: HEAP\n  cache-size: 0\n`,
    finds: [],
  },
  ...(
    [
      ['rest.port', '65536', 'a port: it lies outside 0 to 65535'],
      ['jobmanager.rpc.port', '-1', 'a port: it lies outside 0 to 65535'],
      ['taskmanager.data.port', '70000', 'a port: it lies outside 0 to 65535'],
      ['rest.server.max-content-length', '0', 'a length: it must be at least 1'],
    ] as const
  ).map(
    ([key, value, why]): Row => ({
      rule: 'options/invalid-value',
      what: `${key} ${value}`,
      text: `${key}: ${value}\n`,
      finds: [`Flink refuses this value of '${key}': '${value}' is not ${why}.`],
    }),
  ),
  { rule: 'options/invalid-value', what: 'any port', text: 'rest.port: 0\n', finds: [] },
  {
    rule: 'scheduling/slots',
    what: 'no CPU',
    text: 'taskmanager.cpu.cores: 0\n',
    finds: ["Flink refuses '0' CPU cores: a TaskManager must have more than 0."],
  },
  {
    rule: 'scheduling/slots',
    what: 'redundant TaskManagers',
    text: 'slotmanager.redundant-taskmanager-num: -1\n',
    finds: ["Flink refuses '-1' redundant TaskManagers: the number must not be negative."],
  },
  {
    rule: 'scheduling/slots',
    what: 'TaskManagers that may never fail to start',
    text: `${cluster}resourcemanager.start-worker.max-failure-rate: 0.0\n`,
    finds: ["Flink refuses the rate '0.0' of TaskManagers that fail to start: it must be greater than 0."],
  },
  {
    rule: 'scheduling/slots',
    what: 'limits of a standalone cluster',
    text: 'slotmanager.min-total-resource.cpu: 8\nslotmanager.max-total-resource.cpu: 4\n',
    finds: [],
  },
  {
    rule: 'scheduling/slots',
    what: 'negative CPU',
    text: limits('min-total-resource.cpu: -0.5'),
    finds: ["Flink refuses at least '-0.5' CPU cores: the number must not be negative."],
  },
  {
    rule: 'scheduling/slots',
    what: 'CPU that crosses',
    text: limits('min-total-resource.cpu: 8\nslotmanager.max-total-resource.cpu: 4'),
    finds: ["Flink refuses at least '8' CPU cores: there may be at most '4'."],
  },
  {
    rule: 'scheduling/slots',
    what: 'CPU between which no TaskManager ends',
    text: limits('min-total-resource.cpu: 2.5\nslotmanager.max-total-resource.cpu: 3.5'),
    finds: [
      "Flink refuses from '2.5' CPU cores to '3.5': no number of TaskManagers with '2' slots each lies between them.",
    ],
  },
  {
    rule: 'scheduling/slots',
    what: 'less memory than the slots have',
    text: limits('number-of-slots.min: 4\nslotmanager.max-total-resource.memory: 1 gb'),
    finds: ["Flink refuses at least the memory of '4' slots: there may be at most '1 gb'."],
  },
  {
    rule: 'scheduling/slots',
    what: 'more CPU than the slots may have',
    text: limits('number-of-slots.max: 4\nslotmanager.min-total-resource.cpu: 4.5'),
    finds: ["Flink refuses at least '4.5' CPU cores: there may be at most that of '4' slots."],
  },
  {
    rule: 'scheduling/slots',
    what: 'as many slots as can be counted',
    text: limits('number-of-slots.min: 2147483647'),
    finds: [
      "Flink refuses from '2147483647' slots to '2147483647': no number of TaskManagers with '2' slots each lies between them.",
    ],
  },
  {
    rule: 'scheduling/slots',
    what: '1.18 knows an upper limit',
    text: limits('number-of-slots.max: 0'),
    version: '1.18',
    finds: ["Flink refuses at most '0' slots: there must be at least one."],
  },
  {
    rule: 'scheduling/slots',
    what: '1.18 knows no lower limits',
    text: limits('number-of-slots.min: 8\nslotmanager.number-of-slots.max: 4'),
    version: '1.18',
    finds: [],
  },
];

test.each(rows.map((row) => [row.rule, row.what, row] as const))('%s: %s', async (rule, _, row) => {
  const { text, finds, version = '2.3' } = row;
  const file = version === '1.18' ? 'flink-conf.yaml' : 'config.yaml';
  const { report, defects } = await lintTexts(
    {
      [`conf/${file}`]: text,
      '.flinklint.yaml': `jobs:\n  - {name: orders, config: conf/${file}}\n`,
    },
    { only: [rule], flinkVersion: version },
  );
  expect(defects).toEqual([]);
  const errors = report.findings.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ message }) => message)).toEqual(finds);
});
