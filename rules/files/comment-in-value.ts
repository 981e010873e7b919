import { isSecret, MASK } from '../../src/flink/secrets.js';
import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Value cut off at a #',
  severity: 'warning',
  cost: 'restart',
  docs: {
    what: "A value in flink-conf.yaml contains a '#'.",
    why: "Flink cuts every line of this file at the first '#', even inside quotes and URLs, so the value ends there.",
    fix: "Encode the '#' (%23 in a URL), take the value from the environment, or move to config.yaml and quote it.",
    references: ['GlobalConfiguration#loadLegacyYAMLResource'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/flink-conf.yaml': 'historyserver.web.address: http://host/#/history\n' },
        finds: [
          {
            at: 'http://host/#/history',
            message: "Flink cuts this value at the '#': 'historyserver.web.address' becomes 'http://host/'.",
          },
        ],
      },
    ],
    good: [{ files: { 'conf/flink-conf.yaml': 'heartbeat.timeout: 30000   # 30 seconds\n' } }],
  },
  check: {
    *file({ faults }) {
      for (const fault of faults) {
        if (fault.kind !== 'comment-in-value') continue;
        const kept = isSecret(fault.key) ? MASK : fault.kept;
        yield { at: fault.at, message: `Flink cuts this value at the '#': '${fault.key}' becomes '${kept}'.` };
      }
    },
  },
});
