import type { Item, Row } from './rows.js';

const NOTHING: readonly string[] = [];

const BOOLEANS = 'ConfigurationUtils#convertToBoolean: only true and false, in any case.';
const ERRORS_ONLY = 'LoggerConfig.RootLogger of log4j 2: without a level, ERROR.';

/** The checklist's item, with the part of the stores that TLS cannot do without. */
const store = (side: 'internal' | 'rest', part: string, healthy: string, named: Row['removed']): Row => ({
  key: `security.ssl.${side}.${part}`,
  healthy,
  ...(named === undefined ? {} : { removed: named }),
  broken: part.endsWith('password')
    ? [
        {
          value: 'orange-kettle-77',
          named: ['warning security/plaintext-secret'],
          source: 'Item 15: whoever reads the file reads the key.',
        },
      ]
    : [],
});

const refused = (source: string) => ({ named: ['error security/tls-incomplete'], source });

const KEY_STORE = refused('SSLUtils#getKeyManagerFactory: the config option is missing.');
const TRUST_STORE = refused('SSLUtils#getTrustManagerFactory: the config option is missing.');

/** Whoever connects needs both parts of the trust store or none; the server too where it asks for certificates. */
const REST_TRUST_STORE = {
  named: { standalone: ['warning security/tls-incomplete'], else: ['error security/tls-incomplete'] },
  source: 'SSLUtils#getTrustManagerFactory: path and password, both or neither.',
};

