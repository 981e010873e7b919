import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Job that is drained and then goes on',
  severity: 'warning',
  cost: 'none',
  applies: { mode: 'streaming' },
  profiles: { strict: 'error' },
  docs: {
    what: 'A script stops a job with --drain and starts one from a savepoint again.',
    why: 'Draining sends the last watermark there is through the job before the savepoint: every event-time window and timer fires, and the savepoint holds the end of time. What starts from it takes all events for late.',
    fix: 'Stop without --drain; drain only a job that never starts again from its state.',
    references: ['StopOptions', 'StopWithSavepointTerminationHandler', 'Savepoints (documentation): stopping a job'],
  },
  examples: {
    bad: [
      {
        files: {
          'upgrade.sh':
            'SAVEPOINT=$(flink stop --drain -p s3://bucket/savepoints "$JOB" | tail -1)\nflink run -d -s "$SAVEPOINT" orders.jar\n',
        },
        finds: [
          {
            at: '--drain',
            message: "The job is drained with '--drain', and a job is started from a savepoint in the same script.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'upgrade.sh':
            'SAVEPOINT=$(flink stop -p s3://bucket/savepoints "$JOB" | tail -1)\nflink run -d -s "$SAVEPOINT" orders.jar\n',
        },
      },
      { files: { 'retire.sh': 'flink stop --drain "$JOB"\n' } },
    ],
  },
  check: {
    *command({ command, options }, { inFile }) {
      const drain = command === 'flink stop' ? options.find(({ name }) => name === 'd') : undefined;
      if (drain === undefined) return;
      const again = inFile.find(
        (other) => /^flink run/.test(other.command) && other.options.some(({ name }) => name === 's'),
      );
      if (again === undefined || again.at.start < drain.at.start) return;
      const message = "The job is drained with '--drain', and a job is started from a savepoint in the same script.";
      yield { at: drain.at, message, related: [{ at: again.at, message: 'It is started here.' }] };
    },
  },
});
