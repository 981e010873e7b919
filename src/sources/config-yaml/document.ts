import type { Node } from './nodes.js';
import { parseStrictly } from './parser.js';
import type { Problem } from './problem.js';

/** A parsed text: what could be recovered of it, and all that makes snakeyaml-engine refuse it. */
export interface ParsedText {
  /** Nothing where the text has no content, or none that could be recovered. */
  readonly root: Node | undefined;
  /** By position. */
  readonly problems: readonly Problem[];
  readonly comments: readonly (readonly [number, number])[];
}

/** Reads what it can of a text that snakeyaml-engine refuses: a forgiving parser, which only such a text needs. */
export type Recovery = (text: string) => ParsedText;

/** How much of a refused text is recovered: the forgiving parser takes its time over brackets that close nothing. */
const MAX_RECOVERED = 64 * 1024;

/** Parses YAML as snakeyaml-engine's Load with default LoadSettings would: one document. */
export function parseText(text: string, recover: Recovery): ParsedText {
  const strict = parseStrictly(text);
  if (strict.ok) return { root: strict.root, problems: [], comments: strict.comments };
  const { start, end, reason } = strict;
  const head = text.length <= MAX_RECOVERED ? text : wholeLines(text.slice(0, MAX_RECOVERED));
  const recovered = recover(head);
  // Where the text is cut off, the forgiving parser stumbles over the cut.
  const agrees = head.length === text.length && recovered.problems.length > 0;
  return agrees ? recovered : { ...recovered, problems: [{ start, end, reason }] };
}

const wholeLines = (text: string): string =>
  text.slice(0, Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
