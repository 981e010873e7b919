import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDotenv } from '../../src/sources/containers/dotenv.js';
import { interpolated } from '../../src/sources/containers/interpolation.js';
import { sourceText, spanOf, writtenAt } from '../../src/syntax/source-text.js';

const known = { A: 'a', B: '' };
const lookup = (name: string) => {
  const value = Object.hasOwn(known, name) ? known[name as keyof typeof known] : undefined;
  return value === undefined ? undefined : sourceText('.env', value);
};
const fill = (text: string): string => interpolated(sourceText('compose.yaml', text), lookup).source.text;

describe('interpolation', () => {
  test.each([
    ['$A-${A}-$$A', 'a-a-$A'],
    ['${B:-x}${B-x}${C:-x}${C-x}', 'xxx'],
    ['${A:+x}${B:+x}${B+x}', 'xx'],
    ['${C:-${B:-${A}y}z}', 'ayz'],
    ['${C:-{x}}', '{x}'],
    ['$ a$1 $', '$ a$1 $'],
  ])('%s is %s', (text, expected) => {
    expect(fill(text)).toBe(expected);
  });

  test.each(['$C', '${C}', '${C:?why}', '${C:+x}', '${', '${1}', '${C!}'])('%s stays as it is written', (text) => {
    expect(fill(text)).toBe(text);
  });

  test('a value stands where it is written, and what is only partly one where the variable is named', () => {
    const env = readDotenv(sourceText('.env', 'X=1\nINTERVAL=5 min\n')).variables;
    const text = 'interval: ${INTERVAL}, ${OTHER:-7 s}';
    const { source } = interpolated(
      sourceText('compose.yaml', text),
      (name) => env.find((one) => one.name === name)?.source,
    );
    const shown = (part: string): string => {
      const start = source.text.indexOf(part);
      const { file, start: from, end } = spanOf(source, start, start + part.length);
      return `${file} ${file === '.env' ? 'X=1\nINTERVAL=5 min\n'.slice(from, end) : text.slice(from, end)}`;
    };
    expect(shown('5 min')).toBe('.env 5 min');
    expect(shown('min')).toBe('.env min');
    expect(shown('7 s')).toBe('compose.yaml 7 s');
    expect(shown(': 5 min')).toBe('compose.yaml : ${INTERVAL}');
    expect(shown('interval')).toBe('compose.yaml interval');
    expect(shown('min, 7')).toBe('compose.yaml ${INTERVAL}, ${OTHER:-7');
    const written = (part: string): string => {
      const start = source.text.indexOf(part);
      return writtenAt(source, start, start + part.length);
    };
    expect(['5 min', '7 s', 'interval', ': 5 min', 'min, 7'].map(written)).toEqual([
      '5 min',
      '7 s',
      'interval',
      '',
      '',
    ]);
  });

  test('no text makes it throw, and what holds no dollar stays', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('$', '{', '}', 'A', 'C', ':-', '+', '?', '\n', 'x')), (parts) => {
        const text = parts.join('');
        const { source } = interpolated(sourceText('compose.yaml', text), lookup);
        if (!text.includes('$')) expect(source.text).toBe(text);
        for (let at = 0; at < source.text.length; at++) {
          const { file, start, end } = spanOf(source, at, at + 1);
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(file === '.env' ? 1 : text.length);
        }
      }),
    );
  });

  test('values within values do not grow without end', () => {
    const lines = Array.from({ length: 100 }, (_, at) => `A${at + 1}=$A${at}$A${at}\n`);
    const { variables } = readDotenv(sourceText('.env', `A0=x\n${lines.join('')}`));
    expect(Math.max(...variables.map(({ source }) => source.text.length))).toBe(65_536);
  });

  test('nested without end it ends', () => {
    expect(fill('${C:-'.repeat(20_000))).toHaveLength(100_000);
    expect(fill(`${'${C:-'.repeat(10)}x${'}'.repeat(10)}`)).toBe('x');
  });
});

describe('a file of variables', () => {
  const text = [
    '# first',
    'A=1 # one',
    'export B: "two\\n${A}" # two',
    "C='it\\'s $A'",
    'FLINK_PROPERTIES="rest.port: 8082',
    '  a.b: \\"x\\" y"',
    '',
  ].join('\n');
  const { variables, comments, refused } = readDotenv(sourceText('flink.env', text));
  const at = ({ start, end }: { readonly start: number; readonly end: number }): string => text.slice(start, end);

  test('sets what compose sets', () => {
    expect(refused).toBe(false);
    expect(variables.map(({ name, source }) => [name, source.text])).toEqual([
      ['A', '1'],
      ['B', 'two\n1'],
      ['C', "it's $A"],
      ['FLINK_PROPERTIES', 'rest.port: 8082\n  a.b: "x" y'],
    ]);
  });

  test('has its names, its values and its comments where they are written', () => {
    expect(variables.map(({ keyAt }) => at(keyAt))).toEqual(['A', 'B', 'C', 'FLINK_PROPERTIES']);
    const shown = variables.map(({ source }) => at(spanOf(source, 0, source.text.length)));
    expect(shown).toEqual(['1', 'two\\n${A}', "it\\'s $A", 'rest.port: 8082\n  a.b: \\"x\\" y']);
    expect(comments.map(({ text: said, trailing }) => [said, trailing])).toEqual([
      ['first', false],
      ['two', true],
    ]);
  });

  test.each(['A B=1', 'A="1', 'A!=1', '=1\nA=${'])('%s is refused', (mistake) => {
    expect(readDotenv(sourceText('.env', mistake)).refused).toBe(true);
  });

  test('what is written in single quotes is read as it is', () => {
    const name = fc.stringMatching(/^[A-Z]\w{0,5}$/);
    const value = fc.stringMatching(/^[^'\\]*$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value)), (pairs) => {
        const source = sourceText('.env', pairs.map(([key, own]) => `${key}='${own}'\n`).join(''));
        expect(readDotenv(source).variables.map((one) => [one.name, one.source.text])).toEqual(pairs);
      }),
    );
  });

  test('no text makes it throw or go on for ever', () => {
    const sign = fc.constantFrom(
      'A',
      'export ',
      '=',
      ':',
      '"',
      "'",
      '\\',
      '\n',
      '\r',
      ' #',
      '#',
      '$',
      '${',
      '}',
      ' ',
      'é',
    );
    fc.assert(
      fc.property(fc.array(sign), (parts) => {
        const source = sourceText('.env', parts.join(''));
        for (const { keyAt } of readDotenv(source).variables) expect(keyAt.end).toBeLessThanOrEqual(source.text.length);
      }),
    );
  });
});
