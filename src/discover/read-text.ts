import { type NotingWorkspace, noteFile } from './unread.js';

/** A decoded file. */
export interface Text {
  /** Without a byte order mark. */
  readonly text: string;
  /** Whether a byte order mark, or another encoding than UTF-8, was taken away. */
  readonly bom: boolean;
}

/** What was read of a file for Flink's sake. */
export interface ReadFile<F> extends Text {
  readonly file: string;
  readonly facts: F;
}

/**
 * A file's text; nothing where it cannot be read or is no text.
 * @param isFlinks whether what can be seen of a file without a text is Flink's, so that it is missed
 */
export function readText(
  workspace: NotingWorkspace,
  file: string,
  isFlinks?: (rough: string) => boolean,
): Text | undefined {
  const result = workspace.read(file);
  if ('text' in result) return result;
  if (isFlinks !== undefined) noteFile(workspace, file, result, isFlinks);
  return undefined;
}

/** Likewise of a file that need not be in UTF-8, and whose letters of other alphabets say nothing to us. */
export function readLetters(
  workspace: NotingWorkspace,
  file: string,
  isFlinks: (rough: string) => boolean,
): Text | undefined {
  const result = workspace.read(file);
  if ('text' in result) return result;
  if ('problem' in result && result.problem === 'invalid-utf-8') return { text: result.rough, bom: true };
  noteFile(workspace, file, result, isFlinks);
  return undefined;
}
