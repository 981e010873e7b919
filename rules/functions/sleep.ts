import { functionsOf, perRecord } from '../../src/flink/user-functions.js';
import type { FunctionCall, FunctionMethod } from '../../src/model/graph.js';
import { defineRule } from '../../src/rule.js';

const SLEEPS = /^java\.lang\.Thread$|^java\.util\.concurrent\.TimeUnit$/;

const JOB = (body: string) => `import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public class Orders {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        ${body}
        env.execute("orders");
    }
}
`;

export default defineRule({
  title: 'Functions that sleep',
  severity: 'warning',
  cost: 'restart',
  applies: { mode: 'streaming' },
  profiles: { development: 'off' },
  docs: {
    what: 'A function calls Thread.sleep while it handles a record. One that does nothing else is slow on purpose, and is advice.',
    why: 'The thread that sleeps is the only one of its subtask: records, timers and checkpoint barriers wait behind it.',
    fix: 'Wait with a timer of the process function, limit the rate at the source, or retry with the retry strategies of AsyncDataStream.',
    references: ['AsyncDataStream#unorderedWaitWithRetry', 'TimerService'],
  },
  examples: {
    bad: [
      {
        files: {
          'src/main/java/Orders.java': JOB(`env.fromSequence(1, 3).map(id -> {
            while (!Catalog.knows(id)) Thread.sleep(100);
            return id;
        }).print();`),
        },
        finds: [{ at: 'sleep', message: "'Thread.sleep()' holds up the whole subtask at a record of a lambda." }],
      },
    ],
    good: [
      { files: { 'src/main/java/Orders.java': JOB('Thread.sleep(100);\n        env.fromSequence(1, 3).print();') } },
    ],
  },
  check: {
    *job(job) {
      for (const one of functionsOf(job)) {
        const owner = one.function.name === undefined ? 'a lambda' : `'${one.function.name}'`;
        const methods = perRecord(one);
        const calls = methods.flatMap((method) => method.calls).filter((call) => !isOf(methods, call));
        // What does nothing else is there to make the stream slow.
        const severity = calls.every(sleeps) ? ({ severity: 'info' } as const) : {};
        for (const { at, on } of calls.filter(sleeps)) {
          const message = `'${on?.split('.').at(-1) ?? 'TimeUnit'}.sleep()' holds up the whole subtask at a record of ${owner}.`;
          yield { at: { ...at, key: `${one.function.name ?? ''} sleep` }, message, ...severity };
        }
      }
    },
  },
});

/** Whether it is one of the function's own methods that is called. */
const isOf = (methods: readonly FunctionMethod[], { name, on, receiver }: FunctionCall): boolean =>
  on === undefined && receiver === undefined && methods.some((method) => method.name === name);

const sleeps = ({ name, on, receiver, deferred }: FunctionCall): boolean =>
  name === 'sleep' && !deferred && (SLEEPS.test(on ?? '') || /^(?:SECONDS|MILLISECONDS)$/.test(receiver ?? ''));
