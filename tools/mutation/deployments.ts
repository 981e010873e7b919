import type { Catalogue } from '../../src/flink/catalogue.js';
import { minorRange } from '../../src/flink/versions.js';

/** How a configuration is spelled: `flink-conf.yaml`, or `config.yaml` with whole keys or with nested ones. */
export type Spelling = 'legacy' | 'flat' | 'nested';

/** Where it runs, and whether it is a cluster's or one job's. */
export type Place = 'machines' | 'docker' | 'yarn' | 'native' | 'operator';

export type Backend = 'rocksdb' | 'hashmap' | 'forst';

export type Logging = 'log4j' | 'logback';

/** One healthy deployment, in parts that a mutation can change. */
export interface Deployment {
  readonly version: string;
  readonly spelling: Spelling;
  readonly place: Place;
  readonly backend: Backend;
  readonly logging: Logging;
  /** Options by their newest names. */
  readonly settings: ReadonlyMap<string, string>;
  readonly log4j: ReadonlyMap<string, string>;
  readonly logback: string;
  /** Lines at the end of the configuration, as they are. */
  readonly more: readonly string[];
  /** Files besides. */
  readonly files: Readonly<Record<string, string>>;
}

/** Whether options of jobs are known to be set nowhere else. */
export const isJobs = ({ place }: Deployment): boolean => place !== 'machines' && place !== 'docker';

export const nameOf = ({ version, spelling, place, backend, logging }: Deployment): string =>
  [version, spelling, place, backend, logging].join(' ');

const VERSIONS = ['1.18', '1.19', '1.20', '2.0', '2.1', '2.2', '2.3'] as const;
const PLACES = ['machines', 'docker', 'yarn', 'native', 'operator'] as const;

/** `config.yaml` came with 1.19, and 2.0 reads nothing else. */
const spellingsOf = (version: string): readonly Spelling[] =>
  version === '1.18' ? ['legacy'] : version.startsWith('1.') ? ['legacy', 'flat', 'nested'] : ['flat', 'nested'];

type Options = Readonly<Record<string, string>>;

const COMMON: Options = {
  'parallelism.default': '4',
  'pipeline.max-parallelism': '720',
  'execution.checkpointing.interval': '2 min',
  'execution.checkpointing.min-pause': '30 s',
  'execution.checkpointing.timeout': '15 min',
  'execution.checkpointing.tolerable-failed-checkpoints': '3',
  'execution.checkpointing.externalized-checkpoint-retention': 'RETAIN_ON_CANCELLATION',
  'execution.checkpointing.num-retained': '3',
  'execution.checkpointing.dir': 's3://payments/checkpoints',
  'execution.checkpointing.savepoint-dir': 's3://payments/savepoints',
  'restart-strategy.type': 'exponential-delay',
  'restart-strategy.exponential-delay.initial-backoff': '5 s',
  'restart-strategy.exponential-delay.max-backoff': '3 min',
  'restart-strategy.exponential-delay.backoff-multiplier': '2.0',
  'high-availability.storageDir': 's3://payments/ha',
  'jobmanager.memory.process.size': '3g',
  'taskmanager.memory.process.size': '6g',
  'taskmanager.numberOfTaskSlots': '2',
  'metrics.reporter.prom.factory.class': 'org.apache.flink.metrics.prometheus.PrometheusReporterFactory',
  'metrics.reporter.prom.port': '9250-9260',
};

const BACKENDS: Readonly<Record<Backend, Options>> = {
  rocksdb: {
    'state.backend.type': 'rocksdb',
    'execution.checkpointing.incremental': 'true',
    'taskmanager.memory.managed.fraction': '0.5',
    'state.backend.rocksdb.localdir': '/mnt/ssd/rocksdb',
  },
  hashmap: { 'state.backend.type': 'hashmap', 'taskmanager.memory.managed.fraction': '0.1' },
  forst: { 'state.backend.type': 'forst', 'execution.checkpointing.incremental': 'true' },
};

const ZOOKEEPER: Options = {
  'high-availability.type': 'zookeeper',
  'high-availability.zookeeper.quorum': 'zk1:2181,zk2:2181,zk3:2181',
};

const KUBERNETES: Options = { 'high-availability.type': 'kubernetes' };

const AT: Readonly<Record<Place, Options>> = {
  machines: {
    ...ZOOKEEPER,
    'high-availability.cluster-id': '/payments',
    'jobmanager.rpc.address': 'jm1.example.com',
    'rest.bind-address': 'localhost',
  },
  docker: { ...ZOOKEEPER, 'jobmanager.rpc.address': 'jobmanager', 'jobmanager.bind-host': '0.0.0.0' },
  yarn: { ...ZOOKEEPER, 'yarn.application.name': 'payments', 'yarn.application-attempts': '5' },
  native: {
    ...KUBERNETES,
    'kubernetes.cluster-id': 'payments',
    'kubernetes.container.image.ref': 'registry.example.com/payments:7',
    'kubernetes.jobmanager.replicas': '2',
  },
  operator: { ...KUBERNETES, 'kubernetes.taskmanager.cpu.amount': '2.0' },
};

