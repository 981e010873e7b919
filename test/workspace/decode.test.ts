import { describe, expect, it } from 'vitest';
import { decode } from '../../src/workspace/decode.js';

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
    expect(decode(bytes(0x61, 0, 0x62))).toEqual({ problem: 'binary', rough: '' });
    expect(decode(bytes(0x61, 0xff))).toEqual({ problem: 'invalid-utf-8', rough: 'a\ufffd' });
  });

  it('reads nothing as empty text', () => {
    expect(decode(bytes())).toEqual({ text: '', bom: false });
  });
});
