import { distance } from 'fastest-levenshtein';
import { memo } from '../lazy.js';
import type { VersionRange } from '../model/version.js';

/** A key with everything removed that people get wrong without noticing: case, separators, quotes, blanks. */
export const folded = (key: string): string => key.toLowerCase().replace(/[^a-z0-9]/g, '');

/** A key with immediately repeated segments written once: `archive.fs.fs.refresh` → `archive.fs.refresh`. */
export const undoubled = (key: string): string => key.replace(/(^|\.)([^.]+)(?:\.\2)+(?=\.|$)/g, '$1$2');

/** How many edits a key of this length may be away from what was meant. */
const allowance = (length: number): number => Math.min(4, Math.max(1, Math.floor(length / 6)));

/** Suggestions cost about a millisecond each; a file with more misspelt keys than this is not a misspelt one. */
const MOST = 500;

/** No option has so long a name, and to compare what is a million characters long takes seconds. */
const LONGEST = 256;

/** Folded, with a segment left out that the next one begins with: `block.blocksize`, which people write `block-size`. */
const merged = (key: string): string => folded(key.replace(/(^|\.)([^.]+)\.(?=\2)/g, '$1'));

/** All but the first segment, where there are two at least; `checkpoint`, `checkpoints` and `checkpointing` are one word. */
const tail = (key: string): string | undefined =>
  /^[^.]+\.(.+\..+)$/.exec(key)?.[1]?.replace(/\b(checkpoint|savepoint)(?:s|ing)\b/g, '$1');

interface Candidate {
  readonly key: string;
  readonly segments: readonly string[];
  readonly folded: string;
  readonly merged: string;
  readonly tail: string | undefined;
}

/** Names the keys that one may have been meant to be. */
export type Suggester = (key: string) => readonly string[];

/**
 * Suggests known keys that a misspelt one may have meant, nearest first, at most three. Compared as written, without
 * separators and case, with doubled segments written once, and by the last segments where the prefix is missing or
 * another of Flink's.
 * @param keys the known keys, asked for when the first suggestion is
 */
export const suggester = (keys: () => readonly string[]): Suggester => upToMost(everySuggestion(keys));

/**
 * Suggesters among the keys of ranges of versions. Many targets have the same range, and the configuration beneath them
 * the same misspelt keys: what is suggested for one is looked for once.
 */
export function suggesters(keys: (range: VersionRange) => readonly string[]): (range: VersionRange) => Suggester {
  const ofRange = memo((range) => {
    const [min = 0, max = 0] = range.split('-').map(Number);
    return everySuggestion(() => keys({ min, max }));
  });
  return ({ min, max }) => upToMost(ofRange(`${min}-${max}`));
}

function everySuggestion(keys: () => readonly string[]): Suggester {
  let known: { readonly candidates: readonly Candidate[]; readonly prefixes: ReadonlySet<string> } | undefined;
  return memo((key) => {
    if (known === undefined) {
      const candidates = keys().map(candidateOf);
      known = { candidates, prefixes: new Set(candidates.map((candidate) => prefixOf(candidate.key))) };
    }
    return suggest(key, known.candidates, known.prefixes);
  });
}

function upToMost(suggest: Suggester): Suggester {
  const asked = new Set<string>();
  return (key) => {
    if (key.length > LONGEST || (asked.size >= MOST && !asked.has(key))) return [];
    asked.add(key);
    return suggest(key);
  };
}

const candidateOf = (key: string): Candidate => ({
  key,
  segments: key.split('.'),
  folded: folded(key),
  merged: merged(key),
  tail: tail(key),
});

const prefixOf = (key: string): string => key.split('.', 1)[0] ?? '';

function suggest(key: string, candidates: readonly Candidate[], prefixes: ReadonlySet<string>): readonly string[] {
  const written = undoubled(key.trim());
  const plain = folded(written);
  const ours = prefixes.has(prefixOf(written));
  const end = ours ? tail(written) : undefined;
  const segments = written.split('.');
  const [longer, ...others] = candidates.filter(
    (candidate) => lacksSegment(segments, candidate.segments) || lacksWords(written, candidate.key),
  );
  const completed = others.length === 0 ? longer?.key : undefined;
  const limit = allowance(written.length);
  const asked = { written, plain, end, ours, completed };
  return candidates
    .map((candidate) => ({ key: candidate.key, edits: edits(asked, candidate, limit) }))
    .filter(({ edits }) => edits <= limit)
    .sort((a, b) => a.edits - b.edits || a.key.length - b.key.length)
    .slice(0, 3)
    .map((candidate) => candidate.key);
}

/** Whether a key is another without the first words of its last segment: `exponential-delay.multiplier`. */
function lacksWords(written: string, known: string): boolean {
  const at = written.lastIndexOf('.') + 1;
  return at > 0 && known.startsWith(written.slice(0, at)) && known.slice(at).endsWith(`-${written.slice(at)}`);
}

interface Asked {
  readonly written: string;
  readonly plain: string;
  /** Whether its first segment is one of Flink's. */
  readonly ours: boolean;
  /** Its last segments, where its first is one of Flink's. */
  readonly end: string | undefined;
  /** The one key that it is with one more segment, or with more words in its last one. */
  readonly completed: string | undefined;
}

/** Whether a key is another with one of its inner segments left out: `state.backend.localdir`. */
function lacksSegment(short: readonly string[], long: readonly string[]): boolean {
  if (short.length < 2 || long.length !== short.length + 1) return false;
  const at = short.findIndex((segment, index) => segment !== long[index]);
  return at > 0 && short.slice(at).every((segment, index) => segment === long[at + index + 1]);
}

function edits({ written, plain, ours, end, completed }: Asked, candidate: Candidate, limit: number): number {
  if (candidate.folded === plain) return 0;
  if (candidate.merged === plain) return 0.5;
  // A lost prefix: `checkpointing.interval` for `execution.checkpointing.interval`; two segments at least, else anything fits.
  if (written.includes('.') && candidate.key.endsWith(`.${written}`)) return 0.5;
  // Below a parent that is not its own: `jobmanager.execution.checkpointing.interval`; of several the longest.
  if (ours && isPath(candidate.key) && written.endsWith(`.${candidate.key}`)) return 1 - candidate.key.length / 1000;
  if (completed === candidate.key) return 1;
  // Right below one, two segments do: `jobmanager.rest.address`; what is one edit away is meant sooner.
  if (ours && isBelow(written, candidate.key)) return Math.min(1.5, limit);
  // Another prefix: `state.checkpoints.timeout` for `execution.checkpointing.timeout`.
  if (end !== undefined && end === candidate.tail) return Math.min(2, limit);
  if (Math.abs(candidate.key.length - written.length) > limit) return Number.POSITIVE_INFINITY;
  if (isSwap(written, candidate.key)) return 1;
  return Math.min(distance(written, candidate.key), distance(plain, candidate.folded) + 0.25);
}

/** Three segments at least: fewer end many a key by chance. */
const isPath = (key: string): boolean => key.indexOf('.') !== key.lastIndexOf('.');

/** Whether a key is another of two segments with one before it. */
const isBelow = (written: string, known: string): boolean =>
  written.endsWith(`.${known}`) && known.includes('.') && written.indexOf('.') === written.length - known.length - 1;

/** Whether two keys differ by two neighbouring characters in each other's place. */
function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
