import { jdbcSinkJob } from '../../src/examples.js';
import { exactlyOnceRetries } from '../../src/flink/jdbc-sink.js';
import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'JDBC sink with transactions that tries again',
  severity: 'error',
  cost: 'none',
  docs: {
    what: 'A JDBC sink that is exactly once has execution options with retries, or leaves them at their default of 3.',
    why: 'A batch that is tried again within its transaction can be in it twice, so the connector refuses the sink: one of exactlyOnceSink when it is made, one of buildExactlyOnce when its writers start.',
    fix: 'Give the sink JdbcExecutionOptions.builder().withMaxRetries(0).build(); the restart strategy of the job tries again in its place.',
    references: ['JdbcWriter', 'JdbcXaSinkFunction', 'JdbcExecutionOptions#DEFAULT_MAX_RETRY_TIMES'],
  },
  examples: {
    bad: [
      {
        files: { 'src/main/java/Orders.java': jdbcSinkJob('withMaxRetries(5)') },
        finds: [
          {
            at: '5',
            message: "The JDBC connector refuses an exactly-once sink with '5' retries: it takes 0 only.",
          },
        ],
      },
      {
        files: { 'src/main/java/Orders.java': jdbcSinkJob('withBatchSize(100)') },
        finds: [
          {
            at: 'buildExactlyOnce',
            message: 'The JDBC connector refuses an exactly-once sink with 3 retries, the default: it takes 0 only.',
          },
        ],
      },
    ],
    good: [{ files: { 'src/main/java/Orders.java': jdbcSinkJob('withMaxRetries(0)') } }],
  },
  check: {
    *operator(operator) {
      const retries = exactlyOnceRetries(operator);
      if (retries === undefined || retries.value === 0) return;
      const found = retries.set ? `'${retries.value}' retries` : `${retries.value} retries, the default`;
      yield {
        at: { ...retries.at, key: 'withMaxRetries' },
        message: `The JDBC connector refuses an exactly-once sink with ${found}: it takes 0 only.`,
      };
    },
  },
});
