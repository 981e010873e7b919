import { kafkaSinkJob } from '../../src/examples.js';
import { kafkaSink } from '../../src/flink/kafka-sink.js';
import { optionOf } from '../../src/flink/sql-tables.js';
import type { SqlScript, SqlStatement } from '../../src/model/sql.js';
import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Kafka sink with transactions and no prefix for their ids',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'A KafkaSink with DeliveryGuarantee.EXACTLY_ONCE sets no prefix for its transactional ids, or a Kafka table in SQL with sink.delivery-guarantee exactly-once has no sink.transactional-id-prefix.',
    why: "Kafka knows transactions by their id, and Flink makes the ids from the prefix. The connector for Flink 2 refuses to build a sink without one, so the job does not start, and neither does any that writes to such a table in SQL. Those for Flink 1.x take 'kafka-sink' for every sink that sets none: two such jobs on one Kafka cluster fence off each other's producers and abort each other's transactions.",
    fix: 'Call setTransactionalIdPrefix(…) with a text that no other job on this Kafka cluster uses and that stays the same over restarts; in SQL set sink.transactional-id-prefix.',
    references: [
      'KafkaSinkBuilder#build',
      'KafkaSinkBuilder#setTransactionalIdPrefix',
      'KafkaConnectorOptionsUtil#validateDeliveryGuarantee',
    ],
  },
  examples: {
    bad: [
      {
        files: {
          'src/main/java/Orders.java': kafkaSinkJob('setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)'),
        },
        flinkVersion: '2.3',
        finds: [
          {
            at: 'DeliveryGuarantee.EXACTLY_ONCE',
            message: "Flink refuses to build a Kafka sink with 'EXACTLY_ONCE' and no transactional id prefix.",
          },
        ],
      },
      {
        files: {
          'src/main/java/Orders.java': kafkaSinkJob('setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)'),
        },
        flinkVersion: '1.20',
        finds: [
          {
            at: 'DeliveryGuarantee.EXACTLY_ONCE',
            message:
              "This sink shares the transactional id prefix 'kafka-sink' with every other that sets none; Flink 2 refuses it.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'src/main/java/Orders.java': kafkaSinkJob(
            'setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)',
            'setTransactionalIdPrefix("orders")',
            'setProperty("transaction.timeout.ms", "900000")',
          ),
        },
      },
    ],
  },
  check: {
    *operator(operator, { target }) {
      const sink = kafkaSink(operator);
      if (sink?.guarantee !== 'EXACTLY_ONCE' || sink.has('setTransactionalIdPrefix')) return;
      const at = { ...sink.at, key: 'setTransactionalIdPrefix' };
      if (target.version('>=2.0') === 'all') {
        yield {
          at,
          message: "Flink refuses to build a Kafka sink with 'EXACTLY_ONCE' and no transactional id prefix.",
        };
        return;
      }
      const message =
        "This sink shares the transactional id prefix 'kafka-sink' with every other that sets none; Flink 2 refuses it.";
      yield { at, message, severity: 'warning' };
    },
    *statement(statement, { script }) {
      const guarantee = optionOf(statement, 'sink.delivery-guarantee');
      if (guarantee?.value.toLowerCase() !== 'exactly-once' || statement.table?.like !== false) return;
      if (!/^(?:upsert-)?kafka$/.test(optionOf(statement, 'connector')?.value ?? '')) return;
      if (optionOf(statement, 'sink.transactional-id-prefix') !== undefined || !isWritten(script, statement)) return;
      yield {
        at: guarantee.valueAt,
        message: "Flink refuses to write to a Kafka table with 'exactly-once' and no 'sink.transactional-id-prefix'.",
        help: "Give the table a 'sink.transactional-id-prefix' that no other job on this Kafka cluster uses and that stays the same over restarts.",
      };
    },
  },
});

/** A hint of the INSERT may bring the prefix. */
const isWritten = (script: SqlScript, table: SqlStatement): boolean =>
  script.statements.some(
    ({ inserts, hints }) => hints.length === 0 && inserts.some((insert) => script.createdAs(insert.table) === table),
  );
