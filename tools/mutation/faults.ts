import { minorRange } from '../../src/flink/versions.js';
import { type Deployment, isJobs, type Spelling } from './deployments.js';

/** Some deployments only. */
export type When = (deployment: Deployment) => boolean;

export const always: When = () => true;
const has =
  (key: string): When =>
  (deployment) =>
    deployment.settings.has(key);
const both =
  (...conditions: readonly When[]): When =>
  (deployment) =>
    conditions.every((holds) => holds(deployment));
const isTwo: When = ({ version }) => version.startsWith('2.');
const since =
  (minor: string): When =>
  ({ version }) =>
    minorRange(version).min >= minorRange(minor).min;
const startsWorkers: When = ({ place }) => place === 'yarn' || place === 'native';
const outsideOperator: When = ({ place }) => place !== 'operator';
export const onLog4j: When = ({ logging }) => logging === 'log4j';
export const onLogback: When = ({ logging }) => logging === 'logback';

/** What a healthy deployment cannot do without: option, rule, and where. */
export const NEEDED: readonly (readonly [keys: string, owner: string, when: When])[] = [
  ['execution.checkpointing.interval', 'checkpointing/disabled', isJobs],
  ['execution.checkpointing.dir', 'checkpointing/storage', isJobs],
  [
    'execution.checkpointing.incremental',
    'checkpointing/incremental',
    both(isJobs, ({ backend }) => backend === 'rocksdb'),
  ],
  [
    'execution.checkpointing.externalized-checkpoint-retention',
    'checkpointing/retention',
    both(isJobs, outsideOperator),
  ],
  ['execution.checkpointing.savepoint-dir', 'checkpointing/savepoint-directory', ({ place }) => place === 'operator'],
  ['pipeline.max-parallelism', 'job/max-parallelism', isJobs],
  ['restart-strategy.type', 'recovery/restart-strategy-options', isJobs],
  ['high-availability.type', 'availability/high-availability', always],
  ['high-availability.storageDir', 'availability/storage-directory', always],
  ['high-availability.zookeeper.quorum', 'availability/zookeeper-quorum', always],
  ['jobmanager.memory.process.size', 'memory/not-configured', outsideOperator],
  ['taskmanager.memory.process.size', 'memory/not-configured', outsideOperator],
  ['metrics.reporter.prom.factory.class', 'observability/reporter-factory', always],
  ['security.ssl.internal.enabled', 'security/tls', always],
  ['security.ssl.rest.enabled', 'security/tls', always],
  ...['internal', 'rest'].flatMap((side) =>
    ['keystore', 'keystore-password', 'key-password', 'truststore', 'truststore-password'].map(
      (part) => [`security.ssl.${side}.${part}`, 'security/tls-incomplete', always] as const,
    ),
  ),
  ['security.kerberos.login.principal', 'security/kerberos', always],
  ['security.kerberos.login.keytab', 'security/kerberos', always],
];

export const LOG_LINES: readonly (readonly [key: string, owner: string])[] = [
  ['rootLogger.level', 'observability/log-level'],
  ['rootLogger.appenderRef.main.ref', 'observability/log-syntax'],
  ['appender.main.name', 'observability/log-syntax'],
  ['appender.main.type', 'observability/log-syntax'],
  ['appender.main.policies.size.type', 'observability/log-syntax'],
];

/** Values that no version of Flink takes for a type (`ConfigurationUtils#convertValue`). */
export const REFUSED: Readonly<Record<string, readonly string[]>> = {
  boolean: ['yes', 'on', '1', 'enabled', 'treu'],
  int: ['many', '4.5', '1_000', 'ten', '99999999999'],
  long: ['many', '4.5', '1_000'],
  float: ['half', '50%', '0,5'],
  double: ['half', '50%', '0,5'],
  duration: ['soon', '5 parsecs', '1 min 30 s', '1.5 min', '-1 min'],
  memory: ['4Gi', '2Mi', 'lots', '-1g', '1.5g', '2 gigs'],
  enum: ['SOMETIMES', 'EXACTLY-ONCE', 'none at all'],
};

