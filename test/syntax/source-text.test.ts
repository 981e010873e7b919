import { describe, expect, it } from 'vitest';
import { embedded, sourceText, spanOf } from '../../src/syntax/source-text.js';

describe('embedded', () => {
  const outer = sourceText('f.yaml', 'x: |\n  a: 1\n  b: 2\n');
  const inner = embedded(outer, [
    { text: 'a: 1\n', start: outer.text.indexOf('a: 1') },
    { text: 'b: 2\n', start: outer.text.indexOf('b: 2') },
  ]);
  const outside = (start: number, end: number): string => {
    const span = spanOf(inner, start, end);
    return outer.text.slice(span.start, span.end);
  };

  it('maps offsets into the outer text', () => {
    expect(inner.text).toBe('a: 1\nb: 2\n');
    expect(outside(0, 1)).toBe('a');
    expect(outside(5, 9)).toBe('b: 2');
    expect(inner.toOuter(inner.text.length)).toBe(outer.text.length);
  });

  it('ends a span with the piece that its last character is in', () => {
    expect(outside(3, 4)).toBe('1');
    expect(outside(3, 5)).toBe('1\n');
  });

  it('can be nested, and empty', () => {
    const innermost = embedded(inner, [{ text: '2', start: inner.text.indexOf('2') }]);
    expect(outer.text[innermost.toOuter(0)]).toBe('2');
    expect(embedded(outer, []).toOuter(0)).toBe(0);
  });
});
