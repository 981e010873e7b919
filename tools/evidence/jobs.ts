import type { Claim } from './claims.js';

/** What `flink run` does with job sources. */
const PROGRAM = {
  action: 'program',
  calls: 'ClientUtils.executeProgram, each job on a local cluster',
  versions: ['1.20', '2.3'],
  bad: 0,
  good: 0,
  works: { jobs: 1 },
} as const satisfies Claim;

const IN_2 = { ...PROGRAM, versions: ['2.3'] } as const;

/** A job that fails where its windows have no result at the end of its input. */
const windows = (trigger: string): Readonly<Record<string, string>> => ({
  'Windows.java': `import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;
import org.apache.flink.streaming.api.windowing.triggers.CountTrigger;
import org.apache.flink.util.CloseableIterator;

public class Windows {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        try (CloseableIterator<Long> results = env.fromSequence(1, 100)
                .keyBy(id -> id % 2)
                .window(GlobalWindows.create())${trigger}
                .reduce((a, b) -> a + b)
                .executeAndCollect()) {
            if (!results.hasNext()) throw new IllegalStateException("no window has fired");
        }
    }
}
`,
});

/** A job with a partitioner of its own, whose records are in flight at checkpoints. */
const partitioned = (...settings: readonly string[]): Readonly<Record<string, string>> => ({
  'Partitioned.java': `import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public class Partitioned {
    public static void main(String[] args) throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("execution.checkpointing.interval", "1 min");
        configuration.setString("execution.checkpointing.unaligned.enabled", "true");
${settings.map((line) => `        ${line}\n`).join('')}        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.fromSequence(1, 3).partitionCustom((key, partitions) -> (int) (key % partitions), id -> id).print();
        env.execute("partitioned");
    }
}
`,
});

/** What `checkpointing/unaligned` says of code. */
export const PARTITIONER: Claim = {
  ...PROGRAM,
  bad: partitioned(),
  good: partitioned('configuration.setString("execution.checkpointing.unaligned.forced", "true");'),
};

/** What the rules about job code rest on. */
export const jobClaims: Readonly<Record<string, readonly Claim[]>> = {
  'connectors/exactly-once-prefix': [
    {
      ...IN_2,
      // A sink that is built needs no broker until it runs.
      good: {
        'Sink.java': `import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;

public class Sink {
    public static void main(String[] args) {
        KafkaSink.<String>builder()
            .setBootstrapServers("kafka:9092")
            .setRecordSerializer(KafkaRecordSerializationSchema.builder()
                .setTopic("orders")
                .setValueSerializationSchema(new SimpleStringSchema())
                .build())
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionalIdPrefix("orders")
            .build();
    }
}
`,
      },
      works: { jobs: 0 },
    },
  ],
  'connectors/jdbc-exactly-once': [PROGRAM, { ...PROGRAM, bad: 1 }],
  'functions/keyed-state-on-non-keyed': [PROGRAM],
  'functions/timer-on-non-keyed': [PROGRAM, { ...IN_2, bad: 1 }],
  'serialization/invalid-key': [PROGRAM],
  'serialization/lambda-return-type': [PROGRAM],
  'serialization/non-serializable-field': [PROGRAM],
  'time/window-trigger': [
    { ...PROGRAM, bad: windows(''), good: windows('\n                .trigger(CountTrigger.of(10))') },
  ],
  'upgrade/open-signature': [IN_2, { ...IN_2, bad: 1 }],
  'upgrade/removed-api': [IN_2],
};
