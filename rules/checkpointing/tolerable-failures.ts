import { defineRule, number } from '../../src/rule.js';

export default defineRule({
  title: 'Failed checkpoints that nobody notices',
  severity: 'error',
  cost: 'restart',
  applies: { mode: 'streaming' },
  docs: {
    what: 'The number of failed checkpoints in a row that a job survives is negative, or so great that failures stay hidden.',
    why: 'Flink refuses a negative number. With a great one the job goes on without a new checkpoint for hours, and the next failure reprocesses all of that.',
    fix: 'Set execution.checkpointing.tolerable-failed-checkpoints to a few, such as 3, and alert on failed checkpoints.',
    references: [
      'CheckpointConfig#setTolerableCheckpointFailureNumber',
      'CheckpointFailureManager',
      'CheckpointingOptions#TOLERABLE_FAILURE_NUMBER',
    ],
  },
  options: { limit: number(100, 'From this many on, tolerated failures are reported.') },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'execution.checkpointing.tolerable-failed-checkpoints: -1\n' },
        finds: [{ at: '-1', message: "Flink refuses to tolerate '-1' failed checkpoints: it must not be negative." }],
      },
      {
        files: {
          'conf/config.yaml':
            'execution.checkpointing:\n  interval: 1 min\n  tolerable-failed-checkpoints: 2147483647\n',
        },
        finds: [
          {
            at: '2147483647',
            message:
              "The job goes on without a checkpoint for up to '2147483647' failures in a row, and all that time is reprocessed after a failure.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  tolerable-failed-checkpoints: 3\n',
        },
      },
    ],
  },
  check: {
    *target(target, { options: { limit } }) {
      const tolerable = target.int('execution.checkpointing.tolerable-failed-checkpoints');
      if (!tolerable.known) return;
      const { value, text, origin, set } = tolerable;
      if (value < 0) {
        const message = `Flink refuses to tolerate '${text}' failed checkpoints: it must not be negative.`;
        yield { at: origin, message };
      } else if (value >= limit) {
        const message = `The job goes on without a checkpoint for up to '${text}' failures in a row, and all that time is reprocessed after a failure.`;
        yield { at: origin, message, severity: 'warning' };
      } else if (value === 0 && !set && target.target.profile === 'strict') {
        const message =
          'The first checkpoint that fails or expires restarts the job: no failure is tolerated by default.';
        yield { at: origin, message, severity: 'info' };
      }
    },
  },
});
