import { type LineIndex, lineAt, lineIndexOf } from '../lines.js';
import type { Excerpt, Position } from '../model/report.js';
import type { Span } from '../model/span.js';

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
  const line = lineAt(index, inside);
  return { line, column: inside - (index[line - 1] ?? 0) + 1 };
}

function lineOf(text: string, line: number, index: LineIndex): string {
  return text.slice(index[line - 1], index[line]).replace(/[\r\n]+$/, '');
}
