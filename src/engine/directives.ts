import type { Comment } from '../model/facts.js';
import type { Span } from '../model/span.js';

/** One rule named in a `flinklint-ignore` comment. */
export interface Directive {
  readonly rule: string;
  readonly reason: string | undefined;
  /** The rule's name in the comment. */
  readonly at: Span;
  readonly scope: 'line' | 'file';
  /** The line it silences, 1-based; for `file` the whole file. */
  readonly line: number;
}

/** A comment that looks like a directive and is none: a blanket ignore, a missing colon. */
export interface Malformed {
  readonly at: Span;
  readonly problem: string;
}

/** The ignore comments of files, and what only looks like one. */
export interface Directives {
  readonly directives: readonly Directive[];
  readonly malformed: readonly Malformed[];
}

const DIRECTIVE = /^flinklint-ignore(-file)?\b\s*(.*)$/s;
const NAME = /[^\s,]+/g;

/**
 * Reads `flinklint-ignore <rule>[, <rule>]: reason` from a file's comments. On a line of its own a directive speaks of
 * the next line that is not a comment; behind something, of its own line. `flinklint-ignore-file` counts in the first
 * comment block only.
 * @param lineOf the 1-based line of an offset
 * @param firstContentLine the line of the first thing that is not a comment
 */
export function readDirectives(
  comments: readonly Comment[],
  lineOf: (offset: number) => number,
  firstContentLine: number,
): Directives {
  const own = comments.filter((comment) => !comment.trailing);
  const commentLines = new Set(own.map((comment) => lineOf(comment.at.start)));
  const read = comments.map((comment) => {
    const line = lineOf(comment.at.start);
    const silenced = comment.trailing ? line : nextContentLine(line, commentLines);
    return readComment(comment, silenced, line <= firstContentLine);
  });
  return { directives: read.flatMap((one) => one.directives), malformed: read.flatMap((one) => one.malformed) };
}

const NOTHING: Directives = { directives: [], malformed: [] };

function readComment(comment: Comment, line: number, inFirstBlock: boolean): Directives {
  const match = DIRECTIVE.exec(comment.text);
  if (match === null) return NOTHING;
  const [, wholeFile, rest = ''] = match;
  if (wholeFile !== undefined && !inFirstBlock) {
    return malformed(comment, "'flinklint-ignore-file' counts only in the first comment block of a file.");
  }
  const colon = rest.indexOf(':');
  const names = colon < 0 ? rest : rest.slice(0, colon);
  const reason = colon < 0 ? '' : rest.slice(colon + 1).trim();
  const rules = [...names.matchAll(NAME)];
  if (rules.length === 0) return malformed(comment, 'This ignore comment names no rule; there is no blanket ignore.');
  // The comment's span ends with its text, whatever sign it starts with.
  const restAt = Math.max(comment.at.start, comment.at.end - rest.length);
  return {
    malformed: [],
    directives: rules.map(({ 0: rule, index }) => ({
      rule,
      reason: reason === '' ? undefined : reason,
      at: { file: comment.at.file, start: restAt + index, end: restAt + index + rule.length },
      scope: wholeFile === undefined ? 'line' : 'file',
      line,
    })),
  };
}

const malformed = ({ at }: Comment, problem: string): Directives => ({ directives: [], malformed: [{ at, problem }] });

function nextContentLine(line: number, commentLines: ReadonlySet<number>): number {
  let next = line + 1;
  while (commentLines.has(next)) next += 1;
  return next;
}
