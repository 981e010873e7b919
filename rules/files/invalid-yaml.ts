import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'YAML that Flink refuses to start with',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'config.yaml is not valid YAML 1.2, or has a shape that Flink cannot flatten into keys and values; or a resource of the Kubernetes operator is no YAML.',
    why: 'Every Flink process reads this file first, and ends with "Error parsing YAML configuration.". A resource that is no YAML never reaches Kubernetes.',
    fix: 'Correct the syntax; quote values that start with a special character or contain a colon and a blank.',
    references: ['YamlParserUtils#loadYamlFile', 'GlobalConfiguration#loadYAMLResource'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'rest:\n  port: 8081\nenv.java.opts.all: -Dkey: value\n' },
        finds: [
          {
            at: '-',
            message:
              "Flink does not start with this file: a second ': ' stands on the line; quote the value that holds it.",
          },
        ],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'rest:\n  port: 8081\nenv.java.opts.all: "-Dkey: value"\n' } }],
  },
  check: {
    *file({ faults }) {
      for (const fault of faults) {
        if (fault.kind !== 'invalid-yaml') continue;
        const refuses = fault.reader === undefined ? 'Flink does not start with' : `${fault.reader} refuses`;
        yield { at: fault.at, message: `${refuses} this file: ${fault.reason}.` };
      }
    },
  },
});
