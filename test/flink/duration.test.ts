import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration, toMillis } from '../../src/flink/duration.js';

/** Text made of what values are made of, so that much of it is almost one. */
const anyText = fc.string({ unit: fc.constantFrom(...'0123456789 .,+-_eExXpPTtHhMmSsdDfgkbin\u00b5\u0661\t"\'') });

const V1_18 = 1_018_001;
const V1_20 = 1_020_005;
const V2_0 = 2_000_000;
const V2_1 = 2_001_000;
const V2_3 = 2_003_000;

const SECOND = 1_000_000_000n;

const read = (text: string, version = V2_3): bigint | string => {
  const parsed = parseDuration(text, version);
  return parsed.ok ? parsed.value : parsed.reason;
};

describe('durations', () => {
  it.each([
    ['d day days', 86_400n * SECOND],
    ['h hour hours', 3_600n * SECOND],
    ['min m minute minutes', 60n * SECOND],
    ['s sec secs second seconds', SECOND],
    ['ms milli millis millisecond milliseconds', 1_000_000n],
    ['\u00b5s micro micros microsecond microseconds', 1_000n],
    ['ns nano nanos nanosecond nanoseconds', 1n],
  ])('takes each of the labels %s', (labels, nanos) => {
    for (const label of labels.split(' ')) {
      for (const version of [V1_18, V1_20, V2_3]) {
        expect(read(`7 ${label}`, version)).toBe(7n * nanos);
        expect(read(`7${label.toUpperCase().replace('\u039c', '\u00b5')}`, version)).toBe(7n * nanos);
      }
    }
  });

  it('counts milliseconds without a label, and trims', () => {
    expect(read('50000')).toBe(50n * SECOND);
    expect(read(' 0010 \t min\n')).toBe(600n * SECOND);
    expect(read('0')).toBe(0n);
  });

  it.each([
    ['1.5 h', "'1.5 h' is not a duration: the number must be whole"],
    ['1,5 h', "'1,5 h' is not a duration: the number must be whole"],
    ['1h30m', "'1h30m' is not a duration: it must be one number with one unit"],
    ['1_000 ms', "'1_000 ms' is not a duration: digits cannot be grouped"],
    ['5 us', "'5 us' is not a duration: 'us' is no unit of time that Flink knows"],
    ['5 \u03bcs', "'5 \u03bcs' is not a duration: '\u03bcs' is no unit of time that Flink knows"],
    ['5 Mins', "'5 Mins' is not a duration: 'Mins' is no unit of time that Flink knows"],
    ['5 hr', "'5 hr' is not a duration: 'hr' is no unit of time that Flink knows"],
    ['1 week', "'1 week' is not a duration: 'week' is no unit of time that Flink knows"],
    ['1e3', "'1e3' is not a duration: it must be one number with one unit"],
    ['-5 s', "'-5 s' is not a duration: it must not be negative"],
    ['+5 s', "'+5 s' is not a duration: it must start with a number"],
    ['"5 s"', `'"5 s"' is not a duration: the quotes are part of the value`],
    ['', "'' is not a duration: it is empty"],
    [' ', "' ' is not a duration: it is empty"],
    ['\u00a05 s', "'\u00a05 s' is not a duration: it must start with a number"],
    ['\u0665 s', "'\u0665 s' is not a duration: it must start with a number"],
  ])('refuses %j in every version', (text, reason) => {
    for (const version of [V1_18, V1_20, V2_0, V2_3]) expect(read(text, version)).toBe(reason);
  });

  it.each([
    ['PT10M', 600n * SECOND],
    ['pt10m', 600n * SECOND],
    ['P1D', 86_400n * SECOND],
    ['P1DT2H3M4.5S', 93_784n * SECOND + 500_000_000n],
    ['PT0.000000001S', 1n],
    ['PT1M-30S', 30n * SECOND],
    ['-PT-1.5S', 1_500_000_000n],
    ['PT5,S', 5n * SECOND],
  ])('reads %s since 2.1', (text, nanos) => {
    expect(read(text, V2_1)).toBe(nanos);
    expect(read(text, V2_0)).toBe(`'${text}' is not a duration: Flink reads ISO-8601 notation only since 2.1`);
  });

  it.each(['P', 'PT', 'P1DT', 'P1H', 'P1Y', 'PT1.0000000001S', 'P 1D'])('refuses %s', (text) => {
    expect(read(text)).toBe(`'${text}' is not a duration: it must start with a number`);
  });

  it('refuses negative ISO durations', () => {
    expect(read('-PT1S')).toBe("'-PT1S' is not a duration: it must not be negative");
    expect(read('PT-1S')).toBe("'PT-1S' is not a duration: it must not be negative");
  });

  it('overflows as the version does', () => {
    expect(read('9223372036854775807', V1_20)).toBe(9_223_372_036_854_775_807n * 1_000_000n);
    expect(read('9223372036854775808', V1_20)).toContain('the number is too large');
    expect(read('9223372036854775808', V2_0)).toBe(9_223_372_036_854_775_808n * 1_000_000n);
    for (const version of [V1_20, V2_0]) {
      expect(read('9223372036854775807 s', version)).toBe(9_223_372_036_854_775_807n * SECOND);
      expect(read('9223372036854775807 d', version)).toContain('it is too long');
    }
    expect(read('9223372036854775808 s', V2_0)).toContain('it is too long');
    expect(read('PT9223372036854775808S', V2_1)).toContain('it is too long');
    expect(read('P106751991167301D', V2_1)).toContain('it is too long');
  });

  it('formats with the largest unit that keeps the number whole', () => {
    expect([0n, 60n * SECOND, 3_601n * SECOND, 1_500n, 86_400n * SECOND].map(formatDuration)).toEqual([
      '0 ms',
      '1 min',
      '3601 s',
      '1500 ns',
      '1 d',
    ]);
    expect(toMillis(1_500_000n)).toBe(1.5);
  });

  it('reads back what it formats', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (2n ** 63n - 1n) * SECOND }), (nanos) => {
        expect(parseDuration(formatDuration(nanos), V2_0)).toEqual({ ok: true, value: nanos });
      }),
    );
  });

  it('never throws, and names the value it refuses', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(V1_18, V2_0, V2_3), (text, version) => {
        const parsed = parseDuration(text, version);
        expect(parsed.ok || parsed.reason.startsWith(`'${text}' is not a duration`)).toBe(true);
      }),
    );
  });
});
