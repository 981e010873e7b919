import { defineRule, duration } from '../../src/rule.js';

/** What Flink itself demands (`CheckpointCoordinatorConfiguration#MINIMAL_CHECKPOINT_TIME`). */
const FLINKS_MINIMUM_MS = 10;

export default defineRule({
  title: 'Checkpoint timeout too short',
  severity: 'error',
  cost: 'restart',
  applies: { mode: 'streaming' },
  docs: {
    what: 'The time that a checkpoint may take is shorter than Flink allows, or too short for a checkpoint under load.',
    why: 'Flink refuses timeouts below 10 ms. A checkpoint that takes longer than the timeout is discarded and counts as failed, and a failed checkpoint restarts the job unless failures are tolerated.',
    fix: 'Set execution.checkpointing.timeout to several times what a checkpoint takes at peak, or remove it for the default of 10 min.',
    references: ['CheckpointConfig#setCheckpointTimeout', 'CheckpointingOptions#CHECKPOINTING_TIMEOUT'],
  },
  options: { min: duration('10 s', 'The shortest timeout that is not reported.') },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  timeout: 0\n' },
        finds: [{ at: '0', message: "Flink refuses the checkpoint timeout '0': it must be at least 10 ms." }],
      },
      {
        files: { 'conf/config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  timeout: 600\n' },
        finds: [
          {
            at: '600',
            message: "The checkpoint timeout '600' is 600 ms: a number without a unit counts milliseconds.",
          },
        ],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  timeout: 5 min\n' } }],
  },
  check: {
    *target(target, { options: { min } }) {
      const timeout = target.duration('execution.checkpointing.timeout');
      if (!timeout.known || timeout.ms >= min) return;
      const { ms, text, origin } = timeout;
      if (ms < FLINKS_MINIMUM_MS) {
        yield { at: origin, message: `Flink refuses the checkpoint timeout '${text}': it must be at least 10 ms.` };
        return;
      }
      const message = /^\d+$/.test(text)
        ? `The checkpoint timeout '${text}' is ${text} ms: a number without a unit counts milliseconds.`
        : `The checkpoint timeout '${text}' is very short: Flink discards every checkpoint that takes longer.`;
      yield { at: origin, message, severity: 'warning' };
    },
  },
});
