import { defineRule } from '../../src/rule.js';

const NUMBERS = `import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public class Numbers {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(1, 10).print();
        env.execute("numbers");
    }
}
`;

/** Calls after which a program looks at its graph, or hands it to something else than `execute`. */
const LOOKS_AT_IT = new Set(['getExecutionPlan', 'getStreamGraph', 'generateStreamGraph', 'collectAsync']);

export default defineRule({
  title: 'Operators that nothing executes',
  severity: 'error',
  cost: 'none',
  docs: {
    what: 'A main method builds operators, and ends without execute() on their environment.',
    why: 'Building describes a job, execute() runs it. Flink ignores what was only described, and in application mode or through the REST API it refuses the program.',
    fix: 'Call execute() on the environment once everything is built.',
    references: ['StreamExecutionEnvironment#execute', 'ApplicationDispatcherBootstrap#runApplicationEntryPoint'],
  },
  examples: {
    bad: [
      {
        files: { 'src/main/java/Numbers.java': NUMBERS.replace('        env.execute("numbers");\n', '') },
        finds: [{ at: 'fromSequence', message: 'Flink ignores what is built here: nothing executes it.' }],
      },
    ],
    good: [{ files: { 'src/main/java/Numbers.java': NUMBERS } }],
  },
  check: {
    *job(job) {
      if (job.executions.length > 0 || job.operators.length === 0 || job.entry.method !== 'main') return;
      // SQL runs by other calls, and an environment that is handed on may be executed there.
      if (job.tables || !job.complete.known || job.operators.some(({ escaped }) => escaped !== undefined)) return;
      if (job.calls.some(({ method }) => LOOKS_AT_IT.has(method))) return;
      const here = job.operators.find(({ at }) => at.file === job.file)?.at ?? job.entry.at;
      const at = { ...here, key: `${job.entry.type}#${job.entry.method} execute` };
      yield { at, message: 'Flink ignores what is built here: nothing executes it.' };
    },
  },
});
