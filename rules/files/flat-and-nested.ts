import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Option written flat and nested',
  severity: 'warning',
  cost: 'restart',
  docs: {
    what: 'config.yaml sets the same option twice in different notations.',
    why: 'Flink flattens both to the same key and takes the one that stands later, without a word.',
    fix: 'Keep one of them.',
    references: ['GlobalConfiguration#flatten'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'rest.port: 8081\nrest:\n  port: 8082\n' },
        finds: [{ at: 'port', message: "'rest.port' is set twice, flat and nested; Flink takes this later value." }],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'rest.address: localhost\nrest:\n  port: 8082\n' } }],
  },
  check: {
    *file({ faults }) {
      for (const fault of faults) {
        if (fault.kind !== 'flat-and-nested') continue;
        yield {
          at: fault.at,
          related: [{ at: fault.first, message: 'First set here.' }],
          message: `'${fault.key}' is set twice, flat and nested; Flink takes this later value.`,
          ...(fault.sameValue ? { severity: 'info' } : {}),
        };
      }
    },
  },
});
