import { isContained } from '../../src/flink/platforms.js';
import { type Draft, defineRule, type LoggingView, type TargetView } from '../../src/rule.js';

export default defineRule({
  title: 'Logging configuration that does not do what it says',
  severity: 'warning',
  cost: 'restart',
  docs: {
    what: 'A logging configuration uses the syntax of log4j 1, a shorthand or a name that this version does not know, refers to an appender that does not exist or to none, or is incomplete.',
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
            message:
              "'log4j.rootLogger' is the syntax of log4j 1, which Flink's log4j 2 ignores: only errors are written, and to the console.",
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
    *logging(logging, { target }) {
      const old = logging.faults.find(({ kind }) => kind === 'log4j1-syntax');
      for (const fault of logging.faults) {
        switch (fault.kind) {
          case 'log4j1-syntax':
            // Said once: a file of log4j 1 has nothing else in it.
            if (fault === old) yield* oldSyntax(fault, logging, target);
            break;
          case 'undefined-appender':
            yield { at: fault.at, message: `There is no appender '${fault.appender}'.` };
            break;
          case 'unknown-level': {
            const instead = logging.syntax === 'log4j2' ? ": log4j 2 takes 'ERROR' in its place" : '';
            yield { at: fault.at, message: `There is no log level '${fault.level}'${instead}.` };
            break;
          }
          case 'incomplete-component': {
            const message = `'${fault.component}' has no ${fault.missing}, and log4j 2 refuses the file.`;
            yield { at: fault.at, message };
            break;
          }
          case 'malformed':
            yield { at: fault.at, message: `This logging configuration cannot be read: ${fault.reason}.` };
        }
      }
      if (logging.syntax === 'log4j2') yield* shorthands(logging, target);
      yield* withoutAppender(logging);
      yield* staleNames(logging, target);
      yield* unread(logging, target);
    },
  },
});

type OldSyntax = Extract<LoggingView['faults'][number], { readonly kind: 'log4j1-syntax' }>;

/** log4j 2.25, which comes with Flink 2.3, takes `log4j.` for a component without a type. */
function* oldSyntax({ at, key }: OldSyntax, { syntax }: LoggingView, target: TargetView): Iterable<Draft> {
  const what = `'${key}' is the syntax of log4j 1`;
  if (target.version('>=2.3') === 'all') yield { at, message: `${what}, and the log4j 2 of Flink refuses the file.` };
  else if (target.version('>=1.11') === 'all') {
    const consequence = syntax === 'log4j1' ? ': only errors are written, and to the console' : '';
    yield { at, message: `${what}, which Flink's log4j 2 ignores${consequence}.` };
  }
}

/** `rootLogger = INFO, Console`: log4j 2.17.1, which comes with Flink up to 1.20.1, does not know it. */
function* shorthands({ properties }: LoggingView, target: TargetView): Iterable<Draft> {
  if (target.version('<1.20.2') !== 'all') return;
  const help =
    'Write the level and each appender on a line of its own: <logger>.level and <logger>.appenderRef.<id>.ref.';
  for (const [key, { at }] of properties) {
    if (key === 'rootLogger' && !properties.has('rootLogger.level')) {
      const message =
        "Flink before 1.20.2 does not read 'rootLogger' in one line: only errors are written, and to the console.";
      yield { at, message, help };
    } else if (/^logger\.[^.]+$/.test(key)) {
      yield {
        at,
        message: `The log4j 2 of Flink before 1.20.2 fails on '${key}' in one line, and on the whole file.`,
        help,
      };
    }
  }
}

/** Whatever refers to no appender by mistake is a fault of its own. */
function* withoutAppender({ syntax, loggers, references, faults }: LoggingView): Iterable<Draft> {
  const root = loggers.find(({ name }) => name === '');
  if (syntax !== 'log4j2' || root === undefined || references.length > 0 || faults.length > 0) return;
  const message = 'Nothing is written: neither the root logger nor any other has an appender.';
  yield { at: root.at, message, help: 'Name an appender in rootLogger.appenderRef.<id>.ref.' };
}

/** Akka became Pekko in Flink 1.18. */
function* staleNames({ loggers }: LoggingView, target: TargetView): Iterable<Draft> {
  if (target.version('>=1.18') !== 'all' || loggers.some(({ name }) => name.startsWith('org.apache.pekko'))) return;
  for (const { name, at } of loggers.filter((logger) => logger.name === 'akka')) {
    const message = `Since Flink 1.18 nothing of Flink logs under '${name}': its RPC is 'org.apache.pekko'.`;
    yield { at, message, help: 'Name the logger org.apache.pekko.', severity: 'info' };
  }
}

/** In a container Flink runs in the foreground, and its scripts then take the files for the console. */
function* unread({ file, name = file, loggers, appenders }: LoggingView, { target }: TargetView): Iterable<Draft> {
  const match = /(?:^|\/)(log4j\.properties|logback\.xml)$/.exec(name);
  const at = loggers[0]?.at ?? appenders[0]?.at;
  const console = match?.[1]?.replace('.', '-console.');
  if (console === undefined || at === undefined || target.layers.length === 0 || !isContained(target)) return;
  if (target.logging.some((other) => (other.name ?? other.file).endsWith(console))) return;
  const message = `In a container Flink reads '${console}', which is not here, and not '${match?.[1] ?? ''}'.`;
  yield { at, message, help: `Put it into the image as ${console}.`, severity: 'info', confidence: 'medium' };
}
