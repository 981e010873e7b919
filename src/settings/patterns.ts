import type { Options } from 'ignore';
import { below } from './paths.js';

/** The part of the `ignore` package that patterns are matched with. */
export type Matcher = (options: Options) => {
  add(patterns: readonly string[]): { ignores(path: string): boolean };
};

/**
 * Whether a root-relative path matches any of the patterns. They are those of .gitignore, which is what people expect of
 * `exclude`: `legacy` names a file or folder at any depth with all that is in it, `legacy/**` lies beside the settings
 * file, and `!` takes something out again. A general glob library would make `*.yaml` mean the top folder only.
 */
export function pathMatcher(matcher: Matcher, folder: string, patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length === 0) return () => false;
  const rules = matcher({ ignorecase: false }).add(patterns);
  return (path) => {
    const relative = below(folder, path);
    return relative !== undefined && relative !== '' && rules.ignores(relative);
  };
}

/** Patterns that take a regular expression engine more than a moment on a long path; nobody means these. */
export const isCostly = (pattern: string): boolean =>
  (pattern.match(/\*\*/g)?.length ?? 0) > 3 || (pattern.match(/\*/g)?.length ?? 0) > 8 || pattern.length > 200;

/** Whether a key matches any of the patterns, in which `*` stands for any characters, dots included. */
export function keyMatcher(patterns: readonly string[]): (key: string) => boolean {
  const split = patterns.map((pattern) => pattern.trim().split('*'));
  return (key) => split.some((parts) => matches(key, parts));
}

/** Takes time linear in the key, which a regular expression with many stars would not. */
function matches(key: string, [head = '', ...rest]: readonly string[]): boolean {
  const tail = rest.at(-1);
  if (tail === undefined) return key === head;
  if (!key.startsWith(head)) return false;
  let at = head.length;
  for (const part of rest.slice(0, -1)) {
    const found = key.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return key.length - tail.length >= at && key.endsWith(tail);
}
