import { needsCheckpointDirectory } from '../../src/flink/operator-config.js';
import { type Draft, defineRule, type TargetView } from '../../src/rule.js';

/** `FileSystemCheckpointStorage#MAX_FILE_STATE_THRESHOLD`. */
const LARGEST_INLINE_BYTES = 1024 * 1024;

const DIRECTORIES = ['execution.checkpointing.dir', 'execution.checkpointing.savepoint-dir'] as const;

export default defineRule({
  title: 'Checkpoints without a place that survives',
  severity: 'error',
  cost: 'restart',
  applies: { mode: 'streaming' },
  docs: {
    what: "Checkpoints go to the JobManager's memory, to a location that Flink refuses, or to one directory for all jobs; or the size of what stays in the metadata is above Flink's limit.",
    why: "Without a directory Flink keeps checkpoints in the JobManager's heap: they die with it, and no state may be larger than 5 MiB. With the storage 'filesystem' and no directory, or a directory without a scheme, the job does not start.",
    fix: 'Set execution.checkpointing.dir to a file system that every node reaches, such as s3://bucket/checkpoints.',
    references: [
      'CheckpointStorageLoader#load',
      'CheckpointingOptions#CHECKPOINTS_DIRECTORY',
      'JobManagerCheckpointStorage',
    ],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  dir: /mnt/checkpoints\n' },
        finds: [
          {
            at: '/mnt/checkpoints',
            message:
              "Flink refuses this value of 'execution.checkpointing.dir': '/mnt/checkpoints' is not a location: it must name its file system, such as 's3://' or 'file://'.",
          },
        ],
      },
      {
        files: { 'conf/config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  storage: jobmanager\n' },
        finds: [
          {
            at: 'jobmanager',
            message: "Checkpoints are kept in the JobManager's memory and die with it: the storage is 'jobmanager'.",
          },
        ],
      },
    ],
    good: [
      {
        files: { 'conf/config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  dir: s3://bucket/checkpoints\n' },
      },
      {
        files: {
          'conf/config.yaml': 'execution.checkpointing.dir: s3://bucket/checkpoints\nstate.backend.type: rocksdb\n',
        },
      },
    ],
  },
  check: {
    *target(target) {
      yield* refusedValues(target);
      yield* files(target);
      const storage = target.string('execution.checkpointing.storage');
      const directory = target.string('execution.checkpointing.dir');
      const inMemory = storage.known && storage.value.toLowerCase() === 'jobmanager';
      if (storage.known && inMemory && target.target.profile !== 'development') {
        const message = `Checkpoints are kept in the JobManager's memory and die with it: the storage is '${storage.value}'.`;
        yield { at: storage.origin, message, severity: 'warning' };
      }
      if (inMemory || directory.known || directory.set || target.target.codeAlone === true) return;
      if (storage.known && storage.value.toLowerCase() === 'filesystem') {
        const message = `The storage 'filesystem' needs '${target.name('execution.checkpointing.dir')}', which is not set.`;
        yield directory.absent ? { at: storage.origin, message } : { at: storage.origin, message, severity: 'info' };
        return;
      }
      // The operator refuses such a job, which kubernetes/upgrade-mode tells.
      if (needsCheckpointDirectory(target)) return;
      const interval = target.duration('execution.checkpointing.interval');
      if (storage.set || !interval.known || target.target.profile === 'development') return;
      yield {
        at: interval.origin,
        message: `Checkpoints are taken, and '${target.name('execution.checkpointing.dir')}' is not set: they go to the JobManager's memory.`,
        severity: directory.absent ? 'warning' : 'info',
      };
    },
  },
});

function* refusedValues(target: TargetView): Iterable<Draft> {
  for (const option of [...DIRECTORIES, 'execution.checkpointing.storage'] as const) {
    const setting = target.setting(option);
    if (setting?.refusal === undefined || (setting.quoted && setting.layer.grammar === 'legacy')) continue;
    yield {
      at: setting.valueAt,
      message: `Flink refuses this value of '${setting.key}': ${setting.refusal}.`,
      ...(option === 'execution.checkpointing.savepoint-dir'
        ? { help: `Set ${option} to a file system that every node reaches, such as s3://bucket/savepoints.` }
        : {}),
    };
  }
}

function* files(target: TargetView): Iterable<Draft> {
  const inline = target.memory('execution.checkpointing.data-inline-threshold');
  const separate = target.boolean('execution.checkpointing.create-subdir');
  if (inline.known && inline.bytes > LARGEST_INLINE_BYTES) {
    yield {
      at: inline.origin,
      message: `Flink ignores the threshold '${inline.text}' and uses 20 kb: state in the metadata may be at most 1 mb.`,
      help: 'Set execution.checkpointing.data-inline-threshold to at most 1 mb.',
      severity: 'warning',
    };
  }
  if (separate.known && !separate.value && target.target.profile !== 'development') {
    yield {
      at: separate.origin,
      message: 'Checkpoints of different jobs get in the way of each other: there is no directory for each job.',
      help: 'Remove execution.checkpointing.create-subdir, or give every job an execution.checkpointing.dir of its own.',
      // Whoever deploys one job alone may have a reason.
      severity: target.target.deployment === 'session' ? 'warning' : 'info',
    };
  }
}
