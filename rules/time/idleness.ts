import { isBounded, waitsForWatermarks, watermarksBehind } from '../../src/flink/event-time.js';
import { defineRule } from '../../src/rule.js';

const JOB = (idleness: string) => `import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

public class Orders {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        KafkaSource<String> source = KafkaSource.<String>builder()
            .setBootstrapServers("kafka:9092")
            .setTopics("orders")
            .setGroupId("orders")
            .setValueOnlyDeserializer(new SimpleStringSchema())
            .build();
        WatermarkStrategy<String> strategy = WatermarkStrategy.<String>forBoundedOutOfOrderness(Duration.ofSeconds(5))${idleness};
        env.fromSource(source, strategy, "orders").uid("orders")
            .keyBy(order -> order)
            .window(TumblingEventTimeWindows.of(Duration.ofMinutes(1)))
            .reduce((a, b) -> b).uid("latest")
            .print().uid("print");
        env.execute("orders");
    }
}
`;

export default defineRule({
  title: 'Watermarks that wait for partitions without records',
  severity: 'info',
  cost: 'restart',
  applies: { mode: 'streaming' },
  profiles: { development: 'off' },
  docs: {
    what: 'Event time comes from a source with partitions, and its watermark strategy knows no idleness.',
    why: 'A subtask without a partition, or with partitions that get no records, sends no watermark, and everything behind it waits. With as many partitions as subtasks, and records in all of them, it does no harm.',
    fix: 'Add withIdleness(Duration) to the strategy, longer than any usual pause.',
    references: ['WatermarkStrategy#withIdleness', 'WatermarksWithIdleness'],
  },
  examples: {
    bad: [
      {
        files: { 'src/main/java/Orders.java': JOB('') },
        finds: [
          {
            at: 'fromSource',
            message:
              "Event time stands still while a subtask of this source gets no records: 'forBoundedOutOfOrderness' has no withIdleness(…).",
          },
        ],
      },
    ],
    good: [{ files: { 'src/main/java/Orders.java': JOB('.withIdleness(Duration.ofMinutes(1))') } }],
  },
  check: {
    *job(job) {
      const waiting = job.operators.filter((one) => waitsForWatermarks(one) !== undefined);
      for (const { source, strategy } of waiting.flatMap((one) => watermarksBehind(one, job))) {
        const kind = strategy[0]?.name ?? '';
        if (!/^for(?:BoundedOutOfOrderness|MonotonousTimestamps)$/.test(kind) || source.call !== 'fromSource') continue;
        if (isBounded(source) || strategy.some(({ name }) => name === 'withIdleness')) continue;
        const message = `Event time stands still while a subtask of this source gets no records: '${kind}' has no withIdleness(…).`;
        yield { at: { ...source.at, key: 'idleness' }, message };
      }
    },
  },
});