/** Observability and security: items 11 to 16 of the checklist. */
export const OPERATION: readonly Item[] = [
  {
    item: 'Metrics reporter',
    rows: [
      {
        key: 'metrics.reporter.prom.factory.class',
        healthy: 'org.apache.flink.metrics.prometheus.PrometheusReporterFactory',
        removed: {
          named: ['warning observability/reporter-factory'],
          source: 'ReporterSetup, in 2.x ReporterSetupBuilder: no factory class, no reporter.',
        },
        broken: [
          {
            value: 'org.apache.flink.metrics.prometheus.PrometheusReporter',
            named: ['warning observability/reporter-factory'],
            source: 'ReporterSetup, in 2.x ReporterSetupBuilder: a factory that is not found is logged and left out.',
          },
        ],
      },
      {
        key: 'metrics.reporter.prom.port',
        healthy: '9249-9259',
        removed: { named: NOTHING, source: 'PrometheusReporterFactory#ARG_PORT is 9249.' },
        broken: [
          {
            value: 'http',
            named: ['warning observability/reporter-port'],
            source: 'NetUtils#getPortRangeFromString; ReporterSetup logs the failure and goes on.',
          },
          {
            value: '92490',
            named: ['warning observability/reporter-port'],
            source: 'NetUtils#getPortRangeFromString: at most 65535.',
          },
        ],
      },
      {
        key: 'metrics.reporter.prom.factory.class',
        healthy: 'org.apache.flink.metrics.prometheus.PrometheusReporterFactory',
        removed: {
          without: ['metrics.reporter.prom.port'],
          named: NOTHING,
          follow: ['info observability/metrics-reporter'],
          source: 'Item 11. An agent beside the process may read the metrics another way, so this is advice.',
        },
        broken: [],
      },
      {
        key: 'metrics.reporters',
        broken: [
          {
            value: 'prometheus',
            named: ['warning observability/metrics-reporter'],
            source: 'ReporterSetup, in 2.x ReporterSetupBuilder: only the reporters that are listed.',
          },
        ],
      },
    ],
  },
  {
    item: 'Logging',
    rows: [
      {
        key: 'rootLogger.level',
        healthy: 'INFO',
        removed: { named: ['warning observability/log-level'], source: ERRORS_ONLY },
        broken: [
          { value: 'DEBUG', named: ['warning observability/log-level'], source: 'Item 12: INFO.' },
          { value: 'OFF', named: ['warning observability/log-level'], source: 'Item 12: INFO.' },
          {
            value: 'INFORMATION',
            named: ['warning observability/log-syntax'],
            source: 'Level#toLevel of log4j 2: what it does not know counts as missing.',
          },
        ],
      },
      {
        key: 'logger.kafka.level',
        healthy: 'WARN',
        removed: { named: NOTHING, source: 'LoggerConfig#getLevel: that of the root logger, INFO.' },
        broken: [
          { value: 'DEBUG', named: ['info observability/log-noise'], source: 'Item 12: noisy libraries at WARN.' },
          {
            value: 'WARM',
            named: ['warning observability/log-syntax'],
            source: 'Level#toLevel of log4j 2: what it does not know counts as missing.',
          },
        ],
      },
      {
        key: 'rootLogger.appenderRef.rolling.ref',
        healthy: 'RollingFileAppender',
        removed: {
          named: ['warning observability/log-syntax'],
          source: 'LoggerConfig#callAppenders: without an appender nothing is written.',
        },
        broken: [
          {
            value: 'Rolling',
            named: ['warning observability/log-syntax'],
            source: 'AbstractConfiguration#doConfigure: unable to locate the appender.',
          },
        ],
      },
      {
        key: 'appender.rolling.name',
        healthy: 'RollingFileAppender',
        removed: {
          named: ['warning observability/log-syntax'],
          source: 'PropertiesConfigurationBuilder#createAppender refuses an appender without a name.',
        },
        broken: [],
      },
      {
        key: 'appender.rolling.policies.size.type',
        healthy: 'SizeBasedTriggeringPolicy',
        removed: {
          without: ['appender.rolling.policies.size.size'],
          named: ['warning observability/log-rolling'],
          source: 'CompositeTriggeringPolicy without policies never triggers: the file grows.',
        },
        broken: [],
      },
    ],
  },
  {
    item: 'Flame graphs',
    rows: [
      {
        key: 'rest.flamegraph.enabled',
        healthy: 'false',
        removed: { named: NOTHING, source: 'RestOptions#ENABLE_FLAMEGRAPH is false.' },
        broken: [
          {
            value: 'true',
            named: ['warning observability/flame-graphs'],
            source: 'Item 13: outside production; VertexThreadInfoTracker samples every TaskManager.',
          },
          { value: 'enabled', named: ['error options/invalid-value'], source: BOOLEANS },
        ],
      },
    ],
  },
  {
    item: 'Cluster access',
    rows: [
      {
        key: 'rest.bind-address',
        healthy: { standalone: 'localhost' },
        shapes: ['standalone'],
        removed: {
          named: ['info security/rest-exposure'],
          source: 'RestOptions#BIND_ADDRESS: unset, REST listens on every interface; a firewall may stand before it.',
        },
        broken: [{ value: '0.0.0.0', named: ['warning security/rest-exposure'], source: 'Item 14: not public.' }],
      },
      {
        key: 'rest.bind-address',
        healthy: { session: '0.0.0.0', application: '0.0.0.0', operator: '0.0.0.0' },
        shapes: ['session', 'application', 'operator'],
        removed: {
          named: NOTHING,
          source: 'KubernetesClusterDescriptor, the image: in a container every address is the container’s own.',
        },
        broken: [],
      },
      {
        key: 'kubernetes.rest-service.exposed.type',
        shapes: ['session', 'application'],
        broken: [
          { value: 'ClusterIP', named: NOTHING, source: 'KubernetesConfigOptions#REST_SERVICE_EXPOSED_TYPE.' },
          {
            value: 'LoadBalancer',
            without: ['security.ssl.rest.authentication-enabled'],
            named: ['warning security/rest-exposure'],
            source: 'Item 14: not public; the page on native Kubernetes warns of arbitrary code.',
          },
          {
            value: 'LoadBalancer',
            named: NOTHING,
            source: 'RestServerEndpoint lets in only clients with a certificate.',
          },
          {
            value: 'Public',
            named: ['error options/invalid-value'],
            source: 'KubernetesConfigOptions.ServiceExposedType.',
          },
        ],
      },
      {
        key: 'web.submit.enable',
        broken: [
          {
            value: 'true',
            named: NOTHING,
            source: 'WebOptions#SUBMIT_ENABLE is true; REST is local or asks for certificates.',
          },
          { value: 'never', named: ['error options/invalid-value'], source: BOOLEANS },
        ],
      },
    ],
  },
  {
    item: 'TLS',
    rows: [
      {
        key: 'security.ssl.internal.enabled',
        healthy: 'true',
        removed: {
          named: ['warning security/tls'],
          source: 'Item 15: both; SecurityOptions#SSL_INTERNAL_ENABLED is false.',
        },
        broken: [
          { value: 'false', named: ['warning security/tls'], source: 'Item 15: both.' },
          { value: 'yes', named: ['error options/invalid-value'], source: BOOLEANS },
        ],
      },
      {
        key: 'security.ssl.rest.enabled',
        healthy: 'true',
        removed: {
          named: { standalone: ['warning security/tls'], else: ['warning security/tls', 'error security/tls-ignored'] },
          source:
            'Item 15: both; SecurityOptions#isRestSSLAuthenticationEnabled asks for certificates only where TLS is on.',
        },
        broken: [
          {
            value: 'false',
            named: {
              standalone: ['warning security/tls'],
              else: ['warning security/tls', 'error security/tls-ignored'],
            },
            source: 'Item 15: both.',
          },
          { value: 'yes', named: ['error options/invalid-value'], source: BOOLEANS },
        ],
      },
      {
        key: 'security.ssl.rest.authentication-enabled',
        healthy: { session: 'true', application: 'true', operator: 'true' },
        shapes: ['session', 'application', 'operator'],
        removed: { named: NOTHING, source: 'SecurityOptions#SSL_REST_AUTHENTICATION_ENABLED is false.' },
        broken: [{ value: 'yes', named: ['error options/invalid-value'], source: BOOLEANS }],
      },
      store('internal', 'keystore', '/certs/internal.p12', KEY_STORE),
      store('internal', 'keystore-password', '${INTERNAL_STORE_PASSWORD}', KEY_STORE),
      store('internal', 'key-password', '${INTERNAL_KEY_PASSWORD}', KEY_STORE),
      store('internal', 'truststore', '/certs/internal-trust.p12', TRUST_STORE),
      store('internal', 'truststore-password', '${INTERNAL_TRUST_PASSWORD}', TRUST_STORE),
      store('rest', 'keystore', '/certs/rest.p12', KEY_STORE),
      store('rest', 'keystore-password', '${REST_STORE_PASSWORD}', KEY_STORE),
      store('rest', 'key-password', '${REST_KEY_PASSWORD}', KEY_STORE),
      store('rest', 'truststore', '/certs/rest-trust.p12', REST_TRUST_STORE),
      store('rest', 'truststore-password', '${REST_TRUST_PASSWORD}', REST_TRUST_STORE),
      {
        key: 'security.ssl.protocol',
        broken: [
          {
            value: 'TLSv1.1',
            named: ['warning security/weak-tls'],
            source: 'jdk.tls.disabledAlgorithms of current Java; the default is TLSv1.2.',
          },
          {
            value: 'TLSv1.5',
            named: ['error security/weak-tls'],
            source: 'SSLServerSocket#setEnabledProtocols: not known.',
          },
        ],
      },
      {
        key: 'security.ssl.algorithms',
        broken: [
          {
            value: 'TLS_RSA_WITH_AES_128_CBC_SHA',
            named: ['warning security/weak-tls'],
            source: 'No forward secrecy; jdk.tls.disabledAlgorithms of newer Java.',
          },
        ],
      },
      {
        key: 'pekko.ssl.enabled',
        broken: [
          {
            value: 'false',
            named: ['warning security/tls'],
            source: 'RpcOptions#SSL_ENABLED: takes remote calls out of internal TLS.',
          },
        ],
      },
    ],
  },
  {
    item: 'Kerberos',
    rows: [
      {
        key: 'security.kerberos.login.principal',
        healthy: 'flink/orders@EXAMPLE.COM',
        removed: {
          named: ['error security/kerberos'],
          source: 'SecurityConfiguration#validate: keytab and principal, both or neither.',
        },
        broken: [],
      },
      {
        key: 'security.kerberos.login.keytab',
        healthy: '/etc/security/flink.keytab',
        removed: {
          named: ['error security/kerberos'],
          source: 'SecurityConfiguration#validate: keytab and principal, both or neither.',
        },
        broken: [],
      },
      {
        key: 'security.kerberos.login.contexts',
        healthy: 'Client,KafkaClient',
        removed: { named: NOTHING, source: 'SecurityOptions#KERBEROS_LOGIN_CONTEXTS: none needed for Hadoop.' },
        broken: [],
      },
      {
        key: 'security.kerberos.login.keytab',
        healthy: '/etc/security/flink.keytab',
        removed: {
          without: ['security.kerberos.login.principal'],
          named: NOTHING,
          follow: ['warning security/kerberos'],
          source: 'JaasModule: without a keytab the contexts use the ticket cache, whose ticket ends.',
        },
        broken: [],
      },
    ],
  },
];
