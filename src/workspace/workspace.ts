/** One entry of a folder. */
export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
}

/** Files behind one interface; every path is relative to the root, with forward slashes, `''` for the root itself. */
export interface Workspace {
  /** Entries of a folder, sorted by name; empty where it cannot be read. */
  list(folder: string): readonly Entry[];
  /** A file's bytes, or why they cannot be had. */
  read(file: string): ReadResult;
}

export type ReadResult =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly why: string };

/** The folder part of a path, `''` at the root. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export const join = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** `path` and every folder above it, nearest first, ending with the root `''`. */
export function upwards(folder: string): readonly string[] {
  return folder === '' ? [''] : [folder, ...upwards(folderOf(folder))];
}

/** Order of code units, the same in every locale. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
