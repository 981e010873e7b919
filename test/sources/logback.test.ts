import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Span } from '../../src/model/span.js';
import { readLogback } from '../../src/sources/logback.js';
import { sourceText } from '../../src/syntax/source-text.js';

const read = (text: string) => readLogback(sourceText('logback.xml', text));

const at = (text: string, { start, end }: Span): string => text.slice(start, end);

const faults = (text: string) => read(text).faults.map((fault) => ({ ...fault, at: at(text, fault.at) }));

const CONSOLE = '<appender name="console" class="ch.qos.logback.core.ConsoleAppender"/>';

describe('logback', () => {
  const text = `<?xml version="1.0"?>
<!-- Flink's own, shortened -->
<configuration scan="true">
  <property name="LEVEL" value="INFO"/>
  <appender name="rolling" class="ch.qos.logback.core.rolling.RollingFileAppender">
    <file>\${log.file}</file>
    <rollingPolicy class="ch.qos.logback.core.rolling.FixedWindowRollingPolicy">
      <maxFileSize> 100MB </maxFileSize>
    </rollingPolicy>
    <encoder>
      <pattern>%d &lt;%m&gt; %n</pattern>
    </encoder>
  </appender>
  <root level="\${LEVEL}"> <!-- from outside -->
    <appender-ref ref="rolling"/>
  </root>
  <logger name="org.apache.pekko" level="info">
    <appender-ref ref="rolling"/>
  </logger>
  <logger name="org.jboss"><level value="ERROR"/></logger>
</configuration>
`;

  it('gives levels, appenders and references with their places', () => {
    const facts = read(text);
    expect(facts).toMatchObject({ kind: 'logging', syntax: 'logback', file: 'logback.xml', faults: [] });
    expect(facts.loggers.map(({ name, level, at: place }) => [name, level, at(text, place), place.key])).toEqual([
      ['', '${LEVEL}', '${LEVEL}', 'root'],
      ['org.apache.pekko', 'info', 'info', 'org.apache.pekko'],
      ['org.jboss', 'ERROR', 'ERROR', 'org.jboss'],
    ]);
    const [appender] = facts.appenders;
    expect([appender?.name, appender?.type]).toEqual(['rolling', 'ch.qos.logback.core.rolling.RollingFileAppender']);
    expect(
      [...(appender?.properties ?? [])].map(([key, { value, at: place }]) => [key, value, at(text, place)]),
    ).toEqual([
      ['file', '${log.file}', '${log.file}'],
      [
        'rollingPolicy.class',
        'ch.qos.logback.core.rolling.FixedWindowRollingPolicy',
        'ch.qos.logback.core.rolling.FixedWindowRollingPolicy',
      ],
      ['rollingPolicy.maxFileSize', '100MB', '100MB'],
      ['encoder.pattern', '%d <%m> %n', '%d &lt;%m&gt; %n'],
    ]);
    expect(facts.references.map((ref) => [ref.logger, ref.appender, at(text, ref.at)])).toEqual([
      ['', 'rolling', 'rolling'],
      ['org.apache.pekko', 'rolling', 'rolling'],
    ]);
    expect([...facts.properties].map(([key, { value }]) => [key, value])).toEqual([
      ['scan', 'true'],
      ['LEVEL', 'INFO'],
    ]);
    expect(facts.comments.map(({ text: comment, trailing }) => [comment, trailing])).toEqual([
      ["Flink's own, shortened", false],
      ['from outside', true],
    ]);
  });

  it('finds unknown levels', () => {
    for (const level of [
      'OFF',
      'error',
      'Warn',
      ' INFO ',
      'debug',
      'TRACE',
      'all',
      'INHERITED',
      'null',
      '${X:-INFO}',
    ]) {
      expect(faults(`<configuration><logger name="a" level="${level}"/></configuration>`)).toEqual([]);
    }
    expect(faults('<configuration><root level="FATAL"/></configuration>')).toEqual([
      { kind: 'unknown-level', at: 'FATAL', level: 'FATAL' },
    ]);
  });

  it('finds references to appenders that are not there, unless another file may define them', () => {
    const root = '<root level="INFO"><appender-ref ref="file"/></root>';
    expect(faults(`<configuration>${CONSOLE}${root}</configuration>`)).toEqual([
      { kind: 'undefined-appender', at: 'file', appender: 'file' },
    ]);
    expect(faults(`<configuration><include resource="more.xml"/>${root}</configuration>`)).toEqual([]);
  });

  it('reads below conditions', () => {
    const facts = read(
      `<configuration><if condition='x'><then>${CONSOLE}</then></if><root level="INFO"><if condition='x'><then><appender-ref ref="console"/></then></if></root></configuration>`,
    );
    expect([facts.appenders.length, facts.references.length, facts.faults.length]).toEqual([1, 1, 0]);
  });

  it('says where a document is not well-formed, and nothing that follows from it', () => {
    const broken = '<configuration>\n<root level="INFO"><appender-ref ref="x"/></roo>\n</configuration>';
    expect(read(broken)).toMatchObject({
      loggers: [{ name: '', level: 'INFO' }],
      faults: [
        {
          kind: 'malformed',
          reason: 'unexpected close tag',
          at: { start: broken.indexOf('</roo>') + '</roo>'.length },
        },
      ],
    });
    expect(faults('')).toMatchObject([{ kind: 'malformed', reason: 'document must contain a root element' }]);
  });

  it('is read without throwing, with spans in bounds', () => {
    const pieces = fc.constantFrom(
      '<configuration>',
      '</configuration>',
      '<root level="X">',
      '</root>',
      '<logger name="a" level=\'b\'/>',
      CONSOLE,
      '<appender-ref ref="c"/>',
      '<!-- x -->',
      '<file>f</file>',
      '&amp;',
      '<',
      '\n',
      'x',
    );
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const made = parts.join('');
        const facts = read(made);
        for (const { at: place } of [
          ...facts.loggers,
          ...facts.appenders,
          ...facts.references,
          ...facts.faults,
          ...facts.comments,
        ]) {
          expect(place.start >= 0 && place.start <= place.end && place.end <= made.length).toBe(true);
        }
      }),
    );
  });
});
