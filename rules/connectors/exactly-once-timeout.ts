import { kafkaSinkJob } from '../../src/examples.js';
import { kafkaSink } from '../../src/flink/kafka-sink.js';
import { defineRule } from '../../src/rule.js';

/** `transaction.max.timeout.ms` of a broker, where nobody has set it. */
const BROKER_MAX = 900_000;

export default defineRule({
  title: 'Kafka transactions whose timeout does not fit',
  severity: 'warning',
  cost: 'restart',
  applies: { mode: 'streaming' },
  docs: {
    what: 'A KafkaSink with EXACTLY_ONCE leaves transaction.timeout.ms to Flink, or sets it to less than the checkpoint interval.',
    why: 'Flink asks for transactions of one hour. Brokers allow 15 minutes unless transaction.max.timeout.ms is raised, and refuse the producer, so the job fails when it starts. A transaction that ends before the next checkpoint is aborted by Kafka, and its records are lost.',
    fix: 'Set transaction.timeout.ms on the sink to no more than transaction.max.timeout.ms of the brokers, and to more than the longest time from one checkpoint to the next, restarts included.',
    references: ['KafkaSinkBuilder#DEFAULT_KAFKA_TRANSACTION_TIMEOUT', 'transaction.max.timeout.ms of Kafka brokers'],
  },
  examples: {
    bad: [
      {
        files: {
          'src/main/java/Orders.java': kafkaSinkJob(
            'setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)',
            'setTransactionalIdPrefix("orders")',
          ),
        },
        finds: [
          {
            at: 'DeliveryGuarantee.EXACTLY_ONCE',
            message:
              "This sink asks for transactions of '1 h', Flink's default; brokers with their own default refuse more than '15 min'.",
          },
        ],
      },
      {
        files: {
          'src/main/java/Orders.java': kafkaSinkJob(
            'setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)',
            'setTransactionalIdPrefix("orders")',
            'setProperty("transaction.timeout.ms", "30000")',
          ),
        },
        finds: [
          {
            at: 'DeliveryGuarantee.EXACTLY_ONCE',
            message:
              "Kafka aborts the transactions of this sink after '30000' ms, before the next checkpoint at '60000 ms' commits them, and their records are lost.",
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
      if (sink?.guarantee !== 'EXACTLY_ONCE' || !sink.has('setTransactionalIdPrefix')) return;
      const timeout = sink.property('transaction.timeout.ms');
      const at = { ...sink.at, key: 'transaction.timeout.ms' };
      if (timeout === undefined) {
        const message = `This sink asks for transactions of '1 h', Flink's default; brokers with their own default refuse more than '${String(BROKER_MAX / 60_000)} min'.`;
        yield { at, message };
        return;
      }
      const interval = target.duration('execution.checkpointing.interval');
      if (!/^\d+$/.test(timeout) || !interval.known || interval.ms < Number(timeout)) return;
      const message = `Kafka aborts the transactions of this sink after '${timeout}' ms, before the next checkpoint at '${interval.text}' commits them, and their records are lost.`;
      yield { at, related: [interval.origin], message };
    },
  },
});
