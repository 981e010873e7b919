import { Lexer } from 'yaml';
import type { Problem } from './problem.js';

/** Deepest nesting that is read; the parser is recursive. */
export const MAX_DEPTH = 200;

/** How much snakeyaml-engine reads: LoadSettings#getCodePointLimit. */
const CODE_POINT_LIMIT = 3 * 1024 * 1024;

/** The marker that yaml's lexer puts before a plain or block scalar. */
const SCALAR = '\u001f';

/** What a first pass over the text finds, before anything recursive looks at it. */
export interface Scan {
  /** Comments blanked out: snakeyaml-engine skips them wherever they stand. */
  readonly lexemes: readonly string[];
  /** Start and end of every comment, its `#` included. */
  readonly comments: readonly (readonly [number, number])[];
  readonly problems: readonly Problem[];
  /** Set where the text is too large or too deep to be parsed at all. */
  readonly unreadable?: Problem;
}

const UNPRINTABLE = /[^\t\n\r\x20-\x7e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Splits the text into lexemes and finds what snakeyaml-engine's StreamReader and ScannerImpl refuse and `yaml` does not. */
export function scan(text: string): Scan {
  const tooLong = beyondLimit(text);
  if (tooLong !== undefined) return { lexemes: [], comments: [], problems: [], unreadable: tooLong };
  const problems: Problem[] = [];
  const clean = text.replace(UNPRINTABLE, (character, at: number) => {
    problems.push({
      start: at,
      end: at + character.length,
      reason: `the character ${codePoint(character)} is not allowed`,
    });
    return '?'.repeat(character.length);
  });
  return lex(clean.replace(/\r(?!\n)/g, '\n'), problems);
}

function lex(text: string, problems: Problem[]): Scan {
  const lexemes: string[] = [];
  const comments: (readonly [number, number])[] = [];
  const depth = depthGauge();
  const kindOf = classifier();
  const keyless = keylessGauge();
  let offset = 0;
  let previous: Kind = 'newline';
  for (const lexeme of new Lexer().lex(text)) {
    const kind = kindOf(lexeme);
    lexemes.push(kind === 'comment' ? ' '.repeat(lexeme.length) : lexeme);
    if (kind === 'marker') continue;
    const end = offset + lexeme.length;
    const reason = refused(lexeme, kind, previous) ?? keyless(lexeme, kind);
    if (reason !== undefined) problems.push({ start: offset, end, reason });
    if (kind === 'comment') comments.push([offset, end]);
    if (depth(kind, lexeme) > MAX_DEPTH) {
      const tooDeep = `it is nested deeper than ${MAX_DEPTH} levels, more than is read here`;
      return { lexemes: [], comments, problems, unreadable: { start: offset, end, reason: tooDeep } };
    }
    offset = end;
    previous = kind;
  }
  return { lexemes, comments, problems };
}

type Kind =
  | 'newline'
  | 'space'
  | 'comment'
  | 'marker'
  | 'plain'
  | 'block'
  | 'header'
  | 'entry'
  | 'bracket'
  | 'name'
  | 'other';

/** Tells lexemes apart. A scalar's own text comes after a marker, and after a block scalar's header it is a block. */
function classifier(): (lexeme: string) => Kind {
  let marked = false;
  let header = false;
  return (lexeme) => {
    if (marked) {
      const kind = header ? 'block' : 'plain';
      marked = false;
      header = false;
      return kind;
    }
    marked = lexeme === SCALAR;
    const kind = KINDS[lexeme[0] ?? ''] ?? (lexeme === '-' || lexeme === '?' ? 'entry' : 'other');
    header ||= kind === 'header';
    return kind;
  };
}

const KINDS: Readonly<Record<string, Kind>> = {
  [SCALAR]: 'marker',
  '\u0002': 'marker',
  '\u0018': 'marker',
  '\r': 'newline',
  '\n': 'newline',
  ' ': 'space',
  '\t': 'space',
  '#': 'comment',
  '|': 'header',
  '>': 'header',
  '[': 'bracket',
  ']': 'bracket',
  '{': 'bracket',
  '}': 'bracket',
  '&': 'name',
  '*': 'name',
};

/** What the lexeme alone shows to be refused. */
function refused(lexeme: string, kind: Kind, previous: Kind): string | undefined {
  if (kind === 'space' && lexeme.includes('\t') && previous !== 'plain') {
    return 'a tab stands where only spaces are allowed';
  }
  if (kind === 'plain' && /[\r\n] *\t/.test(lexeme)) return 'a line of the value starts with a tab';
  if (kind === 'name' && !/^[&*][^/.*&]+$/.test(lexeme)) return `'${lexeme}' is not a name that an anchor can have`;
  if (lexeme.startsWith('%') && kind === 'other' && !DIRECTIVE.test(lexeme)) {
    return 'a line that starts with % is a directive, and this one is malformed';
  }
  return undefined;
}

/** LoadSettings takes every YAML 1.x. */
const DIRECTIVE = /^%(?:YAML +1\.[0-9]+|(?!YAML(?: |$))[A-Za-z0-9_-]+)(?: |$)/;

/** Finds block mappings' colons without a key before them, on their line or after a `?` in their column. */
function keylessGauge(): (lexeme: string, kind: Kind) => string | undefined {
  const explicit = new Set<number>();
  let column = 0;
  let flow = 0;
  let bare = true;
  const advance = (lexeme: string, kind: Kind): void => {
    const breaks = kind === 'newline' || kind === 'block';
    column = breaks ? 0 : column + lexeme.length;
    bare = breaks || (bare && (kind === 'space' || kind === 'entry'));
  };
  return (lexeme, kind) => {
    if (kind === 'bracket') flow = Math.max(0, flow + (lexeme === '[' || lexeme === '{' ? 1 : -1));
    if (kind === 'entry' && lexeme === '?') explicit.add(column);
    const isKeyless = lexeme === ':' && kind === 'other' && flow === 0 && bare && !explicit.has(column);
    advance(lexeme, kind);
    return isKeyless ? 'no key stands before the colon' : undefined;
  };
}

/** Measures nesting: open brackets, the columns at which entries and lines start, and colons on one line. */
function depthGauge(): (kind: Kind, lexeme: string) => number {
  const columns: number[] = [];
  let column = 0;
  let flow = 0;
  let colons = 0;
  let atStart = true;
  const enter = (): void => {
    while ((columns.at(-1) ?? -1) >= column) columns.pop();
    columns.push(column);
  };
  const count = (kind: Kind, lexeme: string): void => {
    if (kind === 'space' || kind === 'comment') return;
    if (lexeme === ':') colons++;
    if (!atStart && kind !== 'entry') return;
    enter();
    atStart = kind === 'entry';
  };
  const startLine = (): number => {
    column = 0;
    colons = 0;
    atStart = true;
    return 0;
  };
  return (kind, lexeme) => {
    if (kind === 'newline' || kind === 'block') return startLine();
    if (kind === 'bracket') flow = Math.max(0, flow + (lexeme === '[' || lexeme === '{' ? 1 : -1));
    if (flow === 0) count(kind, lexeme);
    column += lexeme.length;
    return columns.length + colons + flow;
  };
}

/** The limit counts code points up to the last token; white space after it does not matter. */
function beyondLimit(text: string): Problem | undefined {
  if (text.length <= CODE_POINT_LIMIT) return undefined;
  const end = text.trimEnd().length;
  let points = 0;
  let offset = 0;
  for (; offset < end && points <= CODE_POINT_LIMIT; points++)
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  if (points <= CODE_POINT_LIMIT) return undefined;
  return { start: 0, end: 0, reason: `it is longer than ${CODE_POINT_LIMIT} characters, the most that Flink reads` };
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
