import { lastAtMost } from '../lines.js';
import type { Place, SourceText, Span } from '../model/span.js';

/** A stretch of embedded text and where it stands in the outer text; one to one within the stretch. */
export interface Piece {
  readonly text: string;
  /** The offset of the first character in the outer text. */
  readonly start: number;
}

/** A whole file. */
export function sourceText(file: string, text: string): SourceText {
  return { file, text, toOuter: (offset) => offset };
}

/**
 * Text embedded in another: what the pieces say, one after the other. Offsets map into the file of `outer`;
 * the offset after the last character maps to the one after the last piece.
 */
export function embedded(outer: SourceText, pieces: readonly Piece[]): SourceText {
  const solid = pieces.filter((piece) => piece.text.length > 0);
  const begins: number[] = [];
  let length = 0;
  for (const piece of solid) {
    begins.push(length);
    length += piece.text.length;
  }
  const inOuter = (offset: number): number => {
    const index = lastAtMost(begins, offset);
    const piece = solid[index];
    if (piece === undefined) return pieces[0]?.start ?? 0;
    return piece.start + Math.min(Math.max(offset - (begins[index] ?? 0), 0), piece.text.length);
  };
  const text = solid.map((piece) => piece.text).join('');
  const made = { file: outer.file, text, toOuter: (offset: number) => outer.toOuter(inOuter(offset)) };
  if (outer.spanOf === undefined) return made;
  return {
    ...made,
    spanOf: (start, end) => spanOf(outer, inOuter(start), end > start ? inOuter(end - 1) + 1 : inOuter(start)),
  };
}

/** The text of a source between two offsets. */
export const sourceFrom = (source: SourceText, from: number, to = source.text.length): SourceText => ({
  file: source.file,
  text: source.text.slice(from, to),
  toOuter: (offset) => source.toOuter(from + offset),
  ...(source.spanOf === undefined ? {} : { spanOf: (start, end) => spanOf(source, from + start, from + end) }),
});

/**
 * A range of a source's text as a span of the outer file. The end is taken from the last character, so that a range
 * that ends where a piece ends does not reach into what stands between the pieces.
 */
export function spanOf(source: SourceText, start: number, end: number): Span {
  if (source.spanOf !== undefined) return source.spanOf(start, end);
  const outerStart = source.toOuter(start);
  return { file: source.file, start: outerStart, end: end > start ? source.toOuter(end - 1) + 1 : outerStart };
}

/** What stands in the file where a stretch of text is from; empty where the file says it in another way. */
export function writtenAt(source: SourceText, start: number, end: number): string {
  const text = source.text.slice(start, end);
  if (source.spanOf === undefined) return text;
  const whole = spanOf(source, start, end);
  const isOwn = (_: string, at: number): boolean => {
    const own = spanOf(source, start + at, start + at + 1);
    return own.file === whole.file && own.start === whole.start + at && own.end === own.start + 1;
  };
  return text.split('').every(isOwn) ? text : '';
}

/** As {@link spanOf}, for a place that shows a setting. */
export function placeOf(source: SourceText, start: number, end: number, key: string, value: string): Place {
  const span = spanOf(source, start, end);
  return { file: span.file, start: span.start, end: span.end, key, value };
}
