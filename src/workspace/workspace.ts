import type { Decoded } from './decode.js';

/** One entry of a folder. */
export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
}

/** Files behind one interface; every path is relative to the root, with forward slashes, `''` for the root itself. */
export interface Workspace {
  /** Entries of a folder, sorted by name; empty where it cannot be read. */
  list(folder: string): readonly Entry[];
  /** What is in a file. */
  read(file: string): ReadResult;
}

/** A file's text, what else is in it, or why it cannot be read. */
export type ReadResult = Decoded | { readonly why: string };

/** The text of a file, as far as there is any: of one in another encoding what it says in plain letters. */
export const roughText = (result: ReadResult): string =>
  'text' in result ? result.text : 'rough' in result ? result.rough : '';
