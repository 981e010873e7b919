import { isTemporary, parsePath } from '../../src/flink/paths.js';
import { OWN_DISKS, placeInPods } from '../../src/flink/pod-mounts.js';
import { isOneOf } from '../../src/flink/words.js';
import { defineRule, type TargetView } from '../../src/rule.js';

export default defineRule({
  title: 'High availability without a shared directory',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'High availability is on, and high-availability.storageDir is missing, refused, or on a local disk.',
    why: 'ZooKeeper and Kubernetes hold only pointers; the job graphs and checkpoint metadata lie in this directory. Without it no process starts; on a local disk they are lost with the machine.',
    fix: 'Set high-availability.storageDir to a file system that every JobManager reaches, such as s3://bucket/flink/ha.',
    references: ['BlobUtils#createFileSystemBlobStore', 'HighAvailabilityOptions#HA_STORAGE_PATH'],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml':
            'high-availability.type: zookeeper\nhigh-availability.zookeeper.quorum: zk1:2181,zk2:2181,zk3:2181\n',
        },
        finds: [
          {
            at: 'zookeeper',
            message:
              "The high availability 'zookeeper' needs 'high-availability.storageDir', which is not set; no process starts.",
          },
        ],
      },
      {
        files: {
          'conf/config.yaml':
            'high-availability:\n  type: kubernetes\n  storageDir: file:///tmp/ha\nkubernetes.cluster-id: orders\n',
        },
        finds: [
          {
            at: 'file:///tmp/ha',
            message:
              "The directory 'file:///tmp/ha' is temporary: what high availability keeps there is lost with the machine.",
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
      const setting = target.setting('high-availability.storageDir');
      if (setting?.refusal !== undefined && !(setting.quoted && setting.layer.grammar === 'legacy')) {
        yield { at: setting.valueAt, message: `Flink refuses this value of '${setting.key}': ${setting.refusal}.` };
      }
      if (!type.known || !isOneOf(type.value, ['zookeeper', 'kubernetes'])) return;
      const directory = target.string('high-availability.storageDir');
      if (!directory.known) {
        if (!directory.absent) return;
        const message = `The high availability '${type.value}' needs 'high-availability.storageDir', which is not set; no process starts.`;
        yield { at: type.origin, message };
        return;
      }
      const path = parsePath(directory.value);
      if (!path.ok || (path.value.scheme ?? 'file') !== 'file' || target.target.profile === 'development') return;
      const says = judge(target, path.value.path);
      if (says === undefined) return;
      yield { at: directory.origin, message: `The directory '${directory.text}' ${says}.`, severity: 'warning' };
    },
  },
});

/** Why what is kept at a local path is lost; nothing where a disk may outlive the pod. */
function judge(target: TargetView, path: string): string | undefined {
  if (isTemporary(path)) return 'is temporary: what high availability keeps there is lost with the machine';
  const place = placeInPods(target, path);
  if (place !== 'container' && place !== 'pod') return undefined;
  return `lies in ${OWN_DISKS[place]}: what high availability keeps there is lost with the pod`;
}
