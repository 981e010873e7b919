import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readProperties } from '../../src/syntax/properties.js';

const read = (text: string) => readProperties({ text });

const pairs = (text: string) => read(text).properties.map(({ key, value }) => [key, value]);

describe('java.util.Properties', () => {
  it.each([
    ['a=b', [['a', 'b']]],
    ['a = b ', [['a', 'b ']]],
    ['a : b', [['a', 'b']]],
    ['a b', [['a', 'b']]],
    ['a  =  : b', [['a', ': b']]],
    ['a', [['a', '']]],
    ['a=', [['a', '']]],
    ['=b', [['', 'b']]],
    [
      '  \t a=b\r\nc=d\re=f',
      [
        ['a', 'b'],
        ['c', 'd'],
        ['e', 'f'],
      ],
    ],
    ['a\\ b\\=c=d', [['a b=c', 'd']]],
    ['a=\\t\\n\\u0041\\q\\\\', [['a', '\t\nAq\\']]],
    ['a=b\\\n   c', [['a', 'bc']]],
    ['a=b\\\r\n\t#c', [['a', 'b#c']]],
    [
      'a=b\\\\\nc=d',
      [
        ['a', 'b\\'],
        ['c', 'd'],
      ],
    ],
    [
      'a=b\\\n\nc=d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a=b\\', [['a', 'b']]],
    ['a=#b!', [['a', '#b!']]],
    ['a\u00a0=b', [['a\u00a0', 'b']]],
    ['', []],
  ])('reads %j', (text, expected) => {
    expect(pairs(text)).toEqual(expected);
  });

  it('finds comments, which no backslash continues', () => {
    const text = '# one\\\na=b\n  ! two\r\n#';
    expect(read(text).comments.map(({ start, end }) => text.slice(start, end))).toEqual(['# one\\', '! two', '#']);
    expect(pairs(text)).toEqual([['a', 'b']]);
  });

  it('finds malformed escapes', () => {
    const text = 'a=\\u12G4\n\\u=b';
    expect(read(text).malformed.map(({ start, end }) => text.slice(start, end))).toEqual(['\\u12', '\\u']);
  });

  it('shows keys and values as they are written', () => {
    const text = ' a\\ b = c\\\n  d \ne\n';
    const [first, second] = read(text).properties;
    expect([first?.keyAt, first?.valueAt].map((range) => text.slice(range?.start, range?.end))).toEqual([
      'a\\ b',
      'c\\\n  d ',
    ]);
    expect(second?.valueAt).toEqual({ start: text.indexOf('e') + 1, end: text.indexOf('e') + 1 });
  });

  const anyText = fc.string({ unit: fc.constantFrom(...'ab=: \t\f\\\n\r#!u0041') });

  it('never throws, and stays in bounds and in order', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { properties, comments, malformed } = read(text);
        const ranges = properties.flatMap(({ keyAt, valueAt }) => [keyAt, valueAt]);
        for (const { start, end } of [...ranges, ...comments, ...malformed]) {
          expect(start >= 0 && start <= end && end <= text.length).toBe(true);
        }
        expect(ranges.every(({ start }, index) => start >= (ranges[index - 1]?.end ?? 0))).toBe(true);
      }),
    );
  });

  it('reads back what is escaped', () => {
    const encode = (text: string): string =>
      [...text].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
    fc.assert(
      fc.property(anyText, anyText, (key, value) => {
        expect(pairs(`${encode(key)}=${encode(value)}`)).toEqual([[key, value]]);
      }),
    );
  });
});
