import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Streaming job without checkpoints',
  severity: 'warning',
  cost: 'restart',
  applies: { mode: 'streaming' },
  profiles: { strict: 'error', development: 'off' },
  docs: {
    what: 'No checkpoint interval is set for a streaming job whose whole configuration is known.',
    why: 'Without checkpoints a failure loses all state, and Flink does not even restart the job by default.',
    fix: 'Set execution.checkpointing.interval, for example to 1 min.',
    references: ['CheckpointingOptions#CHECKPOINTING_INTERVAL', 'RestartBackoffTimeStrategyFactoryLoader'],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml': 'parallelism.default: 4\n',
          '.flinklint.yaml': 'jobs:\n  - {name: orders, config: conf/config.yaml}\n',
        },
        finds: [
          {
            at: 'parallelism.default',
            message: "No checkpoints are taken, unless the job itself sets 'execution.checkpointing.interval'.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml': 'execution.checkpointing.interval: 1 min\n',
          '.flinklint.yaml': 'jobs:\n  - {name: orders, config: conf/config.yaml}\n',
        },
      },
      { files: { 'conf/config.yaml': 'parallelism.default: 4\n' } },
    ],
  },
  check: {
    *target(target) {
      const interval = target.duration('execution.checkpointing.interval');
      if (interval.known || !interval.absent) return;
      const { job, script } = target.target;
      const isSeen = job !== undefined || script !== undefined;
      const message = isSeen
        ? "No checkpoints are taken: 'execution.checkpointing.interval' is not set."
        : "No checkpoints are taken, unless the job itself sets 'execution.checkpointing.interval'.";
      yield { at: interval.origin, message };
    },
  },
});
