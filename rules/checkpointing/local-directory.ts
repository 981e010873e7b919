import { isTemporary, localPath } from '../../src/flink/paths.js';
import { OWN_DISKS, placeInPods } from '../../src/flink/pod-mounts.js';
import { defineRule, type Severity, type TargetView } from '../../src/rule.js';

/** What is kept in each directory. */
const DIRECTORIES = {
  'execution.checkpointing.dir': 'checkpoints',
  'execution.checkpointing.savepoint-dir': 'savepoints',
  'state.changelog.dstl.dfs.base-path': 'state changes',
} as const;

/** Where JobManager and TaskManagers never share a disk unless somebody mounts one. */
const DISTRIBUTED = /^(?:kubernetes-\w+|yarn|emr|aws-managed-flink|alibaba|ververica|confluent)$/;

export default defineRule({
  title: 'Checkpoints or savepoints on a local disk',
  severity: 'warning',
  cost: 'restart',
  applies: { mode: 'streaming' },
  profiles: { strict: 'error', development: 'off' },
  docs: {
    what: 'Checkpoints or savepoints go to a temporary directory, or to a local path on a platform that runs every process on a machine of its own and mounts nothing there that they share.',
    why: 'TaskManagers write the state and the JobManager reads it: on a disk that they do not share a job cannot be restored, and what lies in a temporary directory is gone with the machine or the container.',
    fix: 'Use a file system that every process reaches, such as s3://bucket/checkpoints, or a volume that all of them mount.',
    references: ['FsCheckpointStorageAccess', 'CheckpointingOptions#CHECKPOINTS_DIRECTORY'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  dir: file:///tmp/checkpoints\n' },
        finds: [
          {
            at: 'file:///tmp/checkpoints',
            message:
              "The directory 'file:///tmp/checkpoints' is temporary: the checkpoints in it are lost with the machine, and no other machine reads them.",
          },
        ],
      },
      {
        files: {
          'conf/config.yaml':
            'kubernetes.cluster-id: orders\nexecution.checkpointing.dir: file:///flink-data/checkpoints\n',
        },
        finds: [
          {
            at: 'file:///flink-data/checkpoints',
            message:
              "The directory 'file:///flink-data/checkpoints' keeps checkpoints only if JobManager and TaskManagers all mount the same volume there.",
          },
        ],
      },
    ],
    good: [
      {
        files: { 'conf/config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  dir: s3://bucket/checkpoints\n' },
      },
      {
        files: { 'conf/config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  dir: file:///mnt/shared/flink\n' },
      },
    ],
  },
  check: {
    *target(target) {
      for (const option of Object.keys(DIRECTORIES) as (keyof typeof DIRECTORIES)[]) {
        const directory = target.string(option);
        const path = directory.known ? localPath(directory.value) : undefined;
        if (!directory.known || path === undefined) continue;
        const judged = judge(target, path, DIRECTORIES[option]);
        if (judged === undefined) continue;
        const { says, ...draft } = judged;
        yield { at: directory.origin, message: `The directory '${directory.text}' ${says}.`, ...draft };
      }
    },
  },
});

interface Judgement {
  readonly says: string;
  readonly severity?: Severity;
}

/** What becomes of things that are kept in a local directory. */
function judge(target: TargetView, path: string, things: string): Judgement | undefined {
  if (isMountedByDocker(target, path)) return undefined;
  if (isTemporary(path)) {
    return { says: `is temporary: the ${things} in it are lost with the machine, and no other machine reads them` };
  }
  if (!DISTRIBUTED.test(target.target.platform)) return undefined;
  const place = placeInPods(target, path);
  if (place === 'shared') return undefined;
  if (place === 'container' || place === 'pod') {
    return {
      says: `lies in ${OWN_DISKS[place]}: the ${things} in it are lost with the pod, and no other pod reads them`,
    };
  }
  return {
    says: `keeps ${things} only if JobManager and TaskManagers all mount the same volume there`,
    severity: 'info',
  };
}

/** Whether docker mounts something there, which outlives the container. */
const isMountedByDocker = ({ target: { container } }: TargetView, path: string): boolean =>
  container?.mounts.some((mount) => `${path}/`.startsWith(`${mount.target}/`)) === true;
