import { isNativeKubernetes, startsWorkers } from '../../src/flink/platforms.js';
import { isOneOf } from '../../src/flink/words.js';
import { type Draft, defineRule, type TargetView } from '../../src/rule.js';

/** `Constants#MAXIMUM_CHARACTERS_OF_CLUSTER_ID` of flink-kubernetes. */
const LONGEST = 45;

export default defineRule({
  title: 'Identity of the cluster that is missing, refused or ignored',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'The id of a cluster on Kubernetes is missing where high availability needs it, or too long; or an id of high availability is set where Flink replaces it.',
    why: 'High availability on Kubernetes names its ConfigMaps after kubernetes.cluster-id, and no process starts without it. Native deployments refuse ids over 45 characters and derive high-availability.cluster-id themselves. Clusters that share one ZooKeeper need different ids.',
    fix: 'Set kubernetes.cluster-id to a short name of this cluster alone, and remove high-availability.cluster-id on native Kubernetes.',
    references: [
      'KubernetesLeaderElectionHaServices',
      'AbstractKubernetesParameters#getClusterId',
      'KubernetesClusterDescriptor#deployClusterInternal',
      'HighAvailabilityOptions#HA_CLUSTER_ID',
    ],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml': 'high-availability:\n  type: kubernetes\n  storageDir: s3://bucket/ha\n',
          '.flinklint.yaml': 'platform: kubernetes-standalone\n',
        },
        finds: [
          {
            at: 'kubernetes',
            message:
              "No process starts: the high availability 'kubernetes' needs 'kubernetes.cluster-id', which is not set.",
          },
        ],
      },
      {
        files: {
          'conf/config.yaml':
            'kubernetes:\n  cluster-id: orders-of-the-whole-company-and-all-of-its-daughters\n  container.image.ref: flink:2.2\n',
        },
        finds: [
          {
            at: 'orders-of-the-whole-company-and-all-of-its-daughters',
            message: "Flink refuses to deploy a cluster id of '52' characters: it may have at most 45.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'high-availability:\n  type: kubernetes\n  storageDir: s3://bucket/ha\nkubernetes.cluster-id: orders\n',
        },
      },
    ],
  },
  check: {
    *target(target) {
      const type = target.string('high-availability.type');
      const id = target.string('kubernetes.cluster-id');
      // The operator names the cluster after its resource.
      const native = isNativeKubernetes(target) && target.target.platform !== 'kubernetes-operator';
      if (native && id.known && id.value.length > LONGEST) {
        const message = `Flink refuses to deploy a cluster id of '${String(id.value.length)}' characters: it may have at most ${String(LONGEST)}.`;
        yield { at: id.origin, message };
      }
      const kubernetes = type.known && type.value.toLowerCase() === 'kubernetes';
      if (kubernetes && target.target.platform === 'kubernetes-standalone' && !id.known && id.absent) {
        const message = `No process starts: the high availability '${type.text}' needs 'kubernetes.cluster-id', which is not set.`;
        yield { at: type.origin, message };
      }
      yield* ofHighAvailability(target);
    },
  },
});

function* ofHighAvailability(target: TargetView): Iterable<Draft> {
  // The operator sets both ids, and refuses resources that do.
  if (target.target.platform === 'kubernetes-operator') return;
  const type = target.string('high-availability.type');
  const id = target.string('high-availability.cluster-id');
  if (!type.known || !id.known || isOneOf(type.value, ['none', 'standalone'])) return;
  if (id.set && isNativeKubernetes(target)) {
    const message = `Flink replaces '${id.text}' by the value of 'kubernetes.cluster-id' on native Kubernetes.`;
    yield { at: id.origin, message, severity: 'info' };
    return;
  }
  const shared = !id.set && type.value.toLowerCase() === 'zookeeper' && !startsWorkers(target);
  if (!shared || target.target.profile !== 'strict') return;
  const message = `The cluster keeps its place in ZooKeeper under '${id.text}', as does every other that sets no 'high-availability.cluster-id'.`;
  yield { at: id.origin, message, severity: 'info' };
}
