/** Resources, good and bad: each starts from one that the operator takes, and changes a few things. */

/** What a resource is changed in: a path of keys, and the value there; `undefined` takes it away. */
type Change = readonly [path: string, value: unknown];

const GOOD: Readonly<Record<string, unknown>> = {
  'metadata.name': 'orders',
  'metadata.namespace': 'shop',
  'spec.image': 'flink:1.17',
  'spec.flinkVersion': 'v1_17',
  'spec.serviceAccount': 'flink',
  'spec.flinkConfiguration': {
    'taskmanager.numberOfTaskSlots': '2',
    'state.checkpoints.dir': 's3://bucket/checkpoints',
    'state.savepoints.dir': 's3://bucket/savepoints',
    'high-availability.type': 'kubernetes',
    'high-availability': 'kubernetes',
    'high-availability.storageDir': 's3://bucket/ha',
  },
  'spec.jobManager.resource.memory': '2048m',
  'spec.jobManager.resource.cpu': 1,
  'spec.taskManager.resource.memory': '2048m',
  'spec.taskManager.resource.cpu': 1,
  'spec.job.jarURI': 'local:///opt/orders.jar',
  'spec.job.parallelism': 2,
  'spec.job.upgradeMode': 'savepoint',
};

const conf = (key: string, value: string | undefined): Change => [`spec.flinkConfiguration.|${key}`, value];
const without = (...keys: readonly string[]): readonly Change[] => keys.map((key) => conf(key, undefined));

const CHECKPOINTS = 'state.checkpoints.dir';
const SAVEPOINTS = 'state.savepoints.dir';
const NO_HA = without('high-availability.type', 'high-availability', 'high-availability.storageDir');

/** Independent changes; each is made alone, and with each other. */
const CHANGES: readonly (readonly Change[])[] = [
  [['spec.job.upgradeMode', 'stateless']],
  [['spec.job.upgradeMode', 'last-state']],
  [['spec.job.upgradeMode', undefined]],
  [['spec.job', undefined]],
  [['spec.job.parallelism', undefined]],
  [['spec.job.parallelism', 0]],
  [['spec.job.savepointTriggerNonce', 1]],
  without(CHECKPOINTS),
  without(SAVEPOINTS),
  [conf(CHECKPOINTS, ' ')],
  [conf('kubernetes.operator.periodic.savepoint.interval', '1 h')],
  [conf('kubernetes.operator.job.upgrade.last-state.max.allowed.checkpoint.age', '1 h')],
  NO_HA,
  [...NO_HA, conf('high-availability', 'none')],
  [conf('kubernetes.cluster-id', 'orders')],
  [conf('kubernetes.namespace', 'shop')],
  [conf('kubernetes.operator.deployment.rollback.enabled', 'true')],
  [conf('kubernetes.operator.cluster.health-check.enabled', 'true')],
  [
    conf('kubernetes.operator.cluster.health-check.enabled', 'true'),
    conf('kubernetes.operator.jm-deployment-recovery.enabled', 'false'),
  ],
  [['spec.jobManager', undefined]],
  [['spec.taskManager', undefined]],
  [['spec.jobManager.replicas', 2]],
  [['spec.jobManager.replicas', 0]],
  [['spec.taskManager.replicas', 3]],
  [['spec.taskManager.replicas', 0]],
  [['spec.jobManager.resource.memory', undefined]],
  [['spec.taskManager.resource.memory', undefined], conf('taskmanager.memory.process.size', '2g')],
  [['spec.taskManager.resource.memory', undefined], conf('taskmanager.memory.flink.size', '2g')],
  [['spec.jobManager.resource.memory', '2Gi']],
  [['spec.jobManager.resource.memory', '1.5Gi']],
  [['spec.jobManager.resource.memory', '2 gb']],
  [['spec.jobManager.resource.memory', '2048Mi']],
  [['spec.jobManager.resource.memory', '2g b']],
  [['spec.taskManager.resource.memory', 'much']],
  [['spec.taskManager.resource.memory', '-2g']],
  [['spec.taskManager.resource.memory', '2048']],
  [['spec.taskManager.resource.ephemeralStorage', '2G']],
  [['spec.taskManager.resource.ephemeralStorage', '2048Mi']],
  [['spec.taskManager.resource.ephemeralStorage', '2Q']],
  [['metadata.name', 'Orders']],
  [['metadata.name', 'o'.repeat(45)]],
  [['metadata.name', 'o'.repeat(46)]],
  [['metadata.name', '1-orders']],
  [['metadata.name', 'orders-']],
  [['spec.flinkVersion', undefined]],
  [['spec.flinkVersion', 'v1_14']],
  [['spec.serviceAccount', undefined]],
  [['spec.logConfiguration', { 'log4j-console.properties': 'rootLogger.level = INFO\n' }]],
  [['spec.logConfiguration', { 'log4j.properties': 'rootLogger.level = INFO\n' }]],
  [['spec.ingress', { template: 'flink.example.com/{{namespace}}/{{name}}(/|$)(.*)' }]],
  [['spec.ingress', { className: 'nginx' }]],
];

