import { WAITING_CHAINS, waitsFor } from '../../src/flink/blocking-calls.js';
import { callsPerRecord, functionsOf, type RunFunction } from '../../src/flink/user-functions.js';
import type { FunctionCall } from '../../src/model/graph.js';
import { defineRule } from '../../src/rule.js';

const JOB = (imports: string, body: string) => `import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
${imports}
public class Prices {
    ${body}

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(1, 3).map(new Price()).uid("price").print().uid("print");
        env.execute("prices");
    }
}
`;

export default defineRule({
  title: 'Functions that wait for each record',
  severity: 'warning',
  cost: 'restart',
  applies: { mode: 'streaming' },
  profiles: { development: 'off' },
  docs: {
    what: 'A function asks a database, a service or a future for every record and waits for the answer. What open() and close() do, what is handed to another thread, and what a sink does behind a condition is not counted. A wait behind a condition of another function is an info.',
    why: 'A subtask runs its function on one thread: no other record, timer or checkpoint barrier passes while it waits, so the latency of the service limits the throughput and delays checkpoints.',
    fix: 'Use AsyncDataStream with an asynchronous client, load the data as a broadcast stream, or write with a connector that gathers records.',
    references: ['AsyncDataStream', 'RichAsyncFunction'],
  },
  examples: {
    bad: [
      {
        files: {
          'src/main/java/Prices.java': JOB(
            '',
            `public static class Price implements MapFunction<Long, Double> {
        @Override
        public Double map(Long id) throws Exception {
            CompletableFuture<Double> price = CompletableFuture.supplyAsync(() -> 9.5);
            return price.get();
        }
    }`,
          ),
        },
        finds: [{ at: 'get', message: "'CompletableFuture.get()' waits for a future at every record of 'Price'." }],
      },
    ],
    good: [
      {
        files: {
          'src/main/java/Prices.java': JOB(
            'import org.apache.flink.api.common.functions.OpenContext;\nimport org.apache.flink.api.common.functions.RichMapFunction;\n',
            `public static class Price extends RichMapFunction<Long, Double> {
        private transient double price;

        @Override
        public void open(OpenContext context) throws Exception {
            CompletableFuture<Double> loaded = CompletableFuture.supplyAsync(() -> 9.5);
            price = loaded.get();
        }

        @Override
        public Double map(Long id) {
            return price;
        }
    }`,
          ),
        },
      },
    ],
  },
  check: {
    *job(job) {
      for (const one of functionsOf(job)) {
        const { name: owner = 'a lambda' } = one.function;
        for (const { call, what, seldom } of waitsOf(one)) {
          const name = nameOf(call);
          const records = call.conditional ? 'some records' : 'every record';
          const message = `'${name}' waits for ${what} at ${records} of '${owner}'.`;
          yield { at: { ...call.at, key: `${owner} ${name}` }, message, ...(seldom ? { severity: 'info' } : {}) };
        }
      }
    },
  },
});

interface Wait {
  readonly call: FunctionCall;
  readonly what: string;
  /** Whether it does less harm, for it does not wait at every record or has to. */
  readonly seldom: boolean;
}

/** A sink has to wait for what it writes to; it should do so once for many records, as behind a condition. */
function waitsOf(one: RunFunction): readonly Wait[] {
  const isSink = one.function.ancestors.some((name) => /\.\w*SinkFunction$/.test(name));
  return callsPerRecord(one).flatMap((call) => {
    const what = call.deferred || (isSink && call.conditional) ? undefined : awaited(call);
    return what === undefined ? [] : [{ call, what, seldom: isSink || call.conditional }];
  });
}

const awaited = ({ on, receiver, name }: FunctionCall): string | undefined =>
  on === undefined ? WAITING_CHAINS[`${receiver ?? ''}.${name}`] : waitsFor(on, name);

const nameOf = ({ on, receiver = '', name }: FunctionCall): string => `${on?.split('.').at(-1) ?? receiver}.${name}()`;
