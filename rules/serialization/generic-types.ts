import { functionsOf, perRecord } from '../../src/flink/user-functions.js';
import { defineRule } from '../../src/rule.js';

const JOB = (made: string) => `import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public class Orders {
    public static class Order {
        public long id;
        ${made}
    }

    public static class Parse implements MapFunction<Long, Order> {
        @Override
        public Order map(Long id) {
            ${made === '' ? 'Order order = new Order();\n            order.id = id;\n            return order;' : 'return new Order(id);'}
        }
    }

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(1, 3).map(new Parse()).print();
        env.execute("orders");
    }
}
`;

export default defineRule({
  title: 'Records that Flink serializes with Kryo',
  severity: 'warning',
  cost: 'state',
  docs: {
    what: "A class of the project travels in a stream and is no POJO by Flink's rules.",
    why: 'Flink falls back to Kryo, which is several times slower than its own serializers and cannot change the fields of a class that is kept in state. With pipeline.generic-types false it refuses the job.',
    fix: 'Make the class public, static where it is nested, with a public constructor without arguments, and every field public or with getter and setter; from Flink 1.19 on, a record does as well. State that Kryo has written stays with Kryo: change the class before there is state, or drop it.',
    references: ['TypeExtractor#analyzePojo', 'PipelineOptions#GENERIC_TYPES'],
  },
  profiles: { development: 'info' },
  examples: {
    bad: [
      {
        files: {
          'src/main/java/Orders.java': JOB('public Order(long id) {\n            this.id = id;\n        }'),
        },
        finds: [
          {
            at: 'Order',
            message:
              "Flink serializes 'Order' with Kryo: it is no POJO, because it has no constructor without arguments.",
          },
        ],
      },
    ],
    good: [{ files: { 'src/main/java/Orders.java': JOB('') } }],
  },
  check: {
    *job(job, { target }) {
      const generic = target.boolean('pipeline.generic-types');
      const refused = generic.known && !generic.value;
      for (const { types } of functionsOf(job).flatMap(perRecord)) {
        for (const { name, at, notPojo } of types) {
          if (notPojo === undefined) continue;
          const simple = name.split('.').at(-1) ?? name;
          const what = refused
            ? `Flink refuses '${simple}' as a generic type`
            : `Flink serializes '${simple}' with Kryo`;
          const severity = refused ? 'warning' : 'info';
          yield { at: { ...at, key: name }, message: `${what}: it is no POJO, because ${notPojo}.`, severity };
        }
      }
    },
  },
});
