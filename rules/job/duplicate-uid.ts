import { areBuiltTogether, excludeEachOther } from '../../src/flink/job-operators.js';
import type { Draft, Job, Operator, Related } from '../../src/rule.js';
import { defineRule } from '../../src/rule.js';

const SUMS = `import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public class Sums {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(1, 10)
                .uid("numbers")
                .keyBy(number -> number % 3, Types.LONG)
                .reduce(Long::sum)
                .uid("sums")
                .print();
        env.execute();
    }
}
`;

export default defineRule({
  title: 'Uid given to several operators of a job',
  severity: 'error',
  cost: 'none',
  docs: {
    what: 'Two operators of one job have the same uid, as written or as Flink derives it for the parts of a sink.',
    why: 'Flink refuses to build the job: a uid stands for one operator and its state.',
    fix: 'Give each operator a uid of its own; in a loop or a helper, make it from what tells the operators apart, such as the topic.',
    references: ['StreamGraphHasherV2#generateUserSpecifiedHash', 'SinkTransformationTranslator'],
  },
  examples: {
    bad: [
      {
        files: { 'src/main/java/Sums.java': SUMS.replace('"sums"', '"numbers"') },
        finds: [
          { at: '"numbers"', message: "Flink refuses the job: the uid 'numbers' is given to several operators." },
        ],
      },
    ],
    good: [{ files: { 'src/main/java/Sums.java': SUMS } }],
  },
  check: {
    *job(job) {
      const known = job.operators.filter(({ uid }) => uid.known && uid.value !== undefined);
      for (const uid of new Set(known.map(uidOf)))
        yield* clashes(
          job,
          uid,
          known.filter((one) => uidOf(one) === uid),
        );
    },
  },
});

const uidOf = ({ uid }: Operator): string => (uid.known ? (uid.value ?? '') : '');

/** One finding for a uid: where it is given again, or where one call gives it again and again. */
function* clashes(job: Job, uid: string, operators: readonly Operator[]): Iterable<Draft> {
  for (const [index, second] of operators.entries()) {
    const first = operators.slice(0, index).find((one) => !excludeEachOther(one, second));
    const given = second.given.uid ?? first?.given.uid;
    // What Flink derives for the parts of sinks clashes where the sinks' own uids do.
    if (first === undefined || given === undefined || (first.implied === true && second.implied === true)) continue;
    const at = { ...given.at, key: `${job.entry.type}#${job.entry.method} uid`, value: uid };
    return yield areBuiltTogether(first, second)
      ? { at, message: refusal(uid, first, second), related: relatedTo(first, second) }
      : {
          at,
          message: `Flink refuses the job where both are built: ${several(uid)}.`,
          severity: 'warning',
          related: relatedTo(first, second),
        };
  }
  const again = operators.find((one) => isRepeated(one, job) && one.given.uid !== undefined);
  if (again?.given.uid === undefined) return;
  const at = { ...again.given.uid.at, key: `${job.entry.type}#${job.entry.method} uid`, value: uid };
  const message = `Flink refuses the job when the loop turns twice: each turn gives the uid '${uid}' again.`;
  yield { at, message, severity: 'warning' };
}

/** Whether one operator stands for those of all turns; where each turn has its own, their uids were compared. */
const isRepeated = ({ at, repeated }: Operator, job: Job): boolean =>
  repeated.length > 0 &&
  job.operators.filter((one) => one.at.file === at.file && one.at.start === at.start).length === 1;

const several = (uid: string): string => `the uid '${uid}' is given to several operators`;

function refusal(uid: string, first: Operator, second: Operator): string {
  const derived = [first, second].find(({ implied }) => implied === true);
  if (derived !== undefined) return `Flink refuses the job: it gives the uid '${uid}' to a part of the sink itself.`;
  if (first.at.file !== second.at.file || first.at.start !== second.at.start)
    return `Flink refuses the job: ${several(uid)}.`;
  const how = first.repeated.length > 0 ? 'the loop' : 'the code';
  return `Flink refuses the job: ${how} runs more than once, and gives the uid '${uid}' each time.`;
}

function relatedTo(first: Operator, second: Operator): readonly Related[] {
  const { at } = second.given.uid === undefined ? second : (first.given.uid ?? first);
  const same = at.file === second.given.uid?.at.file && at.start === second.given.uid.at.start;
  return same
    ? []
    : [{ at, message: first.implied === true ? 'Flink derives the uid here.' : 'The uid is given here too.' }];
}
