import type { SettingView, TargetView } from '../../src/rule.js';
import { defineRule } from '../../src/rule.js';

const orders = (
  interval: number,
): string => `import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public class Orders {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.enableCheckpointing(${interval});
        env.fromSource(orders(), noWatermarks(), "orders").uid("orders").print();
        env.execute("orders");
    }
}
`;

const JOB = 'jobs:\n  - {name: orders, config: conf/config.yaml, sources: [src/main/java]}\n';

export default defineRule({
  title: 'Setting of a file that the code of the job overrides',
  severity: 'warning',
  cost: 'restart',
  docs: {
    what: 'The configuration that a job runs with sets an option to one value, and its code to another.',
    why: 'What the code sets wins over every file and over -D. Whoever changes the file, to tune the job or in an emergency, changes nothing.',
    fix: 'Leave the option to the configuration, and take it out of the code; or the other way round.',
    references: ['StreamExecutionEnvironment#configure', 'StreamContextEnvironment'],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml': 'execution.checkpointing.interval: 1 min\n',
          'src/main/java/Orders.java': orders(5000),
          '.flinklint.yaml': JOB,
        },
        finds: [
          {
            at: '5000',
            message:
              "The code sets 'execution.checkpointing.interval' to '5000 ms', and Flink ignores the '1 min' of the file.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml': 'execution.checkpointing.interval: 1 min\n',
          'src/main/java/Orders.java': orders(60_000),
          '.flinklint.yaml': JOB,
        },
      },
    ],
  },
  check: {
    *job(_job, { target }) {
      const enabled = target.boolean('execution.program-config.enabled');
      // Flink refuses the program then, which is another rule's word.
      if (enabled.known && !enabled.value) return;
      for (const setting of target.settings) {
        if (setting.layer.name !== 'code' || !setting.inEffect) continue;
        const before = overriddenBy(setting, target);
        if (before === undefined) continue;
        yield {
          at: setting.valueAt,
          related: [{ at: before.valueAt, message: 'Flink ignores this value for the job.' }],
          message: `The code sets '${before.key}' to '${setting.value}', and Flink ignores the '${before.value}' of the file.`,
          // A job may well differ from what a cluster gives to all.
          ...(target.target.files.includes(before.layer.file) ? {} : { severity: 'info' as const }),
        };
      }
    },
  },
});

/** The setting of a file that Flink would read if the code were silent; nothing where it says the same, or only the default. */
function overriddenBy(setting: SettingView, target: TargetView): SettingView | undefined {
  const before = target.settings.findLast(
    ({ layer, option }) => layer.name !== 'code' && option !== undefined && option === setting.option,
  );
  if (before === undefined || before.placeholder) return undefined;
  return target.sameValue(before, setting) === false && !target.isDefault(before) ? before : undefined;
}
