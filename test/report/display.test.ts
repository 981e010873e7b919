import { describe, expect, test } from 'vitest';
import { type MarkedLine, markedLine, visible, widthOf, wrap } from '../../src/report/display.js';

describe('visible', () => {
  test.each([
    ['\u001b[31mred', '␛[31mred'],
    ['a\u0000b\nc\td\r', 'a␀b␊c␉d␍'],
    ['\u007f\u009b2J', '␡<U+009B>2J'],
    ['\u202eevil\u2066\u200f', '<U+202E>evil<U+2066><U+200F>'],
    ['zero\u200bwidth\ufeff', 'zero<U+200B>width<U+FEFF>'],
    ['a\u00a0b', 'a<U+00A0>b'],
    ['\u2028\ud800', '<U+2028><U+D800>'],
    ['\u{e0041}', '<U+E0041>'],
    ['漢字 😀 é ü', '漢字 😀 é ü'],
  ])('%j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });
});

test.each([
  ['abc', 3],
  ['漢字', 4],
  ['😀', 2],
  ['e\u0301', 1],
  ['ｆｕｌｌ', 8],
  ['…│', 2],
])('widthOf %j', (text, width) => {
  expect(widthOf(text)).toBe(width);
});

describe('wrap', () => {
  test('breaks at spaces and keeps a long word whole', () => {
    expect(wrap('one two three unbreakable-word x', 9)).toEqual(['one two', 'three', 'unbreakable-word', 'x']);
  });

  test('keeps runs of spaces within a line', () => {
    expect(wrap("the value 'a  b'", 40)).toEqual(["the value 'a  b'"]);
  });

  test('begins no line with a command to a CI runner', () => {
    expect(wrap('the value ::error::x ##[add-mask]y', 10)).toEqual(['the value ::error::x ##[add-mask]y']);
  });

  test('gives one empty line for nothing', () => {
    expect(wrap('', 10)).toEqual(['']);
  });
});

describe('markedLine', () => {
  /** The text with its marks beneath. */
  const drawn = ({ text, indent, marks }: MarkedLine) => [text, ' '.repeat(indent) + '^'.repeat(marks)];

  test('marks exactly the span', () => {
    expect(drawn(markedLine('  interval: 1 min', 12, 17, 70))).toEqual([
      '  interval: 1 min', //
      '            ^^^^^',
    ]);
  });

  test('marks at least one column', () => {
    expect(drawn(markedLine('key:', 4, 4, 70))).toEqual([
      'key:', //
      '    ^',
    ]);
    expect(drawn(markedLine('', 0, 0, 70))).toEqual(['', '^']);
  });

  test('counts tabs and wide characters as the terminal does', () => {
    expect(drawn(markedLine('a\t漢字: x', 5, 7, 70))).toEqual([
      'a   漢字: x', //
      '         ^^',
    ]);
    expect(drawn(markedLine('漢字', 1, 2, 70))).toEqual([
      '漢字', //
      '  ^^',
    ]);
  });

  test('keeps marks in place behind characters that had to be made visible', () => {
    expect(drawn(markedLine('\u001b\u202ex', 2, 3, 70))).toEqual([
      '␛<U+202E>x', //
      '         ^',
    ]);
  });

  test('cuts a long line around the span', () => {
    expect(drawn(markedLine(`${'a'.repeat(50)}HERE${'b'.repeat(50)}`, 50, 54, 20))).toEqual([
      '…aaaaaaaaaHEREbbbbb…', //
      '          ^^^^',
    ]);
    expect(drawn(markedLine(`HERE${'b'.repeat(50)}`, 0, 4, 20))).toEqual([
      'HEREbbbbbbbbbbbbbb…', //
      '^^^^',
    ]);
    expect(drawn(markedLine(`${'a'.repeat(50)}HERE`, 50, 54, 20))).toEqual([
      '…aaaaaaaaaaaaaaHERE', //
      '               ^^^^',
    ]);
  });

  test('marks up to the cut where the span itself is too long', () => {
    expect(drawn(markedLine('x'.repeat(100), 10, 100, 20))).toEqual([
      '…xxxxxxxxxxxxxxxxxx…', //
      '      ^^^^^^^^^^^^^',
    ]);
  });

  test('never splits a surrogate pair, nor shows more than the room', () => {
    for (let at = 0; at < 120; at += 1) {
      const { text, indent, marks } = markedLine('😀漢'.repeat(50), at, at + 1, 21);
      expect(text).not.toContain('<U+D');
      expect(widthOf(text)).toBeLessThanOrEqual(21);
      expect(indent + marks).toBeLessThanOrEqual(21);
    }
  });

  test('finds a span deep in a line of a minified file', () => {
    expect(drawn(markedLine('a: b, '.repeat(200_000), 600_000, 600_001, 20))).toEqual([
      '…a: b, a: b, a: b, …', //
      '             ^',
    ]);
  });
});
