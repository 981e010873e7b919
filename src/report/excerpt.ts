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

/**
 * `excerptOf` over many files, with one line index for each. A file without text gives an empty excerpt at 1:1. What
 * lies in one of the spans of `secretsOf` is masked, character by character, so that columns stay what they are.
 */
export function excerptsOf(
  textOf: (file: string) => string | undefined,
  secretsOf: (file: string) => readonly Span[] = () => [],
): (span: Span) => Excerpt {
  const sources = new Map<string, Source | undefined>();
  return (span) => {
    if (!sources.has(span.file)) sources.set(span.file, sourceOf(textOf(span.file), secretsOf(span.file)));
    const source = sources.get(span.file);
    if (source === undefined) return { start: { line: 1, column: 1 }, end: { line: 1, column: 1 }, lines: [] };
    return excerptOf(source.text, span, source.index);
  };
}

/** A file's text, as it may be shown. */
interface Source {
  readonly text: string;
  readonly index: LineIndex;
}

function sourceOf(text: string | undefined, secrets: readonly Span[]): Source | undefined {
  if (text === undefined) return undefined;
  const shown = secrets.reduce(
    (masked, { start, end }) =>
      masked.slice(0, start) + masked.slice(start, end).replace(/[^\r\n]/g, '*') + masked.slice(end),
    text,
  );
  return { text: shown, index: lineIndexOf(text) };
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
