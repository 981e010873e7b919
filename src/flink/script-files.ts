import type { NamedScript } from '../model/commands.js';
import { hasPlaceholder } from './placeholder.js';

/** The file of a repository that a script is, as {@link fileNamed} finds it. */
export function scriptNamed(
  { at, path }: NamedScript,
  from: string,
  files: readonly string[],
  least = 1,
): string | undefined {
  if (path !== undefined) return files.includes(path) ? path : undefined;
  return fileNamed(at.value ?? '', from, files, least);
}

/**
 * The file of a repository that a path leads to which holds elsewhere: in a container, in the folder where a script runs.
 * From the folder of what names it, or one above, that is certain. Else it is the one file that ends as the path does: for
 * an absolute path as far as any, for a relative one to its first folder.
 *
 * @param from the file that names it, root-relative
 * @param files those that it may be, root-relative
 * @param least how many names at the end of the path must be the same
 */
export function fileNamed(path: string, from: string, files: readonly string[], least = 1): string | undefined {
  const { parts, absolute } = seenOf(path);
  if (parts.length === 0) return undefined;
  const folders = from.split('/').slice(0, -1);
  const above = absolute ? [] : [...folders.keys(), folders.length].reverse().map((count) => folders.slice(0, count));
  const found = above.map((folder) => resolved(folder, parts)).find((one) => one !== undefined && files.includes(one));
  if (found !== undefined) return found;
  const names = parts.filter((part) => part !== '..');
  return endingAlike(names, absolute ? least : Math.max(names.length, least), from, files);
}

interface Seen {
  readonly parts: readonly string[];
  readonly absolute: boolean;
}

/** What of a path can be seen: of `${HOME}/sql/a.sql` what stands behind the variable, of an address its path. */
function seenOf(path: string): Seen {
  const local = path.replace(/^(?:file|local):(?:\/\/)?/, '');
  // What lies at another address lies in no repository.
  if (/^[a-z][\w+.-]*:\/\//i.test(local)) return { parts: [], absolute: true };
  const all = local.split('/').filter((part) => part !== '' && part !== '.');
  const hidden = all.findLastIndex((part) => part.includes('$') || hasPlaceholder(part));
  return { parts: all.slice(hidden + 1), absolute: local.startsWith('/') };
}

function resolved(folder: readonly string[], parts: readonly string[]): string | undefined {
  const path = [...folder];
  for (const part of parts) {
    if (part !== '..') path.push(part);
    else if (path.pop() === undefined) return undefined;
  }
  return path.join('/');
}

function endingAlike(
  parts: readonly string[],
  least: number,
  from: string,
  files: readonly string[],
): string | undefined {
  const shared = files.map((file) => ({ file, count: alike(file.split('/').reverse(), [...parts].reverse()) }));
  const most = Math.max(0, ...shared.map(({ count }) => count));
  if (most < least) return undefined;
  const best = shared.filter(({ count }) => count === most).map(({ file }) => file);
  return best.length === 1 ? best[0] : nearest(best, from);
}

/** The one with which a file shares most of its folders. */
function nearest(files: readonly string[], from: string): string | undefined {
  const near = files.map((file) => ({ file, count: alike(file.split('/'), from.split('/')) }));
  const most = Math.max(...near.map(({ count }) => count));
  const [first, ...others] = near.filter(({ count }) => count === most);
  return others.length === 0 ? first?.file : undefined;
}

/** How many of the first items two lists share. */
function alike(a: readonly string[], b: readonly string[]): number {
  const index = a.findIndex((item, at) => item !== b[at]);
  return index < 0 ? a.length : index;
}
