import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Start that may drop state, written down for every time',
  severity: 'warning',
  cost: 'none',
  applies: { mode: 'streaming' },
  profiles: { strict: 'error', development: 'off' },
  docs: {
    what: 'A script or manifest starts the job with leave to drop state that no operator claims (--allowNonRestoredState).',
    why: 'It is right once, after an operator was taken out. Written down, it holds for every start: when a uid changes by mistake, the job starts without its state instead of being refused, and nobody is told.',
    fix: 'Remove it, and give it by hand for the one start that needs it.',
    references: ['Checkpoints#loadAndValidateCheckpoint', 'SavepointRestoreSettings'],
  },
  examples: {
    bad: [
      {
        files: { 'deploy.sh': 'flink run -d -s "$SAVEPOINT" -n orders.jar\n' },
        finds: [
          {
            at: '-n',
            message: "The job starts without the state that it cannot place, and says nothing: '-n' is given.",
          },
        ],
      },
    ],
    good: [{ files: { 'deploy.sh': 'flink run -d -s "$SAVEPOINT" orders.jar\n' } }],
  },
  check: {
    *command({ options }) {
      const allowed = options.find(({ name }) => name === 'n');
      // Without a savepoint the option has nothing to allow.
      if (allowed === undefined || !options.some(({ name }) => name === 's')) return;
      const message = "The job starts without the state that it cannot place, and says nothing: '-n' is given.";
      yield { at: allowed.at, message };
    },
  },
});
