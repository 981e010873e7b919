import { type Draft, defineRule, type LoggingView } from '../../src/rule.js';

const NOISY = /^(?:debug|trace|all)$/i;
const SILENT = /^off$/i;

export default defineRule({
  title: 'Log level unfit for production',
  severity: 'warning',
  cost: 'restart',
  profiles: { development: 'off' },
  docs: {
    what: 'The root logger or the logger of Flink itself is at DEBUG, TRACE or ALL, or is switched off; or the root logger has no level.',
    why: 'At DEBUG Flink writes for every record batch and checkpoint step: disks fill up and throughput falls. Switched off, nothing says why a job failed; without a level log4j 2 writes only errors.',
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
      {
        files: {
          'conf/config.yaml': 'rest.port: 8081\n',
          'conf/log4j-console.properties':
            'rootLogger.appenderRef.console.ref = C\nappender.c.type = Console\nappender.c.name = C\n',
        },
        finds: [{ at: 'C', message: 'The root logger has no level: log4j 2 writes only errors.' }],
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
    *logging(logging) {
      yield* rootWithoutLevel(logging);
      for (const { name, level, at } of logging.loggers) {
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

/** log4j 2 then takes ERROR, and none of the lines by which Flink tells of checkpoints and restarts is written. */
function* rootWithoutLevel({ syntax, loggers, properties }: LoggingView): Iterable<Draft> {
  if (syntax !== 'log4j2' || loggers.some(({ name }) => name === '')) return;
  const root = [...properties].find(([key]) => /^rootLogger\./.test(key));
  if (root === undefined) return;
  const message = 'The root logger has no level: log4j 2 writes only errors.';
  yield { at: root[1].at, message, help: 'Set rootLogger.level to INFO.' };
}
