import { functionsOf, perRecord } from '../../src/flink/user-functions.js';
import { defineRule } from '../../src/rule.js';

/** What changes a collection of java.util. */
const CHANGES =
  /^(?:add|addAll|put|putAll|putIfAbsent|computeIfAbsent|compute|merge|remove|clear|set|push|pop|offer|poll)$/;
const COLLECTION = /^java\.util\.(?!concurrent\.)(?:\w*(?:Map|Set|List|Deque|Queue|Stack|Vector|Collection))$/;

const JOB = (counter: string, count: string) => `import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public class Orders {
    public static class Number implements MapFunction<Long, String> {
        ${counter}

        @Override
        public String map(Long id) {
            ${count}
        }
    }

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(1, 3).map(new Number()).print();
        env.execute("orders");
    }
}
`;

/** A logger made anew is the same logger. */
const LOGGER = /(?:^|\.)Log(?:ger)?$/;

export default defineRule({
  title: 'State of functions in static fields',
  severity: 'warning',
  cost: 'restart',
  applies: { mode: 'streaming' },
  profiles: { development: 'off' },
  docs: {
    what: 'A function changes a static field while it handles records.',
    why: 'All subtasks on a TaskManager share a static field from several threads, those on others have their own, and no checkpoint holds it: after a failure it begins anew or goes on with what the lost records left.',
    fix: 'Keep the value in keyed state or operator state; for a count, use a metric.',
    references: ['RuntimeContext#getState', 'CheckpointedFunction'],
  },
  examples: {
    bad: [
      {
        files: {
          'src/main/java/Orders.java': JOB(
            'private static long count = 0;',
            'count++;\n            return count + ": " + id;',
          ),
        },
        finds: [
          {
            at: 'count',
            message:
              "'Number' changes the static field 'count' with records: subtasks share it, and no checkpoint holds it.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'src/main/java/Orders.java': JOB('private static final String PREFIX = "order ";', 'return PREFIX + id;'),
        },
      },
    ],
  },
  check: {
    *job(job) {
      for (const one of functionsOf(job)) {
        const owner = one.function.name ?? 'a lambda';
        const statics = one.code.fields.filter(
          ({ modifiers, type }) => modifiers.includes('static') && !LOGGER.test(type),
        );
        const methods = perRecord(one);
        for (const { name, type, modifiers } of statics) {
          const assigned = methods.flatMap(({ assigns }) => assigns).find((assign) => assign.name === name);
          const changed = methods
            .flatMap(({ calls }) => calls)
            .find((call) => call.receiver === name && CHANGES.test(call.name) && COLLECTION.test(type));
          const at = (modifiers.includes('final') ? undefined : assigned?.at) ?? changed?.at;
          if (at === undefined) continue;
          const message = `'${owner}' changes the static field '${name}' with records: subtasks share it, and no checkpoint holds it.`;
          yield { at: { ...at, key: `${owner}.${name}` }, message };
        }
      }
    },
  },
});
