import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMemory, parseMemory } from '../../src/flink/memory-size.js';

/** Text made of what values are made of, so that much of it is almost one. */
const anyText = fc.string({ unit: fc.constantFrom(...'0123456789 .,+-_eExXpPTtHhMmSsdDfgkbin\u00b5\u0661\t"\'') });

const read = (text: string): bigint | string => {
  const parsed = parseMemory(text);
  return parsed.ok ? parsed.value : parsed.reason;
};

describe('memory sizes', () => {
  it.each([
    ['b bytes', 0n],
    ['k kb kibibytes', 10n],
    ['m mb mebibytes', 20n],
    ['g gb gibibytes', 30n],
    ['t tb tebibytes', 40n],
  ])('takes each of the units %s', (units, power) => {
    for (const unit of units.split(' ')) {
      expect(read(`3 ${unit}`)).toBe(3n << power);
      expect(read(` 3${unit.toUpperCase()} `)).toBe(3n << power);
    }
  });

  it('counts bytes without a unit', () => {
    expect(read('1024')).toBe(1024n);
    expect(read('00')).toBe(0n);
  });

  it.each([
    ['1 gib', "'1 gib' is not a memory size: Flink writes 'gib' as 'g'"],
    ['512Mi', "'512Mi' is not a memory size: Flink writes 'Mi' as 'm'"],
    ['1 byte', "'1 byte' is not a memory size: 'byte' is no unit of memory that Flink knows"],
    ['1p', "'1p' is not a memory size: 'p' is no unit of memory that Flink knows"],
    ['1.5g', "'1.5g' is not a memory size: the number must be whole"],
    ['-1g', "'-1g' is not a memory size: it must not be negative"],
    ['1_024', "'1_024' is not a memory size: digits cannot be grouped"],
    ['1,024m', "'1,024m' is not a memory size: the number must be whole"],
    ['9223372036854775808', "'9223372036854775808' is not a memory size: it is too large"],
    ['8388608t', "'8388608t' is not a memory size: it is too large"],
    ['', "'' is not a memory size: it is empty"],
    ["'1g'", "''1g'' is not a memory size: the quotes are part of the value"],
    ['g', "'g' is not a memory size: it must start with a number"],
  ])('refuses %j', (text, reason) => {
    expect(read(text)).toBe(reason);
  });

  it('goes up to the largest long', () => {
    expect(read('9223372036854775807')).toBe(2n ** 63n - 1n);
    expect(read('8388607t')).toBe(8388607n << 40n);
  });

  it('formats with the largest unit that keeps the number whole', () => {
    expect([0n, 100n, 1536n, 64n << 20n, 1n << 30n].map(formatMemory)).toEqual([
      '0 bytes',
      '100 bytes',
      '1536 bytes',
      '64 mb',
      '1 gb',
    ]);
  });

  it('reads back what it formats, and never throws', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), (bytes) => {
        expect(parseMemory(formatMemory(bytes))).toEqual({ ok: true, value: bytes });
      }),
    );
    fc.assert(fc.property(anyText, (text) => void parseMemory(text)));
  });
});
