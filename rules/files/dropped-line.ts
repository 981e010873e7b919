import { isSecret } from '../../src/flink/secrets.js';
import { defineRule } from '../../src/rule.js';

const HELP = {
  'no-separator': "Write 'key: value', with a colon and a blank.",
  'empty-key': 'Put the key before the colon.',
  'empty-value': 'Give the key a value, or comment the line out.',
  'byte-order-mark': 'Save the file without a byte order mark.',
} as const;

/** Lines that belong into a logging configuration. */
const LOGGING = /^(?:logger|appender|rootLogger|log4j|monitorInterval)\b/;

export default defineRule({
  title: 'Line of flink-conf.yaml that Flink drops',
  severity: 'warning',
  cost: 'restart',
  docs: {
    what: "A line of flink-conf.yaml is not of the form 'key: value'.",
    why: 'Flink drops the line and only says so in its log, so the setting has no effect.',
    fix: "Write 'key: value', with a colon and a blank.",
    references: ['GlobalConfiguration#loadLegacyYAMLResource'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/flink-conf.yaml': 'rest.port: 8081\nparallelism.default=4\n' },
        finds: [
          {
            at: 'parallelism.default=4',
            message: "Flink ignores this line: 'parallelism.default=4' is not a key-value pair.",
          },
        ],
      },
    ],
    good: [{ files: { 'conf/flink-conf.yaml': 'rest.port: 8081\nparallelism.default: 4\n' } }],
  },
  check: {
    *file({ faults }) {
      for (const fault of faults) {
        if (fault.kind !== 'dropped-line') continue;
        yield {
          at: fault.at,
          message: `Flink ignores this line: ${describe(fault.reason, fault.line)}.`,
          help: LOGGING.test(fault.line)
            ? 'Move it into log4j.properties or log4j-console.properties; Flink reads no logging settings here.'
            : HELP[fault.reason],
        };
      }
    },
  },
});

function describe(reason: keyof typeof HELP, line: string): string {
  const shown = isSecret(line) ? 'it' : `'${line.length > 60 ? `${line.slice(0, 59)}…` : line}'`;
  switch (reason) {
    case 'no-separator':
      return `${shown} is not a key-value pair`;
    case 'empty-key':
      return `${shown} has no key`;
    case 'empty-value':
      return `${shown} has no value`;
    case 'byte-order-mark':
      return 'the byte order mark at the start of the file becomes a part of its key';
  }
}
