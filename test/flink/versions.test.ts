import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  covers,
  intersect,
  minorOf,
  minorRange,
  parseClaim,
  parseVersion,
  versionText,
} from '../../src/flink/versions.js';
import type { VersionRange } from '../../src/model/version.js';

const range = (text: string): VersionRange => {
  const parsed = parseVersion(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
};

describe('versions', () => {
  it.each([
    ['1.20', 1_020_000, 1_020_999],
    ['1.20.4', 1_020_004, 1_020_004],
    ['v1_20', 1_020_000, 1_020_999],
    ['v2_0', 2_000_000, 2_000_999],
    ['2.0-preview1', 2_000_000, 2_000_000],
    ['2.3-SNAPSHOT', 2_003_000, 2_003_000],
    ['1.20.4-scala_2.12-java17', 1_020_004, 1_020_004],
    ['1.20-java11', 1_020_000, 1_020_999],
    [' 1.18.1 ', 1_018_001, 1_018_001],
  ])('reads %s', (text, min, max) => {
    expect(parseVersion(text)).toEqual({ min, max });
  });

  it.each(['', '1', 'latest', '1.x', '${flink.version}', '1.20.4.1', 'scala_2.12', '1.2000'])(
    'does not read %j',
    (text) => {
      expect(parseVersion(text)).toBeUndefined();
    },
  );

  it('writes ranges as a user would', () => {
    expect(['1.20', '1.20.4', 'v1_19'].map((text) => versionText(range(text)))).toEqual(['1.20', '1.20.4', '1.19']);
    expect(versionText({ min: 1_019_000, max: 1_020_999 })).toBe('1.19 to 1.20');
    expect(versionText({ min: 1_019_002, max: 1_020_003 })).toBe('1.19.2 to 1.20.3');
    expect(versionText({ min: 0, max: 1_020_999 })).toBe('1.20 and earlier');
    expect(versionText({ min: 2_000_000, max: Number.MAX_SAFE_INTEGER })).toBe('2.0 and later');
    expect(versionText({ min: 0, max: Number.MAX_SAFE_INTEGER })).toBe('any version');
    expect(minorOf(1_020_004)).toBe('1.20');
  });
});

describe('claims', () => {
  it.each([
    ['*', '1.20', 'all'],
    ['>=1.20.4', '1.20', 'part'],
    ['>=1.20.4', '1.20.4', 'all'],
    ['>=1.20.4', '1.20.3', 'none'],
    ['>=1.20.4 <2 || >=2.0.2 <2.1', '1.20', 'part'],
    ['>=1.20.4 <2 || >=2.0.2 <2.1', '2.0.2', 'all'],
    ['>=1.20.4 <2 || >=2.0.2 <2.1', '2.1', 'none'],
    ['>=1.20.4 <2 || >=2.0.2 <2.1', '2.0.1', 'none'],
    ['<=1.18', '1.18', 'all'],
    ['<=1.18', '1.18.1', 'all'],
    ['<=1.18', '1.19', 'none'],
    ['>1.18', '1.18.1', 'none'],
    ['>1.18', '1.19', 'all'],
    ['<2', '1.20', 'all'],
    ['<2', '2.0-preview1', 'none'],
    ['1.19 || 1.20', '1.20', 'all'],
    ['=1.20.4', '1.20', 'part'],
    ['1', '1.20', 'all'],
    ['>=2 <1', '1.20', 'none'],
  ])('%s holds for %s: %s', (claim, text, coverage) => {
    expect(covers(claim, range(text))).toBe(coverage);
  });

  it('is part where the claim leaves a gap', () => {
    const wide = { min: 1_018_000, max: 2_000_999 };
    expect(covers('<=1.18 || >=1.19', wide)).toBe('all');
    expect(covers('<=1.18 || >=1.20', wide)).toBe('part');
    expect(covers('<1.18 || >2.0', wide)).toBe('none');
  });

  it.each(['', 'latest', '>= 1.20', '~1.20', '1.20 ||'])('throws at %j, which is an error of a rule', (claim) => {
    expect(() => parseClaim(claim)).toThrow(RangeError);
  });
});

const versions = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 9 }))
  .map(([major, minor, patch]) => `${major}.${minor}.${patch}`);
const ranges = fc.tuple(versions, versions).map(([a, b]) => {
  const ends = [range(a).min, range(b).min].sort((x, y) => x - y);
  return { min: ends[0] ?? 0, max: ends[1] ?? 0 };
});
const claims = fc
  .array(
    fc.tuple(fc.constantFrom('>=', '>', '<', '<=', '='), versions).map((parts) => parts.join('')),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((bounds) => bounds.join(' '));

describe('properties of versions', () => {
  it('a version read back is itself', () => {
    fc.assert(
      fc.property(versions, (text) => {
        expect(versionText(range(text))).toBe(text);
      }),
    );
    expect(versionText(minorRange('1.20'))).toBe('1.20');
  });

  it('an intersection lies in both ranges, whichever comes first', () => {
    fc.assert(
      fc.property(ranges, ranges, (a, b) => {
        const both = intersect(a, b);
        expect(both).toEqual(intersect(b, a));
        if (both === undefined) expect(a.max < b.min || b.max < a.min).toBe(true);
        else expect([both.min, both.max]).toEqual([Math.max(a.min, b.min), Math.min(a.max, b.max)]);
      }),
    );
  });

  it('a claim covers a single version wholly or not at all, and a range as its versions say', () => {
    fc.assert(
      fc.property(claims, claims, ranges, (a, b, within) => {
        const claim = `${a} || ${b}`;
        const ends = [within.min, within.max].map((version) => covers(claim, { min: version, max: version }));
        expect(ends.every((coverage) => coverage !== 'part')).toBe(true);
        const coverage = covers(claim, within);
        if (coverage === 'all') expect(ends).toEqual(['all', 'all']);
        if (coverage === 'none') expect(ends).toEqual(['none', 'none']);
      }),
    );
  });
});
