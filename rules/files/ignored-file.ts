import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Configuration file that Flink does not read',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'A configuration file has a name that the Flink version does not read, or another file takes precedence.',
    why: 'Everything in the file is without effect, and Flink does not say so. Flink 1.18 and earlier read flink-conf.yaml; 1.19 and 1.20 read flink-conf.yaml where it exists and else config.yaml; 2.0 and later read config.yaml only. They are never merged.',
    fix: 'Move the settings into the file that Flink reads (bin/migrate-config-file.sh of Flink 1.19 and later does it), and remove the other.',
    references: ['GlobalConfiguration#loadConfiguration', 'FLIP-366'],
  },
  examples: {
    bad: [
      {
        files: { 'conf/flink-conf.yaml': 'rest.port: 8081\n', Dockerfile: 'FROM flink:2.0.1\n' },
        finds: [
          {
            at: 'rest.port',
            message: "Flink does not read 'conf/flink-conf.yaml': Flink 2.0 and later read only config.yaml.",
          },
        ],
      },
      {
        files: {
          'conf/flink-conf.yaml': 'rest.port: 8081\n',
          'conf/config.yaml': 'rest.port: 8082\n',
          Dockerfile: 'FROM flink:1.20.1\n',
        },
        finds: [
          {
            at: 'rest.port',
            message:
              "Flink does not read 'conf/config.yaml': Flink 1.19 and 1.20 read flink-conf.yaml where both exist.",
          },
        ],
      },
    ],
    good: [{ files: { 'conf/config.yaml': 'rest.port: 8081\n', Dockerfile: 'FROM flink:2.0.1\n' } }],
  },
  check: {
    *target({ target }) {
      for (const { file, at, why, instead, help } of target.ignored) {
        const message = `Flink does not read '${file}': ${why}.`;
        // A build file names what jobs are compiled for; the cluster may run another version.
        const certain = target.version.strength !== 'build';
        if (instead === undefined)
          yield { at, message, severity: certain ? 'error' : 'warning', ...(help === undefined ? {} : { help }) };
        else
          yield {
            at,
            message,
            severity: 'warning',
            help: `Move what is needed into '${instead}' and remove this file.`,
          };
      }
    },
  },
});
