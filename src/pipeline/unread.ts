import type { NoticeOfFile } from '../discover/unread.js';
import type { Notice } from '../model/report.js';
import { compare, isAtOrBelow } from '../paths.js';
import type { Settings } from '../settings/load.js';

/** What cannot be read of what is asked for, and nothing of what is excluded. */
export function unreadAmong(
  paths: readonly string[],
  unread: ReadonlyMap<string, NoticeOfFile>,
  { settingsFor }: Settings,
): readonly Notice[] {
  if (unread.size === 0) return [];
  // What is asked for may lie in a folder that cannot be listed.
  const isAsked = (file: string): boolean => paths.some((path) => isAtOrBelow(file, path) || isAtOrBelow(path, file));
  // Patterns such as `data/**` are of what is in a folder.
  const isExcluded = (path: string): boolean =>
    path !== '' && [path, `${path}/_`].some((one) => settingsFor(path).exclude(one));
  return [...unread.values()]
    .filter(({ file }) => isAsked(file) && !isExcluded(file))
    .sort((a, b) => compare(a.file, b.file))
    .map((notice) => ({ ...notice, file: notice.file || '.' }));
}
