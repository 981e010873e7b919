import { BLANK_BREAK, BREAK, END, FLOW, isDigit, type Reader, SPACE_BREAK } from './reader.js';

const SPACE = 0x20;
const TAB = 0x09;
const HASH = 0x23;
const COLON = 0x3a;
const DASH = 0x2d;
const PLUS = 0x2b;
const QUOTE = 0x27;
const DOUBLE_QUOTE = 0x22;
const BACKSLASH = 0x5c;

const isBlank = (point: number): boolean => point === SPACE || point === TAB;

/** A scalar's text, and the offset after it. */
export interface Scanned {
  readonly text: string;
  readonly end: number;
  /** Whether a line ended within or after it, so that a simple key may follow. */
  readonly brokeLine: boolean;
}

/** ScannerImpl#scanPlain. */
export function scanPlain(reader: Reader, indent: number, inFlow: boolean): Scanned {
  let text = '';
  let spaces = '';
  let end = reader.offset();
  let brokeLine = false;
  while (reader.peek() !== HASH) {
    const chunk = plainChunk(reader, inFlow);
    if (chunk === '') break;
    brokeLine = false;
    text += spaces + chunk;
    end = reader.offset();
    const gap = plainSpaces(reader);
    brokeLine = gap.brokeLine;
    spaces = gap.text;
    if (spaces === '' || (!inFlow && reader.column < indent + 1)) break;
  }
  return { text, end, brokeLine };
}

function plainChunk(reader: Reader, inFlow: boolean): string {
  let length = 0;
  for (;;) {
    const point = reader.peek(length);
    if (SPACE_BREAK.has(point) || (inFlow && FLOW.has(point))) break;
    if (point === COLON) {
      const next = reader.peek(length + 1);
      if (SPACE_BREAK.has(next) || (inFlow && FLOW.has(next))) break;
    }
    length++;
  }
  return reader.take(length);
}

/** ScannerImpl#scanPlainSpaces; a line that starts with three dashes ends the scalar whatever follows them. */
function plainSpaces(reader: Reader): { readonly text: string; readonly brokeLine: boolean } {
  const blanks = reader.takeWhile(isBlank);
  const first = reader.lineBreak();
  if (first === '') return { text: blanks, brokeLine: false };
  let breaks = '';
  const atEnd = (): boolean =>
    reader.startsWith('---') || (reader.startsWith('...') && SPACE_BREAK.has(reader.peek(3)));
  if (atEnd()) return { text: '', brokeLine: true };
  for (;;) {
    if (reader.peek() === SPACE) {
      reader.forward();
      continue;
    }
    const next = reader.lineBreak();
    if (next === '') break;
    breaks += next;
    if (atEnd()) return { text: '', brokeLine: true };
  }
  return { text: folded(first, breaks), brokeLine: true };
}

/** One line break becomes a space, several lose the first. */
function folded(first: string, breaks: string): string {
  if (first !== '\n') return first + breaks;
  return breaks === '' ? ' ' : breaks;
}

/** ScannerImpl#scanFlowScalar: in single or double quotes. */
export function scanQuoted(reader: Reader): Scanned {
  const start = reader.offset();
  const quote = reader.peek();
  reader.forward();
  let text = quotedChunk(reader, quote === DOUBLE_QUOTE, start);
  while (reader.peek() !== quote) {
    text += quotedSpaces(reader, start);
    text += quotedChunk(reader, quote === DOUBLE_QUOTE, start);
  }
  reader.forward();
  return { text, end: reader.offset(), brokeLine: false };
}

