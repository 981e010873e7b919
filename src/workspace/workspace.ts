import type { Decoded } from './decode.js';

/** One entry of a folder. */
export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
}

/** Files behind one interface; every path is relative to the root, with forward slashes, `''` for the root itself. */
export interface Workspace {
  /** Entries of a folder, sorted by name. */
  list(folder: string): readonly Entry[] | Unreadable;
  /** What is in a file. */
  read(file: string): ReadResult;
}

/** Why a file or a folder cannot be read. */
export interface Unreadable {
  readonly why: string;
  /** The beginning of a file that is only too large. */
  readonly rough?: string;
}

/** Why what is looked for, or was listed a moment ago, is not read. */
export const ABSENT: Unreadable = { why: 'it does not exist' };

/** Why what is neither file nor folder is not read. */
export const NO_FILE: Unreadable = { why: 'it is not a regular file' };

/** A file's text, what else is in it, or why it cannot be read. */
export type ReadResult = Decoded | Unreadable;

/** What is in a folder, as far as it can be listed. */
export const entriesIn = (workspace: Workspace, folder: string): readonly Entry[] => {
  const listed = workspace.list(folder);
  return 'why' in listed ? [] : listed;
};

/** The text of a file, as far as there is any: of one in another encoding what it says in plain letters. */
export const roughText = (result: ReadResult): string => ('text' in result ? result.text : (result.rough ?? ''));
