import { REMOVED_CONTEXT_METHODS, removedClass } from '../../src/flink/removed-classes.js';
import { functionsOf } from '../../src/flink/user-functions.js';
import { lookup } from '../../src/lookup.js';
import { type Draft, defineRule, type Job, type TargetView } from '../../src/rule.js';

const JOB = (
  imports: string,
  body: string,
) => `import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
${imports}
public class Orders {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        ${body}
        env.execute("orders");
    }
}
`;

export default defineRule({
  title: 'Classes and methods that this version of Flink does not have',
  severity: 'error',
  cost: 'savepoint',
  docs: {
    what: 'Job code uses classes or methods that the version of Flink which it is to run on does not have.',
    why: 'The code does not compile against that version, and a jar that was built with an older one fails with NoClassDefFoundError or NoSuchMethodError. What is only deprecated is not reported.',
    fix: 'Use what replaces it, before the upgrade where the older version has that too.',
    references: ['Release notes of Flink 2.0, list of removed APIs'],
  },
  examples: {
    bad: [
      {
        files: {
          'src/main/java/Orders.java': JOB(
            'import org.apache.flink.api.common.restartstrategy.RestartStrategies;\n',
            'env.setRestartStrategy(RestartStrategies.noRestart());\n        env.fromSequence(1, 3).print();',
          ),
        },
        flinkVersion: '2.3',
        finds: [
          {
            at: 'org.apache.flink.api.common.restartstrategy.RestartStrategies',
            message:
              "Flink 2.3 has no class 'RestartStrategies', so this does not compile: '1.20' was the last with it.",
          },
          {
            at: 'setRestartStrategy',
            message:
              "Flink 2.3 has no 'StreamExecutionEnvironment.setRestartStrategy' with these arguments, so this does not compile: '1.20' was the last with it.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'src/main/java/Orders.java': JOB('', 'env.fromElements(1L, 2L, 3L).keyBy(value -> value).sum(0).print();'),
        },
        flinkVersion: '2.3',
      },
      {
        files: {
          'src/main/java/Orders.java': JOB(
            'import org.apache.flink.api.common.restartstrategy.RestartStrategies;\n',
            'env.setRestartStrategy(RestartStrategies.noRestart());\n        env.fromSequence(1, 3).print();',
          ),
        },
        flinkVersion: '1.20',
      },
    ],
  },
  check: {
    *job(job, { target }) {
      // What the code uses says more of its version than a guess does.
      if (job.version.assumed) return;
      yield* oncePerFile([...classes(job, target), ...calls(job, target), ...contextMethods(job, target)]);
    },
  },
});

/** The first use of each symbol in a file. */
function oncePerFile(drafts: readonly Draft[]): Iterable<Draft> {
  const first = new Map<string, Draft>();
  for (const draft of drafts) {
    const symbol = `${draft.at.file} ${String(draft.at.key)}`;
    const before = first.get(symbol);
    if (before === undefined || draft.at.start < before.at.start) first.set(symbol, draft);
  }
  return first.values();
}

const isGone = (target: TargetView, until: string): boolean => target.version(`>${until}`) === 'all';

function* classes({ sources, version }: Job, target: TargetView): Iterable<Draft> {
  for (const { name, at } of sources.flatMap(({ imports }) => imports)) {
    const removed = removedClass(name);
    if (removed === undefined || !isGone(target, removed.until)) continue;
    const simple = classIn(name.slice(removed.package.length + 1));
    const message = `Flink ${version.value} has no class '${simple}', so this does not compile: '${removed.until}' was the last with it.`;
    yield { at: { ...at, key: `${removed.package}.${simple}` }, message, help: `Use ${removed.use}.` };
  }
}

/** A class with those around it; a static import names a member beyond. */
const classIn = (rest: string): string => /^[A-Z]\w*(?:\.[A-Z]\w*[a-z]\w*)*/.exec(rest)?.[0] ?? rest;

function* calls({ calls: all, version }: Job, target: TargetView): Iterable<Draft> {
  for (const { type, method, at, until } of all) {
    if (until === undefined || !isGone(target, until)) continue;
    const name = `${type}.${method}`;
    const message = `Flink ${version.value} has no '${name}' with these arguments, so this does not compile: '${until}' was the last with it.`;
    yield { at: { ...at, key: name }, message };
  }
}

function* contextMethods(job: Job, target: TargetView): Iterable<Draft> {
  if (!isGone(target, '1.20')) return;
  for (const { name, at, receiver } of functionsOf(job).flatMap(({ code }) =>
    code.methods.flatMap((one) => one.calls),
  )) {
    const instead = lookup(REMOVED_CONTEXT_METHODS, name);
    if (receiver !== 'getRuntimeContext' || instead === undefined) continue;
    const message = `Flink ${job.version.value} has no 'RuntimeContext.${name}', so this does not compile: '1.20' was the last with it.`;
    yield { at: { ...at, key: `RuntimeContext.${name}` }, message, help: `Use getRuntimeContext().${instead}.` };
  }
}
