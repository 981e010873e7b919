import { endsByItself, isCollected, lacksUid, operatorPlace } from '../../src/flink/job-operators.js';
import { uidNames } from '../../src/flink/uid-names.js';
import type { Fix, Job, Operator, TargetView } from '../../src/rule.js';
import { defineRule, strings } from '../../src/rule.js';

export default defineRule({
  title: 'Stateful operator without a uid',
  severity: 'warning',
  cost: 'state',
  applies: { mode: 'streaming' },
  profiles: { strict: 'error', development: 'off' },
  docs: {
    what: 'An operator of a streaming job keeps state, and the code gives it neither a uid nor a uid hash. The profile strict asks for a uid on every operator.',
    why: 'Flink then makes its id from the shape of the job. A new operator, another parallelism or one more sink changes the ids of others, and a savepoint cannot be restored, or is restored without their state.',
    fix: 'Give every operator of the job a uid at once, best before its first run. A new uid is a new id, and so are the ids of operators downstream that have none: a job that has state finds it again only where setUidHash("…") names the old id beside it; the metadata of a savepoint lists the old ids.',
    references: ['StreamGraphHasherV2', 'SingleOutputStreamOperator#uid', 'SingleOutputStreamOperator#setUidHash'],
  },
  options: {
    state: strings(['stateful'], "Which operators are spoken of: 'stateful', 'stateless', 'unknown'."),
  },
  examples: {
    bad: [
      {
        files: {
          'src/main/java/Orders.java': `import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public class Orders {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSource(KafkaSource.<Order>builder().build(), noWatermarks(), "orders")
                .uid("orders")
                .keyBy(order -> order.customer)
                .reduce((a, b) -> a.plus(b))
                .print();
        env.execute();
    }
}
`,
        },
        finds: [
          {
            at: 'reduce',
            message:
              "'reduce' has state and no uid: it keeps the aggregate of each key. Flink finds that state by the shape of the job.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'src/main/java/Orders.java': `import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public class Orders {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSource(KafkaSource.<Order>builder().build(), noWatermarks(), "orders")
                .uid("orders")
                .keyBy(order -> order.customer)
                .reduce((a, b) -> a.plus(b))
                .uid("sum-per-customer")
                .map(order -> order.total)
                .print();
        env.execute();
    }
}
`,
        },
      },
    ],
  },
  check: {
    *job(job, { target, options }) {
      if (target.target.mode !== 'streaming' || job.environment.kind === 'local') return;
      // With generated uids off, each gap is refused, which is another rule's word.
      const generated = target.boolean('pipeline.auto-generate-uids');
      if (isCollected(job) || endsByItself(job) || (generated.known && !generated.value)) return;
      const strict = target.target.profile === 'strict';
      const wanted = new Set(strict ? ['stateful', 'stateless', 'unknown'] : options.state);
      const missing = job.operators.filter((operator) => isNameable(operator) && lacksUid(operator));
      const fix = fixOf(job, missing, target);
      for (const operator of missing.filter((one) => wanted.has(kindOf(one)))) {
        const message = messageOf(operator);
        const severity = kindOf(operator) === 'stateful' ? {} : ({ severity: 'info' } as const);
        yield { at: operatorPlace(job, operator), message, ...severity, ...(fix === undefined ? {} : { fix }) };
      }
    },
  },
});

const isNameable = ({ implied, accepts }: Operator): boolean => implied !== true && accepts.uid;

const kindOf = ({ stateful }: Operator): string =>
  stateful.known ? (stateful.value ? 'stateful' : 'stateless') : 'unknown';

function messageOf(operator: Operator): string {
  const { call, state } = operator;
  if (kindOf(operator) !== 'stateful')
    return `'${call}' has no uid, and the ids that Flink makes depend on each other.`;
  return `'${call}' has state and no uid: ${state}. Flink finds that state by the shape of the job.`;
}

/** One fix for the whole job, since a new uid changes the ids that are generated downstream. */
function fixOf(job: Job, missing: readonly Operator[], target: TargetView): Fix | undefined {
  const own = job.operators.filter(({ implied }) => implied !== true);
  const uncertain = own.some((one) => one.escaped !== undefined || !one.uid.known || one.repeated.length > 0);
  const places = new Set(own.map(({ expression }) => `${expression.file}:${expression.end}`));
  if (uncertain || places.size < own.length || missing.some((one) => !takesUid(one, target))) return undefined;
  const names = uidNames(job, missing);
  const edits = missing.map((one) => {
    const { file, end } = one.expression;
    return { file, start: end, end, text: `.uid("${names.get(one) ?? one.call}")` };
  });
  return { safety: 'unsafe', edits };
}

/** Whether `.uid(…)` compiles after the call: window joins of 1.x return a plain stream, and a declared source stays one. */
const takesUid = ({ api, call, asSource }: Operator, target: TargetView): boolean =>
  asSource !== true &&
  !(/^(?:Joined|CoGrouped)Streams$/.test(api) && call === 'apply' && target.version('<2') !== 'none');
