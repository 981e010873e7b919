import { type Draft, defineRule, type LoggingView } from '../../src/rule.js';

type Appender = LoggingView['appenders'][number];

/** What lets a file end: log4j 2 takes the names of its plugins in any case. */
const BY_SIZE = /^SizeBasedTriggeringPolicy$/i;
const BY_TIME = /^(?:TimeBased|Cron)TriggeringPolicy$/i;
const POLICY = /(?:TriggeringPolicy|^Policies)$/i;

export default defineRule({
  title: 'Log file that grows without end',
  severity: 'warning',
  cost: 'restart',
  profiles: { development: 'off' },
  docs: {
    what: 'A log file is never rolled over, or only when the process starts, or old files are never deleted.',
    why: 'A process of Flink runs for months. The log fills the disk that RocksDB and local recovery need too, and the job fails.',
    fix: 'Use a RollingFile with policies.size.type = SizeBasedTriggeringPolicy, a filePattern with %i, and strategy.max, as in the log4j.properties that Flink ships.',
    references: ['flink-dist conf/log4j.properties', 'log4j-core RollingFileAppender'],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml': 'rest.port: 8081\n',
          'conf/log4j.properties':
            'rootLogger.level = INFO\nrootLogger.appenderRef.main.ref = Main\nappender.main.type = File\nappender.main.name = Main\nappender.main.fileName = ${sys:log.file}\n',
        },
        finds: [
          {
            at: 'Main',
            message: "The file of the appender 'Main' grows without end: the type 'File' never rolls over.",
          },
        ],
      },
      {
        files: {
          'conf/config.yaml': 'rest.port: 8081\n',
          'conf/log4j.properties':
            'rootLogger.level = INFO\nrootLogger.appenderRef.main.ref = Main\nappender.main.type = RollingFile\nappender.main.name = Main\nappender.main.fileName = ${sys:log.file}\nappender.main.filePattern = ${sys:log.file}.%i\nappender.main.policies.type = Policies\nappender.main.policies.startup.type = OnStartupTriggeringPolicy\n',
        },
        finds: [
          {
            at: 'Main',
            message: "The file of the appender 'Main' grows as long as the process runs: no policy looks at its size.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'conf/config.yaml': 'rest.port: 8081\n',
          'conf/log4j.properties':
            'rootLogger.level = INFO\nrootLogger.appenderRef.main.ref = Main\nappender.main.type = RollingFile\nappender.main.name = Main\nappender.main.fileName = ${sys:log.file}\nappender.main.filePattern = ${sys:log.file}.%i\nappender.main.policies.type = Policies\nappender.main.policies.size.type = SizeBasedTriggeringPolicy\nappender.main.policies.size.size = 100MB\n',
        },
      },
    ],
  },
  check: {
    *logging({ syntax, file, appenders, references }) {
      // The command line ends, and so does its log.
      if (syntax !== 'log4j2' || /-(?:cli|session)\.properties$/.test(file)) return;
      const used = new Set(references.map(({ appender }) => appender));
      for (const appender of appenders.filter(({ name }) => used.has(name))) yield* judged(appender);
    },
  },
});

function* judged(appender: Appender): Iterable<Draft> {
  const { name, type, at } = appender;
  const who = `The file of the appender '${name}'`;
  if (/^(?:File|RandomAccessFile)$/i.test(type)) {
    if (/^\/dev\//.test(appender.properties.get('fileName')?.value ?? '')) return;
    yield { at, message: `${who} grows without end: the type '${type}' never rolls over.` };
    return;
  }
  if (!/^Rolling(?:RandomAccess)?File$/i.test(type)) return;
  const types = [...appender.properties].filter(([key]) => key.endsWith('.type')).map(([, { value }]) => value.trim());
  if (types.some((one) => one.includes('${'))) return;
  if (!types.some((one) => POLICY.test(one))) {
    yield { at, message: `log4j 2 does not make the appender '${name}': a file that rolls over needs a policy.` };
  } else if (types.some((one) => BY_SIZE.test(one))) return;
  else if (!types.some((one) => BY_TIME.test(one))) {
    yield { at, message: `${who} grows as long as the process runs: no policy looks at its size.` };
  } else if (!types.some((one) => /^Delete$/i.test(one))) {
    const message = `The appender '${name}' keeps every file: it rolls over by time, and nothing deletes the old ones.`;
    yield { at, message, severity: 'info' };
  }
}
