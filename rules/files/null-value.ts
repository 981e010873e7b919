import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Key without a value in config.yaml',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'A key in config.yaml has no value, or the value null.',
    why: 'Flink ends with "Value must not be null." at start, though its documentation allows null. A parent whose children are all commented out is enough.',
    fix: "Give the key a value, write '' for an empty string, or comment the key out too.",
    references: ['GlobalConfiguration#flatten', 'Configuration#setValueInternal'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'rest.port: 8081\nstate:\n  # backend.type: rocksdb\n' },
        finds: [{ at: 'state', message: "Flink does not start with this file: 'state' has no value." }],
      },
    ],
    good: [{ files: { 'conf/config.yaml': "rest.port: 8081\nenv.java.opts.all: ''\n" } }],
  },
  check: {
    *file({ faults }) {
      for (const fault of faults) {
        if (fault.kind !== 'null-value') continue;
        yield { at: fault.at, message: `Flink does not start with this file: '${fault.key}' has no value.` };
      }
    },
  },
});
