import { isSecret, MASK } from '../../src/flink/secrets.js';
import { defineRule } from '../../src/rule.js';

const started = (args: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: jobmanager}
spec:
  template:
    spec:
      containers:
        - name: jobmanager
          image: flink:1.20.1
          args: ${args}
`;

export default defineRule({
  title: "Option that is taken for the JobManager's address",
  severity: 'warning',
  cost: 'restart',
  docs: {
    what: "The first argument of 'jobmanager' is a dynamic property without a blank behind its -D.",
    why: "Flink's script takes the first argument for the address of the JobManager unless it is -D alone. Until 1.20 the JobManager then does not start, for it misses the argument of --host. Since 2.0 it starts with the option for its address, where no TaskManager finds it.",
    fix: "Put a blank behind -D, as in '-D rest.port=8082'.",
    references: ['jobmanager.sh', 'EntrypointClusterConfigurationParserFactory', 'CommandLineParser#parse'],
  },
  examples: {
    bad: [
      {
        files: { 'jobmanager.yaml': started('[jobmanager, -Drest.port=8082]') },
        finds: [
          {
            at: '-Drest.port=8082',
            message: "Flink's script takes '-Drest.port=8082' for the address of the JobManager.",
          },
        ],
      },
    ],
    good: [
      { files: { 'jobmanager.yaml': started('[jobmanager, -D, rest.port=8082]') } },
      { files: { 'jobmanager.yaml': started('[standalone-job, -Drest.port=8082, --job-classname, com.acme.Orders]') } },
    ],
  },
  check: {
    *command({ command, options: [first], left }) {
      const [key, value] = first?.values ?? [];
      if (command !== 'jobmanager.sh' || first?.name !== 'D' || key?.value === undefined || left.length > 0) return;
      if (key.start >= first.at.end) return;
      const option = `-D${key.value}`;
      const given = value?.value === undefined ? '' : `=${isSecret(key.value) ? MASK : value.value}`;
      yield {
        at: { ...first.at, key: option },
        message: `Flink's script takes '${option}${given}' for the address of the JobManager.`,
        help: 'Put a blank behind -D; in a list of arguments, make two of it.',
      };
    },
  },
});
