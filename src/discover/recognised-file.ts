import type { Facts } from '../model/file-facts.js';
import type { ReadFile } from './read-text.js';
import type { FileKind } from './recognise.js';

/** A file that was recognised; its text is empty where it cannot be read. */
export interface RecognisedFile extends ReadFile<Facts | undefined> {
  readonly kind: FileKind;
  /** Why it was taken for that, in words. */
  readonly why: string;
}
