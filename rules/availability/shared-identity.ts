import { type IdentityPlace, identityPlaces, type SharedPlace } from '../../src/flink/shared-identity.js';
import { type Draft, defineRule, type TargetView } from '../../src/rule.js';

const orders = (namespace: string, quorum: string): string =>
  `apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nmetadata:\n  name: orders\n  namespace: ${namespace}\nspec:\n  image: flink:1.20\n  flinkVersion: v1_20\n  serviceAccount: flink\n  jobManager:\n    resource: {memory: 2048m, cpu: 1}\n  taskManager:\n    resource: {memory: 2048m, cpu: 1}\n  flinkConfiguration:\n    high-availability.type: zookeeper\n    high-availability.storageDir: s3://${namespace}/ha\n    high-availability.zookeeper.quorum: ${quorum}\n`;

/** What comes of a place that two clusters take for their own. */
const COMES: Readonly<Record<SharedPlace, string>> = {
  zookeeper: 'only one of the two has a leader, and what deletes one deletes what the other recovers from',
  job: 'both jobs get the id that Flink makes of the id of the cluster, and write over the checkpoints of each other',
  files: 'when Flink cleans up after one of the two, it deletes the blobs of both',
};

const HELP: Readonly<Record<SharedPlace, string>> = {
  zookeeper: 'Set high-availability.zookeeper.path.root to a path of each cluster alone.',
  job: 'Set high-availability.cluster-id, or kubernetes.cluster-id, to a name of each cluster alone.',
  files: 'Set high-availability.storageDir to a directory of each cluster alone.',
};

const OPTION = {
  zookeeper: 'high-availability.zookeeper.quorum',
  job: 'execution.checkpointing.dir',
  files: 'high-availability.storageDir',
} as const;

export default defineRule({
  title: 'Clusters that take each other for themselves',
  severity: 'warning',
  cost: 'restart',
  applies: { platforms: ['kubernetes-operator', 'kubernetes-standalone', 'kubernetes-native'] },
  profiles: { development: 'off' },
  docs: {
    what: 'Two clusters in different namespaces have the same id and keep what high availability needs in the same place.',
    why: 'Flink tells clusters apart by their id alone. The operator takes the name of the resource for it, whatever the namespace. In one path of ZooKeeper the JobManagers of both contend for one leader, and each deletes what the other recovers from.',
    fix: 'Give each cluster a directory, and a path in ZooKeeper, of its own.',
    references: [
      'ZooKeeperUtils#startCuratorFramework',
      'HighAvailabilityServicesUtils#getClusterHighAvailableStoragePath',
      'ApplicationDispatcherBootstrap#fixJobIdAndRunApplicationAsync',
      'FlinkUtils#deleteZookeeperHAMetadata (Kubernetes operator)',
    ],
  },
  examples: {
    bad: [
      {
        files: {
          'blue/orders.yaml': orders('blue', 'zk.example.com:2181'),
          'green/orders.yaml': orders('green', 'zk.example.com:2181'),
        },
        finds: [
          {
            at: 'zk.example.com:2181',
            message:
              "The cluster shares '/flink/orders' with FlinkDeployment/blue/orders: only one of the two has a leader, and what deletes one deletes what the other recovers from.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'blue/orders.yaml': orders('blue', 'zk.blue.example.com:2181'),
          'green/orders.yaml': orders('green', 'zk.green.example.com:2181'),
        },
      },
      // Each of the two is another host.
      { files: { 'blue/orders.yaml': orders('blue', 'zk:2181'), 'green/orders.yaml': orders('green', 'zk:2181') } },
    ],
  },
  check: {
    *resource(_, { target, sharing }) {
      for (const place of identityPlaces(target)) {
        const rival = sharing(keyOf(place), keysOf).find((other) => isOtherCluster(target, other));
        if (rival === undefined) continue;
        yield shared(target, rival, place);
        return;
      }
    },
  },
});

/** The same for every cluster that takes the place. */
const keyOf = ({ kind, identity }: IdentityPlace): string => `${kind} ${identity}`;

const keysOf = (target: TargetView): readonly string[] => identityPlaces(target).map(keyOf);

/** Whether two resources are certainly two clusters. One finding for a pair is enough: the one that comes second has it. */
function isOtherCluster({ target: own }: TargetView, { target: other }: TargetView): boolean {
  const [one, two] = [own.resource?.namespace, other.resource?.namespace];
  if (one === undefined || two === undefined || one <= two || `${one}${two}`.includes('$')) return false;
  return own.kind !== 'fragment' && other.kind !== 'fragment' && other.profile !== 'development';
}

function shared(target: TargetView, { target: rival }: TargetView, { kind, shown, certain }: IdentityPlace): Draft {
  return {
    at: target.string(OPTION[kind]).origin,
    related: rival.resource === undefined ? [] : [{ at: rival.resource.at, message: 'It is described here.' }],
    message: `The cluster shares '${shown}' with ${rival.name}: ${COMES[kind]}.`,
    help: HELP[kind],
    severity: kind !== 'files' && certain ? 'warning' : 'info',
  };
}
