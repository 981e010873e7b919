import type { Catalogue, Shape } from '../../src/flink/catalogue.js';
import { OWNERS } from '../../src/flink/owners.js';
import { minorRange } from '../../src/flink/versions.js';
import type { Random } from '../conformance/random.js';
import { type Deployment, fileOf, isJobs, type Spelling } from './deployments.js';

export const KINDS = ['drop', 'break', 'misspell', 'shadow', 'contradict'] as const;
export type Kind = (typeof KINDS)[number];

/** A deployment with one thing wrong, and the rule whose business that is: one of two where chance decides which. */
export interface Mutation {
  readonly what: string;
  readonly owner: string | readonly string[];
  readonly after: Deployment;
}

interface Means {
  readonly catalogue: Catalogue;
  readonly random: Random;
}

/** Makes one mutation of a kind; nothing where chance met one that makes no sense there. */
export type Maker = (deployment: Deployment, means: Means) => Mutation | undefined;

/** Some deployments only. */
type When = (deployment: Deployment) => boolean;

const always: When = () => true;
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
const onLog4j: When = ({ logging }) => logging === 'log4j';
const onLogback: When = ({ logging }) => logging === 'logback';

const without = (deployment: Deployment, ...keys: readonly string[]): Deployment => ({
  ...deployment,
  settings: new Map([...deployment.settings].filter(([key]) => !keys.includes(key))),
});

const withAll = (deployment: Deployment, settings: Readonly<Record<string, string>>): Deployment => ({
  ...deployment,
  settings: new Map([...deployment.settings, ...Object.entries(settings)]),
});

const withLog4j = (deployment: Deployment, change: (log4j: Map<string, string>) => void): Deployment => {
  const log4j = new Map(deployment.log4j);
  change(log4j);
  return { ...deployment, log4j };
};

