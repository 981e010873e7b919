import type { VersionRange } from '../model/version.js';
import { minorRange } from './versions.js';

/** An open family of keys: names that Flink, a plugin or a script makes up as it goes. */
export interface Family {
  /** `<name>` stands for one segment without a dot, a final `*` for anything. */
  readonly pattern: string;
  /** First and last minor version that read it, both included; all where they are left out. */
  readonly since?: string;
  readonly until?: string;
}

/** Finds the family that a key belongs to in any version of a range. */
export type FamilyMatcher = (key: string, range: VersionRange) => Family | undefined;

/** Finds the open family that a key belongs to in a range of versions, such as `metrics.reporter.<name>.*`. */
export function familyMatcher(families: readonly Family[]): FamilyMatcher {
  // Hardly any key begins as a family does, and a regular expression is compiled when it is first used.
  const known = families.map((family) => ({ family, beginning: family.pattern.slice(0, openAt(family.pattern)) }));
  const patterns = new Map<Family, RegExp>();
  const matches = (family: Family, key: string): boolean => {
    const pattern = patterns.get(family) ?? patternOf(family);
    patterns.set(family, pattern);
    return pattern.test(key);
  };
  return (key, range) =>
    known.find(({ family, beginning }) => key.startsWith(beginning) && isRead(family, range) && matches(family, key))
      ?.family;
}

/** Where a pattern first leaves something open. */
const openAt = (pattern: string): number => pattern.search(/[<*]/);

function isRead({ since, until }: Family, { min, max }: VersionRange): boolean {
  return (since === undefined || minorRange(since).min <= max) && (until === undefined || minorRange(until).max >= min);
}

function patternOf({ pattern }: Family): RegExp {
  const source = pattern
    .split(/(<[^>]+>|\*)/)
    .map((part) => (part === '*' ? '.+' : part.startsWith('<') ? '[^.]+' : part.replace(/[.$^()|[\]{}+?\\]/g, '\\$&')))
    .join('');
  return new RegExp(`^${source}$`);
}
