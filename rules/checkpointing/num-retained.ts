import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Number of retained checkpoints that Flink replaces',
  severity: 'warning',
  cost: 'restart',
  applies: { mode: 'streaming' },
  docs: {
    what: 'The number of completed checkpoints to keep is zero or negative; in the strict profile also where it is one.',
    why: 'Flink keeps one instead and only logs a warning. With a single checkpoint there is nothing to go back to when its files are damaged or a bad deployment has already been checkpointed.',
    fix: 'Set execution.checkpointing.num-retained to 3.',
    references: [
      'DefaultCompletedCheckpointStoreUtils#getMaximumNumberOfRetainedCheckpoints',
      'CheckpointingOptions#MAX_RETAINED_CHECKPOINTS',
    ],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  num-retained: 0\n' },
        finds: [{ at: '0', message: "Flink keeps one checkpoint: it replaces the number '0' by 1." }],
      },
      {
        files: { 'conf/config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  num-retained: 1\n' },
        profile: 'strict',
        finds: [
          {
            at: '1',
            message: 'Only the latest checkpoint is kept: if its files are damaged, there is no other to restore.',
          },
        ],
      },
    ],
    good: [
      { files: { 'conf/config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  num-retained: 3\n' } },
      { files: { 'conf/config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  num-retained: 1\n' } },
    ],
  },
  check: {
    *target(target) {
      const retained = target.int('execution.checkpointing.num-retained');
      if (!retained.known) return;
      const { value, text, origin } = retained;
      if (value <= 0) {
        yield { at: origin, message: `Flink keeps one checkpoint: it replaces the number '${text}' by 1.` };
      } else if (value === 1 && target.target.profile === 'strict') {
        const message = 'Only the latest checkpoint is kept: if its files are damaged, there is no other to restore.';
        yield { at: origin, message, severity: 'info' };
      }
    },
  },
});
