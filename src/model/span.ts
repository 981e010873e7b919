/**
 * A half-open range of UTF-16 offsets into the decoded, BOM-free text of a file.
 * `file` is relative to the root, with forward slashes. Lines and columns exist only in reports.
 */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** A span that also says which setting it shows; the identity of a finding is made from these, never from lines. */
export interface Place extends Span {
  /** The key as Flink's configuration holds it, or the name of whatever else is pointed at. */
  readonly key?: string;
  /** The value as Flink's configuration holds it. Left out where the finding is about an absence. */
  readonly value?: string;
}

/**
 * Text that a reader works on, with a map back into the file it came from. For a whole file the map is the identity;
 * for text embedded in another file (a block scalar, a heredoc) it is piecewise.
 */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  /** The offset in the outer file of `offset` in `text`. */
  toOuter(offset: number): number;
  /** Where a stretch of `text` stands, for text with stretches from other files; else `toOuter` tells. */
  spanOf?(start: number, end: number): Span;
}
