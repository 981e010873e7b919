import { defineRule } from '../../src/rule.js';

const numbers = (uid: string): string => `import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public class Numbers {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(1, Long.MAX_VALUE)
                .uid("${uid}")
                .filter(number -> number < 0)
                .print();
        env.execute();
    }
}
`;

export default defineRule({
  title: 'Empty uid',
  severity: 'error',
  cost: 'state',
  applies: { mode: 'streaming' },
  docs: {
    what: 'An operator is given an empty uid, or one of spaces alone.',
    why: 'Since 2.0 Flink refuses to restore a job with an empty uid, for it writes uids into its savepoints. Before, it takes the empty text for a uid like any other, and refuses a second one.',
    fix: 'Give the operator a uid that says what it does. The old state stays bound by setUidHash("00000000000000000000000000000000"), which an empty uid stands for.',
    references: ['OperatorState#setOperatorUid', 'MetadataV5Serializer', 'StreamGraphHasherV2'],
  },
  examples: {
    bad: [
      {
        files: { 'src/main/java/Numbers.java': numbers('') },
        flinkVersion: '2.3',
        finds: [{ at: '""', message: 'Flink refuses to restore a job with an empty uid.' }],
      },
      {
        files: { 'src/main/java/Numbers.java': numbers('') },
        flinkVersion: '1.20',
        finds: [
          { at: '""', message: 'The uid is empty: Flink takes it for a uid like any other, and refuses it from 2.0.' },
        ],
      },
    ],
    good: [{ files: { 'src/main/java/Numbers.java': numbers('numbers') } }],
  },
  check: {
    *operator({ given: { uid }, call }, { job, target }) {
      if (uid === undefined || !uid.fact.known || uid.fact.value.trim() !== '') return;
      const at = { ...uid.at, key: `${job.entry.type}#${job.entry.method} ${call} uid`, value: uid.fact.value };
      if (uid.fact.value !== '') {
        yield {
          at,
          message: `The uid '${uid.fact.value}' is blank: Flink takes it for a uid like any other.`,
          severity: 'warning',
        };
      } else if (target.version('>=2') === 'all') {
        yield { at, message: 'Flink refuses to restore a job with an empty uid.' };
      } else {
        const message = 'The uid is empty: Flink takes it for a uid like any other, and refuses it from 2.0.';
        yield { at, message, severity: 'warning' };
      }
    },
  },
});
