import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LoggingFault } from '../../src/model/facts.js';
import type { Span } from '../../src/model/span.js';
import { readLog4j } from '../../src/sources/log4j.js';
import { embedded, sourceText } from '../../src/syntax/source-text.js';

const CONSOLE = 'appender.c.type = Console\nappender.c.name = Con\nappender.c.layout.type = PatternLayout\n';
const ROOT = `rootLogger.level = INFO\nrootLogger.appenderRef.c.ref = Con\n`;

const read = (text: string) => readLog4j(sourceText('log4j.properties', text));

const at = (text: string, { start, end }: Span): string => text.slice(start, end);

/** Each fault with the text under its span. */
const faults = (text: string): readonly (Omit<LoggingFault, 'at'> & { readonly at: string })[] =>
  read(text).faults.map((fault) => ({ ...fault, at: at(text, fault.at) }));

const loggers = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(read(text).loggers.map(({ name, level }) => [name, level]));

const references = (text: string): readonly string[] =>
  read(text).references.map(({ logger, appender }) => `${logger} > ${appender}`);

describe('log4j 2 properties', () => {
  const text = `# Flink's own, shortened
monitorInterval=30
rootLogger.level = \${env:ROOT_LOG_LEVEL:-INFO}
rootLogger.appenderRef.rolling.ref = RollingFileAppender
logger.pekko.name = org.apache.pekko
logger.pekko.level = info
logger.netty.name = org.jboss.netty
logger.netty.level =
appender.rolling.name = RollingFileAppender
appender.rolling.type = RollingFile
appender.rolling.fileName = \${sys:log.file}
appender.rolling.layout.type = PatternLayout
appender.rolling.policies.type = Policies
appender.rolling.policies.size.type = SizeBasedTriggeringPolicy
appender.rolling.policies.size.size = 100MB
! done
`;

  it('gives levels, appenders and references with their places', () => {
    const facts = read(text);
    expect(facts).toMatchObject({ kind: 'logging', syntax: 'log4j2', file: 'log4j.properties', faults: [] });
    expect(facts.loggers.map(({ name, level, at: place }) => [name, level, at(text, place), place.key])).toEqual([
      ['', '${env:ROOT_LOG_LEVEL:-INFO}', '${env:ROOT_LOG_LEVEL:-INFO}', 'rootLogger.level'],
      ['org.apache.pekko', 'info', 'info', 'logger.pekko.level'],
    ]);
    const [appender] = facts.appenders;
    expect([appender?.name, appender?.type]).toEqual(['RollingFileAppender', 'RollingFile']);
    const size = appender?.properties.get('policies.size.size');
    expect([size?.value, size && at(text, size.at)]).toEqual(['100MB', '100MB']);
    expect(facts.references).toMatchObject([{ logger: '', appender: 'RollingFileAppender' }]);
    expect(facts.properties.get('monitorInterval')?.value).toBe('30');
    expect(facts.comments.map((comment) => [comment.text, at(text, comment.at)])).toEqual([
      ["Flink's own, shortened", "# Flink's own, shortened"],
      ['done', '! done'],
    ]);
  });

  it('reads the shorthands', () => {
    const short = `rootLogger = WARN , Con\nlogger.a = DEBUG, Con\nlogger.a.name = a.b\n${CONSOLE}`;
    expect(loggers(short)).toEqual({ '': 'WARN', 'a.b': 'DEBUG' });
    expect(references(short)).toEqual([' > Con', 'a.b > Con']);
    expect(faults(short)).toEqual([]);
    expect(loggers(`rootLogger = \${sys:root:-INFO,Con}\n${CONSOLE}`)).toEqual({ '': '${sys:root:-INFO,Con}' });
  });

  it('keeps to the lists of loggers and appenders where there are some', () => {
    const listed = `loggers = b, root\n${ROOT}logger.a.name = a\nlogger.a.level = DEBUG\nlogger.b.name = b\nlogger.b.level = WARN\n${CONSOLE}`;
    expect(loggers(listed)).toEqual({ '': 'INFO', b: 'WARN' });
    expect(faults(`appenders = d\n${ROOT}${CONSOLE}`)).toEqual([
      { kind: 'incomplete-component', at: 'd', component: 'appender.d', missing: 'name' },
    ]);
  });

  it('takes the last of several properties with one key', () => {
    expect(loggers(`rootLogger.level = DEBUG\n${ROOT}${CONSOLE}`)).toEqual({ '': 'INFO' });
  });

  it('knows levels in any case, and those that the file declares', () => {
    expect(faults(`customLevel.NOTICE = 350\n${ROOT}logger.a.name = a\nlogger.a.level = notice\n${CONSOLE}`)).toEqual(
      [],
    );
    for (const level of ['OFF', 'fatal', 'Error', 'WARN', 'INFO', 'DEBUG', 'TRACE', 'ALL']) {
      expect(faults(`rootLogger.level = ${level}\n`)).toEqual([]);
    }
    expect(faults('rootLogger.level = WARNING\n')).toEqual([
      { kind: 'unknown-level', at: 'WARNING', level: 'WARNING' },
    ]);
    expect(faults(`rootLogger = INFOO, Con\n${CONSOLE}`)).toMatchObject([{ kind: 'unknown-level', level: 'INFOO' }]);
  });

  it('finds references to appenders that are not there', () => {
    expect(faults(`${ROOT}logger.a.name = a\nlogger.a.appenderRef.x.ref = con\n${CONSOLE}`)).toEqual([
      { kind: 'undefined-appender', at: 'con', appender: 'con' },
    ]);
    expect(faults(`${ROOT}appender.c.type = Console\nappender.c.name = \${sys:name}\n`)).toEqual([]);
    expect(faults(`rootLogger.level = INFO\nrootLogger.appenderRef.c.ref = \${sys:name}\n${CONSOLE}`)).toEqual([]);
  });

  it.each([
    ['logger.a.level = DEBUG', 'logger.a.level', 'logger.a', 'name'],
    ['logger.a = DEBUG', 'logger.a', 'logger.a', 'name'],
    ['appender.d.type = Console', 'appender.d.type', 'appender.d', 'name'],
    ['appender.d.name = D', 'appender.d.name', 'appender.d', 'type'],
    ['rootLogger.appenderRef.d.level = INFO', 'rootLogger.appenderRef.d.level', 'rootLogger.appenderRef.d', 'ref'],
    ['appender.c.policies.size.size = 1', 'appender.c.policies.size.size', 'appender.c.policies', 'type'],
    ['appender.c.filter.t.level = INFO', 'appender.c.filter.t.level', 'appender.c.filter.t', 'type'],
    ['rootLogger.filter.t.level = INFO', 'rootLogger.filter.t.level', 'rootLogger.filter.t', 'type'],
  ])('finds that %s lacks something', (line, place, component, missing) => {
    expect(faults(`${ROOT}${CONSOLE}${line}\n`)).toEqual([
      { kind: 'incomplete-component', at: place, component, missing },
    ]);
  });

  it('leaves logger.root alone, which log4j 2 does not read', () => {
    expect(faults(`${ROOT}${CONSOLE}logger.root.level = INFO\n`)).toEqual([]);
  });

  it('finds malformed escapes', () => {
    expect(faults(`${ROOT}${CONSOLE}x = \\u12G4\n`)).toEqual([
      { kind: 'malformed', at: '\\u12', reason: "'\\u12' is not \\u with four hexadecimal digits" },
    ]);
  });
});

