import { isRenamed, RENAMED_BACKENDS } from '../../src/flink/state-backends.js';
import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'State backend that Flink 2.0 dropped',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'The state backend is one of Flink 1.x that Flink 2.0 dropped or moved.',
    why: 'Flink 2 takes the name for a class that it cannot find, and fails every job. Flink 1 reads it with a warning.',
    fix: 'Use hashmap in place of jobmanager and filesystem, rocksdb in place of a class, and set execution.checkpointing.dir for where checkpoints go.',
    references: ['StateBackendLoader#loadStateBackendFromConfig'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'state.backend.type: filesystem\n' },
        flinkVersion: '2.0',
        finds: [
          {
            at: 'filesystem',
            message:
              "Flink 2.0 dropped the state backend 'filesystem'; every job fails when it looks for a class of that name.",
          },
        ],
      },
      {
        files: { 'conf/config.yaml': 'state.backend.type: filesystem\n' },
        flinkVersion: '1.20',
        finds: [{ at: 'filesystem', message: "The state backend 'filesystem' is an old name that Flink 2.0 dropped." }],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'state.backend.type: hashmap\n' }, flinkVersion: '2.0' }],
  },
  check: {
    *target(target) {
      const setting = target.setting('state.backend.type');
      if (setting === undefined || setting.placeholder) return;
      const { value, valueAt } = setting;
      const renamed = RENAMED_BACKENDS.find((one) => isRenamed(one, value));
      if (renamed === undefined || (renamed.loads && target.version('>=2') !== 'all')) return;
      const help = `Use '${renamed.use}'${renamed.use === 'hashmap' ? ', and set execution.checkpointing.dir for where checkpoints go' : ''}.`;
      const fails = renamed.loads !== true && target.version('>=2') === 'all';
      yield fails
        ? {
            at: valueAt,
            message: `Flink 2.0 dropped the state backend '${value}'; every job fails when it looks for a class of that name.`,
            help,
          }
        : {
            at: valueAt,
            message: renamed.loads
              ? `The state backend '${value}' is an old name: Flink 2.0 moved the class and keeps this one for a while.`
              : `The state backend '${value}' is an old name that Flink 2.0 dropped.`,
            help,
            severity: 'info',
          };
    },
  },
});
