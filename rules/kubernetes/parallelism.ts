import { clusterFields, entryAt, isOperators, scalarAt } from '../../src/flink/manifest.js';
import { placeIn } from '../../src/flink/operator-config.js';
import { defineRule } from '../../src/rule.js';

const HEAD =
  'apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nmetadata:\n  name: orders\nspec:\n  image: flink:1.18\n  flinkVersion: v1_18\n  serviceAccount: flink\n  jobManager:\n    resource: {memory: 2048m, cpu: 1}\n';
const JOB = '  job:\n    jarURI: local:///opt/orders.jar\n';

export default defineRule({
  title: 'Parallelism that the operator refuses or ignores',
  severity: 'error',
  cost: 'restart',
  applies: { platforms: ['kubernetes-operator'] },
  docs: {
    what: 'A job has no parallelism, one below 1, or one beside a number of TaskManagers.',
    why: 'The operator refuses a job without parallelism, whatever parallelism.default says. Where taskManager.replicas is set, the job takes all slots of the TaskManagers, and its own parallelism is ignored.',
    fix: 'Set job.parallelism to 1 or more.',
    references: [
      'DefaultValidator#validateJobSpec (Kubernetes operator)',
      'FlinkConfigBuilder#getParallelism (Kubernetes operator)',
    ],
  },
  examples: {
    bad: [
      {
        files: {
          'k8s/orders.yaml': `${HEAD}  taskManager:\n    resource: {memory: 2048m, cpu: 1}\n${JOB}    upgradeMode: stateless\n`,
        },
        finds: [
          { at: 'job', message: "The operator refuses a job without parallelism: 'job.parallelism' is not set." },
        ],
      },
      {
        files: {
          'k8s/orders.yaml': `${HEAD}  taskManager:\n    replicas: 3\n    resource: {memory: 2048m, cpu: 1}\n${JOB}    parallelism: 2\n`,
        },
        finds: [
          {
            at: '2',
            message: "The operator ignores the parallelism '2': the job takes all slots of the '3' TaskManagers.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'k8s/orders.yaml': `${HEAD}  taskManager:\n    resource: {memory: 2048m, cpu: 1}\n${JOB}    parallelism: 2\n`,
        },
      },
    ],
  },
  check: {
    *resource(resource, { target }) {
      const fields = clusterFields(resource);
      const job = entryAt(fields, 'job')?.value;
      if (!isOperators(resource) || job?.kind !== 'mapping') return;
      // A session job's replicas are those of its cluster, and nobody multiplies them.
      const replicas = resource.kind === 'FlinkSessionJob' ? undefined : scalarAt(fields, 'taskManager', 'replicas');
      const entry = entryAt(job, 'parallelism');
      const parallelism = scalarAt(job, 'parallelism');
      if (entry === undefined) {
        if (replicas !== undefined || resource.template === true || target.target.kind === 'fragment') return;
        const at = { ...placeIn(resource, 'job'), key: 'job.parallelism' };
        yield { at, message: "The operator refuses a job without parallelism: 'job.parallelism' is not set." };
        return;
      }
      if (parallelism === undefined || typeof parallelism.value !== 'number') return;
      const text = String(parallelism.value);
      const at = { ...parallelism.at, key: 'job.parallelism', value: text };
      if (replicas === undefined) {
        if (parallelism.value < 1)
          yield { at, message: `The operator refuses the parallelism '${text}': it must be at least 1.` };
        return;
      }
      if (
        parallelism.value < 1 ||
        typeof replicas.value !== 'number' ||
        agrees(target, replicas.value, parallelism.value)
      )
        return;
      yield {
        at,
        related: [replicas.at],
        message: `The operator ignores the parallelism '${text}': the job takes all slots of the '${String(replicas.value)}' TaskManagers.`,
        help: 'Remove job.parallelism or taskManager.replicas.',
        severity: 'info',
      };
    },
  },
});

/** Whether what is ignored comes to the same. */
function agrees(
  target: { int(key: 'taskmanager.numberOfTaskSlots'): { readonly known: boolean; readonly value?: number } },
  replicas: number,
  parallelism: number,
): boolean {
  const slots = target.int('taskmanager.numberOfTaskSlots');
  return !slots.known || replicas * (slots.value ?? 1) === parallelism;
}
