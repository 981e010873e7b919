import type { Workspace } from '../workspace/workspace.js';

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

/** A file's text; nothing where it cannot be read or is no text. */
export function readText(workspace: Workspace, file: string): Text | undefined {
  const result = workspace.read(file);
  return 'text' in result ? result : undefined;
}
