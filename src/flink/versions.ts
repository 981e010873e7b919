import { memo } from '../lazy.js';
import type { Coverage, VersionNumber, VersionRange } from '../model/version.js';

const LAST = 999;

const number = (major: number, minor: number, patch: number): VersionNumber =>
  major * 1_000_000 + minor * 1_000 + patch;

/** Versions as Flink, its images and its Kubernetes operator spell them. */
const SPELLING = /^v?(\d{1,3})[._](\d{1,3})(?:[._](\d{1,3}))?(?:-[\w.-]+)?$/;

/**
 * The versions that a text such as `1.20`, `1.20.4`, `v1_20` or `2.0-preview1` stands for: all patches of a minor, or
 * one patch. A preview counts as the first patch of its minor. Nothing for anything else.
 */
export function parseVersion(text: string): VersionRange | undefined {
  const match = SPELLING.exec(text.trim());
  if (match === null) return undefined;
  const [, major, minor, patch] = match;
  const first = number(Number(major), Number(minor), Number(patch ?? 0));
  if (patch !== undefined || isPreview(text)) return { min: first, max: first };
  return { min: first, max: first + LAST };
}

const isPreview = (text: string): boolean => text.includes('-') && /-(?:preview|rc|snapshot)/i.test(text);

/** The text of a version that its range does not tell: a preview's. */
export const textKept = (text: string): { readonly text?: string } => (isPreview(text) ? { text } : {});

/** All patches of a minor version such as `1.20`; a lone major stands for all of its minors. */
export const minorRange: (minor: string) => VersionRange = memo((minor) => rangeOf(minor.split('.', 2).map(Number)));

/** @param numbers major, then minor and patch, or as many as are given */
function rangeOf([major = 0, minor, patch]: readonly number[]): VersionRange {
  if (minor === undefined) return { min: number(major, 0, 0), max: number(major, LAST, LAST) };
  return { min: number(major, minor, patch ?? 0), max: number(major, minor, patch ?? LAST) };
}

/** A range as a user would write it: `1.20`, `1.20.4`, `1.19 to 1.20`, `2.0 and later`. */
export function versionText({ min, max }: VersionRange): string {
  if (min === max) return exact(min);
  if (max >= number(LAST, 0, 0)) return min <= 0 ? 'any version' : `${bound(min, 0)} and later`;
  if (min <= 0) return `${bound(max, LAST)} and earlier`;
  const [first, last] = [bound(min, 0), bound(max, LAST)];
  return first === last ? first : `${first} to ${last}`;
}

const exact = (version: VersionNumber): string => `${minorOf(version)}.${version % 1_000}`;

const bound = (version: VersionNumber, whole: number): string =>
  version % 1_000 === whole ? minorOf(version) : exact(version);

/** The minor version of a number: `1.20` for 1.20.4. */
export const minorOf = (version: VersionNumber): string =>
  `${Math.floor(version / 1_000_000)}.${Math.floor(version / 1_000) % 1_000}`;

/** The versions that both ranges hold; nothing where they hold none in common. */
export function intersect(a: VersionRange, b: VersionRange): VersionRange | undefined {
  const both = { min: Math.max(a.min, b.min), max: Math.min(a.max, b.max) };
  return both.min <= both.max ? both : undefined;
}

const EVERYTHING: VersionRange = { min: 0, max: Number.MAX_SAFE_INTEGER };

/**
 * Whether a claim such as `>=1.20.4 <2 || >=2.0.2 <2.1` holds for a range of versions. `<=1.18` holds for every patch
 * of 1.18, and `>1.18` for none of them.
 * @throws RangeError for a claim that cannot be read, which is an error of the one who wrote the rule
 */
export function covers(claim: string, range: VersionRange): Coverage {
  const parts = parseClaim(claim).flatMap((part) => intersect(part, range) ?? []);
  if (parts.length === 0) return 'none';
  return leavesNothing(range, parts) ? 'all' : 'part';
}

/** The ranges that a claim names, in the order in which it names them. */
export const parseClaim: (claim: string) => readonly VersionRange[] = memo((claim) =>
  claim.split('||').flatMap((alternative) => {
    const bounds = alternative
      .trim()
      .split(' ')
      .map((text) => parseBound(text, claim));
    return bounds.reduce<VersionRange | undefined>((all, next) => all && intersect(all, next), EVERYTHING) ?? [];
  }),
);

/** What a sign makes of the versions behind it; of signs that begin alike, the longer one first. */
const BOUNDS: readonly (readonly [sign: string, (range: VersionRange) => VersionRange])[] = [
  ['>=', ({ min }) => ({ min, max: EVERYTHING.max })],
  ['>', ({ max }) => ({ min: max + 1, max: EVERYTHING.max })],
  ['<=', ({ max }) => ({ min: EVERYTHING.min, max })],
  ['<', ({ min }) => ({ min: EVERYTHING.min, max: min - 1 })],
  ['=', (range) => range],
];

/** Every run reads dozens of these before anything is compiled, so there is no regular expression in it. */
function parseBound(text: string, claim: string): VersionRange {
  if (text === '*') return EVERYTHING;
  const [sign, make] = BOUNDS.find(([start]) => text.startsWith(start)) ?? ['', (range: VersionRange) => range];
  const numbers = text
    .slice(sign.length)
    .split('.')
    .map((part) => (part === '' ? Number.NaN : Number(part)));
  if (numbers.length > 3 || !numbers.every(Number.isInteger)) {
    throw new RangeError(`'${claim}' is not a claim about versions`);
  }
  return make(rangeOf(numbers));
}

/** Whether the parts hold the whole range. Between `1.20` and `2.0` they do not: a 1.21 would lie there. */
function leavesNothing(range: VersionRange, parts: readonly VersionRange[]): boolean {
  const sorted = [...parts].sort((a, b) => a.min - b.min);
  let next = range.min;
  for (const part of sorted) {
    if (part.min > next) return false;
    next = Math.max(next, part.max + 1);
  }
  return next > range.max;
}