/** Every change alone, and pairs of them up to a number in all. */
export function cases(most: number): readonly string[] {
  const pairs = CHANGES.flatMap((one, index) => CHANGES.slice(index + 1).map((other) => [...one, ...other]));
  const step = Math.max(1, Math.floor(pairs.length / Math.max(1, most - CHANGES.length)));
  const chosen = pairs.filter((_, index) => index % step === 0);
  return [[], ...CHANGES, ...chosen].slice(0, most).map(resource);
}

const GOOD_JOB: Readonly<Record<string, unknown>> = {
  'metadata.name': 'payments',
  'metadata.namespace': 'shop',
  'spec.deploymentName': 'orders',
  'spec.job.jarURI': 'https://example.com/payments.jar',
  'spec.job.parallelism': 2,
  'spec.job.upgradeMode': 'savepoint',
};

/** What is changed in a session job. */
const JOB_CHANGES: readonly (readonly Change[])[] = [
  [],
  [['spec.job.upgradeMode', 'stateless']],
  [['spec.job.upgradeMode', 'last-state']],
  [['spec.job.upgradeMode', undefined]],
  [['spec.job', undefined]],
  [['spec.job.parallelism', undefined]],
  [['spec.job.parallelism', 0]],
  [['spec.job.jarURI', undefined]],
  [['spec.job.savepointTriggerNonce', 1]],
  [['spec.deploymentName', 'Orders']],
  [['spec.deploymentName', 'o'.repeat(46)]],
  [['spec.deploymentName', 'elsewhere']],
  [['metadata.name', 'p'.repeat(60)]],
];

/** What is changed in the cluster that it runs on, or that there is none. */
const CLUSTER_CHANGES: readonly (readonly Change[] | undefined)[] = [
  undefined,
  [],
  [['spec.job', { jarURI: 'local:///opt/orders.jar', parallelism: 2, upgradeMode: 'stateless' }]],
  without(CHECKPOINTS),
  without(SAVEPOINTS),
  without(CHECKPOINTS, SAVEPOINTS),
  NO_HA,
  [conf('job.autoscaler.enabled', 'true'), conf('job.autoscaler.scale-up.max-factor', '-1.0')],
  [conf('kubernetes.operator.periodic.savepoint.interval', '1 h'), ...without(SAVEPOINTS)],
];

/** Session jobs, each change of them with each of their cluster, which follows in the same stream. */
export const sessionJobs = (): readonly string[] =>
  JOB_CHANGES.flatMap((changes) =>
    CLUSTER_CHANGES.flatMap((cluster) => {
      const job = written('FlinkSessionJob', [...Object.entries(GOOD_JOB), ...changes]);
      // Before there is a cluster, the operator looks at the job's own fields only.
      if (cluster === undefined && changes.some(([path]) => path.endsWith('parallelism'))) return [];
      return cluster === undefined ? job : `${job}---\n${resource([['spec.job', undefined], ...cluster])}`;
    }),
  );

const resource = (changes: readonly Change[]): string =>
  written('FlinkDeployment', [...Object.entries(GOOD), ...changes]);

/** JSON is YAML too, and leaves no doubt. */
function written(kind: string, fields: readonly Change[]): string {
  const root: Record<string, unknown> = { apiVersion: 'flink.apache.org/v1beta1', kind };
  for (const [path, value] of fields) put(root, path, structuredClone(value));
  return `${JSON.stringify(root, null, 1)}\n`;
}

function put(root: Record<string, unknown>, path: string, value: unknown): void {
  const [head = '', key] = path.split('.|');
  const steps = key === undefined ? head.split('.') : [...head.split('.'), key];
  const last = steps.pop() ?? '';
  let at = root;
  for (const step of steps) {
    if (typeof at[step] !== 'object' || at[step] === null) {
      if (value === undefined) return;
      at[step] = {};
    }
    at = at[step] as Record<string, unknown>;
  }
  if (value === undefined) delete at[last];
  else at[last] = value;
}
