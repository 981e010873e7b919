import { lookup } from '../../src/lookup.js';
import type { FunctionMethod } from '../../src/model/graph.js';
import { type Draft, defineRule, type Operator } from '../../src/rule.js';

/** What gives another value at every call. */
const RANDOM: Readonly<Record<string, RegExp>> = {
  'java.util.UUID': /^randomUUID$/,
  'java.lang.Math': /^random$/,
  'java.lang.System': /^(?:nanoTime|currentTimeMillis)$/,
  'java.util.Random': /^next/,
  'java.util.concurrent.ThreadLocalRandom': /^(?:current|next\w+)$/,
};

const JOB = (key: string) => `import java.util.UUID;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public class Orders {
    ${key}

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(1, 100).keyBy(new Key()).sum(0).uid("sum").print();
        env.execute("orders");
    }
}
`;

const SELECTOR = (type: string, value: string) => `public static class Key implements KeySelector<Long, ${type}> {
        @Override
        public ${type} getKey(Long id) {
            return ${value};
        }
    }`;

export default defineRule({
  title: 'Keys that do not name the same thing everywhere',
  severity: 'error',
  cost: 'state',
  docs: {
    what: 'A key is an array or an enum, or is made by chance or from the clock.',
    why: 'The hash code of an array or an enum differs from one JVM to the next, so Flink refuses such keys. Flink asks for the key of a record several times, before and after it is sent: a key that is random then lies outside of the key groups of its subtask, and the job fails or keeps state where nobody finds it.',
    fix: 'Choose a key that is part of the record: a string, a number, or a class with equals and hashCode of its own; for an enum its name(). To spread a load, add the salt in a map before the keyBy.',
    references: ['KeyedStream#validateKeyType', 'KeyGroupRangeAssignment'],
  },
  examples: {
    bad: [
      {
        files: { 'src/main/java/Orders.java': JOB(SELECTOR('byte[]', 'id.toString().getBytes()')) },
        finds: [{ at: 'getKey', message: "Flink refuses keys of type 'byte[]': they have no stable hash code." }],
      },
      {
        files: { 'src/main/java/Orders.java': JOB(SELECTOR('String', 'UUID.randomUUID().toString()')) },
        finds: [
          {
            at: 'randomUUID',
            message:
              "The key is another one at each call of 'UUID.randomUUID', and Flink asks for it more than once per record.",
          },
        ],
      },
    ],
    good: [{ files: { 'src/main/java/Orders.java': JOB(SELECTOR('Long', 'id % 10')) } }],
  },
  check: {
    *operator({ keys, stateful }: Operator) {
      for (const { code } of keys) {
        const [method] = code?.methods.filter(({ name }) => name === 'getKey' || code.methods.length === 1) ?? [];
        if (method === undefined) continue;
        yield* ofType(method);
        // Without keyed state nobody notices.
        if (stateful.known && stateful.value) yield* byChance(method);
      }
    },
  },
});

function* ofType({ returns, types, at, name }: FunctionMethod): Iterable<Draft> {
  const isEnum = types.some((type) => type.enum && type.name === returns);
  if (returns === undefined || (!returns.endsWith('[]') && !isEnum)) return;
  const simple = returns.split('.').at(-1) ?? returns;
  const message = `Flink refuses keys of type '${simple}': they have no stable hash code.`;
  yield { at: { ...at, key: `${name} ${simple}` }, message };
}

function* byChance({ calls }: FunctionMethod): Iterable<Draft> {
  const call = calls.find(({ on, name }) => on !== undefined && lookup(RANDOM, on)?.test(name));
  if (call === undefined) return;
  const name = `${call.on?.split('.').at(-1) ?? ''}.${call.name}`;
  const message = `The key is another one at each call of '${name}', and Flink asks for it more than once per record.`;
  // At a parallelism of 1 the job goes on, with state that nobody finds.
  yield { at: { ...call.at, key: name }, message, severity: 'warning' };
}
