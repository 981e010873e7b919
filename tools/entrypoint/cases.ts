import { type Random, random, times } from '../conformance/random.js';
import type { Start } from './image.js';

/** Texts of FLINK_PROPERTIES as public compose files have them, and each of their pitfalls. */
const TEXTS: readonly string[] = [
  'jobmanager.rpc.address: jobmanager\n',
  'jobmanager.rpc.address: jobmanager\ntaskmanager.numberOfTaskSlots: 4\n',
  '\njobmanager.rpc.address: jobmanager\nparallelism.default: 2\n\n',
  '    jobmanager.rpc.address: jobmanager\n    state.backend.type: rocksdb\n',
  'jobmanager.rpc.address:jobmanager\n',
  'jobmanager.rpc.address : jobmanager',
  'jobmanager.rpc.address\t:\tjobmanager',
  'execution.checkpointing.interval: 10 min\n',
  'execution.checkpointing.interval: 10s # every ten seconds\n',
  '# comment\njobmanager.rpc.address: jobmanager\n#another.one: 1\n',
  'parallelism.default=4\n',
  'parallelism.default = 4\n',
  'parallelism.default 4\n',
  'a=b: c\n',
  '=b: c\n',
  'env.java.opts.all: -Dorders.region=eu -Xmx1g\n',
  'env.java.opts.all: "-Dorders.region=eu -Xmx1g"\n',
  'taskmanager.numberOfTaskSlots: "4"\n',
  "state.checkpoints.dir: 's3://bucket/checkpoints'\n",
  'state.checkpoints.dir: s3://bucket/checkpoints\n',
  's3.endpoint: http://minio:9000\n',
  'rest.address: [::1]\n',
  'metrics.reporter.prom.port: 9250-9260\n',
  'a.b: x:\n',
  'a.b: x::\n',
  'a.b:\n',
  'a.b::\n',
  'a.b:::\n',
  ': x\n',
  ':\n',
  'x\n',
  'state:\n  backend:\n    type: rocksdb\n  checkpoints.dir: file:///tmp\n',
  'state.backend: rocksdb\nstate.backend.incremental: true\n',
  'state.backend.incremental: true\nstate.backend: rocksdb\nstate.backend.rocksdb.memory.managed: true\n',
  'restart-strategy: fixed-delay\nrestart-strategy.fixed-delay.attempts: 3\nrestart-strategy.fixed-delay.delay: 10 s\n',
  'high-availability: zookeeper\nhigh-availability.storageDir: file:///ha\nhigh-availability.zookeeper.quorum: zk:2181\n',
  'a: 1\na.b: 2\n',
  'a.b.c: 1\na.b: 2\na: 3\n',
  'a.: 1\n',
  '.a: 1\n',
  'a..b: 1\n',
  'a.b: 1\na.b: 2\n',
  'taskmanager.numberOfTaskSlots: 2\nTaskmanager.numberOfTaskSlots: 3\n',
  's3.secret-key: $SECRET\n',
  's3.secret-key: ${SECRET}\n',
  's3.secret-key: ${SECRET:-none}\n',
  's3.secret-key: $MISSING\n',
  's3.secret-key: x${MISSING}y$SECRET\n',
  '$KEY: value\n',
  'a.b: $SPACED\n',
  'a.b: x$SPACED\n',
  'a.b: $$SECRET\n',
  'a.b: \\$SECRET\n',
  'a.b: a\\nb\n',
  'a.b: -n\n',
  'a.b: -e\n',
  'a.b: -nope\n',
  '-n\n',
  'a.b: [x, y]\n',
  'a.b: {x: y}\n',
  'pipeline.jars: file:///a.jar;file:///b.jar\n',
  'a.b: x#y\n',
  'a.b: #y\n',
  'a.b: null\na.c: ~\na.d: true\na.e: 0123\na.f: 1e3\n',
  'a.b: ,x\na.c: %x\na.d: @x\na.e: `x`\na.f: !x\na.g: &x\n',
  'a.b: x\r\na.c: y\r\n',
  'a.b: ü €\n',
  'FLINK_PROPERTIES=a.b: 1\n',
  '- a.b: 1\n',
  'a.b: |\n  x\n  y\n',
  'a.b: x y # z: 1\n',
  'blob.server.port: 7000\nquery.server.port: 7001\n',
  'jobmanager.rpc.address: ${JOB_MANAGER_RPC_ADDRESS}\n',
  'rest.port: 8081 \ntaskmanager.memory.process.size: 4096m \n',
];

const KNOWN = { SECRET: 'v3ry', KEY: 'a.key', SPACED: 'one two', JOB_MANAGER_RPC_ADDRESS: 'jobmanager' };

