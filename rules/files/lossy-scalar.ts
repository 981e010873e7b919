import { isSecret } from '../../src/flink/secrets.js';
import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Text that YAML reads as a number',
  severity: 'warning',
  cost: 'restart',
  docs: {
    what: 'A string option in config.yaml has a value that YAML takes for a number and that changes when it is written out again.',
    why: "Flink holds the number, not the text: '0123' becomes '123', '1.20' becomes '1.2', '1e3' becomes '1000.0'. For a password, a cluster id or a version that is another value.",
    fix: 'Put the value in quotes.',
    references: ['YamlParserUtils#loadYamlFile'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'kubernetes.cluster-id: 0123\n' },
        finds: [{ at: '0123', message: "YAML reads '0123' as a number, and Flink holds '123'." }],
      },
    ],
    good: [
      { files: { 'conf/config.yaml': 'kubernetes.cluster-id: "0123"\n' } },
      { files: { 'conf/config.yaml': 'rest.port: 0123\n' } },
    ],
  },
  check: {
    *setting(setting) {
      const { type, value, written, quoted, layer } = setting;
      if (layer.grammar !== 'yaml' || quoted || type === 'string' || type === 'boolean' || value === written) return;
      const secret = isSecret(setting.key);
      if (setting.expected !== 'a string' && !secret) return;
      yield {
        at: setting.valueAt,
        message: secret
          ? 'YAML reads this secret as a number, and Flink holds another text than the one written here.'
          : `YAML reads '${written}' as a number, and Flink holds '${value}'.`,
        fix: {
          safety: 'safe',
          edits: [
            {
              file: setting.valueAt.file,
              start: setting.valueAt.start,
              end: setting.valueAt.end,
              text: `"${written}"`,
            },
          ],
        },
      };
    },
  },
});
