import { defineRule, duration } from '../../src/rule.js';

/** What Flink itself demands (`CheckpointCoordinatorConfiguration#MINIMAL_CHECKPOINT_TIME`). */
const FLINKS_MINIMUM_MS = 10;

export default defineRule({
  title: 'Checkpoint interval out of bounds',
  severity: 'error',
  cost: 'restart',
  applies: { mode: 'streaming' },
  docs: {
    what: 'The checkpoint interval is shorter than Flink allows, or shorter or longer than is sensible.',
    why: 'Flink refuses intervals below 10 ms; 0 does not switch checkpoints off. Very short ones spend more on checkpoints than on the job, very long ones reprocess much after a failure.',
    fix: 'Set execution.checkpointing.interval to between 10 s and 10 min, or remove it to switch checkpoints off.',
    references: ['CheckpointConfig#setCheckpointInterval', 'CheckpointingOptions#CHECKPOINTING_INTERVAL'],
  },
  options: {
    min: duration('1 s', 'The shortest interval that is not reported.'),
    max: duration('1 h', 'The longest interval that is not reported.'),
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'execution.checkpointing.interval: 0\n' },
        finds: [
          {
            at: '0',
            message:
              "Flink refuses the checkpoint interval '0': it must be at least 10 ms, and 0 does not switch checkpoints off.",
          },
        ],
      },
      {
        files: { 'conf/config.yaml': 'execution.checkpointing.interval: 60\n' },
        finds: [
          { at: '60', message: "The checkpoint interval '60' is 60 ms: a number without a unit counts milliseconds." },
        ],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'execution.checkpointing.interval: 1 min\n' } }],
  },
  check: {
    *target(target, { options: { min, max } }) {
      const interval = target.duration('execution.checkpointing.interval');
      if (!interval.known) return;
      const { ms, text, origin } = interval;
      if (ms < FLINKS_MINIMUM_MS) {
        const also = ms === 0 ? ', and 0 does not switch checkpoints off' : '';
        yield {
          at: origin,
          message: `Flink refuses the checkpoint interval '${text}': it must be at least 10 ms${also}.`,
        };
      } else if (Number(ms) < Number(min)) {
        const unit = /^\d+$/.test(text);
        const message = unit
          ? `The checkpoint interval '${text}' is ${text} ms: a number without a unit counts milliseconds.`
          : `The checkpoint interval '${text}' is very short.`;
        yield { at: origin, message, severity: 'warning' };
      } else if (Number(ms) > Number(max)) {
        const message = `The checkpoint interval '${text}' is long: a failure reprocesses up to that much.`;
        yield { at: origin, message, severity: 'info' };
      }
    },
  },
});
