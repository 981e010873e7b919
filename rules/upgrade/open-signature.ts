import { functionsOf } from '../../src/flink/user-functions.js';
import { defineRule } from '../../src/rule.js';

/** Functions with a lifecycle; see `RichFunction` and the process functions. */
const RICH = /^org\.apache\.flink\..*\.(?:Rich\w+|AbstractRichFunction|\w*(?:Process|Broadcast)\w*Function)$/;

const CONFIGURATION = 'org.apache.flink.configuration.Configuration';

const FUNCTION = (open: string) => `import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public class Orders {
    public static class Rename extends RichMapFunction<Long, String> {
        private transient String prefix;

        public ${open} {
            prefix = "order ";
        }

        @Override
        public String map(Long id) {
            return prefix.concat(id.toString());
        }
    }

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(1, 3).map(new Rename()).print();
        env.execute("orders");
    }
}
`;

export default defineRule({
  title: 'Method open that Flink 2 does not call',
  severity: 'error',
  cost: 'restart',
  applies: { flink: '>=2.0' },
  docs: {
    what: 'A function has open(Configuration), the form of Flink 1.x.',
    why: 'Flink 2.0 knows open(OpenContext) only. With @Override the class does not compile; without it the class compiles, and open is never called, so that what it prepares is missing at the first record.',
    fix: 'Declare open(OpenContext openContext), which Flink has since 1.19, with @Override.',
    references: ['RichFunction#open', 'Release notes of Flink 2.0'],
  },
  examples: {
    bad: [
      {
        files: { 'src/main/java/Orders.java': FUNCTION('void open(Configuration configuration)') },
        flinkVersion: '2.3',
        finds: [
          { at: 'open', message: "Flink 2.3 never calls 'open(Configuration)': it knows open(OpenContext) only." },
        ],
      },
      {
        files: {
          'src/main/java/Orders.java': FUNCTION('@Override void open(Configuration configuration)').replace(
            'public @Override void',
            '@Override\n        public void',
          ),
        },
        flinkVersion: '2.3',
        finds: [
          {
            at: 'open',
            message: "'open(Configuration)' does not compile against Flink 2.3, which has open(OpenContext) only.",
          },
        ],
      },
    ],
    good: [{ files: { 'src/main/java/Orders.java': FUNCTION('void open(OpenContext context)') }, flinkVersion: '2.3' }],
  },
  check: {
    *job(job) {
      if (job.version.assumed) return;
      for (const { function: one, code } of functionsOf(job)) {
        const opens = code.methods.filter(({ name, parameters }) => name === 'open' && parameters.length === 1);
        if (!one.ancestors.some((name) => RICH.test(name))) continue;
        // One for each version: the new one may call the old one.
        if (opens.some(({ parameters }) => parameters[0]?.endsWith('.OpenContext') === true)) continue;
        for (const { at, annotations } of opens.filter(({ parameters }) => parameters[0] === CONFIGURATION)) {
          const message = annotations.includes('Override')
            ? `'open(Configuration)' does not compile against Flink ${job.version.value}, which has open(OpenContext) only.`
            : `Flink ${job.version.value} never calls 'open(Configuration)': it knows open(OpenContext) only.`;
          yield { at: { ...at, key: `${one.name ?? ''}#open` }, message };
        }
      }
    },
  },
});
