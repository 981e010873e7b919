import { defineRule, type LoggingView } from '../../src/rule.js';

/** Libraries that come with Flink and its connectors, by the prefix of their loggers. */
const LIBRARIES = [
  'org.apache.kafka',
  'org.apache.zookeeper',
  'org.apache.flink.shaded.zookeeper3',
  'org.apache.hadoop',
  'org.apache.pekko',
  'akka',
  'io.netty',
  'org.apache.flink.shaded.netty4',
  'org.apache.http',
  'software.amazon.awssdk',
  'com.amazonaws',
] as const;

/** Those that fill logs at INFO already. */
const TALKATIVE = ['org.apache.kafka', 'org.apache.zookeeper'] as const;

export default defineRule({
  title: 'Libraries that drown the log',
  severity: 'info',
  cost: 'restart',
  profiles: { development: 'off' },
  docs: {
    what: 'The logger of a library is at DEBUG or lower; with the profile strict also: those of Kafka and ZooKeeper are at INFO.',
    why: 'Libraries write for each request and each heartbeat; what Flink itself says of a failure is then hard to find.',
    fix: 'Set the logger to WARN, for example logger.kafka.name = org.apache.kafka and logger.kafka.level = WARN.',
    references: ['flink-dist conf/log4j.properties'],
  },
  examples: {
    bad: [
      {
        files: {
          'conf/config.yaml': 'rest.port: 8081\n',
          'conf/log4j-console.properties':
            'rootLogger.level = INFO\nrootLogger.appenderRef.console.ref = C\nappender.c.type = Console\nappender.c.name = C\nlogger.kafka.name = org.apache.kafka\nlogger.kafka.level = DEBUG\n',
        },
        finds: [{ at: 'DEBUG', message: "The logger 'org.apache.kafka' of a library is at 'DEBUG'." }],
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
    *logging(logging, { target }) {
      for (const { name, level, at } of logging.loggers) {
        if (!/^(?:debug|trace|all)$/i.test(level) || !LIBRARIES.some((library) => isWithin(name, library))) continue;
        yield { at, message: `The logger '${name}' of a library is at '${level}'.` };
      }
      if (target.target.profile !== 'strict') return;
      for (const library of TALKATIVE) {
        const decides = deciding(logging, library);
        if (decides === undefined || !/^info$/i.test(decides.level)) continue;
        yield { at: decides.at, message: `The logger '${library}' is at 'INFO'.` };
      }
    },
  },
});

const isWithin = (name: string, prefix: string): boolean => name === prefix || name.startsWith(`${prefix}.`);

/** The logger whose level a library's loggers have: the nearest above, the root logger last. */
const deciding = ({ loggers }: LoggingView, library: string): LoggingView['loggers'][number] | undefined =>
  loggers
    .filter(({ name }) => name === '' || isWithin(library, name))
    .reduce<LoggingView['loggers'][number] | undefined>(
      (best, logger) => (best === undefined || logger.name.length > best.name.length ? logger : best),
      undefined,
    );
