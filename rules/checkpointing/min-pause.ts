import { defineRule } from '../../src/rule.js';

/** What Flink itself demands (`CheckpointCoordinatorConfiguration#MINIMAL_CHECKPOINT_TIME`). */
const FLINKS_MINIMUM_MS = 10;

export default defineRule({
  title: 'Pause between checkpoints longer than their interval',
  severity: 'warning',
  cost: 'restart',
  applies: { mode: 'streaming' },
  docs: {
    what: 'The minimum pause between checkpoints is longer than the checkpoint interval.',
    why: 'Flink silently raises the interval to the pause, so a failure replays more than the interval promises.',
    fix: 'Lower execution.checkpointing.min-pause below the interval, or raise the interval on purpose.',
    references: ['CheckpointCoordinator', 'CheckpointingOptions#MIN_PAUSE_BETWEEN_CHECKPOINTS'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  min-pause: 5 min\n' },
        finds: [{ at: '5 min', message: "The pause '5 min' is longer than the interval '1 min'." }],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  min-pause: 30 s\n' } }],
  },
  check: {
    *target(target) {
      const interval = target.duration('execution.checkpointing.interval');
      const pause = target.duration('execution.checkpointing.min-pause');
      if (!interval.known || !pause.known || pause.ms <= interval.ms) return;
      // Flink refuses such an interval, which is the mistake.
      if (interval.ms < FLINKS_MINIMUM_MS) return;
      yield {
        at: pause.origin,
        related: [{ at: interval.origin, message: `The interval is '${interval.text}'.` }],
        message: `The pause '${pause.text}' is longer than the interval '${interval.text}'.`,
      };
    },
  },
});
