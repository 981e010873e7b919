import type { Notice } from '../model/report.js';
import { ABSENT, NO_FILE, type ReadResult, type Workspace } from '../workspace/workspace.js';

/** A notice of what lies at a path. */
export type NoticeOfFile = Notice & { readonly file: string };

/** A workspace in which somebody is told of what is lost. */
export interface NotingWorkspace extends Workspace {
  readonly note?: (notice: NoticeOfFile) => void;
}

/** What is missing to a file that was read but is no text. */
export const NO_TEXT = 'it is not a text in UTF-8';

/** Why a file has no text, in words. */
export const whyUnread = (result: Exclude<ReadResult, { readonly text: string }>): string =>
  'why' in result ? result.why : NO_TEXT;

/** Says that nobody knows what is in a folder. */
export function noteFolder({ note }: NotingWorkspace, file: string, why: string): void {
  if (why !== ABSENT.why) note?.({ level: 'warning', message: `This folder is not looked into: ${why}.`, file });
}

/** Says that a file of Flink's is not read, where it is longer than a reader takes. */
export function noteLong({ note }: NotingWorkspace, file: string, { length }: string, longest: number): void {
  if (length <= longest) return;
  note?.({ level: 'error', message: `This file is not read: it is larger than ${longest / 1024 / 1024} MiB.`, file });
}

/**
 * Says that a file cannot be read: where what can be seen of it is Flink's, something of Flink's is not checked; where
 * nothing can be seen, nobody knows.
 */
export function noteFile(
  { note }: NotingWorkspace,
  file: string,
  result: Exclude<ReadResult, { readonly text: string }>,
  isFlinks: (rough: string) => boolean,
): void {
  if (note === undefined || result === ABSENT || result === NO_FILE) return;
  const { rough } = result;
  if (rough !== undefined && !isFlinks(rough)) return;
  const level = rough === undefined ? 'warning' : 'error';
  note({ level, message: `This file cannot be read: ${whyUnread(result)}.`, file });
}
