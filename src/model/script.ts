import type { SourceText, Span } from './span.js';

/** A word of a shell script. */
export interface ScriptWord {
  /** What the command gets; what is known only when the script runs stands as a placeholder. */
  readonly text: string;
  readonly at: Span;
  /** The text with its way back into the file. */
  readonly source: SourceText;
  /** Where a stretch of the text stands: of a variable that was filled in, all of the variable. */
  readonly spanOf: (start: number, end: number) => Span;
  /** Whether it may be no word at all, or several. */
  readonly open?: true;
}

/** A simple command of a shell script. */
export interface ScriptCommand {
  readonly words: readonly ScriptWord[];
  readonly at: Span;
  /** What it reads from standard input, where that stands in the script: a here-document, or what `echo` prints. */
  readonly input?: SourceText;
  /** The file that it reads from standard input: `< orders.sql`, or `cat orders.sql |`. */
  readonly inputFile?: ScriptWord;
}