/** Values that Flink's type takes and that are wrong all the same: option, value, rule, and where. */
export const HARMFUL: readonly (readonly [key: string, value: string, owner: string, when: When])[] = [
  ['execution.checkpointing.interval', '5 ms', 'checkpointing/interval', always],
  ['execution.checkpointing.interval', '120', 'checkpointing/interval', always],
  ['execution.checkpointing.interval', '0 s', 'checkpointing/interval', always],
  ['execution.checkpointing.timeout', '3 ms', 'checkpointing/timeout', always],
  ['execution.checkpointing.timeout', '900', 'checkpointing/timeout', always],
  ['execution.checkpointing.tolerable-failed-checkpoints', '-1', 'checkpointing/tolerable-failures', always],
  ['execution.checkpointing.tolerable-failed-checkpoints', '5000', 'checkpointing/tolerable-failures', always],
  ['execution.checkpointing.num-retained', '0', 'checkpointing/num-retained', always],
  ['execution.checkpointing.mode', 'AT_LEAST_ONCE', 'checkpointing/mode', always],
  [
    'execution.checkpointing.externalized-checkpoint-retention',
    'DELETE_ON_CANCELLATION',
    'checkpointing/retention',
    always,
  ],
  ['execution.checkpointing.dir', 'payments/checkpoints', 'checkpointing/storage', always],
  ['execution.checkpointing.dir', 's3://', 'checkpointing/storage', always],
  ['execution.checkpointing.dir', 'file:///tmp/checkpoints', 'checkpointing/local-directory', always],
  ['execution.checkpointing.savepoint-dir', 'file:///tmp/savepoints', 'checkpointing/local-directory', always],
  ['execution.checkpointing.savepoint-dir', '/savepoints', 'checkpointing/storage', always],
  ['execution.checkpointing.dir', 'gcs://payments/checkpoints', 'state/filesystem-plugin', always],
  ['high-availability.storageDir', 'file:///tmp/ha', 'availability/storage-directory', always],
  ['high-availability.storageDir', 's3:payments/ha', 'availability/storage-directory', always],
  ['high-availability.storageDir', 'https://payments/ha', 'state/filesystem-plugin', always],
  ['high-availability.type', 'zookeper', 'availability/high-availability', always],
  ['high-availability.type', 'none', 'availability/high-availability', always],
  [
    'high-availability.zookeeper.quorum',
    'zk1:2181,zk2:21x1',
    'options/invalid-value',
    has('high-availability.zookeeper.quorum'),
  ],
  ['state.backend.type', 'rockdb', 'state/backend', always],
  ['state.backend.type', 'filesystem', 'state/backend-removed', isTwo],
  [
    'state.backend.rocksdb.localdir',
    'rocksdb',
    'state/rocksdb-local-directory',
    ({ backend }) => backend === 'rocksdb',
  ],
  [
    'state.backend.rocksdb.localdir',
    'file:/mnt/ssd',
    'state/rocksdb-local-directory',
    ({ backend }) => backend === 'rocksdb',
  ],
  ['state.backend.rocksdb.thread.num', '0', 'state/rocksdb-memory', ({ backend }) => backend === 'rocksdb'],
  ['taskmanager.memory.managed.fraction', '0', 'memory/rocksdb-managed', ({ backend }) => backend === 'rocksdb'],
  ['restart-strategy.type', 'none', 'recovery/restart-strategy', always],
  ['restart-strategy.type', 'exponential', 'recovery/restart-strategy', always],
  ['restart-strategy.type', 'fixed-delay', 'recovery/restart-strategy', always],
  ['restart-strategy.exponential-delay.backoff-multiplier', '0.9', 'recovery/restart-strategy', always],
  ['restart-strategy.exponential-delay.jitter-factor', '1.1', 'recovery/restart-strategy', always],
  ['jobmanager.execution.failover-strategy', 'regions', 'options/invalid-value', always],
  ['execution.state-recovery.ignore-unclaimed-state', 'true', 'recovery/ignore-unclaimed-state', always],
  ['pipeline.max-parallelism', '0', 'job/parallelism-bounds', always],
  ['pipeline.max-parallelism', '65536', 'job/parallelism-bounds', always],
  ['parallelism.default', '0', 'job/parallelism-bounds', always],
  ['taskmanager.numberOfTaskSlots', '0', 'scheduling/slots', always],
  ['taskmanager.memory.process.size', '400m', 'memory/budget', always],
  ['jobmanager.memory.process.size', '350m', 'memory/budget', always],
  ['taskmanager.memory.segment-size', '40kb', 'memory/network-buffers', always],
  ['env.java.opts.taskmanager', '-Xmx5g', 'memory/jvm-flags', always],
  ['heartbeat.interval', '0', 'availability/heartbeat', always],
  ['heartbeat.timeout', '2000', 'availability/heartbeat', always],
  ['metrics.reporter.prom.port', 'http', 'observability/reporter-port', always],
  ['metrics.reporter.prom.port', '70000', 'observability/reporter-port', always],
  [
    'metrics.reporter.prom.factory.class',
    'org.apache.flink.metrics.prometheus.PrometheusReporter',
    'observability/reporter-factory',
    always,
  ],
  ['rest.flamegraph.enabled', 'true', 'observability/flame-graphs', always],
  ['rest.bind-address', '0.0.0.0', 'security/rest-exposure', ({ place }) => place === 'machines'],
  ['kubernetes.jobmanager.replicas', '0', 'availability/replicas', ({ place }) => place === 'native'],
  ['kubernetes.rest-service.exposed.type', 'LoadBalancer', 'security/rest-exposure', ({ place }) => place === 'native'],
  [
    'security.ssl.internal.keystore-password',
    'kettle-orange-77',
    'security/plaintext-secret',
    has('security.ssl.internal.keystore-password'),
  ],
  ['s3.secret-key', 'wJalrXUtnFEMIK7MDENGbPxRfiCYzzzKEYzzzKEY', 'security/plaintext-secret', always],
  ['security.ssl.protocol', 'TLSv1.4', 'security/weak-tls', has('security.ssl.internal.enabled')],
];

