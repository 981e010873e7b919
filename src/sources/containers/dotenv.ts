import type { Comment } from '../../model/facts.js';
import type { SourceText, Span } from '../../model/span.js';
import { embedded, type Piece, sourceFrom, spanOf } from '../../syntax/source-text.js';
import { interpolated, type Lookup, nothing } from './interpolation.js';

/** A variable of a file such as `.env`. */
export interface DotenvVariable {
  readonly name: string;
  readonly keyAt: Span;
  /** Its value, with what is known filled in. */
  readonly source: SourceText;
}

/** What such a file says. */
export interface Dotenv {
  /** In file order; of two with one name the last counts. */
  readonly variables: readonly DotenvVariable[];
  readonly comments: readonly Comment[];
  /** Whether compose refuses the file; `variables` then holds what stands before the mistake. */
  readonly refused: boolean;
}

interface Reading {
  readonly source: SourceText;
  readonly text: string;
  at: number;
  readonly variables: DotenvVariable[];
  readonly comments: Comment[];
  /** What is known, from elsewhere before what the file itself says. */
  readonly lookup: Lookup;
}

/**
 * Reads a file of variables as compose does. Follows `dotenv/parser.go` of compose-go; throws nothing.
 * @param given what is set elsewhere, which counts before what the file says in values, and where a name has none
 * @param beneath what counts in values after what the file says
 */
export function readDotenv(source: SourceText, given: Lookup = nothing, beneath: Lookup = nothing): Dotenv {
  const variables: DotenvVariable[] = [];
  const own: Lookup = (name) => variables.findLast((one) => one.name === name)?.source;
  const lookup: Lookup = (name) => given(name) ?? own(name) ?? beneath(name);
  const reading: Reading = { source, text: source.text, at: 0, variables, comments: [], lookup };
  let refused = false;
  while (!refused && toStatement(reading)) refused = !readStatement(reading, given);
  return { variables, comments: reading.comments, refused };
}

/** Skips blanks and comments; false at the end. */
function toStatement(reading: Reading): boolean {
  const { text } = reading;
  for (;;) {
    SPACE.lastIndex = reading.at;
    reading.at += SPACE.exec(text)?.[0].length ?? 0;
    if (text[reading.at] !== '#') return reading.at < text.length;
    const end = lineEnd(text, reading.at);
    reading.comments.push(commentOf(reading, end));
    reading.at = end;
  }
}

const SPACE = /[\s\u0085]*/y;
/** Blanks within a line. */
const BLANK = /[\t\v\f\r \u0085\u00a0]*/y;

const lineEnd = (text: string, from: number): number => {
  const feed = text.indexOf('\n', from);
  return feed < 0 ? text.length : feed;
};

function commentOf({ source, text, at }: Reading, end: number): Comment {
  const line = text.lastIndexOf('\n', at - 1) + 1;
  const trailing = text.slice(line, at).trim() !== '';
  return {
    text: text.slice(at + 1, end).trim(),
    at: spanOf(source, at, at + text.slice(at, end).trimEnd().length),
    trailing,
  };
}

const EXPORT = /export\s/y;
const NAME = /[\p{L}\p{N}_.[\]\-\t\v\f\r \u0085\u00a0]*/uy;

/** Reads `NAME=value`, `NAME: value`, or a name alone; false where compose refuses it. */
function readStatement(reading: Reading, given: Lookup): boolean {
  const { text, source } = reading;
  EXPORT.lastIndex = reading.at;
  if (EXPORT.test(text)) skipBlanks(reading, reading.at + 'export'.length);
  const start = reading.at;
  NAME.lastIndex = start;
  const name = (NAME.exec(text)?.[0] ?? '').trimEnd();
  const sign = text[NAME.lastIndex] ?? '';
  // A name that the file ends with is taken for the value of one without a name.
  if (sign === '') reading.at = text.length;
  if (sign === '') return true;
  if (!'=:\n'.includes(sign) || name.includes(' ')) return false;
  const keyAt = spanOf(source, start, start + name.length);
  skipBlanks(reading, NAME.lastIndex + 1);
  const value = sign === '\n' ? given(name) : valueAt(reading);
  if (value !== undefined) reading.variables.push({ name, keyAt, source: value });
  return value !== undefined || sign === '\n';
}

function skipBlanks(reading: Reading, from: number): void {
  BLANK.lastIndex = from;
  reading.at = from + (BLANK.exec(reading.text)?.[0].length ?? 0);
}

function valueAt(reading: Reading): SourceText | undefined {
  const quote = reading.text[reading.at];
  if (quote === "'" || quote === '"') return quotedAt(reading, quote);
  const { text, source, at } = reading;
  const end = lineEnd(text, at);
  reading.at = Math.min(end + 1, text.length);
  const comment = text.slice(at, end).indexOf(' #');
  const written = text.slice(at, comment < 0 ? end : at + comment).trimEnd();
  return filled(sourceFrom(source, at, at + written.length), reading);
}

/** What stands in quotes: an escape, or a run of anything else. */
const TOKENS = { '"': /\\(?:0\d{0,3}|[\s\S])|[^\\"]+/y, "'": /\\[\s\S]|[^\\']+/y } as const;

/** A quoted value, which may go over lines; nothing where the quote is never closed. */
function quotedAt(reading: Reading, quote: '"' | "'"): SourceText | undefined {
  const { text, source } = reading;
  const pieces: Piece[] = [];
  const token = TOKENS[quote];
  let at = reading.at + 1;
  for (; text[at] !== quote; at = token.lastIndex) {
    token.lastIndex = at;
    const [written] = token.exec(text) ?? [];
    if (written === undefined) return undefined;
    pieces.push({ text: written.startsWith('\\') ? unescaped(written, quote) : written, start: at });
  }
  const value = embedded(source, pieces.length === 0 ? [{ text: '', start: reading.at + 1 }] : pieces);
  reading.at = at + 1;
  return quote === '"' ? filled(value, reading) : value;
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  // What is filled in afterwards takes two for one.
  $: '$$',
};

/** What an escape stands for; in single quotes only the quote itself has one. */
function unescaped(written: string, quote: string): string {
  const sign = written[1] ?? '';
  if (sign === quote) return quote;
  if (quote === "'") return written;
  if (sign !== '0') return ESCAPES[sign] ?? written;
  const digits = written.slice(2);
  const code = /^[0-7]{3}$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
  return code <= 0xff ? String.fromCodePoint(code) : `\\${digits}`;
}

function filled(value: SourceText, { lookup }: Reading): SourceText | undefined {
  const { source, refused } = interpolated(value, lookup);
  return refused ? undefined : source;
}
