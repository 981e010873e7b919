import { called, functionsOf } from '../../src/flink/user-functions.js';
import { defineRule } from '../../src/rule.js';

const KEYED_STATE = new Set(['getState', 'getListState', 'getMapState', 'getReducingState', 'getAggregatingState']);

const JOB = (key: string) => `import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public class Orders {
    public static class Count extends RichMapFunction<Long, Long> {
        @Override
        public Long map(Long id) throws Exception {
            ValueState<Long> count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Long.class));
            count.update(count.value() == null ? 1 : count.value() + 1);
            return count.value();
        }
    }

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(1, 3)${key}.map(new Count()).uid("count").print();
        env.execute("orders");
    }
}
`;

export default defineRule({
  title: 'Keyed state in a function on a stream without keys',
  severity: 'error',
  cost: 'savepoint',
  docs: {
    what: 'A function asks for keyed state, and the stream that it is used on is not keyed.',
    why: 'Flink refuses keyed state outside of a keyed stream when the function asks for it, so the job fails and goes on failing at every restart.',
    fix: 'Put keyBy(…) before it, or keep the state of the whole operator with CheckpointedFunction.',
    references: ['StreamingRuntimeContext#checkPreconditionsAndGetKeyedStateStore'],
  },
  examples: {
    bad: [
      {
        files: { 'src/main/java/Orders.java': JOB('') },
        finds: [
          {
            at: 'getState',
            message:
              "Flink refuses the keyed state of 'Count' when the job runs: the stream before 'map' is not keyed.",
          },
        ],
      },
    ],
    good: [{ files: { 'src/main/java/Orders.java': JOB('.keyBy(id -> id % 2)') } }],
  },
  check: {
    *job(job) {
      for (const one of functionsOf(job)) {
        const { operator } = one;
        if (operator === undefined || !operator.keyed.known || operator.keyed.value) continue;
        const owner = one.function.name ?? 'the function';
        const call = called(one)
          .flatMap(({ calls }) => calls)
          .find(({ name, receiver }) => KEYED_STATE.has(name) && receiver === 'getRuntimeContext');
        if (call === undefined) continue;
        const before =
          operator.kind === 'source' ? 'a source has no keys' : `the stream before '${operator.call}' is not keyed`;
        const message = `Flink refuses the keyed state of '${owner}' when the job runs: ${before}.`;
        yield {
          at: { ...call.at, key: `${owner} ${call.name}` },
          related: [{ at: operator.at, message: 'It is used here.' }],
          message,
        };
      }
    },
  },
});