/** Logging lines with a wrong value. */
export const LOG_VALUES: readonly (readonly [key: string, value: string, owner: string])[] = [
  ['rootLogger.level', 'DEBUG', 'observability/log-level'],
  ['rootLogger.level', 'OFF', 'observability/log-level'],
  ['rootLogger.level', 'INFOO', 'observability/log-syntax'],
  ['logger.kafka.level', 'WARNINGS', 'observability/log-syntax'],
  ['rootLogger.appenderRef.main.ref', 'Mian', 'observability/log-syntax'],
  ['appender.main.type', 'File', 'observability/log-rolling'],
];

export const LOGBACK_TEXTS: readonly (readonly [from: string, to: string, owner: string])[] = [
  ['level="INFO"', 'level="DEBUG"', 'observability/log-level'],
  ['level="INFO"', 'level="INFOO"', 'observability/log-syntax'],
  ['ref="main"', 'ref="mian"', 'observability/log-syntax'],
  ['</root>', '</rot>', 'observability/log-syntax'],
];

/** Lines that the file's grammar does not take, or takes otherwise than they look. */
export const LINES: readonly (readonly [line: string, owner: string, spellings: readonly Spelling[]])[] = [
  ['rest.port 8081', 'files/dropped-line', ['legacy']],
  ['rest.port=8081', 'files/dropped-line', ['legacy']],
  ['rest.port:8081', 'files/dropped-line', ['legacy']],
  ['rest.port:', 'files/dropped-line', ['legacy']],
  ['rest.address: "jm1.example.com"', 'files/quoted-value', ['legacy']],
  ["rest.port: '8081'", 'files/quoted-value', ['legacy']],
  ['rest:\n  port: 8081', 'files/nested-in-legacy', ['legacy']],
  ['rest.address: jm1#a.example.com', 'files/comment-in-value', ['legacy']],
  ['io.tmp.dirs:', 'files/null-value', ['flat', 'nested']],
  ['io.tmp.dirs: ~', 'files/null-value', ['flat', 'nested']],
  ['io.tmp.dirs: [/tmp', 'files/invalid-yaml', ['flat', 'nested']],
  ['io.tmp.dirs: "/tmp', 'files/invalid-yaml', ['flat', 'nested']],
  ['io.tmp.dirs: a: b', 'files/invalid-yaml', ['flat', 'nested']],
  ['io:\n\ttmp.dirs: /tmp', 'files/invalid-yaml', ['flat', 'nested']],
  ['io.tmp.dirs /tmp', 'files/invalid-yaml', ['flat', 'nested']],
];

/** Words that Flink knows by heart, and the rule that owns each. */
export const WORDS: readonly (readonly [key: string, word: string, owner: string])[] = [
  ['state.backend.type', 'rocksdb', 'state/backend'],
  ['state.backend.type', 'hashmap', 'state/backend'],
  ['high-availability.type', 'zookeeper', 'availability/high-availability'],
  ['high-availability.type', 'kubernetes', 'availability/high-availability'],
  ['restart-strategy.type', 'exponential-delay', 'recovery/restart-strategy'],
  ['restart-strategy.type', 'fixed-delay', 'recovery/restart-strategy'],
  ['jobmanager.execution.failover-strategy', 'region', 'options/invalid-value'],
  ['execution.checkpointing.mode', 'EXACTLY_ONCE', 'options/invalid-value'],
  ['execution.checkpointing.storage', 'filesystem', 'checkpointing/storage'],
  ['execution.checkpointing.externalized-checkpoint-retention', 'RETAIN_ON_CANCELLATION', 'options/invalid-value'],
  [
    'metrics.reporter.prom.factory.class',
    'org.apache.flink.metrics.prometheus.PrometheusReporterFactory',
    'observability/reporter-factory',
  ],
];

