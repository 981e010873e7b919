import { defineRule } from '../../src/rule.js';

/** Classes that do not implement java.io.Serializable, as their field is declared or as they are made. */
const NOT_SERIALIZABLE =
  /^(?:java\.lang\.(?:Object|Thread)|java\.util\.(?:Optional|Timer|Scanner|concurrent\.(?:CountDownLatch|CompletableFuture|Executors?\w*|ThreadPoolExecutor|ScheduledThreadPoolExecutor))|java\.time\.format\.DateTimeFormatter|java\.net\.http\.HttpClient|java\.net\.(?:Socket|DatagramSocket)|java\.io\.\w*(?:Stream|Reader|Writer)|com\.google\.gson\.Gson|okhttp3\.OkHttpClient|redis\.clients\.jedis\.Jedis(?:Pool|Cluster|Pooled)?|org\.apache\.kafka\.clients\.(?:producer\.KafkaProducer|consumer\.KafkaConsumer)|org\.apache\.http\.[\w.]*\w*HttpClient|javax\.crypto\.Cipher|java\.security\.MessageDigest)$/;

/** Of these only what is made on the spot is certain; others may be of a class below. */
const OPEN = /^java\.(?:lang\.(?:Object|Thread)|io\.)/;

const JOB = (modifiers: string) => `import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public class Orders {
    static class Rates {
        double of(long currency) {
            return 1.1;
        }
    }

    public static class Convert implements MapFunction<Long, Double> {
        ${modifiers} Rates rates = new Rates();

        @Override
        public Double map(Long amount) {
            return amount * rates.of(1);
        }
    }

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(1, 3).map(new Convert()).print();
        env.execute("orders");
    }
}
`;

export default defineRule({
  title: 'Fields of functions that cannot be serialized',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'A function holds an object whose class is not Serializable, in a field that is neither static nor transient.',
    why: "Flink sends functions to the workers with Java's serialization, and refuses the job when it is put together: the function is not serializable.",
    fix: 'Make the field transient and give it its value in open(), or make it static if every subtask may share it.',
    references: ['ClosureCleaner#ensureSerializable'],
  },
  examples: {
    bad: [
      {
        files: { 'src/main/java/Orders.java': JOB('private final') },
        finds: [
          {
            at: 'rates',
            message: "Flink refuses the job: 'Convert' has a 'Rates' in 'rates', which is not serializable.",
          },
        ],
      },
    ],
    good: [{ files: { 'src/main/java/Orders.java': JOB('private static final') } }],
  },
  check: {
    *operator({ function: one }) {
      if (one?.code === undefined || one.kind !== 'class') return;
      for (const { name, at, type, modifiers, initialised, makes, unserializable } of one.code.fields) {
        if (!initialised || modifiers.includes('static') || modifiers.includes('transient')) continue;
        const made = makes ?? (OPEN.test(type) ? undefined : type);
        if (made === undefined || !(unserializable === true || NOT_SERIALIZABLE.test(made))) continue;
        const message = `Flink refuses the job: '${one.name ?? 'the function'}' has a '${made.split('.').at(-1)}' in '${name}', which is not serializable.`;
        yield { at: { ...at, key: `${one.name ?? ''}.${name}` }, message };
      }
    },
  },
});
