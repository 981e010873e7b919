import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Logging configuration that does not do what it says',
  severity: 'warning',
  cost: 'restart',
  docs: {
    what: 'A logging configuration uses the syntax of log4j 1, refers to an appender that does not exist, or is incomplete.',
    why: 'Flink logs with log4j 2, which ignores what it does not understand: the job runs with no logs, or with the wrong ones.',
    fix: 'Use the syntax of log4j 2 (rootLogger.level, appender.<name>.type) and define every appender that a logger refers to.',
    references: ['log4j-core PropertiesConfigurationBuilder', 'flink-dist conf/log4j.properties'],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/flink-conf.yaml': 'rest.port: 8081\n',
          'conf/log4j.properties': 'log4j.rootLogger=INFO, file\n',
        },
        finds: [
          {
            at: 'log4j.rootLogger',
            message: "'log4j.rootLogger' is the syntax of log4j 1, which Flink's log4j 2 ignores.",
          },
        ],
      },
      {
        files: {
          'conf/flink-conf.yaml': 'rest.port: 8081\n',
          'conf/log4j.properties': 'rootLogger.level = INFO\nrootLogger.appenderRef.main.ref = MainAppender\n',
        },
        finds: [{ at: 'MainAppender', message: "There is no appender 'MainAppender'." }],
      },
    ],
    good: [
      {
        files: {
          'conf/flink-conf.yaml': 'rest.port: 8081\n',
          'conf/log4j.properties':
            'rootLogger.level = INFO\nrootLogger.appenderRef.main.ref = Main\nappender.main.type = Console\nappender.main.name = Main\n',
        },
      },
    ],
  },
  check: {
    *logging({ faults }, { target }) {
      const old = faults.find(({ kind }) => kind === 'log4j1-syntax');
      for (const fault of faults) {
        switch (fault.kind) {
          case 'log4j1-syntax':
            // Said once: a file of log4j 1 has nothing else in it.
            if (fault === old && target.version('>=1.11') === 'all') {
              const message = `'${fault.key}' is the syntax of log4j 1, which Flink's log4j 2 ignores.`;
              yield { at: fault.at, message };
            }
            break;
          case 'undefined-appender':
            yield { at: fault.at, message: `There is no appender '${fault.appender}'.` };
            break;
          case 'unknown-level':
            yield { at: fault.at, message: `There is no log level '${fault.level}'.` };
            break;
          case 'incomplete-component':
            yield {
              at: fault.at,
              message: `'${fault.component}' has no ${fault.missing}, and log4j 2 refuses the file.`,
            };
            break;
          case 'malformed':
            yield { at: fault.at, message: `This logging configuration cannot be read: ${fault.reason}.` };
        }
      }
    },
  },
});
