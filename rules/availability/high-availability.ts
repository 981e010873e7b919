import { isOneOf } from '../../src/flink/words.js';
import { defineRule, type TargetView } from '../../src/rule.js';

export default defineRule({
  title: 'JobManager without high availability',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'High availability is off, or its type is a name that Flink does not know.',
    why: 'Without it, all jobs are gone when the JobManager fails, and nobody restarts them from their checkpoints. An unknown type is taken for a class, and no process starts.',
    fix: "Set high-availability.type to 'kubernetes' or 'zookeeper', and high-availability.storageDir to a shared file system.",
    references: ['HighAvailabilityMode#fromConfig', 'HighAvailabilityOptions#HA_MODE'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'high-availability.type: zookeper\n' },
        finds: [
          {
            at: 'zookeper',
            message:
              "Flink has no high availability 'zookeper'; no process starts when it looks for a class of that name.",
          },
        ],
      },
      {
        files: {
          'conf/config.yaml': 'jobmanager.rpc.address: jobmanager\njobmanager.memory.process.size: 1600m\n',
        },
        finds: [
          {
            at: 'jobmanager.rpc.address',
            message: 'The JobManager is a single point of failure: high availability is off.',
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'high-availability.type: kubernetes\nhigh-availability.storageDir: s3://bucket/ha\nkubernetes.cluster-id: orders\n',
        },
      },
      { files: { 'examples/conf/config.yaml': 'jobmanager.rpc.address: jobmanager\n' } },
    ],
  },
  check: {
    *target(target) {
      const setting = target.setting('high-availability.type');
      if (setting?.refusal !== undefined) {
        if (setting.quoted && setting.layer.grammar === 'legacy') return;
        // Its Flink has one of its own, 'vvp-kubernetes'.
        if (target.target.platform === 'ververica') return;
        const message = `Flink has no high availability '${setting.value}'; no process starts when it looks for a class of that name.`;
        yield { at: setting.valueAt, message };
        return;
      }
      const type = target.string('high-availability.type');
      if (!type.known || !isOneOf(type.value, ['none', 'standalone']) || target.target.profile === 'development')
        return;
      yield {
        at: type.origin,
        message: 'The JobManager is a single point of failure: high availability is off.',
        // Flink starts no process whose memory nothing sizes: a file without that is a part of something.
        severity: sizesMemory(target) && !isOneMachine(target) ? 'warning' : 'info',
      };
    },
  },
});

/** What only processes of the same machine reach: its own address, and those that Docker gives to its containers. */
const ON_ONE_MACHINE = /^(?:localhost|127\..*|::1|172\.(?:1[7-9]|2\d|3[01])\.0\.\d+)$/;

/** No TaskManager elsewhere finds such a JobManager, and one machine fails as a whole. */
function isOneMachine(target: TargetView): boolean {
  const address = target.string('jobmanager.rpc.address');
  return target.target.platform === 'standalone' && address.known && ON_ONE_MACHINE.test(address.value);
}

const SIZES = ['jobmanager.memory.', 'jobmanager.heap.', 'taskmanager.memory.', 'taskmanager.heap.'] as const;

const sizesMemory = ({ settings, target }: TargetView): boolean =>
  target.resource?.kind === 'FlinkDeployment' ||
  settings.some(({ key }) => SIZES.some((start) => key.startsWith(start)));
