// A project of a thousand Java files, the same each time: most of it has nothing to do with Flink, as in a real one.

const FILES = 1000;
/** Of each ten files one is a job and one a function of Flink's. */
const kinds = [job, aggregation, service, entity, service, entity, service, entity, service, entity];

/** The files of the project by their paths. */
export function project() {
  const sources = Array.from({ length: FILES }, (_, index) => {
    const name = `Part${index}`;
    const folder = `area${Math.floor(index / 50)}`;
    return [`src/main/java/com/acme/${folder}/${name}.java`, kinds[index % kinds.length](name, folder, index)];
  });
  return Object.fromEntries(sources);
}

/** Every other job names its operators. */
function job(name, folder, index) {
  const uid = (text) => (index % 20 === 0 ? `.uid("${text}")` : '');
  return `package com.acme.${folder};

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import java.time.Duration;

public class ${name} {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.enableCheckpointing(60_000);
        KafkaSource<String> source = KafkaSource.<String>builder().setBootstrapServers("kafka:9092").setTopics("orders").build();
        KafkaSink<String> sink = KafkaSink.<String>builder().setBootstrapServers("kafka:9092").build();
        DataStream<String> orders = env.fromSource(source, WatermarkStrategy.noWatermarks(), "orders")${uid('orders')};
        DataStream<String> longest = orders
            .map(line -> line.trim())
            .filter(line -> !line.isEmpty())
            .keyBy(line -> line.substring(0, 1))
            .window(TumblingEventTimeWindows.of(Duration.ofMinutes(1)))
            .reduce((a, b) -> a.length() > b.length() ? a : b)${uid('longest')};
        longest.sinkTo(sink)${uid('sink')};
        env.execute("${name}");
    }
}
`;
}

function aggregation(name, folder) {
  return `package com.acme.${folder};

import org.apache.flink.api.common.functions.AggregateFunction;

public class ${name} implements AggregateFunction<Long, long[], Double> {
    @Override public long[] createAccumulator() { return new long[2]; }
    @Override public long[] add(Long value, long[] sum) { sum[0] += value; sum[1]++; return sum; }
    @Override public Double getResult(long[] sum) { return sum[1] == 0 ? 0.0 : (double) sum[0] / sum[1]; }
    @Override public long[] merge(long[] a, long[] b) { a[0] += b[0]; a[1] += b[1]; return a; }
}
`;
}

/** It reduces, too: a stream of Java's. */
function service(name, folder) {
  const methods = Array.from(
    { length: 12 },
    (_, n) => `
    /** Adds up what is due in month ${n + 1}. */
    public long due${n}(List<Long> amounts, Map<String, Long> paid) {
        long total = amounts.stream().filter(amount -> amount > ${n}).reduce(0L, Long::sum);
        for (Map.Entry<String, Long> one : paid.entrySet()) {
            if (one.getKey().startsWith("month-${n}") && one.getValue() > 0) total -= one.getValue();
            else if (one.getValue() < 0) throw new IllegalArgumentException("negative: " + one.getKey());
        }
        return total;
    }
`,
  );
  return `package com.acme.${folder};

import java.util.List;
import java.util.Map;

public class ${name} {${methods.join('')}}
`;
}

function entity(name, folder) {
  const fields = Array.from({ length: 15 }, (_, n) => n);
  return `package com.acme.${folder};

public class ${name} {
${fields.map((n) => `    private String field${n};\n`).join('')}${fields
  .map(
    (n) => `
    public String getField${n}() {
        return field${n};
    }

    public void setField${n}(String value) {
        this.field${n} = value;
    }
`,
  )
  .join('')}}
`;
}
