import { closest, distance } from 'fastest-levenshtein';
import { isReporterName, REPORTER_PREFIX, reportersOf } from '../../src/flink/reporters.js';
import { type Draft, defineRule, type SettingView, type TargetView } from '../../src/rule.js';

/** Factories that Flink ships, by the name that people use for the reporter. */
const FACTORIES = [
  'org.apache.flink.metrics.prometheus.PrometheusReporterFactory',
  'org.apache.flink.metrics.prometheus.PrometheusPushGatewayReporterFactory',
  'org.apache.flink.metrics.influxdb.InfluxdbReporterFactory',
  'org.apache.flink.metrics.datadog.DatadogHttpReporterFactory',
  'org.apache.flink.metrics.graphite.GraphiteReporterFactory',
  'org.apache.flink.metrics.statsd.StatsDReporterFactory',
  'org.apache.flink.metrics.jmx.JMXReporterFactory',
  'org.apache.flink.metrics.slf4j.Slf4jReporterFactory',
  'org.apache.flink.metrics.otel.OpenTelemetryMetricReporterFactory',
] as const;

/** How many letters off a name is still Flink's. */
const SLIPS = 3;

export default defineRule({
  title: 'Metrics reporter that Flink does not load',
  severity: 'warning',
  cost: 'restart',
  docs: {
    what: 'A metrics reporter is configured without a factory class, with the old class option, with a factory that Flink does not ship, or under a name with a dot or a blank.',
    why: 'Flink loads reporters from factory.class only. What it cannot load it skips, mostly without a word in the log, and the job runs without metrics.',
    fix: 'Set metrics.reporter.<name>.factory.class to the factory of the reporter.',
    references: ['ReporterSetup#fromConfiguration', 'FLINK-24235'],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/flink-conf.yaml':
            'metrics.reporter.prom.class: org.apache.flink.metrics.prometheus.PrometheusReporter\n',
        },
        flinkVersion: '1.17',
        finds: [
          {
            at: 'metrics.reporter.prom.class',
            message:
              "The reporter 'prom' is not loaded: Flink 1.17 and later read 'metrics.reporter.prom.factory.class', not 'class'.",
          },
        ],
      },
      {
        files: { 'conf/config.yaml': 'rest.port: 8081\nmetrics.reporter.prom.port: 9249\n' },
        finds: [
          {
            at: 'metrics.reporter.prom.port',
            message: "The reporter 'prom' is not loaded: 'metrics.reporter.prom.factory.class' is not set.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory\nmetrics.reporter.prom.port: 9249\n',
        },
      },
      {
        files: {
          'conf/config.yaml':
            'metrics.reporter.audit.factory.class: org.apache.flink.metrics.audit.AuditReporterFactory\n',
        },
      },
    ],
  },
  check: {
    *target(target) {
      for (const { name, settings, get } of reportersOf(target)) {
        const factory = get('factory.class');
        const old = get('class');
        if (!isReporterName(name)) yield* oddName(name, factory ?? old);
        else if (factory !== undefined) yield* misspeltFactory(factory);
        else if (old !== undefined) yield* oldClass(name, old, target);
        else if (target.target.complete.cluster && settings[0] !== undefined) {
          const message = `The reporter '${name}' is not loaded: '${REPORTER_PREFIX}${name}.factory.class' is not set.`;
          yield { at: settings[0].keyAt, message };
        }
      }
    },
  },
});

function* oldClass(name: string, { keyAt, value }: SettingView, target: TargetView): Iterable<Draft> {
  const help = `Set ${REPORTER_PREFIX}${name}.factory.class: ${factoryFor(value)}.`;
  const key = `${REPORTER_PREFIX}${name}.factory.class`;
  switch (target.version('>=1.17')) {
    case 'all': {
      const message = `The reporter '${name}' is not loaded: Flink 1.17 and later read '${key}', not 'class'.`;
      yield { at: keyAt, message, help };
      return;
    }
    case 'part': {
      const message = `From Flink 1.17 on the reporter '${name}' is not loaded: it then needs '${key}'.`;
      yield { at: keyAt, message, help, severity: 'info' };
      return;
    }
    case 'none':
  }
}

/** Flink finds reporters by a pattern that a name with a dot or a blank does not match. */
function* oddName(name: string, setting: SettingView | undefined): Iterable<Draft> {
  if (setting === undefined) return;
  const message = `The reporter '${name}' is not loaded, without a word in the log: its name holds a dot or a blank.`;
  yield { at: setting.keyAt, message, help: 'Give the reporter a name without dots and blanks, in all of its keys.' };
}

function* misspeltFactory({ value, valueAt, placeholder }: SettingView): Iterable<Draft> {
  if (placeholder || FACTORIES.some((known) => known === value)) return;
  const meant = closest(value, FACTORIES);
  const misplaced = FACTORIES.some((factory) => packageOf(factory) === packageOf(value));
  // Whoever brings a factory of their own gives it a package of its own, be it among Flink's.
  if (!misplaced && distance(value, meant) > SLIPS) return;
  const message = `Flink ships no metrics reporter factory '${value}'; did you mean '${meant}'?`;
  yield { at: valueAt, message, confidence: 'medium' };
}

const packageOf = (name: string): string => name.slice(0, name.lastIndexOf('.'));

/** The factory that belongs to a reporter class of old. */
const factoryFor = (reporter: string): string =>
  FACTORIES.find((factory) => factory === `${reporter.trim()}Factory`) ?? 'the factory of this reporter';
