import { defineRule } from '../../src/rule.js';

const job = (make: string): string => `import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public class Numbers {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = ${make};
        env.fromSequence(1, 10).print();
        env.execute("numbers");
    }
}
`;

/** Classes that by their name are not what is deployed. */
const AT_HOME = /Local|Test|Demo|Example|Sample|Debug|Playground/;

export default defineRule({
  title: 'Local environment in a job that is deployed',
  severity: 'warning',
  cost: 'restart',
  profiles: { development: 'off' },
  docs: {
    what: 'A job makes a local environment, whatever it is submitted to.',
    why: 'Flink refuses the program when it is submitted through a client, the REST API or an operator. Started as a plain Java program it runs in that one process, and the cluster does nothing.',
    fix: 'Use StreamExecutionEnvironment.getExecutionEnvironment(), which is local by itself where there is no cluster; or make the local one only where an argument asks for it.',
    references: ['LocalStreamEnvironment#execute', 'StreamExecutionEnvironment#getExecutionEnvironment'],
  },
  examples: {
    bad: [
      {
        files: { 'src/main/java/Numbers.java': job('StreamExecutionEnvironment.createLocalEnvironment()') },
        finds: [
          {
            at: 'StreamExecutionEnvironment.createLocalEnvironment()',
            message: 'Flink refuses this program from any client: its environment is a local one.',
          },
        ],
      },
    ],
    good: [
      { files: { 'src/main/java/Numbers.java': job('StreamExecutionEnvironment.getExecutionEnvironment()') } },
      {
        files: {
          'src/main/java/Numbers.java': job(
            'args.length == 0 ? StreamExecutionEnvironment.createLocalEnvironment() : StreamExecutionEnvironment.getExecutionEnvironment()',
          ),
        },
      },
    ],
  },
  check: {
    *job({ environment, entry, operators }) {
      if (environment.kind !== 'local' || environment.branches.length > 0 || operators.length === 0) return;
      if (entry.method !== 'main' || AT_HOME.test(entry.type)) return;
      const at = { ...environment.at, key: `${entry.type}#${entry.method} environment` };
      yield { at, message: 'Flink refuses this program from any client: its environment is a local one.' };
    },
  },
});
