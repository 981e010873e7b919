import { type Cursor, isPlain, type RawWord, readWord } from './words.js';

/** A simple command as it is written. */
export interface RawCommand {
  /** Assignments before the command included. */
  readonly words: readonly RawWord[];
  readonly start: number;
  readonly end: number;
  /** Whether it runs only if something else goes well, or again and again, or in a function. */
  readonly conditional: boolean;
  /** What stands on its standard input: the lines of a here-document, or the word of a here-string. */
  readonly input?: HereDocument | RawWord;
  /** The file on its standard input: `< orders.sql`. */
  readonly inputFile?: RawWord;
  /** The simple command whose output it reads: `cat orders.sql |`. */
  readonly from?: RawCommand;
}

/** The body of a here-document. */
export interface HereDocument {
  readonly start: number;
  readonly end: number;
  /** Whether tabs at the beginning of lines are taken away. */
  readonly stripped: boolean;
  /** Whether nothing in it is expanded. */
  readonly literal: boolean;
}

/** Deeper substitutions are left alone: no script has them, and a hostile one may. */
const MAX_DEPTH = 40;

interface Pending extends Pick<HereDocument, 'stripped' | 'literal'> {
  readonly delimiter: string;
  readonly give: (body: HereDocument) => void;
}

/** What is open at a place of a list of commands. */
interface State {
  readonly cursor: Cursor;
  readonly found: RawCommand[];
  readonly pending: Pending[];
  /** Compound commands that have begun: `if`, `case`, `{`, `(`. */
  readonly open: string[];
  /** Whether the last operator was `&&` or `||`. */
  guarded: boolean;
  /** Whether a pattern of `case` comes next. */
  pattern: boolean;
  /** The simple command that has just ended. */
  last: RawCommand | undefined;
  /** The simple command whose output the next one reads. */
  feeding: RawCommand | undefined;
}

/** A list of commands of which nothing is read yet. */
const listAt = (cursor: Cursor, found: RawCommand[], open: string[]): State => ({
  cursor,
  found,
  pending: [],
  open,
  guarded: false,
  pattern: false,
  last: undefined,
  feeding: undefined,
});

/**
 * The simple commands of a script, in the order in which they begin, those within substitutions before the one that they
 * belong to. Follows the POSIX shell grammar as far as it tells commands, and throws nothing.
 */
export function parseShell(text: string): readonly RawCommand[] {
  const found: RawCommand[] = [];
  let depth = 0;
  const nested = (cursor: Cursor): void => {
    if (depth >= MAX_DEPTH) {
      cursor.at = cursor.text.length;
      return;
    }
    depth += 1;
    readList(listAt(cursor, found, ['$(']));
    depth -= 1;
  };
  const cursor: Cursor = { text, at: 0, nested };
  const state = listAt(cursor, found, []);
  while (cursor.at < text.length) readList(state);
  return found;
}

