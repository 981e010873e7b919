import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'No directory for savepoints',
  severity: 'warning',
  cost: 'restart',
  applies: { mode: 'streaming' },
  profiles: { development: 'off' },
  docs: {
    what: 'Checkpoints are taken, and no directory for savepoints is set.',
    why: "Flink refuses to stop a job with a savepoint, or to take one, unless the request itself names a directory; Flink's Kubernetes operator refuses upgrades by savepoint.",
    fix: 'Set execution.checkpointing.savepoint-dir to a file system that every node reaches, such as s3://bucket/savepoints.',
    references: ['CheckpointingOptions#SAVEPOINT_DIRECTORY', 'SchedulerBase#stopWithSavepoint', 'DefaultValidator'],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml': 'execution.checkpointing.interval: 1 min\n',
          '.flinklint.yaml': 'jobs:\n  - {name: orders, config: conf/config.yaml}\n',
        },
        finds: [
          {
            at: 'execution.checkpointing.interval',
            message:
              "Flink refuses every savepoint whose request names no directory: 'state.savepoints.dir' is not set.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'execution.checkpointing:\n  interval: 1 min\n  dir: s3://bucket/checkpoints\n  savepoint-dir: s3://bucket/savepoints\n',
          '.flinklint.yaml': 'jobs:\n  - {name: orders, config: conf/config.yaml}\n',
        },
      },
      { files: { 'conf/config.yaml': 'execution.checkpointing.interval: 1 min\n' } },
    ],
  },
  check: {
    *target(target) {
      const interval = target.duration('execution.checkpointing.interval');
      const directory = target.string('execution.checkpointing.savepoint-dir');
      if (!interval.known || directory.known || !directory.absent) return;
      const { platform, profile } = target.target;
      const name = target.name('execution.checkpointing.savepoint-dir');
      yield {
        at: directory.origin,
        message: `Flink refuses every savepoint whose request names no directory: '${name}' is not set.`,
        // A request can name one; the operator's cannot.
        ...(platform === 'kubernetes-operator' || profile === 'strict' ? {} : { severity: 'info' }),
      };
    },
  },
});
