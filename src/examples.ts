/**
 * Job sources and resources that the examples of several rules share. No run loads them: a bundle leaves out what nobody uses, and a
 * call only where its function is marked to have no side effects.
 */

/** A job whose one sink is a KafkaSink with the calls given, each on a line of its own. */
/* @__NO_SIDE_EFFECTS__ */
export const kafkaSinkJob = (
  ...calls: readonly string[]
): string => `import org.apache.flink.api.common.serialization.SimpleStringSchema;
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
                .build())${calls.map((call) => `\n            .${call}`).join('')}
            .build();
        env.fromSequence(1, 3).map(id -> "order " + id).uid("format").sinkTo(sink).uid("orders");
        env.execute("orders");
    }
}
`;

/** The same where checkpoints are a matter of the configuration. */
/* @__NO_SIDE_EFFECTS__ */
export const kafkaSinkJobWithoutCheckpoints = (...calls: readonly string[]): string =>
  kafkaSinkJob(...calls)
    .split('\n')
    .filter((line) => !line.includes('enableCheckpointing'))
    .join('\n');

/** A job whose one sink is a JDBC sink with transactions, with the call given on its execution options. */
/* @__NO_SIDE_EFFECTS__ */
export const jdbcSinkJob = (call: string): string => `import org.apache.flink.connector.jdbc.JdbcExactlyOnceOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.h2.jdbcx.JdbcDataSource;

public class Orders {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        JdbcExecutionOptions options = JdbcExecutionOptions.builder().${call}.build();
        env.fromSequence(1, 3).uid("orders").sinkTo(JdbcSink.<Long>builder()
            .withQueryStatement("INSERT INTO orders VALUES (?)", (statement, id) -> statement.setLong(1, id))
            .withExecutionOptions(options)
            .buildExactlyOnce(JdbcExactlyOnceOptions.defaults(), () -> {
                JdbcDataSource source = new JdbcDataSource();
                source.setURL("jdbc:h2:mem:orders;INIT=CREATE TABLE IF NOT EXISTS orders (id BIGINT)");
                return source;
            })).uid("table");
        env.execute("orders");
    }
}
`;

/** An application of the Kubernetes operator, with the lines of its `flinkConfiguration`. */
/* @__NO_SIDE_EFFECTS__ */
export const ordersApplication = (
  upgradeMode: string,
  ...configuration: readonly string[]
): string => `apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata:
  name: orders
spec:
  image: flink:1.20
  flinkVersion: v1_20
  serviceAccount: flink
  jobManager:
    resource: {memory: 2048m, cpu: 1}
  taskManager:
    resource: {memory: 2048m, cpu: 1}
  job:
    jarURI: local:///opt/orders.jar
    parallelism: 2
    upgradeMode: ${upgradeMode}
  flinkConfiguration:
${configuration.map((line) => `    ${line}\n`).join('')}`;

/** The tables of examples in SQL: a stream of orders from Kafka, and what is made of it. */
export const sqlTables = `CREATE TABLE orders (
  id BIGINT,
  name STRING,
  price DECIMAL(10, 2),
  ts TIMESTAMP(3),
  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'orders',
  'properties.bootstrap.servers' = 'kafka:9092',
  'format' = 'json'
);
CREATE TABLE totals (id BIGINT, price DECIMAL(10, 2)) WITH ('connector' = 'print');
CREATE TABLE names (id BIGINT, name STRING) WITH ('connector' = 'print');
`;

/** A job with windows of event time over Kafka, whose source is given a watermark strategy. */
/* @__NO_SIDE_EFFECTS__ */
export const eventTimeJob = (strategy: string): string => `import java.time.Duration;
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
