import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Nested YAML in flink-conf.yaml',
  severity: 'warning',
  cost: 'restart',
  docs: {
    what: 'flink-conf.yaml holds nested mappings or lists.',
    why: 'Flink reads this file line by line: it drops the parent, and every child becomes a top-level key that nothing reads.',
    fix: 'Write every key in full on one line, or move to config.yaml, which Flink reads as YAML from 1.19 on.',
    references: ['GlobalConfiguration#loadLegacyYAMLResource', 'FLIP-366'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/flink-conf.yaml': 'state.backend:\n  type: rocksdb\n  incremental: true\n' },
        finds: [
          {
            at: 'state.backend:',
            message:
              "Flink does not read nested YAML here: 'state.backend' is dropped, and what stands below it becomes 'type', 'incremental'.",
          },
        ],
      },
    ],
    good: [{ files: { 'conf/flink-conf.yaml': 'state.backend.type: rocksdb\nstate.backend.incremental: true\n' } }],
  },
  check: {
    *file({ faults, grammar }) {
      for (const fault of faults) {
        if (fault.kind !== 'nested-in-legacy') continue;
        const held = [...new Set(fault.children.flatMap(({ at }) => at.key ?? []))].map((key) => `'${key}'`);
        // The entry point of Flink's image sets the parent all the same.
        const alone = grammar === 'legacy' ? 'dropped' : 'without a value';
        const outcome =
          held.length === 0 ? alone : `${alone}, and what stands below it becomes ${held.slice(0, 5).join(', ')}`;
        const meant = fault.children.slice(0, 3).map(({ key }) => `'${key}'`);
        yield {
          at: fault.at,
          message: `Flink does not read nested YAML here: '${fault.parent}' is ${outcome}.`,
          ...(meant.length === 0
            ? {}
            : { help: `Write every key in full: ${meant.join(', ')}${fault.children.length > 3 ? ' …' : ''}.` }),
        };
      }
    },
  },
});
