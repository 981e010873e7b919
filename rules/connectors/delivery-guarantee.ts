import { kafkaSinkJob, kafkaSinkJobWithoutCheckpoints } from '../../src/examples.js';
import { kafkaSink } from '../../src/flink/kafka-sink.js';
import { type Draft, defineRule, type TargetView } from '../../src/rule.js';

/** Checkpoints are a matter of the configuration. */
const TRANSACTIONAL = kafkaSinkJobWithoutCheckpoints(
  'setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)',
  'setTransactionalIdPrefix("orders")',
  'setProperty("transaction.timeout.ms", "900000")',
);
const DECLARED = 'jobs:\n  - {name: orders, config: conf/config.yaml, sources: [src/main/java]}\n';

export default defineRule({
  title: 'Kafka sink that may lose records, or that commits none',
  severity: 'warning',
  cost: 'restart',
  applies: { mode: 'streaming' },
  profiles: { development: 'off' },
  docs: {
    what: 'A KafkaSink sets no delivery guarantee, or EXACTLY_ONCE for a job that takes no checkpoints.',
    why: 'The default is DeliveryGuarantee.NONE: a checkpoint does not wait for records that are still on their way to Kafka, so a failure loses those that were sent just before it, although the source does not read them again. With EXACTLY_ONCE Flink commits what was written when a checkpoint is complete; without checkpoints that is at the end of the job.',
    fix: 'Call setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE), or EXACTLY_ONCE with a transactional id prefix.',
    references: ['KafkaSinkBuilder', 'DeliveryGuarantee', 'CommitterOperator#endInput'],
  },
  examples: {
    bad: [
      {
        files: { 'src/main/java/Orders.java': kafkaSinkJob() },
        finds: [
          {
            at: 'KafkaSink.<String>builder()',
            message: 'This Kafka sink sets no delivery guarantee, and the default NONE loses records in a failure.',
          },
        ],
      },
      {
        files: {
          'src/main/java/Orders.java': TRANSACTIONAL,
          'conf/config.yaml': 'parallelism.default: 4\n',
          '.flinklint.yaml': DECLARED,
        },
        finds: [
          {
            at: 'DeliveryGuarantee.EXACTLY_ONCE',
            message:
              "Until the job ends, nothing that this sink writes is committed: it commits with checkpoints, and 'execution.checkpointing.interval' is not set.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'src/main/java/Orders.java': kafkaSinkJob('setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)'),
        },
      },
      {
        files: {
          'src/main/java/Orders.java': TRANSACTIONAL,
          'conf/config.yaml': 'execution.checkpointing.interval: 1 min\n',
          '.flinklint.yaml': DECLARED,
        },
      },
    ],
  },
  check: {
    *operator(operator, { target }) {
      const sink = kafkaSink(operator);
      if (sink?.guarantee === 'EXACTLY_ONCE') yield* neverCommitted(target, sink.at);
      if (sink === undefined || sink.guarantee !== undefined) return;
      const message = 'This Kafka sink sets no delivery guarantee, and the default NONE loses records in a failure.';
      yield { at: { ...sink.built.at, key: 'setDeliveryGuarantee' }, message };
    },
  },
});

function* neverCommitted(target: TargetView, at: Draft['at']): Iterable<Draft> {
  const interval = target.duration('execution.checkpointing.interval');
  if (interval.known || !interval.absent) return;
  const message =
    "Until the job ends, nothing that this sink writes is committed: it commits with checkpoints, and 'execution.checkpointing.interval' is not set.";
  yield { at: { ...at, key: 'EXACTLY_ONCE' }, message, help: 'Set execution.checkpointing.interval, such as 1 min.' };
}
