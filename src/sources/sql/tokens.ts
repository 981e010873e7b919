/** A piece of SQL that is neither white space nor a comment. */
export interface Token {
  readonly kind: 'word' | 'identifier' | 'string' | 'number' | 'symbol' | 'hint' | 'placeholder';
  readonly start: number;
  readonly end: number;
  /**
   * Words in capitals, which is how keywords are compared; identifiers and strings without quotes and with doubled quotes
   * halved; everything else as it is written.
   */
  readonly text: string;
}

/** The text of a comment without its signs, and where all of it stands. */
export interface SqlComment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text in tokens. */
export interface Lexed {
  readonly tokens: readonly Token[];
  readonly comments: readonly SqlComment[];
  /** Whether a quote, comment or hint is never closed. */
  readonly open: boolean;
}

interface Form {
  readonly kind: Token['kind'] | 'space' | 'comment' | 'unclosed';
  readonly pattern: RegExp;
  /** Where it last may begin. */
  readonly until?: number;
}

/**
 * The lexical states of Flink's parser (`FlinkSqlParserImplTokenManager` in its state for backquoted identifiers), tried
 * in this order; what templates leave behind comes first.
 */
/** What a template fills in, and what closes it. */
const PLACEHOLDERS = (): readonly (readonly [RegExp, close: string])[] => [
  [/\$\{[^}]*\}|#\{[^}]*\}/y, '}'],
  [/\{\{.*?\}\}/sy, '}}'],
  [/\{%.*?%\}/sy, '%}'],
  [/\{#.*?#\}/sy, '#}'],
  [/<%.*?%>/sy, '%>'],
];

const FORMS = (text: string): readonly Form[] => [
  { kind: 'space', pattern: /\s+/y },
  // Behind the last that closes it there is none, however many begin there.
  ...PLACEHOLDERS().map(([pattern, close]) => ({
    kind: 'placeholder' as const,
    pattern,
    until: text.lastIndexOf(close),
  })),
  { kind: 'comment', pattern: /(?:--|\/\/)[^\r\n]*/y },
  { kind: 'hint', pattern: /\/\*\+|\*\//y },
  { kind: 'comment', pattern: /\/\*[\s\S]*?\*\//y },
  { kind: 'string', pattern: /(?:[xXnN]|[uU]&|_[\w:.-]+)?'(?:[^']|'')*'/y },
  { kind: 'identifier', pattern: /`(?:[^`\r\n]|``)+`/y },
  { kind: 'identifier', pattern: /"(?:[^"\r\n]|"")*"/y },
  { kind: 'unclosed', pattern: /\/\*[\s\S]*|'[\s\S]*/y },
  { kind: 'number', pattern: /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\p{L}_$])/uy },
  { kind: 'word', pattern: /[\p{L}_$\d][\p{L}\p{N}\p{M}_$]*/uy },
  { kind: 'symbol', pattern: /\|\||<>|<=|>=|!=|=>|[\s\S]/uy },
];

/** Takes a text apart. Throws nothing: what no form fits is a symbol. */
export function lex(text: string): Lexed {
  const forms = FORMS(text);
  const tokens: Token[] = [];
  const comments: SqlComment[] = [];
  let open = false;
  for (let at = 0; at < text.length; ) {
    const { kind, end } = next(text, at, forms);
    if (kind === 'comment') comments.push(commentOf(text, at, end));
    else if (kind === 'unclosed') open = true;
    else if (kind !== 'space') tokens.push({ kind, start: at, end, text: meaningOf(kind, text.slice(at, end)) });
    at = end;
  }
  return { tokens, comments, open };
}

function next(text: string, at: number, forms: readonly Form[]): { readonly kind: Form['kind']; readonly end: number } {
  for (const { kind, pattern, until = text.length } of forms) {
    if (at > until) continue;
    pattern.lastIndex = at;
    if (pattern.test(text)) return { kind, end: pattern.lastIndex };
  }
  return { kind: 'symbol', end: at + 1 };
}

function meaningOf(kind: Token['kind'], written: string): string {
  if (kind === 'word') return written.toUpperCase();
  if (kind === 'string') return written.slice(written.indexOf("'") + 1, -1).replaceAll("''", "'");
  if (kind === 'identifier') return written.slice(1, -1).replaceAll(written.slice(0, 1).repeat(2), written.slice(0, 1));
  return written;
}

function commentOf(text: string, start: number, end: number): SqlComment {
  const written = text.slice(start, end);
  const inner = written.startsWith('/*') ? written.slice(2, -2) : written.slice(2);
  return { start, end, text: inner.trim() };
}