function quotedChunk(reader: Reader, double: boolean, start: number): string {
  let text = '';
  for (;;) {
    text += reader.takeWhile(
      (point) => !SPACE_BREAK.has(point) && point !== QUOTE && point !== DOUBLE_QUOTE && point !== BACKSLASH,
    );
    const point = reader.peek();
    if (double && point === BACKSLASH) text += escaped(reader, start);
    else if (!double && point === QUOTE && reader.peek(1) === QUOTE) {
      text += "'";
      reader.forward(2);
    } else if (point === (double ? QUOTE : DOUBLE_QUOTE) || (!double && point === BACKSLASH)) {
      text += String.fromCodePoint(point);
      reader.forward();
    } else return text;
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\u001b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};

const ESCAPE_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function escaped(reader: Reader, start: number): string {
  reader.forward();
  const letter = reader.peek() === END ? '' : String.fromCodePoint(reader.peek());
  const plain = ESCAPES[letter];
  if (plain !== undefined) {
    reader.forward();
    return plain;
  }
  const length = ESCAPE_LENGTHS[letter];
  if (length !== undefined) {
    reader.forward();
    return fromHex(reader, length);
  }
  if (reader.lineBreak() !== '') return quotedBreaks(reader, start);
  return reader.refuse(reader.offset(), 'a backslash in double quotes starts an escape, and there is none like this');
}

function fromHex(reader: Reader, length: number): string {
  const hex = reader.prefix(length);
  const point = /^[0-9A-Fa-f]+$/.test(hex) ? Number.parseInt(hex, 16) : Number.NaN;
  if (!(point <= 0x10ffff)) reader.refuse(reader.offset(), `${String(length)} hexadecimal digits have to follow here`);
  reader.forward(length);
  return String.fromCodePoint(point);
}

function quotedSpaces(reader: Reader, start: number): string {
  const blanks = reader.takeWhile(isBlank);
  if (reader.peek() === END) reader.refuse(start, 'a quote is opened here and never closed');
  const first = reader.lineBreak();
  return first === '' ? blanks : folded(first, quotedBreaks(reader, start));
}

function quotedBreaks(reader: Reader, start: number): string {
  let breaks = '';
  for (;;) {
    if (reader.atSeparator()) reader.refuse(start, 'a quote is opened here and not closed before the document ends');
    while (isBlank(reader.peek())) reader.forward();
    const next = reader.lineBreak();
    if (next === '') return breaks;
    breaks += next;
  }
}

interface Header {
  readonly chomping: number;
  readonly increment: number | undefined;
}

/**
 * ScannerImpl#scanBlockScalar, from its `|` or `>` on.
 * @param comment takes the comment that may stand after the header
 */
export function scanBlock(reader: Reader, indent: number, fold: boolean, comment: () => void): Scanned {
  const start = reader.offset();
  reader.forward();
  const { chomping, increment } = blockHeader(reader);
  ignoredLine(reader, comment);
  const least = Math.max(indent + 1, 1);
  const leading = increment === undefined ? blockIndentation(reader) : undefined;
  const width = increment === undefined ? Math.max(least, leading?.width ?? 0) : least + increment - 1;
  const first = leading ?? blockBreaks(reader, width);
  if (reader.column < width && indent !== reader.column) {
    reader.refuse(start, 'the empty lines at the start of the value are indented deeper than its first line');
  }
  const { text, last, gap } = blockLines(reader, width, fold, first);
  const kept = (chomping === DASH ? '' : last) + (chomping === PLUS ? gap.breaks : '');
  return { text: text + kept, end: gap.end, brokeLine: true };
}

interface BlockLines {
  readonly text: string;
  /** The break at the end of the last line. */
  readonly last: string;
  /** The empty lines after it. */
  readonly gap: Gap;
}

function blockLines(reader: Reader, width: number, fold: boolean, first: Gap): BlockLines {
  const hasLine = (): boolean => reader.column === width && reader.peek() !== END;
  let gap = first;
  let text = '';
  let last = '';
  while (hasLine()) {
    text += gap.breaks;
    const startsWithInk = !isBlank(reader.peek());
    text += reader.takeWhile((point) => !BREAK.has(point));
    last = reader.lineBreak();
    gap = blockBreaks(reader, width);
    if (!hasLine()) break;
    const joins = fold && last === '\n' && startsWithInk && !isBlank(reader.peek());
    if (!joins) text += last;
    else if (gap.breaks === '') text += ' ';
  }
  return { text, last, gap };
}

function blockHeader(reader: Reader): Header {
  let chomping = 0;
  let increment: number | undefined;
  const takeSign = (): void => {
    if (chomping !== 0 || (reader.peek() !== DASH && reader.peek() !== PLUS)) return;
    chomping = reader.peek();
    reader.forward();
  };
  takeSign();
  if (isDigit(reader.peek())) {
    increment = Number(String.fromCodePoint(reader.peek()));
    if (!(increment > 0)) reader.refuse(reader.offset(), 'the indentation has to be a digit from 1 to 9');
    reader.forward();
    takeSign();
  }
  if (!BLANK_BREAK.has(reader.peek())) {
    reader.refuse(reader.offset(), 'after | or > only an indentation, + or -, and a comment can stand on the line');
  }
  return { chomping, increment };
}

/** The rest of a line that may hold a comment only. */
export function ignoredLine(reader: Reader, comment: () => void): void {
  reader.skip(SPACE);
  if (reader.peek() === HASH) comment();
  if (reader.lineBreak() === '' && reader.peek() !== END) {
    reader.refuse(reader.offset(), 'only a comment can stand on the rest of this line');
  }
}

interface Gap {
  readonly breaks: string;
  readonly end: number;
  readonly width: number;
}

function blockIndentation(reader: Reader): Gap {
  let breaks = '';
  let width = 0;
  let end = reader.offset();
  for (;;) {
    const point = reader.peek();
    if (point === SPACE) {
      reader.forward();
      width = Math.max(width, reader.column);
    } else if (point === 0x0a || point === 0x0d) {
      breaks += reader.lineBreak();
      end = reader.offset();
    } else return { breaks, end, width };
  }
}

function blockBreaks(reader: Reader, width: number): Gap {
  let breaks = '';
  let end = reader.offset();
  const indentation = (): void => {
    let column = reader.column;
    for (; column < width && reader.peek() === SPACE; column++) reader.forward();
  };
  indentation();
  for (let next = reader.lineBreak(); next !== ''; next = reader.lineBreak()) {
    breaks += next;
    end = reader.offset();
    indentation();
  }
  return { breaks, end, width };
}
