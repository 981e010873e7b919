import { hasShellPlaceholder } from '../../src/flink/placeholder.js';
import { isSecret, MASK } from '../../src/flink/secrets.js';
import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Variable that Flink does not fill in',
  severity: 'info',
  cost: 'none',
  profiles: { production: 'off', development: 'off' },
  docs: {
    what: 'A value holds a variable such as ${NAME}.',
    why: 'Flink never fills in variables in its configuration: unless something else does before Flink starts, the text is taken as it stands.',
    fix: 'Make sure that envsubst or a template engine fills the file in before Flink reads it.',
    references: ['GlobalConfiguration#loadConfiguration'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'jobmanager.rpc.address: ${JOB_MANAGER}\n' },
        profile: 'strict',
        finds: [{ at: '${JOB_MANAGER}', message: "Flink does not fill in '${JOB_MANAGER}'." }],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'jobmanager.rpc.address: jobmanager\n' }, profile: 'strict' }],
  },
  check: {
    *setting({ key, value, valueAt }) {
      if (!hasShellPlaceholder(value)) return;
      yield { at: valueAt, message: `Flink does not fill in '${isSecret(key) ? MASK : value}'.` };
    },
  },
});
