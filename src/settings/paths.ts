import { folderOf, join, nameOf, upwards } from '../paths.js';
import { entriesIn, type Workspace } from '../workspace/workspace.js';

/** A path relative to a folder, seen from the root; nothing where it leads out of the root. */
export function fromFolder(folder: string, path: string): string | undefined {
  const parts: string[] = [];
  for (const part of join(folder, path).split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** A root-relative path seen from a folder; nothing where it does not lie below. */
export function below(folder: string, path: string): string | undefined {
  if (folder === '') return path;
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}

/** What lies at a root-relative path. Symbolic links count as nothing: they may lead out of the root. */
export function kindAt(workspace: Workspace, path: string): 'file' | 'folder' | undefined {
  if (path === '') return 'folder';
  const [, ...folders] = [...upwards(folderOf(path))].reverse();
  const isFolder = (folder: string): boolean => kindIn(workspace, folder) === 'folder';
  return folders.every(isFolder) ? kindIn(workspace, path) : undefined;
}

/** As `kindAt`, but folders on the way may be links, as package managers make them. */
export function kindIn(workspace: Workspace, path: string): 'file' | 'folder' | undefined {
  const kind = entriesIn(workspace, folderOf(path)).find(({ name }) => name === nameOf(path))?.kind;
  return kind === 'other' ? undefined : kind;
}
