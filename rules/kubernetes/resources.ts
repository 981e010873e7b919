import { clusterFields, entryAt, scalarAt } from '../../src/flink/manifest.js';
import { PROCESSES } from '../../src/flink/memory/words.js';
import { PROCESS_FIELDS as FIELDS, misplacedMemory } from '../../src/flink/misplaced-memory.js';
import { operatorConfig, placeIn } from '../../src/flink/operator-config.js';
import { refusedAmounts } from '../../src/flink/resource-amounts.js';
import { type Draft, defineRule, type Resource, type TargetView } from '../../src/rule.js';

const HEAD =
  'apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nmetadata:\n  name: orders\nspec:\n  image: flink:1.18\n  flinkVersion: v1_18\n  serviceAccount: flink\n';
const JOBMANAGER = '  jobManager:\n    resource: {memory: 2048m, cpu: 1}\n';

export default defineRule({
  title: 'Resources of a process that the operator refuses',
  severity: 'error',
  cost: 'restart',
  applies: { platforms: ['kubernetes-operator'] },
  docs: {
    what: 'A JobManager or TaskManager has no memory, an amount that cannot be read, or a number of replicas that cannot be.',
    why: 'The operator refuses the resource: a new one is not deployed, and a change of one that runs is not made. Flink has no default for the memory of a process.',
    fix: 'Set jobManager.resource.memory and taskManager.resource.memory, such as 2048m.',
    references: [
      'DefaultValidator#validateJmSpec (Kubernetes operator)',
      'DefaultValidator#validateTmSpec (Kubernetes operator)',
      'ResourceConfigUtils#parseResourceMemoryString (Kubernetes operator)',
    ],
  },
  examples: {
    bad: [
      {
        files: { 'k8s/orders.yaml': `${HEAD}${JOBMANAGER}  taskManager:\n    replicas: 2\n` },
        finds: [{ at: 'taskManager', message: 'The operator refuses a TaskManager without memory.' }],
      },
      {
        files: {
          'k8s/orders.yaml': `${HEAD}${JOBMANAGER}  taskManager:\n    resource: {memory: 2 apples, cpu: 1}\n`,
        },
        finds: [
          {
            at: '2 apples',
            message: "The operator refuses '2 apples' as memory: neither Flink nor Kubernetes reads it.",
          },
        ],
      },
    ],
    good: [
      { files: { 'k8s/orders.yaml': `${HEAD}${JOBMANAGER}  taskManager:\n    resource: {memory: 2Gi, cpu: 1}\n` } },
      {
        files: {
          'k8s/orders.yaml': `${HEAD}  flinkConfiguration:\n    jobmanager.memory.process.size: 2g\n    taskmanager.memory.flink.size: 2g\n`,
        },
      },
    ],
  },
  check: {
    *resource(resource, { target }) {
      if (resource.kind !== 'FlinkDeployment' && resource.kind !== 'FlinkBlueGreenDeployment') return;
      if (target.target.kind === 'fragment') return;
      const fields = clusterFields(resource);
      for (const process of ['jobmanager', 'taskmanager'] as const) {
        const field = FIELDS[process];
        yield* withoutMemory(resource, target, process);
        for (const { at, key, why } of refusedAmounts(entryAt(fields, field)?.value)) {
          const value = String(at.value);
          yield { at: { ...at.at, key, value }, message: `The operator refuses '${value}' ${why}.` };
        }
        yield* replicas(resource, target, process);
      }
    },
  },
});

type Process = keyof typeof FIELDS;

function* withoutMemory(resource: Resource, target: TargetView, process: Process): Iterable<Draft> {
  const memory = target.processMemory(process);
  if (memory.kind !== 'refused' || memory.refusal.reason !== 'not-configured') return;
  const at = { ...placeIn(resource, FIELDS[process]), key: `${FIELDS[process]}.resource.memory` };
  const message = `The operator refuses a ${PROCESSES[process]} without memory.`;
  const misplaced = misplacedMemory(target, process);
  if (misplaced === undefined) {
    yield { at, message, help: `Set ${FIELDS[process]}.resource.memory, such as 2048m.` };
    return;
  }
  const related = [{ at: misplaced.at, message: `The operator knows no field '${misplaced.path}'.` }];
  yield { at, related, message, help: `Write '${misplaced.path}' as ${FIELDS[process]}.resource.memory.` };
}

function* replicas(resource: Resource, target: TargetView, process: Process): Iterable<Draft> {
  const scalar = scalarAt(clusterFields(resource), FIELDS[process], 'replicas');
  if (scalar === undefined || typeof scalar.value !== 'number') return;
  const text = String(scalar.value);
  const at = { ...scalar.at, key: `${FIELDS[process]}.replicas`, value: text };
  if (scalar.value < 1) {
    const message = `The operator refuses '${text}' ${PROCESSES[process]}s: there must be at least one.`;
    yield { at, message, help: `Remove ${FIELDS[process]}.replicas, or set it to 1 or more.` };
  } else if (process === 'jobmanager' && scalar.value > 1 && operatorConfig(target).noHighAvailability) {
    const message = `The operator refuses '${text}' JobManagers without high availability.`;
    yield { at, message, help: 'Set high-availability.type and high-availability.storageDir.' };
  }
}
