import { functionsOf } from '../../src/flink/user-functions.js';
import { defineRule } from '../../src/rule.js';

const DESCRIPTOR = /\.(?:Value|List|Map|Reducing|Aggregating)StateDescriptor$/;

/** What takes state away, or says when it goes. */
const ENDS = new Set(['enableTimeToLive', 'clear', 'remove', 'registerEventTimeTimer', 'registerProcessingTimeTimer']);

const JOB = (clear: string) => `import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

public class Orders {
    public static class Count extends KeyedProcessFunction<Long, Long, Long> {
        @Override
        public void processElement(Long id, Context context, Collector<Long> out) throws Exception {
            ValueState<Long> count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Long.class));
            long next = count.value() == null ? 1 : count.value() + 1;
            count.update(next);
            ${clear}out.collect(next);
        }
    }

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(1, 3).keyBy(id -> id).process(new Count()).uid("count").print();
        env.execute("orders");
    }
}
`;

export default defineRule({
  title: 'Keyed state that nothing ever removes',
  severity: 'info',
  cost: 'none',
  applies: { mode: 'streaming' },
  profiles: { development: 'off' },
  docs: {
    what: 'A function on a keyed stream keeps state without a time to live, and never clears it.',
    why: 'The state of a key stays for ever, also when the key never comes again. Where keys are many, or ever new, state and checkpoints grow without end. Where the keys are few and stay, nothing is wrong.',
    fix: 'Call enableTimeToLive(StateTtlConfig) on the descriptor, or clear the state with a timer. State with a time to live has another format before Flink 2.2: switch it on before there is state, or drop the state.',
    references: ['StateDescriptor#enableTimeToLive', 'StateTtlConfig'],
  },
  examples: {
    bad: [
      {
        files: { 'src/main/java/Orders.java': JOB('') },
        finds: [
          {
            at: 'ValueStateDescriptor<>',
            message: "'Count' keeps state for every key for ever: it sets no time to live, and clears nothing.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'src/main/java/Orders.java': JOB(
            'if (next == 10) {\n                count.clear();\n            }\n            ',
          ),
        },
      },
    ],
  },
  check: {
    *job(job) {
      for (const { code, operator, function: one } of functionsOf(job)) {
        if (operator?.keyed.known !== true || !operator.keyed.value || code.broken || one.kind !== 'class') continue;
        const calls = code.methods.flatMap((method) => method.calls);
        const made = calls.find(({ name, on }) => name === 'new' && on !== undefined && DESCRIPTOR.test(on));
        if (made === undefined || calls.some(({ name }) => ENDS.has(name))) continue;
        const owner = one.name ?? 'The function';
        const message = `'${owner}' keeps state for every key for ever: it sets no time to live, and clears nothing.`;
        yield { at: { ...made.at, key: `${owner} state` }, message };
      }
    },
  },
});
