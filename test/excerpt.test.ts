import { describe, expect, test } from 'vitest';
import { excerptOf, excerptsOf } from '../src/engine/excerpt.js';
import { lineIndexOf } from '../src/lines.js';

describe('lineIndexOf', () => {
  test.each([
    ['', [0]],
    ['a', [0]],
    ['a\n', [0, 2]],
    ['a\nb', [0, 2]],
    ['a\r\nb\rc\n\n', [0, 3, 5, 7, 8]],
    ['a\fb\u2028c\u0085d', [0]],
  ])('%j', (text, starts) => {
    expect(lineIndexOf(text)).toEqual(starts);
  });
});

describe('excerptOf', () => {
  const text = 'one\r\n  two\rthree\n';

  test('gives the line without its end', () => {
    expect(excerptOf(text, { start: 7, end: 10 })).toEqual({
      start: { line: 2, column: 3 },
      end: { line: 2, column: 6 },
      lines: ['  two'],
    });
  });

  test('gives every line of a longer span', () => {
    expect(excerptOf(text, { start: 0, end: 16 })).toEqual({
      start: { line: 1, column: 1 },
      end: { line: 3, column: 6 },
      lines: ['one', '  two', 'three'],
    });
  });

  test('finds the empty line after the last line end', () => {
    expect(excerptOf(text, { start: 17, end: 17 })).toEqual({
      start: { line: 4, column: 1 },
      end: { line: 4, column: 1 },
      lines: [''],
    });
  });

  test('counts UTF-16 units', () => {
    expect(excerptOf('a: 😀b', { start: 5, end: 6 }).start).toEqual({ line: 1, column: 6 });
  });

  test('counts offsets outside the text as its ends, and a reversed span as empty', () => {
    expect(excerptOf('ab', { start: -3, end: 99 }).end).toEqual({ line: 1, column: 3 });
    expect(excerptOf('ab\ncd', { start: 4, end: 1 }).end).toEqual({ line: 2, column: 2 });
  });
});

describe('excerptsOf', () => {
  test('gives an empty excerpt for a file without text', () => {
    expect(excerptsOf(() => undefined)({ file: 'gone', start: 3, end: 9 })).toEqual({
      start: { line: 1, column: 1 },
      end: { line: 1, column: 1 },
      lines: [],
    });
  });
});