/** Starts that are told about one by one. */
export function handPicked(minor: string): readonly Start[] {
  return [
    { variables: {} },
    { variables: { JOB_MANAGER_RPC_ADDRESS: 'jobmanager', TASK_MANAGER_NUMBER_OF_TASK_SLOTS: '4' } },
    { variables: { TASK_MANAGER_NUMBER_OF_TASK_SLOTS: '' } },
    {
      variables: {
        TASK_MANAGER_NUMBER_OF_TASK_SLOTS: '4',
        FLINK_PROPERTIES: 'taskmanager.numberOfTaskSlots: 8\njobmanager.rpc.address: jm\n',
      },
    },
    ...TEXTS.map((text) => ({ variables: { ...KNOWN, FLINK_PROPERTIES: text } })),
    ...replaced(minor),
    ...mounted(minor),
  ];
}

/** With ConfigMaps of Kubernetes over the folder, or over files in it. */
function mounted(minor: string): readonly Start[] {
  const text = 'rest.port: 8085\ntaskmanager.numberOfTaskSlots: 2\n';
  const variables = {
    JOB_MANAGER_RPC_ADDRESS: 'jobmanager',
    TASK_MANAGER_NUMBER_OF_TASK_SLOTS: '7',
    FLINK_PROPERTIES: 'rest.port: 9999\nparallelism.default: 8\n',
  };
  // A folder with nothing that this version reads is one that Flink does not start with.
  const names = minor === '1.18' ? ['flink-conf.yaml'] : ['flink-conf.yaml', 'config.yaml'];
  const read = minor.startsWith('1.') ? names : ['config.yaml'];
  return [
    ...read.map((name) => ({ variables, conf: { [name]: text }, mounted: 'folder' as const })),
    ...names.map((name) => ({ variables, conf: { [name]: text }, mounted: 'files' as const })),
  ];
}

/** With files in place of the image's own: those that a version reads, and those that it does not. */
function replaced(minor: string): readonly Start[] {
  const properties = 'parallelism.default: 8 # all\na.b: x#y\n';
  const files: readonly Readonly<Record<string, string>>[] = [
    {
      'flink-conf.yaml': 'taskmanager.numberOfTaskSlots: 3\nstate.backend: rocksdb\nstate.backend.incremental: true\n',
    },
    { 'flink-conf.yaml': '# jobmanager.rpc.address: old\njobmanager.rpc.address: old\n' },
    ...(minor === '1.18'
      ? []
      : [
          { 'config.yaml': 'taskmanager:\n  numberOfTaskSlots: 3\nparallelism.default: 3\n' },
          { 'config.yaml': 'state.backend: rocksdb\nstate.backend.incremental: true\n' },
          { 'config.yaml': 'pipeline.jars: [a, b]\nenv.java.opts.all: "-Da=b # c"\n' },
          { 'config.yaml': 'a: [\n' },
          { 'config.yaml': 'rest.port: 8082\n', 'flink-conf.yaml': 'rest.port: 8083\n' },
        ]),
  ];
  return files.flatMap((conf) => [
    { variables: {}, conf },
    { variables: { FLINK_PROPERTIES: properties }, conf },
  ]);
}

const KEYS = [
  'jobmanager.rpc.address',
  'taskmanager.numberOfTaskSlots',
  'state.backend',
  'state.backend.type',
  'state.backend.incremental',
  'execution.checkpointing.interval',
  'env.java.opts.all',
  's3.access-key',
  'a.b',
  'a',
  'web',
  'web.submit.enable',
] as const;

const VALUES = [
  '1',
  'x',
  '10 s',
  'a: b',
  '"q"',
  "'q'",
  '$SECRET',
  '${MISSING}',
  '-Da=1 -Db=2',
  'x # y',
  'x#y',
  '',
  'a:',
  '[1, 2]',
  '0.5',
  'true',
  's3://b/c',
  'ö',
] as const;

const line = (random: Random): string => {
  if (random.chance(0.1)) return random.pick(['', '   ', '# a comment', '#a: b', 'word', '---']);
  const indent = random.pick(['', '', '', '  ', '\t']);
  const colon = random.pick([': ', ': ', ': ', ':', ' : ', '=', ':  ']);
  const end = random.pick(['', '', ' ', '\r', ' # note']);
  return `${indent}${random.pick(KEYS)}${colon}${random.pick(VALUES)}${end}`;
};

/** Starts by chance, the same ones each time. */
export function generated(count: number, minor: string): readonly Start[] {
  const chance = random(minor.length + Number(minor) * 1000);
  return times(count, () => {
    const text = times(1 + chance.below(7), () => line(chance)).join('\n');
    return { variables: { ...KNOWN, FLINK_PROPERTIES: text } };
  });
}
