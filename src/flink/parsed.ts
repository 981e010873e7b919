/** What a grammar makes of a text. `reason` is a clause of ours for a message, without a full stop. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** A value that Flink takes. */
export const accept = <T>(value: T): Parsed<T> => ({ ok: true, value });

/** Refuses `text` as `what` (with its article), and says why where there is more to say. */
export const refuse = (text: string, what: string, why?: string): { readonly ok: false; readonly reason: string } => ({
  ok: false,
  reason: `'${text}' is not ${what}${why === undefined ? '' : `: ${why}`}`,
});

/** `String#trim` of Java: cuts control characters too, and leaves every non-ASCII blank where it is. */
export function javaTrim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 0x20) start++;
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end--;
  return text.slice(start, end);
}

const BLANK = /[\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]/;

/** `Character#isWhitespace` of Java: no non-breaking blanks, but the file, group, record and unit separators. */
export function isJavaWhitespace(char: string): boolean {
  const code = char.charCodeAt(0);
  return (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x20) || BLANK.test(char);
}
