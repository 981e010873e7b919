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
