import { called, functionsOf, type RunFunction } from '../../src/flink/user-functions.js';
import { defineRule, type TargetView } from '../../src/rule.js';

const TIMERS = new Set(['registerEventTimeTimer', 'registerProcessingTimeTimer']);

const JOB = (
  base: string,
  key: string,
) => `import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.${base.replace(/<.*/, '')};
import org.apache.flink.util.Collector;

public class Orders {
    public static class Remind extends ${base} {
        @Override
        public void processElement(Long id, Context context, Collector<Long> out) {
            context.timerService().registerProcessingTimeTimer(1000L);
            out.collect(id);
        }
    }

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(1, 3)${key}.process(new Remind()).uid("remind").print();
        env.execute("orders");
    }
}
`;

export default defineRule({
  title: 'Timers in a function on a stream without keys',
  severity: 'error',
  cost: 'savepoint',
  docs: {
    what: 'A process function registers a timer, and the stream that it is used on is not keyed; or, from Flink 2.0 on, a plain ProcessFunction does so on a keyed stream.',
    why: 'Timers belong to keys. Flink throws UnsupportedOperationException at the first record, and the job goes on failing at every restart. Flink 2.0 removed KeyedStream.process(ProcessFunction), so that such a function runs without keys.',
    fix: 'Put keyBy(…) before it and extend KeyedProcessFunction.',
    references: ['ProcessOperator', 'KeyedProcessOperator'],
  },
  examples: {
    bad: [
      {
        files: { 'src/main/java/Orders.java': JOB('ProcessFunction<Long, Long>', '') },
        finds: [
          {
            at: 'registerProcessingTimeTimer',
            message:
              "Flink refuses the timer of 'Remind' at the first record: the stream before 'process' is not keyed.",
          },
        ],
      },
      {
        files: { 'src/main/java/Orders.java': JOB('ProcessFunction<Long, Long>', '.keyBy(id -> id)') },
        flinkVersion: '2.3',
        finds: [
          {
            at: 'registerProcessingTimeTimer',
            message:
              "Flink 2 refuses the timer of 'Remind' at the first record: only a KeyedProcessFunction may register one.",
          },
        ],
      },
    ],
    good: [
      { files: { 'src/main/java/Orders.java': JOB('KeyedProcessFunction<Long, Long, Long>', '.keyBy(id -> id)') } },
      {
        files: { 'src/main/java/Orders.java': JOB('ProcessFunction<Long, Long>', '.keyBy(id -> id)') },
        flinkVersion: '1.20',
      },
    ],
  },
  check: {
    *job(job, { target }) {
      for (const one of functionsOf(job)) {
        const { operator } = one;
        const why = whyRefused(one, target);
        if (operator === undefined || why === undefined) continue;
        const owner = one.function.name ?? 'the function';
        const call = called(one)
          .flatMap(({ calls }) => calls)
          .find(({ name }) => TIMERS.has(name));
        if (call === undefined) continue;
        const flink = why.inFlink2 ? 'Flink 2' : 'Flink';
        const message = `${flink} refuses the timer of '${owner}' at the first record: ${why.text}.`;
        yield {
          at: { ...call.at, key: `${owner} ${call.name}` },
          related: [{ at: operator.at, message: 'It is used here.' }],
          message,
        };
      }
    },
  },
});

function whyRefused(
  { operator, function: one }: RunFunction,
  target: TargetView,
): { readonly text: string; readonly inFlink2: boolean } | undefined {
  // Windows and patterns give their functions no timer service of their own.
  if (operator === undefined || !operator.keyed.known || operator.call !== 'process') return undefined;
  if (!operator.keyed.value && !/Window|Pattern|Partition/.test(operator.api)) {
    return { text: `the stream before '${operator.call}' is not keyed`, inFlink2: false };
  }
  const isPlain = one.ancestors.includes('org.apache.flink.streaming.api.functions.ProcessFunction');
  if (!isPlain || operator.api !== 'KeyedStream' || target.version('>=2.0') !== 'all') return undefined;
  return { text: 'only a KeyedProcessFunction may register one', inFlink2: true };
}
