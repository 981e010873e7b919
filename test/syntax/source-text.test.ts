import { describe, expect, it } from 'vitest';
import { decode, embedded, sourceText, spanOf } from '../../src/syntax/source-text.js';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('decode', () => {
  it('reads UTF-8 without its byte order mark', () => {
    expect(decode(new TextEncoder().encode('clé: 1'))).toEqual({ text: 'clé: 1', bom: false });
    expect(decode(bytes(0xef, 0xbb, 0xbf, 0x61))).toEqual({ text: 'a', bom: true });
  });

  it('reads UTF-16 where a byte order mark says so', () => {
    expect(decode(bytes(0xff, 0xfe, 0x61, 0))).toEqual({ text: 'a', bom: true });
    expect(decode(bytes(0xfe, 0xff, 0, 0x61))).toEqual({ text: 'a', bom: true });
  });

  it('says why bytes are no text', () => {
    expect(decode(bytes(0x61, 0, 0x62))).toEqual({ problem: 'binary' });
    expect(decode(bytes(0x61, 0xff))).toEqual({ problem: 'invalid-utf-8' });
  });

  it('reads nothing as empty text', () => {
    expect(decode(bytes())).toEqual({ text: '', bom: false });
  });
});

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