/** What a healthy deployment cannot do without: option, rule, and where. */
const NEEDED: readonly (readonly [keys: string, owner: string, when: When])[] = [
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

const LOG_LINES: readonly (readonly [key: string, owner: string])[] = [
  ['rootLogger.level', 'observability/log-level'],
  ['rootLogger.appenderRef.main.ref', 'observability/log-syntax'],
  ['appender.main.name', 'observability/log-syntax'],
  ['appender.main.type', 'observability/log-syntax'],
  ['appender.main.policies.size.type', 'observability/log-syntax'],
];

const drop: Maker = (deployment, { random }) => {
  const options = NEEDED.filter(([key, , when]) => deployment.settings.has(key) && when(deployment));
  const lines = onLog4j(deployment) ? LOG_LINES : [];
  const chosen = random.below(options.length + lines.length);
  const option = options[chosen];
  if (option !== undefined) return { what: option[0], owner: option[1], after: without(deployment, option[0]) };
  const line = lines[chosen - options.length];
  if (line === undefined) return undefined;
  const [what, owner] = line;
  return { what, owner, after: withLog4j(deployment, (log4j) => log4j.delete(what)) };
};

/** Values that no version of Flink takes for a type (`ConfigurationUtils#convertValue`). */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
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
const HARMFUL: readonly (readonly [key: string, value: string, owner: string, when: When])[] = [
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
const LOG_VALUES: readonly (readonly [key: string, value: string, owner: string])[] = [
  ['rootLogger.level', 'DEBUG', 'observability/log-level'],
  ['rootLogger.level', 'OFF', 'observability/log-level'],
  ['rootLogger.level', 'INFOO', 'observability/log-syntax'],
  ['logger.kafka.level', 'WARNINGS', 'observability/log-syntax'],
  ['rootLogger.appenderRef.main.ref', 'Mian', 'observability/log-syntax'],
  ['appender.main.type', 'File', 'observability/log-rolling'],
];

const LOGBACK_TEXTS: readonly (readonly [from: string, to: string, owner: string])[] = [
  ['level="INFO"', 'level="DEBUG"', 'observability/log-level'],
  ['level="INFO"', 'level="INFOO"', 'observability/log-syntax'],
  ['ref="main"', 'ref="mian"', 'observability/log-syntax'],
  ['</root>', '</rot>', 'observability/log-syntax'],
];

/** The one shape that an option has at a deployment's version. */
function shapeOf({ version }: Deployment, key: string, catalogue: Catalogue): Shape | undefined {
  const shapes = catalogue.shapes(key, minorRange(version));
  return shapes.length === 1 ? shapes[0] : undefined;
}

/** A value that is not of its option's type. */
const mistype: Maker = (deployment, { catalogue, random }) => {
  const keys = [...deployment.settings.keys()];
  const key = keys[random.below(keys.length)] ?? '';
  const shape = shapeOf(deployment, key, catalogue);
  const values = shape === undefined || shape.era.list === true ? undefined : REFUSED[shape.era.type];
  const value = values?.[random.below(values.length)];
  if (value === undefined) return undefined;
  const owner = Object.hasOwn(OWNERS, key) ? (OWNERS[key] ?? '') : 'options/invalid-value';
  return { what: `${key}: ${value}`, owner, after: withAll(deployment, { [key]: value }) };
};

const harm: Maker = (deployment, { catalogue, random }) => {
  const known = (key: string): boolean =>
    /^(?:metrics\.reporter|env\.|s3\.)/.test(key) || shapeOf(deployment, key, catalogue) !== undefined;
  const options = HARMFUL.filter(([key, , , when]) => when(deployment) && known(key));
  const [key, value, owner] = options[random.below(options.length)] ?? [];
  if (key === undefined || value === undefined || owner === undefined) return undefined;
  return { what: `${key}: ${value}`, owner, after: withAll(deployment, { [key]: value }) };
};

const damageLog: Maker = (deployment, { random }) => {
  if (onLogback(deployment)) {
    const [from, to, owner] = LOGBACK_TEXTS[random.below(LOGBACK_TEXTS.length)] ?? [];
    if (from === undefined || to === undefined || owner === undefined) return undefined;
    return { what: to, owner, after: { ...deployment, logback: deployment.logback.replace(from, to) } };
  }
  const [key, value, owner] = LOG_VALUES[random.below(LOG_VALUES.length)] ?? [];
  if (key === undefined || value === undefined || owner === undefined) return undefined;
  return { what: `${key} = ${value}`, owner, after: withLog4j(deployment, (log4j) => log4j.set(key, value)) };
};

/** Lines that the file's grammar does not take, or takes otherwise than they look. */
const LINES: readonly (readonly [line: string, owner: string, spellings: readonly Spelling[]])[] = [
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

const damageFile: Maker = (deployment, { random }) => {
  const fitting = LINES.filter(([, , spellings]) => spellings.includes(deployment.spelling));
  const [line, owner] = fitting[random.below(fitting.length)] ?? [];
  if (line === undefined || owner === undefined) return undefined;
  return { what: line, owner, after: { ...deployment, more: [line] } };
};

/** Options of other versions, in the middle of those that this one has. */
const ofAnotherVersion: Maker = (deployment, { catalogue, random }) => {
  const range = minorRange(deployment.version);
  const keys = catalogue.keys(catalogue.range);
  const key = keys[random.below(keys.length)] ?? '';
  const { kind } = catalogue.status(key, range);
  if (/[#<*]|^\$?internal|^kubernetes\.operator\./.test(key) || (kind !== 'removed' && kind !== 'not-yet'))
    return undefined;
  const heap = /^(?:job|task)manager\.heap\.(?:size|mb)$/.test(key);
  const owner = heap ? 'memory/legacy-heap' : kind === 'removed' ? 'options/removed' : 'options/not-yet-available';
  return { what: key, owner, after: { ...deployment, more: [`${key}: 1`] } };
};

const breaks: Maker = (deployment, means) =>
  means.random.pick([mistype, mistype, harm, harm, damageLog, damageFile, ofAnotherVersion])(deployment, means);

const SIGNS = 'abcdefghijklmnopqrstuvwxyz-.';

const EDITS: readonly ((key: string, at: number, sign: string) => string)[] = [
  (key, at) => key.slice(0, at) + key.slice(at + 1),
  (key, at, sign) => key.slice(0, at) + sign + key.slice(at),
  (key, at, sign) => key.slice(0, at) + sign + key.slice(at + 1),
  (key, at) => key.slice(0, at) + key.slice(at + 1, at + 2) + key.slice(at, at + 1) + key.slice(at + 2),
  // What people do beside slips of the finger: the wrong case, `_` for `-`, a lost first segment.
  (key) => key.toLowerCase(),
  (key) => key.replaceAll('-', '_'),
  (key) => key.slice(key.indexOf('.') + 1),
];

/** A key that Flink does not know, one slip away from one that it does. */
const misspell: Maker = (deployment, { catalogue, random }) => {
  const range = minorRange(deployment.version);
  const keys = [...deployment.settings.keys()].filter((key) => catalogue.shapes(key, range).length > 0);
  const key = keys[random.below(keys.length)] ?? '';
  const named = catalogue.nameIn(key, range);
  const edit = EDITS[random.below(EDITS.length)];
  const written = edit?.(named, random.below(named.length), SIGNS[random.below(SIGNS.length)] ?? 'a') ?? named;
  const isKey = /^[a-zA-Z][\w-]*(?:\.[\w-]+)+$/.test(written);
  if (!isKey || written === named || catalogue.status(written, range).kind !== 'unknown') return undefined;
  const settings = [...deployment.settings].map(([own, value]) => [own === key ? written : own, value] as const);
  return { what: written, owner: 'options/unknown', after: { ...deployment, settings: new Map(settings) } };
};

/** Keys without which a reporter is not made, in an open family where any other name may mean something. */
const misspellReporter: Maker = (deployment, { catalogue, random }) => {
  const key = 'metrics.reporter.prom.factory.class';
  const written =
    EDITS[random.below(4)]?.(key, random.below(key.length), SIGNS[random.below(SIGNS.length)] ?? 'a') ?? key;
  if (written === key || !/^[a-z][\w-]*(?:\.[\w-]+)+$/.test(written)) return undefined;
  const settings = [...deployment.settings].map(([own, value]) => [own === key ? written : own, value] as const);
  // A name of the reporter that is still one makes another reporter, and leaves the first without a factory.
  const known = catalogue.status(written, minorRange(deployment.version)).kind !== 'unknown';
  const owner = known ? ['observability/reporter-factory'] : ['options/unknown', 'observability/reporter-factory'];
  return { what: written, owner, after: { ...deployment, settings: new Map(settings) } };
};

const misspellLog: Maker = (deployment, { random }) => {
  if (!onLog4j(deployment)) return undefined;
  const [key] = LOG_LINES[random.below(LOG_LINES.length - 1)] ?? [''];
  const written =
    EDITS[random.below(4)]?.(key, random.below(key.length), SIGNS[random.below(SIGNS.length)] ?? 'a') ?? key;
  if (written === key || !/^[a-zA-Z][\w-]*(?:\.[\w-]+)+$/.test(written)) return undefined;
  // The id of a reference is anybody's choice.
  if (/^rootLogger\.appenderRef\.[^.]+\.ref$/.test(written)) return undefined;
  const log4j = [...deployment.log4j].map(([own, value]) => [own === key ? written : own, value] as const);
  const owner = ['observability/log-syntax', 'observability/log-level'];
  return { what: written, owner, after: { ...deployment, log4j: new Map(log4j) } };
};

/** Words that Flink knows by heart, and the rule that owns each. */
const WORDS: readonly (readonly [key: string, word: string, owner: string])[] = [
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

const misspellValue: Maker = (deployment, { random }) => {
  const [key, word, owner] = WORDS[random.below(WORDS.length)] ?? [];
  if (key === undefined || word === undefined || owner === undefined) return undefined;
  const written = EDITS[random.below(4)]?.(word, random.below(word.length), SIGNS[random.below(26)] ?? 'a') ?? word;
  if (written.toLowerCase() === word.toLowerCase()) return undefined;
  return { what: `${key}: ${written}`, owner, after: withAll(deployment, { [key]: written }) };
};

const misspells: Maker = (deployment, means) =>
  means.random.pick([misspell, misspell, misspell, misspellValue, misspellReporter, misspellLog])(deployment, means);

/** Another value that an option takes. */
function otherValue({ era }: Shape, value: string): string | undefined {
  switch (era.type) {
    case 'duration':
      return value === '7 min' ? '8 min' : '7 min';
    case 'memory':
      return value === '4g' ? '5g' : '4g';
    case 'int':
      return value === '6' ? '7' : '6';
    case 'boolean':
      return value === 'true' ? 'false' : 'true';
    case 'enum':
      return era.enum?.find((constant) => constant !== value);
    default:
      return undefined;
  }
}

/** The same option once more: by an older name, or by the same one. */
const shadow: Maker = (deployment, { catalogue, random }) => {
  const keys = [...deployment.settings.keys()];
  const key = keys[random.below(keys.length)] ?? '';
  const shape = shapeOf(deployment, key, catalogue);
  const value = shape === undefined ? undefined : otherValue(shape, deployment.settings.get(key) ?? '');
  if (shape === undefined || value === undefined) return undefined;
  const old = (shape.era.deprecated ?? []).filter(
    (name) => catalogue.aliasOf(name, minorRange(deployment.version)).length === 1,
  );
  const older = old[random.below(old.length)];
  if (older !== undefined && random.chance(0.7)) {
    const line = `${older}: ${value}`;
    return { what: line, owner: 'options/shadowed', after: { ...deployment, more: [line] } };
  }
  const line = `${shape.name}: ${value}`;
  const owner = deployment.spelling === 'nested' ? 'files/flat-and-nested' : 'files/duplicate-key';
  return { what: line, owner, after: { ...deployment, more: [line] } };
};

/** A whole file that takes the place of another, or that nothing reads. */
const shadowFile: Maker = (deployment) => {
  const other = deployment.spelling === 'legacy' ? 'nested' : 'legacy';
  const file = `conf/${fileOf(other)}`;
  const text = 'parallelism.default: 2\ntaskmanager.numberOfTaskSlots: 2\nrest.port: 8081\n';
  return { what: file, owner: 'files/ignored-file', after: { ...deployment, files: { [file]: text } } };
};

const shadows: Maker = (deployment, means) => (means.random.chance(0.9) ? shadow : shadowFile)(deployment, means);

/** Values that are each right and do not go together: what is set, what goes, the rule, and where. */
const CONTRADICTIONS: readonly {
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

const contradict: Maker = (deployment, { random }) => {
  const fitting = CONTRADICTIONS.filter(({ when = always }) => when(deployment));
  const chosen = fitting[random.below(fitting.length)];
  if (chosen === undefined) return undefined;
  const { sets, drops = [], owner } = chosen;
  const what = [
    ...Object.entries(sets).map(([key, value]) => `${key}: ${value}`),
    ...drops.map((key) => `no ${key}`),
  ].join(', ');
  return { what, owner, after: withAll(without(deployment, ...drops), sets) };
};

export const MAKERS: Readonly<Record<Kind, Maker>> = {
  drop,
  break: breaks,
  misspell: misspells,
  shadow: shadows,
  contradict,
};