const BLANK = /(?:[ \t\r]|\\\r?\n|#(?<=(?:^|[ \t\r\n;&|()])#)[^\n]*)+/y;

/** Skips blanks, continued lines and comments. */
function skipBlanks({ cursor }: State): void {
  BLANK.lastIndex = cursor.at;
  cursor.at += BLANK.exec(cursor.text)?.[0].length ?? 0;
}

/** Reads commands up to the end of the text, or behind the parenthesis that closes a substitution. */
function readList(state: State): void {
  const { cursor } = state;
  while (cursor.at < cursor.text.length) {
    skipBlanks(state);
    const sign = cursor.text[cursor.at];
    if (sign === undefined) return;
    if (sign === ')') {
      cursor.at += 1;
      if (closeParenthesis(state)) return;
    } else if (state.pattern) readPattern(state);
    else if ('\n;&|('.includes(sign)) readOperator(state);
    else readCommand(state);
  }
}

/** Whether the parenthesis that closes here is the one that the list began with. */
function closeParenthesis(state: State): boolean {
  const { open } = state;
  // What a group prints is no single command's.
  state.last = undefined;
  while (open.at(-1) !== '(' && open.at(-1) !== '$(' && open.length > 0) open.pop();
  return open.pop() === '$(';
}

const OPERATOR = /\n|;;&|;;|;&|;|&&|&|\|\||\|&|\||\(/y;

function readOperator(state: State): void {
  const { cursor, open } = state;
  OPERATOR.lastIndex = cursor.at;
  const [operator = ''] = OPERATOR.exec(cursor.text) ?? [];
  if (cursor.text.startsWith('((', cursor.at)) {
    skipArithmetic(cursor);
    return;
  }
  cursor.at += Math.max(operator.length, 1);
  if (operator === '\n') readBodies(state);
  if (operator === '(') open.push('(');
  // A pipeline goes on behind a line break.
  if (operator !== '\n' || state.last !== undefined) state.feeding = operator === '|' ? state.last : undefined;
  state.last = undefined;
  state.guarded = operator === '&&' || operator === '||' || (state.guarded && operator === '|');
  state.pattern = /^;[;&]/.test(operator) && open.at(-1) === 'case';
}

function skipArithmetic(cursor: Cursor): void {
  const found = cursor.text.indexOf('))', cursor.at);
  cursor.at = found < 0 ? cursor.text.length : found + 2;
}

/** `a | b )`, or the `esac` that ends all. */
function readPattern(state: State): void {
  const { cursor } = state;
  if ('\n|(&;'.includes(cursor.text[cursor.at] ?? '')) {
    cursor.at += 1;
    return;
  }
  const word = readWord(cursor);
  if (word === undefined) cursor.at += 1;
  else if (isPlain(word, 'esac')) {
    state.open.pop();
    state.pattern = false;
  }
  skipBlanks(state);
  if (cursor.text[cursor.at] !== ')') return;
  cursor.at += 1;
  state.pattern = false;
}

/** Words that begin a compound command, with which what follows is a command again. */
const OPENING = new Set(['if', 'while', 'until', '{']);
const CLOSING = new Set(['fi', 'done', 'esac', '}']);
const BETWEEN = new Set(['then', 'else', 'elif', 'do', '!', 'time', 'coproc']);

/** A reserved word, or a simple command to its end. */
function readCommand(state: State): void {
  const { cursor, open } = state;
  const first = readWord(cursor);
  const reserved = first === undefined ? undefined : reservedOf(first);
  if (first === undefined) {
    if (REDIRECTION_AHEAD.test(cursor.text.slice(cursor.at, cursor.at + 20))) readSimple(state, cursor.at, []);
    else cursor.at += 1;
  } else if (reserved === undefined) readSimple(state, first.start, [first]);
  else if (OPENING.has(reserved)) open.push(reserved);
  else if (CLOSING.has(reserved)) closeCompound(state);
  else if (reserved === 'case') readCase(state);
  else if (reserved === 'for' || reserved === 'select') readFor(state, reserved);
  else if (reserved === 'function') readFunction(state);
  else if (reserved === '[[') skipTest(state);
}

function closeCompound(state: State): void {
  state.open.pop();
  state.last = undefined;
}

function reservedOf(word: RawWord): string | undefined {
  const [part] = word.parts;
  if (word.parts.length !== 1 || part?.kind !== 'text' || part.text.length !== word.end - word.start) return undefined;
  const { text } = part;
  const isReserved =
    OPENING.has(text) || CLOSING.has(text) || BETWEEN.has(text) || /^(?:case|for|select|function|\[\[)$/.test(text);
  return isReserved ? text : undefined;
}

function readCase(state: State): void {
  skipBlanks(state);
  readWord(state.cursor);
  skipBlanks(state);
  while (/\s/.test(state.cursor.text[state.cursor.at] ?? '')) state.cursor.at += 1;
  readWord(state.cursor);
  state.open.push('case');
  state.pattern = true;
}

/** The variable of a loop is no command, but it is assigned to. */
function readFor(state: State, reserved: string): void {
  const { cursor, found, open } = state;
  skipBlanks(state);
  const name = readWord(cursor);
  const [part] = name?.parts ?? [];
  if (name !== undefined && part?.kind === 'text') {
    const assigned: RawWord = { ...name, parts: [{ ...part, text: `${part.text}=` }] };
    found.push({ words: [assigned], start: name.start, end: name.end, conditional: true });
  }
  for (;;) {
    skipBlanks(state);
    if (readWord(cursor) === undefined) break;
  }
  open.push(reserved);
}

function readFunction(state: State): void {
  skipBlanks(state);
  readWord(state.cursor);
  skipBlanks(state);
  EMPTY.lastIndex = state.cursor.at;
  state.cursor.at += EMPTY.exec(state.cursor.text)?.[0].length ?? 0;
}

/** `[[ … ]]` has a grammar of its own. */
function skipTest(state: State): void {
  const { cursor } = state;
  while (cursor.at < cursor.text.length) {
    skipBlanks(state);
    const word = readWord(cursor);
    if (word !== undefined && isPlain(word, ']]')) return;
    if (word === undefined) cursor.at = Math.min(cursor.at + 1, cursor.text.length);
  }
}

const EMPTY = /\([ \t]*\)/y;

/** A command that is being read. */
type Growing = { -readonly [K in keyof RawCommand]: RawCommand[K] };

/** A command from behind its first word on. */
function readSimple(state: State, start: number, words: RawWord[]): void {
  const { cursor, found, open } = state;
  const own: Growing = {
    words,
    start,
    end: cursor.at,
    conditional: state.guarded || open.some((one) => one !== '$('),
    ...(state.feeding === undefined ? {} : { from: state.feeding }),
  };
  state.feeding = undefined;
  EMPTY.lastIndex = cursor.at;
  if (words.length === 1 && EMPTY.test(cursor.text)) {
    cursor.at = EMPTY.lastIndex;
    return;
  }
  for (;;) {
    skipBlanks(state);
    if (readRedirection(state, own)) continue;
    const word = readWord(cursor);
    if (word === undefined) break;
    words.push(word);
    own.end = word.end;
  }
  if (words.length === 0) return;
  found.push(own);
  state.last = own;
}

const REDIRECTION = /(?:\d+|\{\w+\}|&)?(?:<<<|<<-?|<>|>>|>\||[<>]&|<|>)(?!\()/y;

const REDIRECTION_AHEAD = new RegExp(`^${REDIRECTION.source}`);

/** Reads a redirection of a command; whether there was one. */
function readRedirection(state: State, command: Growing): boolean {
  const { cursor } = state;
  REDIRECTION.lastIndex = cursor.at;
  const [operator] = REDIRECTION.exec(cursor.text) ?? [];
  if (operator === undefined) return false;
  cursor.at += operator.length;
  skipBlanks(state);
  const word = readWord(cursor);
  if (word === undefined) return true;
  const give = (input: HereDocument | RawWord): void => {
    command.input = input;
  };
  if (operator.endsWith('<<<')) give(word);
  else if (operator === '<' || operator === '0<') command.inputFile = word;
  else if (/<<-?$/.test(operator)) {
    const delimiter = word.parts.map((part) => (part.kind === 'text' ? part.text : part.written)).join('');
    const literal = /['"\\]/.test(cursor.text.slice(word.start, word.end));
    state.pending.push({ delimiter, literal, stripped: operator.endsWith('-'), give });
  }
  return true;
}

/** The here-documents whose lines begin here, one after the other. */
function readBodies({ cursor, pending }: State): void {
  for (const { delimiter, stripped, literal, give } of pending.splice(0)) {
    const start = cursor.at;
    const end = endOfBody(cursor, (line) => (stripped ? line.replace(/^\t+/, '') : line) === delimiter);
    give({ start, end, stripped, literal });
  }
}

/** Where the line that ends a body begins; the cursor goes behind it. A body that does not end reaches to the end. */
function endOfBody(cursor: Cursor, ends: (line: string) => boolean): number {
  const { text } = cursor;
  for (let line = cursor.at; line < text.length; ) {
    const feed = text.indexOf('\n', line);
    const next = feed < 0 ? text.length : feed + 1;
    if (ends(text.slice(line, next).replace(/\r?\n$/, ''))) {
      cursor.at = next;
      return line;
    }
    line = next;
  }
  cursor.at = text.length;
  return text.length;
}
