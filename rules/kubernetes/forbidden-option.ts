import { operatorConfig } from '../../src/flink/operator-config.js';
import { defineRule } from '../../src/rule.js';

const HEAD =
  'apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nmetadata:\n  name: orders\nspec:\n  image: flink:1.18\n  flinkVersion: v1_18\n  serviceAccount: flink\n  jobManager:\n    resource: {memory: 2048m, cpu: 1}\n  taskManager:\n    resource: {memory: 2048m, cpu: 1}\n  flinkConfiguration:\n';

/** `DefaultValidator#FORBIDDEN_CONF_KEYS`: what the operator sets itself. */
const FORBIDDEN: Readonly<Record<string, string>> = {
  'kubernetes.namespace': 'the namespace of the resource',
  'kubernetes.cluster-id': 'the name of the resource',
  'high-availability.cluster-id': 'the name of the resource',
};

const HEALTH = 'kubernetes.operator.cluster.health-check.enabled';
const RECOVERY = 'kubernetes.operator.jm-deployment-recovery.enabled';
const ROLLBACK = 'kubernetes.operator.deployment.rollback.enabled';

export default defineRule({
  title: 'Option that the Kubernetes operator refuses',
  severity: 'error',
  cost: 'restart',
  applies: { platforms: ['kubernetes-operator'] },
  docs: {
    what: 'An option in flinkConfiguration is one that the operator sets itself, or asks for another one that is off.',
    why: 'The operator refuses the whole resource: a new one is not deployed, and a change of one that runs is not made.',
    fix: 'Remove the option: the operator names the cluster after the resource.',
    references: ['DefaultValidator#validateFlinkDeploymentConfig (Kubernetes operator)'],
  },
  examples: {
    bad: [
      {
        files: { 'k8s/orders.yaml': `${HEAD}    kubernetes.cluster-id: orders\n` },
        finds: [
          {
            at: 'kubernetes.cluster-id',
            message: "The operator refuses 'kubernetes.cluster-id': it sets it to the name of the resource.",
          },
        ],
      },
      {
        files: { 'k8s/orders.yaml': `${HEAD}    kubernetes.operator.deployment.rollback.enabled: true\n` },
        finds: [
          {
            at: 'true',
            message:
              "The operator refuses 'kubernetes.operator.deployment.rollback.enabled' without high availability.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'k8s/orders.yaml': `${HEAD}    high-availability.type: kubernetes\n    high-availability.storageDir: s3://bucket/ha\n    kubernetes.operator.deployment.rollback.enabled: true\n`,
        },
      },
    ],
  },
  check: {
    *resource({ kind }, { target: view }) {
      if (kind !== 'FlinkDeployment' && kind !== 'FlinkBlueGreenDeployment') return;
      const config = operatorConfig(view);
      for (const [key, what] of Object.entries(FORBIDDEN)) {
        const setting = config.find(key);
        if (setting === undefined) continue;
        yield { at: setting.keyAt, message: `The operator refuses '${key}': it sets it to ${what}.` };
      }
      const rollback = config.find(ROLLBACK);
      if (rollback !== undefined && isTrue(rollback.value) && config.noHighAvailability) {
        const message = `The operator refuses '${ROLLBACK}' without high availability.`;
        yield { at: rollback.valueAt, message, help: 'Set high-availability.type and high-availability.storageDir.' };
      }
      yield* health(config);
    },
  },
});

const isTrue = (value: string): boolean => value.trim().toLowerCase() === 'true';

function* health({ find }: ReturnType<typeof operatorConfig>) {
  const [check, recovery] = [find(HEALTH), find(RECOVERY)];
  if (check === undefined || recovery === undefined || !isTrue(check.value)) return;
  if (recovery.value.trim().toLowerCase() !== 'false') return;
  yield {
    at: recovery.valueAt,
    related: [check.keyAt],
    message: `The operator refuses '${RECOVERY}: ${recovery.value}' where '${HEALTH}' is true.`,
    help: `Remove ${RECOVERY}: it is true by default.`,
  };
}
