import type { SourceText } from '../model/span.js';

/** A range of offsets in the text that was read. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A key with its value, unescaped, and where both stand as they are written. */
export interface Property {
  readonly key: string;
  readonly value: string;
  readonly keyAt: Range;
  /** Empty, after the key or its separator, where there is no value. */
  readonly valueAt: Range;
}

/** What a `.properties` file says. */
export interface PropertiesText {
  /** In file order, duplicates included: the last one with a key is the one in effect. */
  readonly properties: readonly Property[];
  /** Comments with their sign, from the sign to the end of the line. */
  readonly comments: readonly Range[];
  /** `\u` without four hexadecimal digits, over which Java's parser fails. */
  readonly malformed: readonly Range[];
}

/** A character of a logical line, as it is read, and where it stands. */
interface Char extends Range {
  readonly text: string;
  readonly escaped: boolean;
}

/** Reads text by the grammar of `java.util.Properties#load`. */
export function readProperties({ text }: Pick<SourceText, 'text'>): PropertiesText {
  const properties: Property[] = [];
  const comments: Range[] = [];
  const malformed: Range[] = [];
  let offset = 0;
  while (offset < text.length) {
    const start = skipBlanks(text, offset);
    const end = lineEnd(text, start);
    if (start === end || text[start] === '#' || text[start] === '!') {
      if (start < end) comments.push({ start, end });
      offset = nextLine(text, end);
      continue;
    }
    const line = readLogicalLine(text, start);
    malformed.push(...line.malformed);
    properties.push(split(line.chars, start));
    offset = line.next;
  }
  return { properties, comments, malformed };
}

const isBlank = (char: string | undefined): boolean => char === ' ' || char === '\t' || char === '\f';

const isLineBreak = (char: string | undefined): boolean => char === '\n' || char === '\r';

function skipBlanks(text: string, offset: number): number {
  let next = offset;
  while (isBlank(text[next])) next++;
  return next;
}

function lineEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && !isLineBreak(text[end])) end++;
  return end;
}

/** The offset after a line break, which may be two characters. */
const nextLine = (text: string, end: number): number => end + (text.startsWith('\r\n', end) ? 2 : 1);

interface LogicalLine {
  readonly chars: readonly Char[];
  readonly malformed: readonly Range[];
  readonly next: number;
}

/** A line with those that continue it: after a backslash at the end, blanks at the next line's start are dropped. */
function readLogicalLine(text: string, start: number): LogicalLine {
  const chars: Char[] = [];
  const malformed: Range[] = [];
  let offset = start;
  while (offset < text.length && !isLineBreak(text[offset])) {
    if (text[offset] !== '\\') {
      chars.push({ text: text.charAt(offset), escaped: false, start: offset, end: offset + 1 });
      offset++;
    } else if (isLineBreak(text[offset + 1])) {
      offset = skipBlanks(text, nextLine(text, offset + 1));
    } else if (offset + 1 === text.length) {
      offset++;
    } else {
      const char = readEscape(text, offset);
      if (char.text === '') malformed.push({ start: char.start, end: char.end });
      chars.push(char);
      offset = char.end;
    }
  }
  return { chars, malformed, next: nextLine(text, offset) };
}

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

/** An escape's character; empty for a malformed one. */
function readEscape(text: string, start: number): Char {
  const sign = text.charAt(start + 1);
  if (sign !== 'u') return { text: ESCAPES[sign] ?? sign, escaped: true, start, end: start + 2 };
  const digits = /^[0-9a-fA-F]{0,4}/.exec(text.slice(start + 2, start + 6))?.[0] ?? '';
  const char = digits.length === 4 ? String.fromCharCode(Number.parseInt(digits, 16)) : '';
  return { text: char, escaped: true, start, end: start + 2 + digits.length };
}

/** The key ends at the first `=`, `:` or blank that is not escaped; around the separator blanks are dropped. */
function split(chars: readonly Char[], lineStart: number): Property {
  const isSeparator = ({ text, escaped }: Char): boolean => !escaped && (text === '=' || text === ':');
  const isGap = ({ text, escaped }: Char): boolean => !escaped && isBlank(text);
  const found = chars.findIndex((char) => isSeparator(char) || isGap(char));
  const keyEnd = found === -1 ? chars.length : found;
  let valueStart = keyEnd;
  let separated = false;
  for (let char = chars[valueStart]; char !== undefined; char = chars[++valueStart]) {
    const separates: boolean = !separated && isSeparator(char);
    if (!separates && !isGap(char)) break;
    separated ||= separates;
  }
  const key = chars.slice(0, keyEnd);
  const value = chars.slice(valueStart);
  const lineEndAt = chars.at(-1)?.end ?? lineStart;
  return {
    key: textOf(key),
    value: textOf(value),
    keyAt: { start: key[0]?.start ?? lineStart, end: key.at(-1)?.end ?? lineStart },
    valueAt: { start: value[0]?.start ?? lineEndAt, end: value.at(-1)?.end ?? lineEndAt },
  };
}

const textOf = (chars: readonly Char[]): string => chars.map(({ text }) => text).join('');
