import { kafkaSink } from '../../src/flink/kafka-sink.js';
import { defineRule } from '../../src/rule.js';

const JOB = (settings: string) => `import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public class Orders {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.enableCheckpointing(60_000);
        KafkaSink<String> sink = KafkaSink.<String>builder()
            .setBootstrapServers("kafka:9092")
            .setRecordSerializer(KafkaRecordSerializationSchema.builder()
                .setTopic("orders")
                .setValueSerializationSchema(new SimpleStringSchema())
                .build())${settings}
            .build();
        env.fromSequence(1, 3).map(id -> "order " + id).uid("format").sinkTo(sink).uid("orders");
        env.execute("orders");
    }
}
`;

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
        files: { 'src/main/java/Orders.java': JOB('') },
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
          'src/main/java/Orders.java': JOB('\n            .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)'),
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
