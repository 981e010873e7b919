/** The offsets of a key-value pair. */
export interface Entry {
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** One physical line, by offsets. */
export interface Line {
  readonly start: number;
  /** Before the line break. */
  readonly end: number;
  /** Where the first `#` stands, if there is one. */
  readonly hash: number | undefined;
  /** What Flink looks at: before the `#`, trimmed. Empty for a blank line. */
  readonly contentStart: number;
  readonly contentEnd: number;
  /** None where Flink drops the line or nothing is on it. */
  readonly entry: Entry | undefined;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** The lines that are not empty, as Java's BufferedReader#readLine gives them: ended by `\n`, `\r` or `\r\n`. */
export function linesOf(text: string): { readonly start: number; readonly end: number }[] {
  const lines: { start: number; end: number }[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : LINE_FEED;
    if (code !== LINE_FEED && code !== CARRIAGE_RETURN) continue;
    if (at > start) lines.push({ start, end: at });
    start = at + 1;
  }
  return lines;
}

/** @param marked whether a byte order mark, which Flink takes as part of the key, stands before the line */
export function parseLine(text: string, line: { readonly start: number; readonly end: number }, marked: boolean): Line {
  const whole = text.slice(line.start, line.end);
  const cut = whole.indexOf('#');
  const hash = cut === -1 ? undefined : line.start + cut;
  const [contentStart, contentEnd] = trimmed(text, line.start, hash ?? line.end);
  const entry = entryOf(text, contentStart, contentEnd, marked);
  return { start: line.start, end: line.end, hash, contentStart, contentEnd, entry };
}

function entryOf(text: string, start: number, end: number, marked: boolean): Entry | undefined {
  const separator = text.slice(start, end).indexOf(': ');
  if (separator === -1) return undefined;
  const [keyStart, keyEnd] = trimmed(text, start, start + separator);
  const [valueStart, valueEnd] = trimmed(text, start + separator + 2, end);
  if (valueStart === valueEnd) return undefined;
  if (keyStart === keyEnd) return marked ? { keyStart: 0, keyEnd: 0, valueStart, valueEnd } : undefined;
  return { keyStart, keyEnd, valueStart, valueEnd };
}

/** Java's String#trim: everything up to U+0020 goes. */
function trimmed(text: string, start: number, end: number): readonly [number, number] {
  let first = start;
  let last = end;
  while (first < last && text.charCodeAt(first) <= 0x20) first++;
  while (last > first && text.charCodeAt(last - 1) <= 0x20) last--;
  return [first, last];
}
