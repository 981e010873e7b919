import { defineRule } from '../../src/rule.js';

const INTERNAL = /^(?:\$internal\.|internal\.|kubernetes\.internal\.)/;

export default defineRule({
  title: "Option that only Flink's own code may set",
  severity: 'warning',
  cost: 'restart',
  docs: {
    what: "A key starts with '$internal.', 'internal.' or 'kubernetes.internal.'.",
    why: 'Flink passes these between its own processes: what a user sets is overwritten, or breaks what relies on it.',
    fix: 'Remove the line.',
    references: ['DeploymentOptionsInternal', 'KubernetesConfigOptionsInternal', 'PipelineOptionsInternal'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/config.yaml': 'rest.port: 8081\n$internal.deployment.config-dir: /opt/flink/conf\n' },
        finds: [
          {
            at: '$internal.deployment.config-dir',
            message: "Only Flink's own code may set '$internal.deployment.config-dir'.",
          },
        ],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'rest.port: 8081\n' } }],
  },
  check: {
    *setting({ key, keyAt }) {
      if (INTERNAL.test(key)) yield { at: keyAt, message: `Only Flink's own code may set '${key}'.` };
    },
  },
});
