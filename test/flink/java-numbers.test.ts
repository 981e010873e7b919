import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDouble, parseFloat32, parseInt32, parseLong } from '../../src/flink/java-numbers.js';
import type { Parsed } from '../../src/flink/parsed.js';

/** Text made of what values are made of, so that much of it is almost one. */
const anyText = fc.string({ unit: fc.constantFrom(...'0123456789 .,+-_eExXpPTtHhMmSsdDfgkbin\u00b5\u0661\t"\'') });

const read = <T>(parsed: Parsed<T>): T | string => (parsed.ok ? parsed.value : parsed.reason);

describe('integers', () => {
  it.each([
    ['5', 5],
    ['+5', 5],
    ['-5', -5],
    ['007', 7],
    ['-0', 0],
    ['2147483647', 2147483647],
    ['-2147483648', -2147483648],
    ['\u0661\u0662', 12],
    ['\uff17', 7],
    ['\u0967\u0966', 10],
  ])('reads %j as Integer.parseInt', (text, value) => {
    expect(read(parseInt32(text))).toBe(value);
  });

  it.each([
    ['5 ', "'5 ' is not an integer: it has blanks around it"],
    ['5.0', "'5.0' is not an integer: it must be whole"],
    ['1_000', "'1_000' is not an integer: digits cannot be grouped"],
    ['1e3', "'1e3' is not an integer"],
    ['5L', "'5L' is not an integer: it takes no suffix"],
    ['0x5', "'0x5' is not an integer: it must be written in decimal digits"],
    ['', "'' is not an integer: it is empty"],
    ['-', "'-' is not an integer"],
    ['"5"', `'"5"' is not an integer: the quotes are part of the value`],
    ['\u{1d7d9}', "'\u{1d7d9}' is not an integer"],
    ['2147483648', "'2147483648' is not an integer: it must lie between -2147483648 and 2147483647"],
  ])('refuses %j', (text, reason) => {
    expect(read(parseInt32(text))).toBe(reason);
  });

  it('reads longs exactly', () => {
    expect(read(parseLong('9223372036854775807'))).toBe(2n ** 63n - 1n);
    expect(read(parseLong('-9223372036854775808'))).toBe(-(2n ** 63n));
    expect(parseLong('9223372036854775808').ok).toBe(false);
  });

  it('reads back every integer', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        expect(read(parseLong(String(value)))).toBe(value);
      }),
    );
  });
});

describe('floating point numbers', () => {
  it.each([
    ['0.4', 0.4],
    [' 0.4f ', 0.4],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['1E-3d', 0.001],
    ['NaN', Number.NaN],
    ['-NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['-Infinity', Number.NEGATIVE_INFINITY],
    ['1e999', Number.POSITIVE_INFINITY],
    ['0x1p3', 8],
    ['-0X.8P1f', -1],
    ['0x1.8p-1', 0.75],
    ['0x1p-1074', 5e-324],
    ['0x1p5000', Number.POSITIVE_INFINITY],
  ])('reads %j as Double.parseDouble', (text, value) => {
    expect(read(parseDouble(text))).toBe(value);
  });

  it.each([
    ['40%', "'40%' is not a number: it must be a plain fraction, without a percent sign"],
    ['0,4', "'0,4' is not a number: the decimal separator is a point"],
    ['', "'' is not a number: it is empty"],
    ['.', "'.' is not a number"],
    ['1e', "'1e' is not a number"],
    ['nan', "'nan' is not a number"],
    ['.inf', "'.inf' is not a number"],
    ['Infinityf', "'Infinityf' is not a number"],
    ['0x10', "'0x10' is not a number"],
    ['\u0661', "'\u0661' is not a number"],
    ['\u00a01', "'\u00a01' is not a number"],
  ])('refuses %j', (text, reason) => {
    expect(read(parseDouble(text))).toBe(reason);
  });

  it('rounds floats, to infinity where they are too large', () => {
    expect(read(parseFloat32('0.1'))).toBe(Math.fround(0.1));
    expect(read(parseFloat32('1e50'))).toBe(Number.POSITIVE_INFINITY);
  });

  it('reads back every number, and never throws', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        expect(read(parseDouble(String(value)))).toBe(value === 0 ? Number(String(value)) : value);
      }),
    );
    fc.assert(fc.property(anyText, (text) => void parseDouble(text)));
  });
});
