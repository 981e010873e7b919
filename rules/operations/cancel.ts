import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Job that is cancelled where it could be stopped with a savepoint',
  severity: 'warning',
  cost: 'none',
  applies: { flink: '>=1.9', mode: 'streaming' },
  profiles: { development: 'off' },
  docs: {
    what: 'A script cancels a job and starts one, or cancels it with a savepoint (cancel -s).',
    why: 'Cancelling takes no savepoint: the job starts again from its last checkpoint, if that was retained and somebody names it, or from nothing. Cancelling with a savepoint is deprecated: between the savepoint and the end the job writes on, and writes it again after the restart.',
    fix: 'Stop the job with flink stop --savepointPath, and start it with flink run -s.',
    references: [
      'CliFrontend#cancel',
      'CliFrontendParser#CANCEL_WITH_SAVEPOINT_OPTION',
      'Command-Line Interface (documentation)',
    ],
  },
  examples: {
    bad: [
      {
        files: { 'redeploy.sh': 'flink cancel "$JOB"\nflink run -d orders.jar\n' },
        finds: [
          {
            at: 'flink cancel',
            message: "'flink cancel' takes no savepoint, and the job that is started next begins without state.",
          },
        ],
      },
      {
        files: { 'stop.sh': 'flink cancel -s s3://bucket/savepoints "$JOB"\n' },
        finds: [
          {
            at: '-s',
            message:
              "'flink cancel -s' is deprecated: what the job writes behind the savepoint is written again after a restart.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'redeploy.sh':
            'flink stop --savepointPath s3://bucket/savepoints "$JOB"\nflink run -d -s "$SAVEPOINT" orders.jar\n',
        },
      },
      { files: { 'remove.sh': 'flink cancel "$JOB"\n' } },
    ],
  },
  check: {
    *command({ command, at, options }, { inFile }) {
      if (command !== 'flink cancel') return;
      const withSavepoint = options.find(({ name }) => name === 's');
      if (withSavepoint !== undefined) {
        const message =
          "'flink cancel -s' is deprecated: what the job writes behind the savepoint is written again after a restart.";
        yield { at: withSavepoint.at, message, severity: 'info' };
        return;
      }
      const next = inFile.find((other) => /^flink run/.test(other.command) && other.at.start > at.start);
      // Whoever takes a savepoint in the script, or starts from something, knows what the job goes on from.
      if (next === undefined || next.open !== undefined || next.options.some(({ name }) => name === 's')) return;
      if (inFile.some((other) => /^flink (?:savepoint|stop|checkpoint)$/.test(other.command))) return;
      const message = "'flink cancel' takes no savepoint, and the job that is started next begins without state.";
      yield { at, message, related: [{ at: next.at, message: 'It is started here.' }] };
    },
  },
});
