import type { SourceText } from '../model/span.js';
import { type Piece, spanOf } from './source-text.js';

/** A value from elsewhere, and the stretch of the text that it takes the place of. */
export interface FilledPiece {
  readonly value: SourceText;
  readonly start: number;
  readonly end: number;
}

type Run = (Piece | FilledPiece) & { readonly begin: number; readonly length: number };

/**
 * Text with the values of variables in their places: what the pieces say, one after the other. What lies in one value
 * stands where that value is written, in whatever file; what is only partly one stands where the variable is named.
 */
export function filledText(outer: SourceText, pieces: readonly (Piece | FilledPiece)[]): SourceText {
  const runs: Run[] = [];
  let text = '';
  for (const piece of pieces) {
    const own = 'value' in piece ? piece.value.text : piece.text;
    if (own === '') continue;
    runs.push({ ...piece, begin: text.length, length: own.length });
    text += own;
  }
  const runAt = (offset: number): Run | undefined => runs.findLast(({ begin }) => begin <= offset);
  /** @param last whether a variable's end counts, and not its beginning */
  const inOuter = (offset: number, last: boolean): number => {
    const run = runAt(offset);
    if (run === undefined) return pieces[0]?.start ?? 0;
    if ('value' in run) return last ? run.end - 1 : run.start;
    return run.start + Math.min(offset - run.begin, run.length);
  };
  return {
    file: outer.file,
    text,
    toOuter: (offset) => outer.toOuter(inOuter(offset, false)),
    spanOf(start, end) {
      const run = runAt(start);
      if (run !== undefined && 'value' in run && end <= run.begin + run.length)
        return spanOf(run.value, start - run.begin, end - run.begin);
      const first = inOuter(start, false);
      return spanOf(outer, first, end > start ? inOuter(end - 1, true) + 1 : first);
    },
  };
}
