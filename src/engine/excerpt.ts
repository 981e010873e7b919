import type { Excerpt, Position } from '../model/report.js';
import type { Span } from '../model/span.js';

/** Where each line of a text starts, as UTF-16 offsets in ascending order; the first is 0. */
export type LineIndex = readonly number[];

/**
 * The line starts of a text. Lines end with `\n`, `\r\n` or `\r`, as in code scanning and in every editor; a form feed
 * or a Unicode line separator ends none. A text that ends with a line end has one more, empty, line.
 */
export function lineIndexOf(text: string): LineIndex {
  const starts = [0];
  for (const end of text.matchAll(/\r\n|\n|\r/g)) starts.push(end.index + end[0].length);
  return starts;
}

/** Lines and columns of a span, and the text of its lines. Offsets outside the text count as its nearest end. */
export function excerptOf(
  text: string,
  span: Pick<Span, 'start' | 'end'>,
  index: LineIndex = lineIndexOf(text),
): Excerpt {
  const start = positionOf(text, span.start, index);
  const end = positionOf(text, Math.max(span.start, span.end), index);
  const lines: string[] = [];
  for (let line = start.line; line <= end.line; line++) lines.push(lineOf(text, line, index));
  return { start, end, lines };
}

/** `excerptOf` over many files, with one line index for each. A file without text gives an empty excerpt at 1:1. */
export function excerptsOf(textOf: (file: string) => string | undefined): (span: Span) => Excerpt {
  const indexes = new Map<string, LineIndex>();
  return (span) => {
    const text = textOf(span.file);
    if (text === undefined) return { start: { line: 1, column: 1 }, end: { line: 1, column: 1 }, lines: [] };
    const index = indexes.get(span.file) ?? lineIndexOf(text);
    indexes.set(span.file, index);
    return excerptOf(text, span, index);
  };
}

function positionOf(text: string, offset: number, index: LineIndex): Position {
  const inside = Math.min(Math.max(offset, 0), text.length);
  const line = lastAtOrBefore(index, inside);
  return { line: line + 1, column: inside - (index[line] ?? 0) + 1 };
}

function lastAtOrBefore(index: LineIndex, offset: number): number {
  let low = 0;
  let high = index.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((index[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function lineOf(text: string, line: number, index: LineIndex): string {
  return text.slice(index[line - 1], index[line]).replace(/[\r\n]+$/, '');
}
