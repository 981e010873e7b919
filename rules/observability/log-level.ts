import { defineRule } from '../../src/rule.js';

const NOISY = /^(?:debug|trace|all)$/i;
const SILENT = /^off$/i;

export default defineRule({
  title: 'Log level unfit for production',
  severity: 'warning',
  cost: 'restart',
  profiles: { development: 'off' },
  docs: {
    what: 'The root logger or the logger of Flink itself is at DEBUG, TRACE or ALL, or is switched off.',
    why: 'At DEBUG Flink writes for every record batch and checkpoint step: disks fill up and throughput falls. Switched off, nothing says why a job failed.',
    fix: 'Use INFO for the root logger; raise single loggers for the time of an investigation.',
    references: ['flink-dist conf/log4j.properties'],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml': 'rest.port: 8081\n',
          'conf/log4j-console.properties':
            'rootLogger.level = DEBUG\nrootLogger.appenderRef.console.ref = C\nappender.c.type = Console\nappender.c.name = C\n',
        },
        finds: [{ at: 'DEBUG', message: "The root logger is at 'DEBUG'." }],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml': 'rest.port: 8081\n',
          'conf/log4j-console.properties':
            'rootLogger.level = INFO\nrootLogger.appenderRef.console.ref = C\nappender.c.type = Console\nappender.c.name = C\n',
        },
      },
    ],
  },
  check: {
    *logging({ loggers }) {
      for (const { name, level, at } of loggers) {
        if (name !== '' && name !== 'org.apache.flink') continue;
        const who = name === '' ? 'The root logger' : `The logger '${name}'`;
        if (NOISY.test(level)) yield { at, message: `${who} is at '${level}'.` };
        else if (SILENT.test(level)) yield { at, message: `${who} is switched off.` };
      }
    },
    *setting({ key, value, valueAt, inEffect }) {
      if (key !== 'env.log.level' || !inEffect || !NOISY.test(value)) return;
      yield { at: valueAt, message: `The root logger is at '${value}'.` };
    },
  },
});
