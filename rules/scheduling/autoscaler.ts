import { isNativeMode } from '../../src/flink/manifest.js';
import { isAtLeast } from '../../src/flink/operator.js';
import { type Draft, defineRule, type TargetView } from '../../src/rule.js';

const orders = (configuration: string): string =>
  `apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nmetadata:\n  name: orders\nspec:\n  image: flink:1.18\n  flinkVersion: v1_18\n  serviceAccount: flink\n  jobManager:\n    resource: {memory: 2048m, cpu: 1}\n  taskManager:\n    resource: {memory: 2048m, cpu: 1}\n  job:\n    jarURI: local:///opt/orders.jar\n    parallelism: 2\n    upgradeMode: stateless\n  flinkConfiguration:\n    job.autoscaler.enabled: true\n    jobmanager.scheduler: adaptive\n${configuration}`;

/** What `AutoscalerValidator#validateAutoscalerOptions` asks of numbers: to be at least 0, and some at most 1. */
const RANGES = [
  { key: 'job.autoscaler.scale-down.max-factor', most: Number.POSITIVE_INFINITY },
  { key: 'job.autoscaler.scale-up.max-factor', most: Number.POSITIVE_INFINITY },
  { key: 'job.autoscaler.utilization.target', most: 1 },
  { key: 'job.autoscaler.target.utilization.boundary', most: Number.POSITIVE_INFINITY },
  { key: 'job.autoscaler.utilization.max', most: 1 },
  { key: 'job.autoscaler.utilization.min', most: Number.POSITIVE_INFINITY },
] as const;

/** The version of the operator that began to look at upper bounds and at the order of the utilizations. */
const KNOWS_UPPER_BOUNDS = '1.11';

/** The target lies between the least and the greatest utilization. */
const ORDER = [
  { low: 'job.autoscaler.utilization.min', high: 'job.autoscaler.utilization.target' },
  { low: 'job.autoscaler.utilization.target', high: 'job.autoscaler.utilization.max' },
] as const;

export default defineRule({
  title: 'Autoscaler with limits that contradict each other, or that never scales',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'The autoscaler is on, and one of its numbers is out of bounds, a lower limit lies above its upper limit, it sees too little to decide, or each of its decisions deploys the job again.',
    why: 'The Kubernetes operator refuses numbers out of bounds, and the deployment is not updated. With a lower limit above the upper one no job is ever scaled as was meant. With a window for metrics that is shorter than the time between two of them there is nothing to compute a rate from. Only the adaptive scheduler takes a new parallelism while the job runs.',
    fix: 'Keep job.autoscaler.vertex.min-parallelism at most job.autoscaler.vertex.max-parallelism, job.autoscaler.utilization.target between job.autoscaler.utilization.min and job.autoscaler.utilization.max, and all numbers at 0 or above.',
    references: [
      'AutoscalerValidator#validateAutoscalerOptions',
      'JobVertexScaler',
      'AutoScalerOptions',
      'ScalingMetricEvaluator#getRate',
      'NativeFlinkService#supportsInPlaceScaling',
    ],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml':
            'taskmanager.numberOfTaskSlots: 2\njob.autoscaler:\n  enabled: true\n  vertex:\n    min-parallelism: 16\n    max-parallelism: 8\n',
        },
        finds: [{ at: '16', message: "The least parallelism '16' is greater than the greatest one '8'." }],
      },
      {
        files: { 'k8s/orders.yaml': orders('    job.autoscaler.scale-down.max-factor: -0.5\n') },
        finds: [
          {
            at: '-0.5',
            message:
              "The Kubernetes operator refuses '-0.5' for 'job.autoscaler.scale-down.max-factor': it must be at least 0.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'taskmanager.numberOfTaskSlots: 2\njob.autoscaler:\n  enabled: true\n  vertex:\n    min-parallelism: 2\n    max-parallelism: 16\n',
        },
      },
      { files: { 'k8s/orders.yaml': orders('    job.autoscaler.scale-down.max-factor: 0.5\n') } },
    ],
  },
  check: {
    *target(target) {
      const enabled = target.boolean('job.autoscaler.enabled');
      if (!enabled.known || !enabled.value) return;
      const refused = [...outOfBounds(target)];
      yield* refused;
      if (refused.length === 0) yield* inWrongOrder(target);
      const least = target.int('job.autoscaler.vertex.min-parallelism');
      const greatest = target.int('job.autoscaler.vertex.max-parallelism');
      if (least.known && greatest.known && least.value > greatest.value) {
        const [at, related] = least.set ? [least.origin, greatest.origin] : [greatest.origin, least.origin];
        const message = `The least parallelism '${least.text}' is greater than the greatest one '${greatest.text}'.`;
        yield { at, related: [related], message, severity: 'warning' };
      }
      const scaling = target.boolean('job.autoscaler.scaling.enabled');
      if (!scaling.known || !scaling.value) return;
      yield* blind(target);
      yield* redeploying(target, enabled.origin);
    },
  },
});

