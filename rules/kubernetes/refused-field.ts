import { isWhole, refusedFields } from '../../src/flink/operator-fields.js';
import { defineRule } from '../../src/rule.js';

const SPEC =
  '  image: flink:1.18\n  flinkVersion: v1_18\n  jobManager:\n    resource: {memory: 2048m, cpu: 1}\n  taskManager:\n    resource: {memory: 2048m, cpu: 1}\n';
const head = (name: string): string =>
  `apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nmetadata:\n  name: ${name}\nspec:\n`;

export default defineRule({
  title: 'Field that the Kubernetes operator refuses or misses',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'The name, flinkVersion, serviceAccount, logConfiguration, ingress or a reference of a resource is missing, or one that the operator does not take.',
    why: 'The operator refuses the whole resource: a new one is not deployed, and a change of one that runs is not made. It tells one reason at a time.',
    fix: 'Set the field as the operator asks for it.',
    references: [
      'DefaultValidator#validateDeployment (Kubernetes operator)',
      'DefaultValidator#validateSessionJob (Kubernetes operator)',
      'DefaultValidator#validateStateSnapshot (Kubernetes operator)',
    ],
  },
  examples: {
    bad: [
      {
        files: { 'k8s/orders.yaml': `${head('Orders')}${SPEC}  serviceAccount: flink\n` },
        finds: [
          {
            at: 'Orders',
            message:
              "The operator refuses the name 'Orders': it may have small letters, digits and dashes only, starts with a letter and does not end with a dash.",
          },
        ],
      },
      {
        files: { 'k8s/orders.yaml': `${head('orders')}${SPEC}` },
        finds: [
          {
            at: 'spec',
            message: "The operator refuses a cluster without a service account: 'serviceAccount' is not set.",
          },
        ],
      },
    ],
    good: [
      { files: { 'k8s/orders.yaml': `${head('orders')}${SPEC}  serviceAccount: flink\n` } },
      // The operator of Amazon EMR on EKS makes an account of the role.
      {
        files: {
          'k8s/orders.yaml': `${head('orders')}${SPEC}  emrReleaseLabel: emr-7.12.0-flink-latest\n  executionRoleArn: $ROLE\n`,
        },
      },
    ],
  },
  check: {
    *resource(resource, { target }) {
      if (!isWhole(resource)) return;
      // A session job whose cluster is elsewhere is a whole resource; a patch is not.
      if (target.target.kind === 'fragment' && /Deployment$/.test(resource.kind)) return;
      for (const { at, key, value, message, help } of refusedFields(resource, target.target)) {
        yield { at: { ...at, key, ...(value === undefined ? {} : { value }) }, message, help };
      }
    },
  },
});
