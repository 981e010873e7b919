import { ordersApplication } from '../../src/examples.js';
import { clusterFields, entryAt, fieldAt, isOperators, scalarAt } from '../../src/flink/manifest.js';
import { operatorConfig, type UpgradeMode, upgradeModeOf } from '../../src/flink/operator-config.js';
import { type Draft, defineRule, type Resource, type TargetView } from '../../src/rule.js';

const orders = (setting: string): string =>
  ordersApplication(
    'savepoint',
    'execution.checkpointing.interval: 1 min',
    'execution.checkpointing.dir: s3://bucket/checkpoints',
    'execution.checkpointing.savepoint-dir: s3://bucket/savepoints',
    setting,
  );
const SNAPSHOT =
  'apiVersion: flink.apache.org/v1beta1\nkind: FlinkStateSnapshot\nmetadata:\n  name: before-the-move\nspec:\n  jobReference: {kind: FlinkDeployment, name: orders}\n';

/** What leaves the address of a job's state in a place of its own: each savepoint gets a FlinkStateSnapshot. */
const PERIODIC = 'kubernetes.operator.periodic.savepoint.interval';

/** Whether savepoints with which the operator stops a job for an upgrade are drained too: always, or now and then. */
const DRAINED: Readonly<Record<UpgradeMode, Draft['severity']>> = {
  savepoint: 'warning',
  'last-state': 'info',
  stateless: undefined,
};

export default defineRule({
  title: 'State that is lost or spoilt when a job is stopped or its resource deleted',
  severity: 'warning',
  cost: 'none',
  applies: { mode: 'streaming', platforms: ['kubernetes-operator'] },
  profiles: { development: 'off' },
  docs: {
    what: 'The operator takes no savepoint when the resource of a job with state is deleted, deletes a savepoint together with its resource, or drains the job with each savepoint that it stops it with.',
    why: 'With the resource, the operator deletes all that it knows of the checkpoints, those of high availability too: their files stay, and nothing says which of them is the last. A drained job has fired every window and timer before its savepoint, and what starts from it takes all events for late; the operator drains in upgrades too, whatever the name of the option.',
    fix: 'Set kubernetes.operator.job.savepoint-on-deletion to true, together with execution.checkpointing.savepoint-dir.',
    references: [
      'ApplicationReconciler#cleanupInternal (Kubernetes operator)',
      'AbstractFlinkService#savepointJobOrError (Kubernetes operator)',
      'StateSnapshotReconciler#cleanup (Kubernetes operator)',
    ],
  },
  examples: {
    bad: [
      {
        files: { 'k8s/orders.yaml': orders('kubernetes.operator.job.drain-on-savepoint-deletion: true') },
        finds: [
          {
            at: 'savepoint',
            message:
              "When the resource is deleted, the operator takes no savepoint and deletes what it knows of the job's checkpoints: 'kubernetes.operator.job.savepoint-on-deletion' is not set.",
          },
          {
            at: 'true',
            message:
              "The operator drains the job with each savepoint that it stops it with, in upgrades too: 'kubernetes.operator.job.drain-on-savepoint-deletion' is 'true'.",
          },
        ],
      },
      {
        files: { 'k8s/snapshot.yaml': `${SNAPSHOT}  savepoint: {}\n` },
        finds: [
          {
            at: 'savepoint',
            message:
              "When the resource is deleted, the operator deletes its savepoint too: 'disposeOnDelete' is not set, which means 'true'.",
          },
        ],
      },
    ],
    good: [
      { files: { 'k8s/orders.yaml': orders('kubernetes.operator.job.savepoint-on-deletion: true') } },
      { files: { 'k8s/snapshot.yaml': `${SNAPSHOT}  savepoint:\n    disposeOnDelete: false\n` } },
    ],
  },
  check: {
    *resource(resource, { target }) {
      if (!isOperators(resource)) return;
      if (resource.kind === 'FlinkStateSnapshot') yield* disposed(resource);
      const upgrade = upgradeModeOf(resource);
      if (upgrade === undefined || upgrade.mode === 'stateless') return;
      yield* forgotten(target, upgrade.at);
      const drain = target.boolean('kubernetes.operator.job.drain-on-savepoint-deletion');
      const severity = DRAINED[upgrade.mode];
      if (!drain.known || !drain.value || severity === undefined) return;
      const message = `The operator drains the job with each savepoint that it stops it with, in upgrades too: '${drain.origin.key ?? ''}' is '${drain.text}'.`;
      const help = 'Remove it, and drain a job by hand that never starts again from its state.';
      yield { at: drain.origin, message, help, severity };
    },
  },
});

/** Nothing of the job's state stays where the operator finds it again: `SuspendMode#STATELESS` deletes the metadata of HA. */
function* forgotten(target: TargetView, at: Draft['at']): Iterable<Draft> {
  const interval = target.duration('execution.checkpointing.interval');
  const savepoint = target.boolean('kubernetes.operator.job.savepoint-on-deletion');
  // Whoever writes down that it is off has thought about it.
  if (!interval.known || !savepoint.known || savepoint.set || operatorConfig(target).find(PERIODIC) !== undefined)
    return;
  const message =
    "When the resource is deleted, the operator takes no savepoint and deletes what it knows of the job's checkpoints: 'kubernetes.operator.job.savepoint-on-deletion' is not set.";
  yield { at: { ...at, key: 'kubernetes.operator.job.savepoint-on-deletion' }, message, severity: 'info' };
}

/** A savepoint is disposed of through the job that it is of, where the resource names one. */
function* disposed(resource: Resource): Iterable<Draft> {
  const fields = clusterFields(resource);
  const savepoint = entryAt(fields, 'savepoint');
  const field = fieldAt(savepoint?.value, 'disposeOnDelete');
  if (savepoint === undefined || field !== undefined || resource.template === true) return;
  if (scalarAt(fields, 'jobReference', 'name') === undefined) return;
  const message =
    "When the resource is deleted, the operator deletes its savepoint too: 'disposeOnDelete' is not set, which means 'true'.";
  const help = 'Set savepoint.disposeOnDelete to false, or to true where the savepoint is to go with the resource.';
  yield { at: { ...savepoint.keyAt, key: 'disposeOnDelete' }, message, help, severity: 'info' };
}
