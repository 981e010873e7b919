import { expect, test } from 'vitest';
import { lintTexts } from '../project.js';

const STORES =
  '  keystore: /c/k.p12\n  keystore-password: ${P}\n  key-password: ${P}\n  truststore: /c/t.p12\n  truststore-password: ${P}\n';
const TLS = `security.ssl:\n  internal.enabled: true\n  rest.enabled: true\n${STORES}`;
const PROM =
  'rest.port: 8081\nmetrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory\n';
const LOG = 'appender.c.type = Console\nappender.c.name = C\n';

interface Row {
  readonly rule: string;
  readonly what: string;
  readonly config?: string;
  readonly log4j?: string;
  readonly version?: string;
  readonly finds: readonly string[];
}

const rows: readonly Row[] = [
  { rule: 'security/weak-tls', what: 'two protocols', config: `${TLS}  protocol: TLSv1.2,TLSv1.3\n`, finds: [] },
  {
    rule: 'security/weak-tls',
    what: 'a blank after the comma',
    config: `${TLS}  protocol: TLSv1.2, TLSv1.3\n`,
    finds: [
      "error: Flink refuses to start: Java knows no ' TLSv1.3': Flink splits at the comma only, and the blank stays.",
    ],
  },
  {
    rule: 'security/weak-tls',
    what: 'the default of an old patch',
    config: TLS,
    version: '1.20.3',
    finds: [
      "info: The default algorithm of this Flink version, 'TLS_RSA_WITH_AES_128_CBC_SHA', has no forward secrecy, and newer Java switches it off.",
    ],
  },
  { rule: 'security/weak-tls', what: 'the default of an unknown patch', config: TLS, version: '1.20', finds: [] },
  {
    rule: 'security/weak-tls',
    what: 'a protocol that nothing uses',
    config: 'rest.port: 8081\nsecurity.ssl.protocol: TLSv1\n',
    finds: [],
  },
  {
    rule: 'security/tls-incomplete',
    what: 'half a truststore for REST',
    config:
      'security.ssl.rest:\n  enabled: true\n  keystore: /c/k.p12\n  keystore-password: a\n  key-password: a\n  truststore: /c/t.p12\n',
    finds: [
      "warning: The command line and all other clients refuse to connect: TLS for REST is on without 'security.ssl.rest.truststore-password'.",
    ],
  },
  {
    rule: 'security/kerberos',
    what: 'a blank principal',
    config: "security.kerberos.login:\n  keytab: /k\n  principal: ' '\n",
    finds: [
      "error: 'security.kerberos.login.keytab' is set without 'security.kerberos.login.principal': Flink refuses to start.",
    ],
  },
  {
    rule: 'security/rest-exposure',
    what: 'the service of a compose file',
    config: 'jobmanager.rpc.address: flink-jobmanager\nrest.bind-address: 0.0.0.0\n',
    finds: [],
  },
  {
    rule: 'observability/reporter-factory',
    what: 'a name with a dot',
    config: PROM.replace('.prom.', '.my.prom.'),
    finds: [
      "warning: The reporter 'my.prom' is not loaded, without a word in the log: its name holds a dot or a blank.",
    ],
  },
  {
    rule: 'observability/metrics-reporter',
    what: 'a YAML list',
    config: `${PROM}metrics.reporters: [prom, jmx]\n`,
    finds: [
      "warning: No reporter of '[prom, jmx]' is loaded as written: Flink splits 'metrics.reporters' at commas and reads no list.",
    ],
  },
  {
    rule: 'observability/reporter-port',
    what: 'one port for two processes',
    config: `jobmanager.rpc.address: localhost\n${PROM}`,
    finds: [
      "warning: Only the first process on a machine gets the port '9249' of the reporter 'prom'; the others have no metrics.",
    ],
  },
  {
    rule: 'observability/log-syntax',
    what: 'a root logger in one line',
    log4j: `rootLogger = INFO, C\n${LOG}`,
    version: '1.20.1',
    finds: [
      "warning: Flink before 1.20.2 does not read 'rootLogger' in one line: only errors are written, and to the console.",
    ],
  },
  {
    rule: 'observability/log-syntax',
    what: 'the same with a newer log4j',
    log4j: `rootLogger = INFO, C\n${LOG}`,
    version: '1.20.2',
    finds: [],
  },
  {
    rule: 'observability/log-syntax',
    what: 'log4j 1 with log4j 2.25',
    log4j: 'log4j.rootLogger=INFO, C\n',
    version: '2.3',
    finds: ["warning: 'log4j.rootLogger' is the syntax of log4j 1, and the log4j 2 of Flink refuses the file."],
  },
];

test.each(rows.map((row) => [row.rule, row.what, row] as const))('%s: %s', async (rule, _, row) => {
  const { config = 'rest.port: 8081\n', log4j, version: flinkVersion = '2.1', finds } = row;
  const files = { 'conf/config.yaml': config, ...(log4j === undefined ? {} : { 'conf/log4j.properties': log4j }) };
  const { report, defects } = await lintTexts(files, { only: [rule], flinkVersion });
  expect(defects).toEqual([]);
  expect(report.findings.map(({ severity, message }) => `${severity}: ${message}`)).toEqual(finds);
});
