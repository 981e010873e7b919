import { isBareMachine, isLoopback, isPlacedByManager } from '../../src/flink/platforms.js';
import { parsePortRange } from '../../src/flink/ports.js';
import { isMade, PROMETHEUS, PUSH_GATEWAY, type Reporter, reportersOf } from '../../src/flink/reporters.js';
import { type Draft, defineRule, type SettingView, type TargetView } from '../../src/rule.js';

const DEFAULT_PORT = '9249';

export default defineRule({
  title: 'Metrics reporter at a port or address that does not work',
  severity: 'warning',
  cost: 'restart',
  docs: {
    what: 'A Prometheus reporter has an invalid port, or one port for several processes of a machine; or a push gateway is configured without hostUrl, or with one that is no URL.',
    why: 'The reporter then fails as the process starts: Flink writes an error to its log and goes on without metrics. Of several processes on a machine only the first gets a fixed port.',
    fix: 'Give the Prometheus reporter a range of ports such as 9249-9260, and the push gateway a hostUrl such as http://pushgateway:9091.',
    references: [
      'PrometheusReporterFactory',
      'PrometheusPushGatewayReporterFactory',
      'NetUtils#getPortRangeFromString',
    ],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml': `rest.port: 8081\nmetrics.reporter.prom.factory.class: ${PROMETHEUS}\nmetrics.reporter.prom.port: 9260-9249\n`,
        },
        finds: [
          {
            at: '9260-9249',
            message:
              "The reporter 'prom' is not loaded: '9260-9249' is not a port or a range of ports: in '9260-9249' the end must be larger than the start.",
          },
        ],
      },
      {
        files: {
          'conf/config.yaml': `rest.port: 8081\nmetrics.reporter.push.factory.class: ${PUSH_GATEWAY}\nmetrics.reporter.push.host: pushgateway\nmetrics.reporter.push.port: 9091\n`,
        },
        flinkVersion: '2.0',
        finds: [
          {
            at: 'metrics.reporter.push.host',
            message:
              "The reporter 'push' is not loaded: Flink 2.0 and later read 'metrics.reporter.push.hostUrl', not 'host' and 'port'.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml': `jobmanager.rpc.address: localhost\njobmanager.memory.process.size: 1600m\ntaskmanager.memory.process.size: 4g\nmetrics.reporter.prom.factory.class: ${PROMETHEUS}\nmetrics.reporter.prom.port: 9249-9260\n`,
        },
      },
    ],
  },
  check: {
    *target(target) {
      for (const reporter of reportersOf(target)) {
        const factory = reporter.get('factory.class');
        if (factory === undefined || !isMade(reporter, target)) continue;
        if (factory.value === PROMETHEUS) yield* prometheus(target, reporter, factory);
        if (factory.value === PUSH_GATEWAY) yield* pushGateway(target, reporter, factory);
      }
    },
  },
});

function* prometheus(target: TargetView, { name, get }: Reporter, factory: SettingView): Iterable<Draft> {
  const port = get('port');
  if (port?.placeholder === true) return;
  const text = port?.value ?? DEFAULT_PORT;
  const { min, max } = target.target.version.range;
  const [first, last] = [parsePortRange(text, min), parsePortRange(text, max)];
  if (port !== undefined && !first.ok && !last.ok) {
    yield { at: port.valueAt, message: `The reporter '${name}' is not loaded: ${last.reason}.` };
    return;
  }
  if (!first.ok || first.value.length !== 1 || first.value[0]?.from !== first.value[0]?.to) return;
  if (first.value[0]?.from === 0 || target.target.profile === 'development' || !sharesMachines(target)) return;
  const at = port?.valueAt ?? factory.valueAt;
  const message = `Only the first process on a machine gets the port '${text}' of the reporter '${name}'; the others have no metrics.`;
  yield { at, message };
}

/** Whether several processes run on one machine for certain: YARN places them so, and a JobManager at localhost has its TaskManagers there. */
function sharesMachines(target: TargetView): boolean {
  if (isPlacedByManager(target.target)) return true;
  const jobManager = target.string('jobmanager.rpc.address');
  return isBareMachine(target.target) && jobManager.known && jobManager.set && isLoopback(jobManager.value);
}

function* pushGateway(target: TargetView, { name, get }: Reporter, factory: SettingView): Iterable<Draft> {
  const url = get('hostUrl');
  const host = get('host');
  if (url !== undefined && !url.placeholder && !/^(?:https?|file|ftp|jar):/i.test(url.value)) {
    const message = `The reporter '${name}' is not loaded: '${url.value}' is no URL, which starts with 'http://' or 'https://'.`;
    yield { at: url.valueAt, message };
  }
  if (url !== undefined || target.version('>=2') !== 'all') return;
  const key = `metrics.reporter.${name}.hostUrl`;
  if (host !== undefined) {
    const message = `The reporter '${name}' is not loaded: Flink 2.0 and later read '${key}', not 'host' and 'port'.`;
    yield { at: host.keyAt, message };
  } else if (target.target.complete.cluster) {
    yield { at: factory.keyAt, message: `The reporter '${name}' is not loaded: '${key}' is not set.` };
  }
}
