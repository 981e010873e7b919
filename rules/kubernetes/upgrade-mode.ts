import { clusterFields, isOperators, scalarAt } from '../../src/flink/manifest.js';
import { isAtLeast } from '../../src/flink/operator.js';
import { operatorConfig, upgradeModeOf } from '../../src/flink/operator-config.js';
import { type Draft, defineRule, type TargetView } from '../../src/rule.js';

const HEAD =
  'apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nmetadata:\n  name: orders\nspec:\n  image: flink:1.18\n  flinkVersion: v1_18\n  serviceAccount: flink\n  jobManager:\n    resource: {memory: 2048m, cpu: 1}\n  taskManager:\n    resource: {memory: 2048m, cpu: 1}\n';
const JOB = '  job:\n    jarURI: local:///opt/orders.jar\n    parallelism: 2\n';

/** Requests for savepoints that need a directory for them. */
const ON_REQUEST = {
  'kubernetes.operator.periodic.savepoint.interval': 'takes savepoints periodically',
  'kubernetes.operator.job.upgrade.last-state.max.allowed.checkpoint.age':
    'takes savepoints instead of old checkpoints',
} as const;

export default defineRule({
  title: 'Upgrade mode without what it needs, or that forgets state',
  severity: 'error',
  cost: 'restart',
  applies: { mode: 'streaming', platforms: ['kubernetes-operator'] },
  docs: {
    what: 'The upgrade mode is last-state or savepoint and no directory for checkpoints or savepoints is set, or it is stateless for a job that takes checkpoints.',
    why: 'The operator refuses a job whose state it could not carry over. With the mode stateless, which is also the default, every change of the resource starts the job from nothing.',
    fix: 'Set execution.checkpointing.dir and execution.checkpointing.savepoint-dir, and upgradeMode to last-state or savepoint.',
    references: ['DefaultValidator#validateJobSpec (Kubernetes operator)', 'JobSpec#upgradeMode (Kubernetes operator)'],
  },
  examples: {
    bad: [
      {
        files: { 'k8s/orders.yaml': `${HEAD}${JOB}    upgradeMode: savepoint\n  flinkConfiguration:\n    a.b: c\n` },
        finds: [
          {
            at: 'savepoint',
            message:
              "The operator refuses the upgrade mode 'savepoint': it needs 'state.checkpoints.dir', which is not set.",
          },
        ],
      },
      {
        files: {
          'k8s/orders.yaml': `${HEAD}${JOB}    upgradeMode: stateless\n  flinkConfiguration:\n    execution.checkpointing.interval: 1 min\n`,
        },
        finds: [
          {
            at: 'stateless',
            message:
              "Every change of the resource starts the job from nothing, though it takes checkpoints: 'upgradeMode' is 'stateless'.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'k8s/orders.yaml': `${HEAD}${JOB}    upgradeMode: savepoint\n  flinkConfiguration:\n    execution.checkpointing.interval: 1 min\n    state.checkpoints.dir: s3://bucket/checkpoints\n    state.savepoints.dir: s3://bucket/savepoints\n    high-availability.type: kubernetes\n    high-availability.storageDir: s3://bucket/ha\n`,
        },
      },
    ],
  },
  check: {
    *resource(resource, { target }) {
      const upgrade = upgradeModeOf(resource);
      if (upgrade === undefined || !isOperators(resource)) return;
      const unmet = upgrade.mode === 'last-state' ? unmetByOlder(target, resource.kind) : undefined;
      if (unmet !== undefined) {
        const message = `Version ${target.target.operator ?? ''} of the operator refuses the upgrade mode 'last-state' ${unmet}.`;
        const help = 'Set upgradeMode to savepoint, or install version 1.10 or later of the operator.';
        yield { at: { ...upgrade.at, key: 'upgradeMode', value: upgrade.mode }, message, help };
        return;
      }
      if (upgrade.mode === 'stateless') yield* forgotten(target, upgrade.at);
      else if (operatorConfig(target).lacks('checkpoints')) {
        yield refused(target, upgrade, 'execution.checkpointing.dir');
        return;
      }
      if (!operatorConfig(target).lacks('savepoints')) return;
      if (upgrade.mode === 'savepoint') yield refused(target, upgrade, 'execution.checkpointing.savepoint-dir');
      else yield* requested(target);
    },
  },
});

/** For what versions before 1.10 refuse it: `DefaultValidator#validateNotLastStateUpgradeMode`, `#validateJobSpec`. */
function unmetByOlder(view: TargetView, kind: string): string | undefined {
  if (isAtLeast(view.target.operator, '1.10')) return undefined;
  if (kind === 'FlinkSessionJob') return 'of a session job';
  return operatorConfig(view).noHighAvailability ? 'without high availability' : undefined;
}

type Upgrade = NonNullable<ReturnType<typeof upgradeModeOf>>;

function refused(
  target: TargetView,
  { mode, at }: Upgrade,
  option: 'execution.checkpointing.dir' | 'execution.checkpointing.savepoint-dir',
): Draft {
  const message = `The operator refuses the upgrade mode '${mode}': it needs '${target.name(option)}', which is not set.`;
  return {
    at: { ...at, key: 'upgradeMode', value: mode },
    message,
    help: `Set ${option} to a file system that every node reaches.`,
  };
}

function* forgotten(target: TargetView, at: Upgrade['at']): Iterable<Draft> {
  const interval = target.setting('execution.checkpointing.interval');
  const known = target.duration('execution.checkpointing.interval');
  if (interval === undefined || !known.known || target.target.profile === 'development') return;
  const set = jobField(target, 'upgradeMode') !== undefined;
  const message = `Every change of the resource starts the job from nothing, though it takes checkpoints: 'upgradeMode' is ${set ? "'stateless'" : "not set, which means 'stateless'"}.`;
  yield {
    at: { ...at, key: 'upgradeMode' },
    related: [known.origin],
    message,
    help: 'Set upgradeMode to last-state or savepoint.',
    severity: 'warning',
  };
}

function* requested(target: TargetView): Iterable<Draft> {
  const directory = target.name('execution.checkpointing.savepoint-dir');
  for (const [key, does] of Object.entries(ON_REQUEST)) {
    const setting = operatorConfig(target).find(key);
    if (setting === undefined) continue;
    const message = `The operator refuses a resource that ${does} where '${directory}' is not set.`;
    yield { at: setting.keyAt, message };
  }
  const nonce = jobField(target, 'savepointTriggerNonce');
  if (nonce === undefined) return;
  const message = `The operator refuses a resource that asks for a savepoint where '${directory}' is not set.`;
  yield { at: { ...nonce.at, key: 'savepointTriggerNonce' }, message };
}

function jobField({ target: { resource } }: TargetView, field: string) {
  return resource === undefined ? undefined : scalarAt(clusterFields(resource), 'job', field);
}
