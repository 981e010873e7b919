import type { SourceText, Span } from '../model/span.js';
import { embedded, type Piece, spanOf } from './source-text.js';

/** One instruction of a Dockerfile. */
export interface Instruction {
  /** In capitals. */
  readonly keyword: string;
  /** What follows it, with its lines joined and comments between them left out. */
  readonly text: SourceText;
  readonly at: Span;
  /** The texts between `<<NAME` and `NAME`, in the order of their names. */
  readonly heredocs: readonly SourceText[];
}

/** A comment on a line of its own. */
export interface DockerComment {
  readonly text: string;
  readonly at: Span;
}

/** The instructions and comments of a Dockerfile. */
export interface Dockerfile {
  readonly instructions: readonly Instruction[];
  readonly comments: readonly DockerComment[];
}

interface Line {
  readonly start: number;
  /** Before the line break. */
  readonly end: number;
}

/** A Dockerfile read line by line. */
interface Reading {
  readonly source: SourceText;
  /** The sign at the end of a line that goes on. */
  readonly continues: string;
  readonly comments: DockerComment[];
  take(): Line | undefined;
}

/** Splits a Dockerfile as BuildKit's parser: lines that end in the escape sign go on, here documents belong to theirs. */
export function readInstructions(source: SourceText): Dockerfile {
  const lines = linesOf(source.text).values();
  const reading: Reading = {
    source,
    continues: /^#[ \t]*escape[ \t]*=[ \t]*`/i.test(source.text) ? '`' : '\\',
    comments: [],
    take: () => lines.next().value,
  };
  const instructions: Instruction[] = [];
  for (let line = reading.take(); line !== undefined; line = reading.take()) {
    const text = source.text.slice(line.start, line.end);
    if (isComment(text)) reading.comments.push(commentOf(source, line));
    else if (text.trim() !== '') instructions.push(...instructionAt(line, reading));
  }
  return { instructions, comments: reading.comments };
}

function instructionAt(line: Line, reading: Reading): readonly Instruction[] {
  const { instruction, names } = instructionOf(reading.source, logicalLine(line, reading));
  const heredocs = names.map((name) => heredoc(name, reading));
  return instruction === undefined ? [] : [{ ...instruction, heredocs }];
}

/** A line with those that it goes on in; comments and empty lines between them do not end it. */
function logicalLine(line: Line, { source, continues, comments, take }: Reading): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let at: Line | undefined = line; at !== undefined; at = take()) {
    const content = source.text.slice(at.start, at.end);
    const trimmed = content.trimEnd();
    if (at !== line && isComment(content)) comments.push(commentOf(source, at));
    else if (trimmed.endsWith(continues)) pieces.push({ text: trimmed.slice(0, -1), start: at.start });
    else if (at === line || trimmed !== '') return [...pieces, { text: content, start: at.start }];
  }
  return pieces;
}

const isComment = (line: string): boolean => /^\s*#/.test(line);

function instructionOf(source: SourceText, pieces: readonly Piece[]) {
  const whole = embedded(source, pieces);
  const [, before = '', keyword = '', blank = ''] = /^(\s*)([A-Za-z]+)(\s*)/.exec(whole.text) ?? [];
  const start = before.length + keyword.length + blank.length;
  const text: SourceText = {
    file: source.file,
    text: whole.text.slice(start),
    toOuter: (offset) => whole.toOuter(start + offset),
  };
  const upper = keyword.toUpperCase();
  const names = /^(?:RUN|COPY|ADD)$/.test(upper)
    ? [...text.text.matchAll(/<<-?["']?([A-Za-z_]\w*)["']?/g)].map((match) => match[1] ?? '')
    : [];
  const at = spanOf(whole, before.length, before.length + keyword.length);
  return { instruction: keyword === '' ? undefined : { keyword: upper, text, at }, names };
}

/** The lines up to the one that is the name alone. */
function heredoc(name: string, { source, take }: Reading): SourceText {
  const pieces: Piece[] = [];
  for (let line = take(); line !== undefined; line = take()) {
    if (source.text.slice(line.start, line.end).trim() === name) break;
    pieces.push({ text: source.text.slice(line.start, line.end), start: line.start }, { text: '\n', start: line.end });
  }
  return embedded(source, pieces);
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed;
    lines.push({ start, end: text[end - 1] === '\r' && end > start ? end - 1 : end });
    start = end + 1;
  }
  return lines;
}

function commentOf(source: SourceText, { start, end }: Line): DockerComment {
  const hash = source.text.indexOf('#', start);
  return { text: source.text.slice(hash + 1, end).trim(), at: spanOf(source, hash, end) };
}
