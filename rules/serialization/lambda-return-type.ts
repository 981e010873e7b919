import { defineRule, type Operator } from '../../src/rule.js';

const TUPLE = /^org\.apache\.flink\.api\.java\.tuple\.Tuple[1-9]\d?$/;

/** Operators whose lambda gets a collector, by the class that has the method; of a join, the form with three parameters. */
const COLLECTING: Readonly<Record<string, RegExp>> = {
  DataStream: /^flatMap$/,
  SingleOutputStreamOperator: /^flatMap$/,
  DataStreamSource: /^flatMap$/,
  KeyedStream: /^flatMap$/,
  WindowedStream: /^apply$/,
  AllWindowedStream: /^apply$/,
};

const JOB = (lambda: string) => `import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

public class Words {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(1, 3)
            ${lambda}
            .print();
        env.execute("words");
    }
}
`;

export default defineRule({
  title: 'Lambdas whose result type Flink cannot find out',
  severity: 'error',
  cost: 'none',
  docs: {
    what: 'A lambda gives its results to a Collector or makes a tuple, and no returns(…) follows.',
    why: 'The compiler leaves no generic types in a lambda, so Flink knows neither what the collector takes nor what the tuple holds. It refuses the job with InvalidTypesException as soon as the next operator asks.',
    fix: 'Call returns(Types…) right after it, or write a class or a method reference, which keep their types.',
    references: ['TypeExtractor', 'MissingTypeInfo'],
  },
  examples: {
    bad: [
      {
        files: { 'src/main/java/Words.java': JOB('.flatMap((Long id, Collector<Long> out) -> out.collect(id))') },
        finds: [
          {
            at: 'flatMap',
            message:
              "Flink refuses the job: it cannot find the result type of the lambda in 'flatMap', and no returns(…) follows.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'src/main/java/Words.java': JOB(
            '.flatMap((Long id, Collector<Long> out) -> out.collect(id)).returns(Types.LONG)',
          ),
        },
      },
    ],
  },
  check: {
    *job({ operators }) {
      for (const operator of operators) {
        const { call, at, function: one, setters, escaped, arguments: given, id } = operator;
        if (one?.kind !== 'lambda' || escaped !== undefined || !losesType(operator)) continue;
        // Another argument tells the type: `map(lambda, Types.STRING)`.
        if (given.length !== 1 || setters.some(({ name }) => name === 'returns')) continue;
        const isRead = operators.some(({ inputs }) => inputs.known && inputs.value.includes(id));
        if (!isRead) continue;
        const message = `Flink refuses the job: it cannot find the result type of the lambda in '${call}', and no returns(…) follows.`;
        yield { at: { ...at, key: `${call} lambda` }, message };
      }
    },
  },
});

function losesType({ api, call, function: one }: Operator): boolean {
  if (COLLECTING[api]?.test(call) === true) return true;
  const [lambda] = one?.code?.methods ?? [];
  if (api === 'JoinedStreams' && lambda?.parameters.length === 3) return true;
  return (call === 'map' || api === 'JoinedStreams') && TUPLE.test(lambda?.returns ?? '');
}