const TLS: Options = Object.fromEntries(
  ['internal', 'rest'].flatMap((side) => [
    [`security.ssl.${side}.enabled`, 'true'],
    [`security.ssl.${side}.keystore`, `/certs/${side}.p12`],
    [`security.ssl.${side}.keystore-password`, '${STORE_PASSWORD}'],
    [`security.ssl.${side}.key-password`, '${KEY_PASSWORD}'],
    [`security.ssl.${side}.truststore`, `/certs/${side}-trust.p12`],
    [`security.ssl.${side}.truststore-password`, '${TRUST_PASSWORD}'],
  ]),
);

const KERBEROS: Options = {
  'security.kerberos.login.principal': 'flink@EXAMPLE.COM',
  'security.kerberos.login.keytab': '/etc/security/flink.keytab',
  'security.kerberos.login.contexts': 'KafkaClient',
};

const LOG4J: Options = {
  'rootLogger.level': 'INFO',
  'rootLogger.appenderRef.main.ref': 'Main',
  'logger.kafka.name': 'org.apache.kafka',
  'logger.kafka.level': 'WARN',
  'appender.main.name': 'Main',
  'appender.main.type': 'RollingFile',
  'appender.main.fileName': '${sys:log.file}',
  'appender.main.filePattern': '${sys:log.file}.%i',
  'appender.main.layout.type': 'PatternLayout',
  'appender.main.policies.type': 'Policies',
  'appender.main.policies.size.type': 'SizeBasedTriggeringPolicy',
  'appender.main.policies.size.size': '100MB',
  'appender.main.strategy.type': 'DefaultRolloverStrategy',
};

const LOGBACK = `<configuration>
  <appender name="main" class="ch.qos.logback.core.ConsoleAppender">
    <encoder><pattern>%d %-5level %logger - %msg%n</pattern></encoder>
  </appender>
  <root level="INFO"><appender-ref ref="main"/></root>
  <logger name="org.apache.kafka" level="WARN"/>
</configuration>
`;

/** Every version, spelling and place, with backends and logging in turn. */
export const DEPLOYMENTS: readonly Deployment[] = VERSIONS.flatMap((version) =>
  spellingsOf(version).flatMap((spelling) => PLACES.map((place) => ({ version, spelling, place }))),
).map(({ version, spelling, place }, index) => {
  const backends: readonly Backend[] = version.startsWith('2.')
    ? ['rocksdb', 'hashmap', 'forst']
    : ['rocksdb', 'hashmap'];
  const backend = backends[index % backends.length] ?? 'rocksdb';
  return {
    version,
    spelling,
    place,
    backend,
    logging: index % 4 === 3 ? 'logback' : 'log4j',
    settings: new Map(
      Object.entries({
        ...COMMON,
        ...BACKENDS[backend],
        ...AT[place],
        ...(index % 2 === 0 ? TLS : {}),
        ...(index % 3 === 0 ? KERBEROS : {}),
      }),
    ),
    log4j: new Map(Object.entries(LOG4J)),
    logback: LOGBACK,
    more: [],
    files: {},
  };
});

/** The files of a deployment, each option under the name that its version reads. */
export function filesOf(deployment: Deployment, catalogue: Catalogue): Readonly<Record<string, string>> {
  const { version, spelling, place, logging, settings, log4j, logback, more, files } = deployment;
  const named = [...settings].map(([key, value]) => [catalogue.nameIn(key, minorRange(version)), value] as const);
  const lines = named.map(([key, value]) => `${key}: ${value}\n`);
  const text = `${spelling === 'nested' ? nested(named) : lines.join('')}${more.map((line) => `${line}\n`).join('')}`;
  const console = place === 'machines' || place === 'yarn' ? '' : '-console';
  const settingsFile = [
    ...(place === 'docker' ? [] : [`flinkVersion: "${version}"`]),
    ...(place === 'native' || place === 'operator' ? [`platform: kubernetes-${place}`] : []),
    ...(isJobs(deployment) ? [`jobs: [{name: payments, config: conf/${fileOf(spelling)}}]`] : []),
  ];
  return {
    [`conf/${fileOf(spelling)}`]: text,
    ...(logging === 'log4j'
      ? { [`conf/log4j${console}.properties`]: [...log4j].map(([key, value]) => `${key} = ${value}\n`).join('') }
      : { [`conf/logback${console}.xml`]: logback }),
    ...(settingsFile.length === 0 ? {} : { '.flinklint.yaml': `${settingsFile.join('\n')}\n` }),
    ...(place === 'docker' ? { Dockerfile: `FROM flink:${version}\nCOPY conf /opt/flink/conf\n` } : {}),
    ...files,
  };
}

export const fileOf = (spelling: Spelling): string => (spelling === 'legacy' ? 'flink-conf.yaml' : 'config.yaml');

/** Two levels: the first segment, and the rest of each key below it. */
function nested(settings: readonly (readonly [string, string])[]): string {
  const groups = new Map<string, string[]>();
  for (const [key, value] of settings) {
    const dot = key.indexOf('.');
    const first = dot === -1 ? key : key.slice(0, dot);
    const line = dot === -1 ? ` ${value}` : `\n  ${key.slice(dot + 1)}: ${value}`;
    groups.set(first, [...(groups.get(first) ?? []), line]);
  }
  return [...groups].map(([first, lines]) => `${first}:${lines.join('')}\n`).join('');
}