/** Values that are each right and do not go together: what is set, what goes, the rule, and where. */
export const CONTRADICTIONS: readonly {
  readonly sets: Readonly<Record<string, string>>;
  readonly drops?: readonly string[];
  readonly owner: string;
  readonly when?: When;
}[] = [
  { sets: { 'execution.checkpointing.min-pause': '10 min' }, owner: 'checkpointing/min-pause' },
  { sets: { 'execution.checkpointing.interval': '20 s' }, owner: 'checkpointing/min-pause' },
  {
    sets: { 'execution.checkpointing.interval-during-backlog': '1 min' },
    owner: 'checkpointing/interval',
    when: since('1.19'),
  },
  {
    sets: { 'execution.checkpointing.unaligned.enabled': 'true', 'execution.checkpointing.mode': 'AT_LEAST_ONCE' },
    owner: 'checkpointing/unaligned',
  },
  {
    sets: {
      'execution.checkpointing.unaligned.enabled': 'true',
      'execution.checkpointing.max-concurrent-checkpoints': '2',
    },
    owner: 'checkpointing/unaligned',
  },
  { sets: { 'parallelism.default': '900' }, owner: 'job/parallelism-bounds' },
  { sets: { 'pipeline.max-parallelism': '3' }, owner: 'job/parallelism-bounds' },
  { sets: { 'restart-strategy.exponential-delay.initial-backoff': '5 min' }, owner: 'recovery/restart-strategy' },
  { sets: { 'restart-strategy.exponential-delay.max-backoff': '1 s' }, owner: 'recovery/restart-strategy' },
  {
    sets: { 'heartbeat.interval': '60000', 'heartbeat.timeout': '30000' },
    owner: 'availability/heartbeat',
  },
  { sets: { 'taskmanager.memory.flink.size': '6g' }, owner: 'memory/conflicting-sizes' },
  { sets: { 'jobmanager.memory.flink.size': '2g' }, owner: 'memory/conflicting-sizes' },
  { sets: { 'taskmanager.memory.managed.fraction': '0.95' }, owner: 'memory/budget' },
  {
    sets: { 'taskmanager.memory.network.min': '2g', 'taskmanager.memory.network.max': '1g' },
    owner: 'memory/network-buffers',
  },
  { sets: { 'taskmanager.memory.min-segment-size': '64kb' }, owner: 'memory/network-buffers' },
  {
    sets: { 'state.backend.type': 'hashmap', 'execution.checkpointing.incremental': 'true' },
    owner: 'state/incremental-without-rocksdb',
  },
  {
    sets: { 'taskmanager.memory.managed.consumer-weights': 'OPERATOR:70,PYTHON:30' },
    owner: 'memory/rocksdb-managed',
    when: ({ backend }) => backend === 'rocksdb',
  },
  {
    sets: { 'kubernetes.jobmanager.replicas': '3', 'high-availability.type': 'none' },
    owner: 'availability/replicas',
    when: ({ place }) => place === 'native',
  },
  {
    sets: { 'security.ssl.rest.enabled': 'false', 'security.ssl.rest.authentication-enabled': 'true' },
    owner: 'security/tls-ignored',
  },
  { sets: { 'security.ssl.rest.enabled': 'false' }, owner: 'security/tls', when: has('security.ssl.internal.enabled') },
  {
    sets: {},
    drops: ['security.kerberos.login.principal', 'security.kerberos.login.keytab'],
    owner: 'security/kerberos',
    when: has('security.kerberos.login.contexts'),
  },
  { sets: { 'metrics.reporters': 'prometheus' }, owner: 'observability/metrics-reporter' },
  { sets: { 'scheduler-mode': 'reactive' }, owner: 'scheduling/reactive', when: startsWorkers },
  {
    sets: { 'slotmanager.number-of-slots.min': '8', 'slotmanager.number-of-slots.max': '4' },
    owner: 'scheduling/slots',
    when: both(startsWorkers, since('1.19')),
  },
  {
    sets: {
      'job.autoscaler.enabled': 'true',
      'job.autoscaler.vertex.min-parallelism': '20',
      'job.autoscaler.vertex.max-parallelism': '10',
    },
    owner: 'scheduling/autoscaler',
    when: ({ place }) => place === 'operator',
  },
];
