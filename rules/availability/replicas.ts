import { isOneOf } from '../../src/flink/words.js';
import { defineRule } from '../../src/rule.js';

/** Platforms on which Flink's own client does not deploy the JobManagers; the operator sets their number itself. */
const DEPLOYED_BY_OTHERS: ReadonlySet<string> = new Set([
  'docker',
  'kubernetes-standalone',
  'kubernetes-operator',
  'yarn',
  'emr',
  'aws-managed-flink',
  'alibaba',
  'ververica',
  'confluent',
]);

export default defineRule({
  title: 'Number of JobManagers that Flink refuses',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'The number of JobManagers on Kubernetes is less than one, or more than one without high availability.',
    why: 'Flink refuses to deploy the cluster. JobManagers beyond the first stand by for it, and can take over only with high availability.',
    fix: 'Keep kubernetes.jobmanager.replicas at 1, or set high-availability.type and high-availability.storageDir.',
    references: [
      'KubernetesJobManagerParameters#getReplicas',
      'KubernetesConfigOptions#KUBERNETES_JOBMANAGER_REPLICAS',
    ],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'kubernetes:\n  cluster-id: orders\n  jobmanager.replicas: 0\n' },
        finds: [{ at: '0', message: "Flink refuses '0' JobManagers: there must be at least one." }],
      },
      {
        files: { 'conf/config.yaml': 'kubernetes:\n  cluster-id: orders\n  jobmanager.replicas: 2\n' },
        finds: [{ at: '2', message: "Flink refuses '2' JobManagers without high availability." }],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'kubernetes:\n  cluster-id: orders\n  jobmanager.replicas: 2\nhigh-availability:\n  type: kubernetes\n  storageDir: s3://bucket/ha\n',
        },
      },
    ],
  },
  check: {
    *target(target) {
      if (DEPLOYED_BY_OTHERS.has(target.target.platform)) return;
      const replicas = target.int('kubernetes.jobmanager.replicas');
      if (!replicas.known || replicas.value === 1) return;
      if (replicas.value < 1) {
        const message = `Flink refuses '${replicas.text}' JobManagers: there must be at least one.`;
        yield { at: replicas.origin, message };
        return;
      }
      const type = target.string('high-availability.type');
      if (!type.known || !isOneOf(type.value, ['none', 'standalone'])) return;
      yield { at: replicas.origin, message: `Flink refuses '${replicas.text}' JobManagers without high availability.` };
    },
  },
});