describe('log4j 1 properties', () => {
  const old = 'log4j.rootLogger=INFO, console\nlog4j.appender.console=org.apache.log4j.ConsoleAppender\n';

  it('are recognised', () => {
    expect(read(old)).toMatchObject({ syntax: 'log4j1', loggers: [], appenders: [] });
    expect(faults(old)).toEqual([{ kind: 'log4j1-syntax', at: 'log4j.rootLogger', key: 'log4j.rootLogger' }]);
  });

  it('are a mistake each among those of log4j 2', () => {
    const mixed = `${ROOT}${CONSOLE}log4j.logger.a=DEBUG\n`;
    expect(read(mixed).syntax).toBe('log4j2');
    expect(faults(mixed)).toEqual([{ kind: 'log4j1-syntax', at: 'log4j.logger.a', key: 'log4j.logger.a' }]);
  });
});

describe('every log4j file', () => {
  it('has spans in the outer file', () => {
    const inner = 'rootLogger.level = INFOO\n';
    const outer = sourceText('cm.yaml', `data:\n  log4j: |\n    ${inner}`);
    const facts = readLog4j(embedded(outer, [{ text: inner, start: outer.text.indexOf(inner) }]));
    expect(facts.faults.map((fault) => at(outer.text, fault.at))).toEqual(['INFOO']);
  });

  it('is read without throwing, with spans in bounds', () => {
    const words = fc.constantFrom(
      'rootLogger',
      'logger',
      'appender',
      'log4j',
      'a',
      'level',
      'name',
      'type',
      'filter',
      'loggers',
      '.',
      '=',
      ',',
      ' ',
      '\n',
      '\\',
      '${',
      '}',
      '#',
      '\\u00',
      'INFO',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        const facts = read(text);
        const places = [...facts.loggers, ...facts.appenders, ...facts.references, ...facts.faults, ...facts.comments];
        for (const place of [
          ...places.map((part) => part.at),
          ...[...facts.properties.values()].map((part) => part.at),
        ]) {
          expect(place.start >= 0 && place.start <= place.end && place.end <= text.length).toBe(true);
        }
      }),
    );
  });
});
