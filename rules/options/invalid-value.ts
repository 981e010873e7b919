import { keepsQuotes } from '../../src/flink/config-files.js';
import { OWNERS } from '../../src/flink/owners.js';
import { inFlinkUnits, replaceValue } from '../../src/flink/rewrites.js';
import { isSecret } from '../../src/flink/secrets.js';
import { defineRule, type Fix, type SettingView } from '../../src/rule.js';

export default defineRule({
  title: 'Value that Flink refuses',
  severity: 'error',
  cost: 'restart',
  applies: { flink: '>=1.15' },
  docs: {
    what: "A value is not of its option's type, in every Flink version that the target may have.",
    why: 'Flink reads values only when something asks for them, and then throws: the process or the job that needs the option fails.',
    fix: 'Write a value of the type that the option takes.',
    references: ['ConfigurationUtils#convertValue', 'TimeUtils#parseDuration', 'MemorySize#parseBytes'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'taskmanager.memory.process.size: 4Gi\n' },
        finds: [
          {
            at: '4Gi',
            message:
              "Flink refuses this value of 'taskmanager.memory.process.size': '4Gi' is not a memory size: Flink writes 'Gi' as 'g'.",
          },
        ],
      },
    ],
    good: [
      { files: { 'conf/config.yaml': 'taskmanager.memory.process.size: 4g\n' } },
      { files: { 'conf/config.yaml': 'taskmanager.memory.process.size: ${TM_MEMORY}\n' } },
    ],
  },
  check: {
    *setting(setting) {
      const { key, option, refusal, quoted, layer } = setting;
      if (refusal === undefined || (quoted && keepsQuotes(layer))) return;
      if (option !== undefined && Object.hasOwn(OWNERS, option)) return;
      const why = isSecret(key) ? `it must be ${setting.expected ?? 'of another type'}` : refusal;
      const fix = fixFor(setting);
      const message = `Flink refuses this value of '${key}': ${why}.`;
      yield { at: setting.valueAt, message, ...(fix === undefined ? {} : { fix }) };
    },
  },
});

function fixFor(setting: SettingView): Fix | undefined {
  const text = inFlinkUnits(setting.value, setting.expected);
  return text === undefined ? undefined : replaceValue(setting, text);
}
