import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Configuration file that restores every job from one savepoint',
  severity: 'warning',
  cost: 'restart',
  applies: { mode: 'streaming' },
  profiles: { development: 'off' },
  docs: {
    what: 'The path of a savepoint or checkpoint to start from is written in a configuration file.',
    why: 'Every job that is submitted with this file starts from that path: other jobs are refused or take over foreign state, and the same job goes back to an old state whenever it is submitted again.',
    fix: 'Remove execution.state-recovery.path, and give the path at submission (flink run -s).',
    references: ['StateRecoveryOptions#SAVEPOINT_PATH', 'SavepointRestoreSettings#fromConfiguration'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'execution.state-recovery.path: s3://bucket/savepoints/savepoint-1\n' },
        finds: [
          {
            at: 's3://bucket/savepoints/savepoint-1',
            message: "Every job that is submitted with this file starts from 's3://bucket/savepoints/savepoint-1'.",
          },
        ],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'execution.checkpointing.savepoint-dir: s3://bucket/savepoints\n' } }],
  },
  check: {
    *target(target) {
      const path = target.string('execution.state-recovery.path');
      if (!path.known || !path.set || path.value === '') return;
      const { deployment, commands, kind } = target.target;
      const ofOneJob = deployment === 'application' || (commands !== undefined && kind !== 'cluster');
      const message = ofOneJob
        ? `The job starts from '${path.text}' again whenever it is submitted, however old that is by then.`
        : `Every job that is submitted with this file starts from '${path.text}'.`;
      // A deployment of one job is restored this way on purpose, once.
      yield { at: path.origin, message, ...(ofOneJob ? { severity: 'info' } : {}) };
    },
  },
});
