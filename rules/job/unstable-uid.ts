import type { Draft, Operator } from '../../src/rule.js';
import { defineRule } from '../../src/rule.js';

const NUMBERS = `import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public class Numbers {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(1, Long.MAX_VALUE)
                .uid("numbers")
                .filter(number -> number < 0)
                .print();
        env.execute();
    }
}
`;

const LOOP = `import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public class Numbers {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        for (int i = 0; i < args.length; i++) {
            env.fromSource(source(args[i]), noWatermarks(), args[i]).uid("source-" + i).print();
        }
        env.execute();
    }
}
`;

export default defineRule({
  title: 'Uid that is another one in the next run',
  severity: 'error',
  cost: 'state',
  applies: { mode: 'streaming' },
  docs: {
    what: 'The uid of an operator with state is random, or made from the time, an identity, the place in the code or the turn of a loop.',
    why: 'State is found by the uid. With one that is new in each run Flink refuses to restore from any savepoint or checkpoint; with one that counts, operators swap their state when the order changes.',
    fix: 'Write the uid down as a constant, or make it from a stable name such as that of the topic.',
    references: ['StreamGraphHasherV2#generateUserSpecifiedHash', 'Checkpoints#loadAndValidateCheckpoint'],
  },
  examples: {
    bad: [
      {
        files: {
          'src/main/java/Numbers.java': NUMBERS.replace('"numbers"', '"numbers-" + java.util.UUID.randomUUID()'),
        },
        finds: [
          {
            at: '"numbers-" + java.util.UUID.randomUUID()',
            message: 'Flink refuses to restore the state of this operator: its uid is another one in each run.',
          },
        ],
      },
      {
        files: { 'src/main/java/Numbers.java': LOOP },
        finds: [
          {
            at: '"source-" + i',
            message: 'The uid counts: when the order changes, Flink gives the operator the state of another.',
          },
        ],
      },
    ],
    good: [
      { files: { 'src/main/java/Numbers.java': NUMBERS } },
      { files: { 'src/main/java/Numbers.java': LOOP.replace('+ i)', '+ args[i])') } },
    ],
  },
  check: {
    *job(job) {
      for (const operator of job.operators) {
        const given = operator.given.uid;
        if (given?.depends === undefined) continue;
        const at = { ...given.at, key: `${job.entry.type}#${job.entry.method} ${operator.call} uid` };
        const draft = given.depends === 'chance' ? byChance(operator) : byPosition(operator);
        if (draft !== undefined) yield { at, ...draft };
      }
    },
  },
});

type Said = Pick<Draft, 'message' | 'severity'>;

/** Without state there is nothing to restore, so that Flink does not even look. */
function byChance({ stateful }: Operator): Said {
  if (stateful.known && stateful.value)
    return { message: 'Flink refuses to restore the state of this operator: its uid is another one in each run.' };
  const message = 'The uid is another one in each run: Flink would not find any state of this operator again.';
  return { message, severity: stateful.known ? 'info' : 'warning' };
}

function byPosition({ stateful }: Operator): Said | undefined {
  if (stateful.known && !stateful.value) return undefined;
  const message = 'The uid counts: when the order changes, Flink gives the operator the state of another.';
  return { message, severity: 'warning' };
}
