import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Configuration file that cannot be read',
  severity: 'warning',
  cost: 'none',
  docs: {
    what: 'A file that Flink would take for its configuration is no text, too large, or may not be read.',
    why: 'Nothing in it was checked, and Flink reads garbage or refuses to start.',
    fix: 'Save the file as UTF-8 text that the process may read.',
    references: ['GlobalConfiguration#loadConfiguration'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/flink-conf.yaml': 'rest.port: 8081\u0000\n' },
        finds: [{ at: '', message: 'This configuration file cannot be read: it is not a text in UTF-8.' }],
      },
    ],
    good: [{ files: { 'conf/flink-conf.yaml': 'rest.port: 8081\n' } }],
  },
  check: {
    *file({ faults }) {
      for (const fault of faults) {
        if (fault.kind !== 'unreadable') continue;
        yield { at: fault.at, message: `This configuration file cannot be read: ${fault.reason}.` };
      }
    },
  },
});
