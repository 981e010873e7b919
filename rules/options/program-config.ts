import type { SettingView, TargetView } from '../../src/rule.js';
import { defineRule } from '../../src/rule.js';

const NUMBERS = `import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public class Numbers {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(2);
        env.fromSequence(1, 10).print();
        env.execute("numbers");
    }
}
`;

export default defineRule({
  title: 'Setting in code where code may set nothing',
  severity: 'error',
  cost: 'none',
  docs: {
    what: 'execution.program-config.enabled is false, and the code of the job changes a setting that execution.program-config.wildcards does not name.',
    why: 'Flink compares the configuration of the program with that of the cluster when it is executed, and refuses the program where they differ.',
    fix: 'Move the setting from the code into the configuration, or name it in execution.program-config.wildcards.',
    references: [
      'StreamContextEnvironment#collectNotAllowedConfigurations',
      'DeploymentOptions#PROGRAM_CONFIG_WILDCARDS',
    ],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml': 'execution.program-config.enabled: false\nparallelism.default: 1\n',
          'src/main/java/Numbers.java': NUMBERS,
          '.flinklint.yaml': 'jobs:\n  - {name: numbers, config: conf/config.yaml, sources: [src/main/java]}\n',
        },
        finds: [
          {
            at: '2',
            message: "Flink refuses the program: it sets 'parallelism.default' to '2', and programs may set nothing.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml':
            'execution.program-config:\n  enabled: false\n  wildcards: parallelism.default;pipeline.max-parallelism\n',
          'src/main/java/Numbers.java': NUMBERS,
          '.flinklint.yaml': 'jobs:\n  - {name: numbers, config: conf/config.yaml, sources: [src/main/java]}\n',
        },
      },
    ],
  },
  check: {
    *job(_job, { target }) {
      const enabled = target.boolean('execution.program-config.enabled');
      const allowed = target.list('execution.program-config.wildcards');
      // The list has a default, but one that is set and unknown may name anything.
      if (!enabled.known || enabled.value || (!allowed.known && allowed.set)) return;
      const wildcards = allowed.known ? allowed.values : [];
      for (const setting of target.settings.filter((one) => isOfCode(one) && changes(one, target))) {
        if (setting.placeholder || wildcards.some((key) => covers(key, setting.key))) continue;
        const message = `Flink refuses the program: it sets '${setting.key}' to '${setting.value}', and programs may set nothing.`;
        yield { at: setting.valueAt, message, related: [{ at: enabled.origin, message: 'Programs may set nothing.' }] };
      }
    },
  },
});

const isOfCode = ({ layer, inEffect }: SettingView): boolean => layer.name === 'code' && inEffect;

/** A setting is no change where the configuration has the same; whether Flink writes both alike is not asked. */
const changes = (setting: SettingView, target: TargetView): boolean => {
  const before = target.settings.findLast(({ layer, key }) => layer !== setting.layer && key === setting.key);
  return before === undefined || target.sameValue(before, setting) === false;
};

/** A wildcard is a key, or the beginning of keys of a map. */
const covers = (wildcard: string, key: string): boolean => key === wildcard || key.startsWith(`${wildcard}.`);
