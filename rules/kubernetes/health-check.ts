import { ordersApplication } from '../../src/examples.js';
import { isAtLeast } from '../../src/flink/operator.js';
import { operatorConfig } from '../../src/flink/operator-config.js';
import { type Draft, defineRule, type TargetView } from '../../src/rule.js';

const WINDOW = 'kubernetes.operator.cluster.health-check.checkpoint-progress.window';

export default defineRule({
  title: 'Health check that waits for checkpoints in a window of the wrong length',
  severity: 'info',
  cost: 'restart',
  applies: { mode: 'streaming', platforms: ['kubernetes-operator'] },
  docs: {
    what: 'The Kubernetes operator is told in which time a checkpoint must be completed, and the window is one that it ignores, or the interval of the checkpoints is not in the configuration.',
    why: 'The operator reads the interval from the configuration alone. Without it, a job whose code takes checkpoints less often than the window, or none at all, is restarted again and again though nothing is wrong with it. A window that is shorter than the interval, or the timeout, for all failures that are tolerated and two more is ignored.',
    fix: 'Set execution.checkpointing.interval in flinkConfiguration, and no window: the operator then takes one that fits.',
    references: ['ClusterHealthEvaluator#evaluateCheckpoints (Kubernetes operator)'],
  },
  examples: {
    bad: [
      {
        files: {
          'k8s/orders.yaml': ordersApplication(
            'stateless',
            'kubernetes.operator.cluster.health-check.enabled: true',
            `${WINDOW}: 30 min`,
          ),
        },
        finds: [
          {
            at: '30 min',
            message:
              "The operator restarts the job whenever no checkpoint is completed in '30 min', and reads nowhere how often it takes one: 'execution.checkpointing.interval' is not set.",
          },
        ],
      },
      {
        files: {
          'k8s/orders.yaml': ordersApplication(
            'stateless',
            'kubernetes.operator.cluster.health-check.enabled: true',
            `${WINDOW}: 5 min`,
            'execution.checkpointing.interval: 10 min',
            'execution.checkpointing.timeout: 10 min',
          ),
        },
        finds: [
          {
            at: '5 min',
            message:
              "The operator ignores the window '5 min': it waits for at least 2 times the interval or the timeout of checkpoints, '20 min' here.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'k8s/orders.yaml': ordersApplication(
            'stateless',
            'kubernetes.operator.cluster.health-check.enabled: true',
            `${WINDOW}: 30 min`,
            'execution.checkpointing.interval: 1 min',
          ),
        },
      },
    ],
  },
  check: {
    *resource(_, { target }) {
      const enabled = target.boolean('kubernetes.operator.cluster.health-check.enabled');
      const window = target.duration(WINDOW);
      if (!enabled.known || !enabled.value || !watchesProgress(target) || !window.known || !window.set) return;
      const interval = target.duration('execution.checkpointing.interval');
      if (interval.known) yield* ignored(target, window, interval.ms);
      if (interval.set || interval.known || !operatorConfig(target).closed) return;
      const message = `The operator restarts the job whenever no checkpoint is completed in '${window.text}', and reads nowhere how often it takes one: 'execution.checkpointing.interval' is not set.`;
      yield { at: window.origin, message };
    },
  },
});

/** On by default since version 1.10 of the operator. */
function watchesProgress(target: TargetView): boolean {
  const progress = target.boolean('kubernetes.operator.cluster.health-check.checkpoint-progress.enabled');
  if (progress.set) return progress.known && progress.value;
  return isAtLeast(target.target.operator, '1.10');
}

interface Window {
  readonly ms: number;
  readonly text: string;
  readonly origin: Draft['at'];
}

function* ignored(target: TargetView, window: Window, interval: number): Iterable<Draft> {
  const timeout = target.duration('execution.checkpointing.timeout');
  const tolerated = target.int('execution.checkpointing.tolerable-failed-checkpoints');
  if (!timeout.known || (tolerated.set && !tolerated.known)) return;
  const times = (tolerated.known ? tolerated.value : 0) + 2;
  const least = Math.max(interval, timeout.ms) * times;
  if (window.ms >= least) return;
  const message = `The operator ignores the window '${window.text}': it waits for at least ${String(times)} times the interval or the timeout of checkpoints, '${minutes(least)}' here.`;
  yield { at: window.origin, message, help: 'Remove the window, or make it longer.' };
}

const minutes = (ms: number): string => (ms % 60_000 === 0 ? `${String(ms / 60_000)} min` : `${String(ms / 1000)} s`);
