import { nameAt } from '../../src/flink/call-names.js';
import { type Draft, defineRule, type Operator } from '../../src/rule.js';

const JOB = (
  setter: string,
  sink: string,
): string => `import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

public class Orders {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(1, 3).uid("orders")${setter}
            .sinkTo(new DiscardingSink<>()).uid("nowhere")${sink};
        env.execute("orders");
    }
}
`;

const HASH = '.setUidHash("eb99017e0f9125fa6648bf29123bdcf7")';

export default defineRule({
  title: 'Hash in place of a uid that Flink refuses',
  severity: 'error',
  cost: 'none',
  docs: {
    what: 'setUidHash is called on a sink of sinkTo, or with a text that is not 32 hexadecimal digits.',
    why: 'Such a sink becomes several operators, which one id cannot name, and an id has 16 bytes. Flink throws an exception where the job is put together, so it never starts.',
    fix: 'Give the operator a uid; of a sink, that names its writer and its committer.',
    references: ['DataStreamSink#setUidHash', 'Transformation#setUidHash'],
  },
  examples: {
    bad: [
      {
        files: { 'src/main/java/Orders.java': JOB('', HASH) },
        finds: [{ at: 'setUidHash', message: "Flink refuses 'setUidHash' on a sink of 'sinkTo'." }],
      },
      {
        files: { 'src/main/java/Orders.java': JOB('.setUidHash("orders")', '') },
        finds: [
          {
            at: '"orders"',
            message: "Flink refuses 'orders' for the hash of a uid: it is not 32 hexadecimal digits.",
          },
        ],
      },
    ],
    good: [{ files: { 'src/main/java/Orders.java': JOB(HASH, '') } }],
  },
  check: {
    *operator(operator, { job }) {
      const { call, setters, implied } = operator;
      const setter = setters.find(({ name }) => name === 'setUidHash');
      if (setter === undefined || implied === true) return;
      const key = `${job.entry.type}#${job.entry.method} ${call} setUidHash`;
      if (call === 'sinkTo')
        yield { at: { ...nameAt(setter), key }, message: "Flink refuses 'setUidHash' on a sink of 'sinkTo'." };
      else yield* malformed(operator, key);
    },
  },
});

function* malformed({ given: { uidHash } }: Operator, key: string): Iterable<Draft> {
  if (uidHash === undefined || !uidHash.fact.known || /^[\da-f]{32}$/i.test(uidHash.fact.value)) return;
  const { value } = uidHash.fact;
  const message = `Flink refuses '${value}' for the hash of a uid: it is not 32 hexadecimal digits.`;
  yield { at: { ...uidHash.at, key, value }, message };
}
