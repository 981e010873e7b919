import { distance } from 'fastest-levenshtein';
import type { VersionRange } from '../model/version.js';
import type { Catalogue } from './catalogue.js';

/** A key with everything removed that people get wrong without noticing: case, separators, quotes, blanks. */
export const folded = (key: string): string => key.toLowerCase().replace(/[^a-z0-9]/g, '');

/** A key with immediately repeated segments written once: `archive.fs.fs.refresh` → `archive.fs.refresh`. */
export const undoubled = (key: string): string => key.replace(/(^|\.)([^.]+)(?:\.\2)+(?=\.|$)/g, '$1$2');

/** How many edits a key of this length may be away from what was meant. */
const allowance = (length: number): number => Math.min(4, Math.max(1, Math.floor(length / 6)));

/**
 * Known keys that a misspelt one may have meant, nearest first; at most three. Compared as written, without separators
 * and case, with doubled segments written once, and by the last segments where a prefix is missing.
 */
export function nearestKeys(key: string, catalogue: Catalogue, range: VersionRange): readonly string[] {
  const written = undoubled(key.trim());
  const plain = folded(written);
  const limit = allowance(written.length);
  return catalogue
    .keys(range)
    .map((candidate) => ({ candidate, edits: edits(written, plain, candidate, limit) }))
    .filter(({ edits }) => edits <= limit)
    .sort((a, b) => a.edits - b.edits || a.candidate.length - b.candidate.length)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

function edits(written: string, plain: string, candidate: string, limit: number): number {
  const foldedCandidate = folded(candidate);
  if (foldedCandidate === plain) return 0;
  // A lost prefix: `checkpointing.interval` for `execution.checkpointing.interval`; two segments at least, else anything fits.
  if (written.includes('.') && candidate.endsWith(`.${written}`)) return 0.5;
  if (Math.abs(candidate.length - written.length) > limit) return Number.POSITIVE_INFINITY;
  return Math.min(distance(written, candidate), distance(plain, foldedCandidate) + 0.25);
}
