import { isBounded, waitsForWatermarks, watermarksBehind } from '../../src/flink/event-time.js';
import { defineRule } from '../../src/rule.js';

const JOB = (strategy: string) => `import java.time.Duration;
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
        env.fromSource(source, ${strategy}, "orders").uid("orders")
            .keyBy(order -> order)
            .window(TumblingEventTimeWindows.of(Duration.ofMinutes(1)))
            .reduce((a, b) -> b).uid("latest")
            .print().uid("print");
        env.execute("orders");
    }
}
`;

export default defineRule({
  title: 'Event time without watermarks',
  severity: 'warning',
  cost: 'restart',
  applies: { mode: 'streaming' },
  docs: {
    what: 'An operator waits for event time, and a source that it reads from gives no watermarks.',
    why: 'An operator goes by the least watermark of its inputs. Without any, windows never fire and timers never go off, while their state grows; the job looks healthy. Sources that end are not reported: Flink sends a last watermark after them.',
    fix: 'Give the source WatermarkStrategy.forBoundedOutOfOrderness(…), or use windows of processing time.',
    references: ['WatermarkStrategy#noWatermarks', 'EventTimeTrigger'],
  },
  examples: {
    bad: [
      {
        files: { 'src/main/java/Orders.java': JOB('WatermarkStrategy.noWatermarks()') },
        finds: [
          {
            at: 'reduce',
            message:
              "'reduce' never sees its time pass: its windows are TumblingEventTimeWindows, and 'noWatermarks()' at its source gives none.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'src/main/java/Orders.java': JOB(
            'WatermarkStrategy.<String>forBoundedOutOfOrderness(Duration.ofSeconds(5)).withIdleness(Duration.ofMinutes(1))',
          ),
        },
      },
    ],
  },
  check: {
    *job(job) {
      for (const operator of job.operators) {
        const why = waitsForWatermarks(operator);
        if (why === undefined || operator.implied === true) continue;
        const silent = watermarksBehind(operator, job).find(
          ({ source, strategy }) =>
            strategy[0]?.name === 'noWatermarks' && source.call === 'fromSource' && !isBounded(source),
        );
        if (silent === undefined) continue;
        const message = `'${operator.call}' never sees its time pass: ${why}, and 'noWatermarks()' at its source gives none.`;
        const related = [{ at: silent.source.at, message: 'The source without watermarks.' }];
        yield { at: { ...operator.at, key: `${operator.call} watermarks` }, related, message };
      }
    },
  },
});
