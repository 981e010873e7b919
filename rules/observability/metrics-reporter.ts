import { isMade, type Reporter, reportersOf } from '../../src/flink/reporters.js';
import { type Draft, defineRule, type Known, type TargetView } from '../../src/rule.js';

export default defineRule({
  title: 'No metrics, or not those that were configured',
  severity: 'warning',
  cost: 'restart',
  profiles: { development: 'off' },
  docs: {
    what: 'A cluster has no metrics reporter, or metrics.reporters names one that is not configured or leaves out one that is.',
    why: 'Without a reporter nobody is told of failing checkpoints, back pressure or restarts. Once metrics.reporters is set, Flink loads only the reporters that it names, and skips the others with a line in the log.',
    fix: 'Configure a reporter, for example metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory, and remove metrics.reporters unless it is to switch some off.',
    references: ['ReporterSetup#fromConfiguration', 'MetricOptions#REPORTERS_LIST'],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml':
            'metrics.reporters: prometheus\nmetrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory\n',
        },
        finds: [
          {
            at: 'prometheus',
            message:
              "The reporter 'prom' is not loaded: 'metrics.reporters' names only 'prometheus', which is not configured.",
          },
        ],
      },
      {
        files: { 'conf/config.yaml': 'rest.port: 8081\n' },
        finds: [
          { at: 'rest.port', message: 'No metrics reporter is configured: nothing outside Flink sees its metrics.' },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory\nmetrics.reporter.prom.port: 9249-9260\n',
        },
      },
    ],
  },
  check: {
    *target(target) {
      const reporters = reportersOf(target);
      const list = target.string('metrics.reporters');
      if (list.known) yield* filtered(target, list, reporters);
      if (reporters.length > 0 || list.known || !list.absent) return;
      yield {
        at: list.origin,
        message: 'No metrics reporter is configured: nothing outside Flink sees its metrics.',
        // The platform may read them another way, such as an agent beside the process.
        severity: target.target.profile === 'strict' ? 'warning' : 'info',
      };
    },
  },
});

function* filtered(
  target: TargetView,
  { origin, text, value }: Known<{ readonly value: string }>,
  reporters: readonly Reporter[],
): Iterable<Draft> {
  const named = value.split(/\s*,\s*/).filter((name) => name !== '');
  const made = reporters.filter((reporter) => isMade(reporter, target)).map(({ name }) => name);
  const unknown = named.filter((name) => !reporters.some((reporter) => reporter.name === name));
  const left = made.filter((name) => !named.includes(name));
  if (named.length === 0) return;
  if (/^\[.*\]$/.test(value.trim()) || value.includes(';')) {
    if (made.length === 0 || left.length === 0) return;
    const message = `No reporter of '${text}' is loaded as written: Flink splits 'metrics.reporters' at commas and reads no list.`;
    yield { at: origin, message, help: `Write metrics.reporters: ${made.join(',')}.` };
  } else if (left.length > 0 && unknown.length > 0) {
    const why = `'metrics.reporters' names only ${quoted(named)}${unknown.length === 1 && named.length === 1 ? ', which is not configured' : ''}`;
    yield { at: origin, message: `The reporter ${quoted(left)} is not loaded: ${why}.` };
  } else if (unknown.length > 0 && target.target.complete.cluster) {
    const message = `'metrics.reporters' names ${quoted(unknown)}, which is not configured; Flink ignores the name.`;
    yield { at: origin, message };
  } else if (left.length > 0) {
    // Perhaps on purpose: a reporter that is kept ready.
    const message = `The reporter ${quoted(left)} is not loaded: 'metrics.reporters' names only ${quoted(named)}.`;
    yield { at: origin, message, severity: 'info' };
  }
}

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');
