import { defineRule } from '../../src/rule.js';

/** When Flink deletes a job's checkpoints, by what the retention is set to (`CheckpointProperties`). */
const DELETED: Readonly<Record<string, string>> = {
  NO_EXTERNALIZED_CHECKPOINTS: 'is cancelled or fails for good',
  DELETE_ON_CANCELLATION: 'is cancelled',
};

export default defineRule({
  title: 'Checkpoints deleted with the job',
  severity: 'warning',
  cost: 'restart',
  applies: { mode: 'streaming' },
  profiles: { strict: 'error', development: 'off' },
  docs: {
    what: 'Checkpoints are not retained when a job is cancelled.',
    why: 'By default Flink deletes every checkpoint when the job is cancelled, and also when it fails for good: a job that is cancelled by mistake, or that runs out of restarts, starts again from nothing.',
    fix: 'Set execution.checkpointing.externalized-checkpoint-retention to RETAIN_ON_CANCELLATION, and clean up checkpoints that are no longer needed.',
    references: [
      'CheckpointingOptions#EXTERNALIZED_CHECKPOINT_RETENTION',
      'CheckpointProperties',
      'CheckpointRetentionPolicy',
    ],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml':
            'execution.checkpointing:\n  interval: 1 min\n  externalized-checkpoint-retention: DELETE_ON_CANCELLATION\n',
        },
        finds: [
          {
            at: 'DELETE_ON_CANCELLATION',
            message:
              "Flink deletes the checkpoints when the job is cancelled: the retention is 'DELETE_ON_CANCELLATION'.",
          },
        ],
      },
      {
        files: {
          'conf/config.yaml': 'execution.checkpointing.interval: 1 min\n',
          '.flinklint.yaml': 'jobs:\n  - {name: orders, config: conf/config.yaml}\n',
        },
        finds: [
          {
            at: 'execution.checkpointing.interval',
            message:
              "Flink deletes the checkpoints when the job is cancelled or fails for good: 'execution.checkpointing.externalized-checkpoint-retention' is not set.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'execution.checkpointing:\n  interval: 1 min\n  externalized-checkpoint-retention: RETAIN_ON_CANCELLATION\n',
        },
      },
      { files: { 'conf/config.yaml': 'execution.checkpointing.mode: EXACTLY_ONCE\n' } },
    ],
  },
  check: {
    *target(target) {
      const interval = target.duration('execution.checkpointing.interval');
      const retention = target.enum('execution.checkpointing.externalized-checkpoint-retention');
      if (!interval.known && interval.absent) return;
      if (retention.known && retention.set) {
        const when = DELETED[retention.value];
        if (when === undefined) return;
        const message = `Flink deletes the checkpoints when the job ${when}: the retention is '${retention.text}'.`;
        yield { at: retention.origin, message };
        return;
      }
      if (target.target.codeAlone === true) return;
      // The operator retains checkpoints by itself (`FlinkConfigBuilder#applyFlinkConfiguration`).
      if (retention.set || !interval.known || target.target.platform === 'kubernetes-operator') return;
      const name = target.name('execution.checkpointing.externalized-checkpoint-retention');
      const deleted = 'Flink deletes the checkpoints when the job is cancelled or fails for good';
      yield retention.known
        ? { at: retention.origin, message: `${deleted}: '${name}' is not set.` }
        : { at: retention.origin, message: `${deleted}, unless the job itself sets '${name}'.`, severity: 'info' };
    },
  },
});
