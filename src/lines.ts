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

/** The line that an offset is on, from 1. */
export const lineAt = (index: LineIndex, offset: number): number => lastAtMost(index, offset) + 1;

/** Tells the lines of a text, which is searched for them when the first is asked for. */
export function linesIn(text: string): (offset: number) => number {
  let index: LineIndex | undefined;
  return (offset) => {
    index ??= lineIndexOf(text);
    return lineAt(index, offset);
  };
}

/** The index of the last of some ascending numbers that is not greater than a value; 0 where all are. */
export function lastAtMost(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
