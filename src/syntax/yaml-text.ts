import type { SourceText } from '../model/span.js';
import { embedded, type Piece } from './source-text.js';

/** A scalar of a YAML text: where it is written, and what it says. */
export interface WrittenScalar {
  /** The offset of its first character: a quote, the `|` or `>` of a block, or the text itself. */
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/**
 * The text of a scalar as a source of its own, whose offsets map to where each character is written: without the
 * indentation of blocks, with escapes resolved and lines folded. Where the two cannot be brought together, all of it
 * maps to where the scalar starts.
 */
export function scalarText(source: SourceText, scalar: WrittenScalar): SourceText {
  const pieces = piecesOf(source.text, scalar) ?? [{ text: scalar.value, start: scalar.start }];
  return embedded(source, pieces);
}

function piecesOf(text: string, { start, end, value }: WrittenScalar): readonly Piece[] | undefined {
  const first = text[start];
  if (first === '|' || first === '>') return ofBlock(text, start, end, value);
  const quote = first === '"' || first === "'" ? first : '';
  return ofFlow(text, { at: start + quote.length, end: end - quote.length, quote }, value);
}

/** The lines of a block without their indentation, each found again in the value. */
function ofBlock(text: string, start: number, end: number, value: string): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  const lines = linesOf(text, start, end).slice(1);
  const indent = indentOf(
    lines.map(({ from, to }) => text.slice(from, to)),
    value,
  );
  let done = 0;
  let before = start;
  for (const { from, to } of lines) {
    const content = Math.min(from + indent, to);
    const line = text.slice(content, to);
    const found = value.startsWith(line, done) ? done : value.indexOf(line, done);
    if (line === '') continue;
    // Between two lines stand only what a fold or a line break has become.
    if (found < 0 || /[^\n ]/.test(value.slice(done, found))) return undefined;
    if (found > done) pieces.push({ text: value.slice(done, found), start: before });
    pieces.push({ text: line, start: content });
    done = found + line.length;
    before = to;
  }
  if (/[^\n]/.test(value.slice(done))) return undefined;
  return done < value.length ? [...pieces, { text: value.slice(done), start: before }] : pieces;
}

/** How far a block is indented: what its first line with a content has before what stands in the value. */
function indentOf(lines: readonly string[], value: string): number {
  const written = lines.find((line) => line.trim() !== '') ?? '';
  const read = value.split('\n').find((line) => line.trim() !== '') ?? '';
  const explicit = written.length - read.length;
  // A folded line is longer in the value, and is never indented further than the block.
  return explicit >= 0 && written.slice(explicit) === read ? explicit : written.length - written.trimStart().length;
}

interface Line {
  readonly from: number;
  /** Without the line break. */
  readonly to: number;
}

function linesOf(text: string, start: number, end: number): readonly Line[] {
  const lines: Line[] = [];
  let from = start;
  while (from < end) {
    const feed = text.indexOf('\n', from);
    const next = feed < 0 || feed >= end ? end : feed + 1;
    const to = feed < 0 || feed >= end ? end : text[feed - 1] === '\r' && feed - 1 >= from ? feed - 1 : feed;
    lines.push({ from, to });
    from = next;
  }
  return lines;
}

interface Flow {
  readonly at: number;
  readonly end: number;
  readonly quote: string;
}

/** Character by character: what is written next, and what of the value it stands for. */
function ofFlow(text: string, { at, end, quote }: Flow, value: string): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  let offset = at;
  let done = 0;
  let plain = at;
  const keep = (): void => {
    if (offset > plain) pieces.push({ text: text.slice(plain, offset), start: plain });
  };
  while (offset < end) {
    const step = stepAt(text, offset, end, quote);
    if (step === undefined) {
      if (text[offset] !== value[done]) return undefined;
      offset++;
      done++;
      continue;
    }
    keep();
    const said = step.said ?? value.slice(done, done + spaceIn(value, done));
    if (!value.startsWith(said, done)) return undefined;
    if (said !== '') pieces.push({ text: said, start: offset });
    done += said.length;
    offset += step.length;
    plain = offset;
  }
  keep();
  return done === value.length ? pieces : undefined;
}

const spaceIn = (value: string, at: number): number => {
  let length = 0;
  while (value[at + length] === ' ' || value[at + length] === '\n') length++;
  return length;
};

interface Step {
  readonly length: number;
  /** What it stands for; left out for a line break, which the value itself tells. */
  readonly said?: string;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};

const HEX: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** What does not stand for itself: an escape, a doubled quote, a line break with the blanks around it. */
function stepAt(text: string, offset: number, end: number, quote: string): Step | undefined {
  const fold = isBlank(text[offset - 1]) ? null : /^[ \t]*\r?\n\s*/.exec(text.slice(offset, end));
  if (fold !== null) return { length: fold[0].length };
  if (quote === "'" && text.startsWith("''", offset)) return { length: 2, said: "'" };
  if (quote !== '"' || text[offset] !== '\\') return undefined;
  const next = text[offset + 1] ?? '';
  const continued = /^\\\r?\n[ \t]*/.exec(text.slice(offset, end));
  if (continued !== null) return { length: continued[0].length, said: '' };
  const digits = HEX[next];
  if (digits === undefined) return { length: 2, said: ESCAPES[next] ?? next };
  const code = Number.parseInt(text.slice(offset + 2, offset + 2 + digits), 16);
  return { length: 2 + digits, said: code <= 0x10ffff ? String.fromCodePoint(code) : '' };
}

const isBlank = (character: string | undefined): boolean => character === ' ' || character === '\t';
