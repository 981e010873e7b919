import { kafkaSinkJob } from '../../src/examples.js';
import { kafkaSink } from '../../src/flink/kafka-sink.js';
import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Kafka sink that may lose records',
  severity: 'warning',
  cost: 'restart',
  applies: { mode: 'streaming' },
  profiles: { development: 'off' },
  docs: {
    what: 'A KafkaSink sets no delivery guarantee.',
    why: 'The default is DeliveryGuarantee.NONE: a checkpoint does not wait for records that are still on their way to Kafka, so a failure loses those that were sent just before it, although the source does not read them again.',
    fix: 'Call setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE), or EXACTLY_ONCE with a transactional id prefix.',
    references: ['KafkaSinkBuilder', 'DeliveryGuarantee'],
  },
  examples: {
    bad: [
      {
        files: { 'src/main/java/Orders.java': kafkaSinkJob() },
        finds: [
          {
            at: 'sinkTo',
            message: 'This Kafka sink sets no delivery guarantee, and the default NONE loses records in a failure.',
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
    ],
  },
  check: {
    *operator(operator) {
      const sink = kafkaSink(operator);
      if (sink === undefined || sink.guarantee !== undefined) return;
      const message = 'This Kafka sink sets no delivery guarantee, and the default NONE loses records in a failure.';
      yield { at: { ...operator.at, key: 'setDeliveryGuarantee' }, message };
    },
  },
});