/** Only where the operator runs the job is it certain that somebody refuses. */
const severityIn = ({ target }: TargetView): Pick<Draft, 'severity'> =>
  target.platform === 'kubernetes-operator' ? {} : { severity: 'warning' };

function* outOfBounds(target: TargetView): Iterable<Draft> {
  for (const { key, most } of RANGES) {
    const number = target.double(key);
    if (!number.known || !number.set) continue;
    const tooGreat = number.value > most && isAtLeast(target.target.operator, KNOWS_UPPER_BOUNDS);
    if (number.value >= 0 && !tooGreat) continue;
    const bound = tooGreat ? `at most ${String(most)}` : 'at least 0';
    const message = `The Kubernetes operator refuses '${number.text}' for '${number.origin.key ?? key}': it must be ${bound}.`;
    yield { at: number.origin, message, ...severityIn(target) };
  }
}

function* inWrongOrder(target: TargetView): Iterable<Draft> {
  if (!isAtLeast(target.target.operator, KNOWS_UPPER_BOUNDS)) return;
  for (const { low, high } of ORDER) {
    const [lower, upper] = [target.double(low), target.double(high)];
    if (!lower.known || !upper.known || lower.value <= upper.value) continue;
    const [at, related] = lower.set ? [lower.origin, upper.origin] : [upper.origin, lower.origin];
    const message = `The Kubernetes operator refuses '${low}' of '${lower.text}': it must be at most '${high}', which is '${upper.text}'.`;
    yield { at, related: [related], message, ...severityIn(target) };
  }
}

/** Each look of the operator at a job gives one measurement, and a rate needs two. */
function* blind(target: TargetView): Iterable<Draft> {
  const window = target.duration('job.autoscaler.metrics.window');
  const interval = target.duration('kubernetes.operator.reconcile.interval');
  if (!window.known || !window.set || !interval.known || window.ms >= interval.ms) return;
  const usual = interval.set ? '' : ' by default';
  const message = `The autoscaler never scales: it forgets measurements after '${window.text}', and the operator takes one each '${interval.text}'${usual}.`;
  const help = 'Set job.autoscaler.metrics.window to several minutes.';
  // What is not set here may be in the operator's own configuration.
  yield { at: window.origin, message, help, severity: interval.set ? 'warning' : 'info' };
}

function* redeploying(target: TargetView, at: Draft['at']): Iterable<Draft> {
  const { resource, profile, platform } = target.target;
  if (profile === 'development' || platform !== 'kubernetes-operator' || target.version('>=1.18') !== 'all') return;
  const scheduler = target.enum('jobmanager.scheduler');
  if (resource?.kind !== 'FlinkDeployment' || !isNativeMode(resource)) return;
  if (!scheduler.known || scheduler.value.toLowerCase() === 'adaptive') return;
  const message =
    "Each decision of the autoscaler stops the job and deploys it again: 'jobmanager.scheduler' is not 'adaptive'.";
  yield { at, message, help: 'Set jobmanager.scheduler to adaptive.', severity: 'info' };
}
