import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Checkpoints that count records twice',
  severity: 'warning',
  cost: 'restart',
  applies: { mode: 'streaming' },
  profiles: { development: 'off' },
  docs: {
    what: 'The checkpointing mode is AT_LEAST_ONCE.',
    why: 'Barriers are not aligned: after a failure the state already holds records that the sources send again, so counts and sums come out too high, and no sink can be exactly once.',
    fix: 'Remove execution.checkpointing.mode, for the default is EXACTLY_ONCE; against slow alignment enable unaligned checkpoints.',
    references: ['CheckpointingOptions#CHECKPOINTING_CONSISTENCY_MODE', 'CheckpointBarrierTracker'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  mode: AT_LEAST_ONCE\n' },
        finds: [
          {
            at: 'AT_LEAST_ONCE',
            message: "After a failure records are counted twice in the state: the mode is 'AT_LEAST_ONCE'.",
          },
        ],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  mode: EXACTLY_ONCE\n' } }],
  },
  check: {
    *target(target) {
      const interval = target.duration('execution.checkpointing.interval');
      const mode = target.enum('execution.checkpointing.mode');
      const off = !interval.known && interval.absent;
      if (off || !mode.known || mode.value !== 'AT_LEAST_ONCE') return;
      yield {
        at: mode.origin,
        message: `After a failure records are counted twice in the state: the mode is '${mode.text}'.`,
      };
    },
  },
});
