import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'YAML merge key that Flink does not merge',
  severity: 'warning',
  cost: 'restart',
  docs: {
    what: "config.yaml uses the merge key '<<'.",
    why: "Flink's YAML parser follows YAML 1.2, which has no merge keys: '<<' becomes part of the key's name, and nothing reads it.",
    fix: 'Write the merged settings out.',
    references: ['YamlParserUtils#loadYamlFile', 'snakeyaml-engine CoreSchema'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'rest: &rest\n  port: 8081\nweb:\n  <<: *rest\n' },
        finds: [
          {
            at: '<<',
            message: "Flink does not merge this: what it refers to becomes keys below 'web.<<', which nothing reads.",
          },
        ],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'rest:\n  port: 8081\n' } }],
  },
  check: {
    *file({ faults }) {
      for (const fault of faults) {
        if (fault.kind !== 'merge-key') continue;
        yield {
          at: fault.at,
          message: `Flink does not merge this: what it refers to becomes keys below '${fault.key}', which nothing reads.`,
        };
      }
    },
  },
});
