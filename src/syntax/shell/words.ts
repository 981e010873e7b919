/** What a word of a script is made of. Offsets are into the script. */
export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly start: number }
  /** An expansion: what stands here is known only when the script runs, or where a literal was assigned before. */
  | {
      readonly kind: 'hole';
      /** As a placeholder that says what stands here: `${X}`, `$(date)`. */
      readonly written: string;
      readonly start: number;
      readonly end: number;
      /** Of a plain `$X` or `${X}`. */
      readonly name?: string;
      /** Whether what comes out is split at blanks, or is a list: it may be any number of words. */
      readonly splits: boolean;
    };

/** A word as it is written. */
export interface RawWord {
  readonly start: number;
  readonly end: number;
  readonly parts: readonly Part[];
}

/** Where a reader is in a script. */
export interface Cursor {
  readonly text: string;
  at: number;
  /** Reads the commands up to the closing parenthesis of a substitution, or the end of the text, and stops behind it. */
  readonly nested: (cursor: Cursor) => void;
}

/** Reads the word at the cursor; nothing where none begins here. */
export function readWord(cursor: Cursor): RawWord | undefined {
  const start = cursor.at;
  const parts: Part[] = [];
  for (;;) {
    const before = cursor.at;
    readPart(cursor, parts);
    if (cursor.at === before) break;
    if (cursor.text[cursor.at] === '(' && isArrayAhead(cursor.text.slice(start, cursor.at))) readArray(cursor, parts);
  }
  return cursor.at === start ? undefined : { start, end: cursor.at, parts };
}

/** Whether a word is plain, without quotes or expansions, as reserved words are. */
export const isPlain = (word: RawWord, text: string): boolean =>
  word.end - word.start === text.length && word.parts[0]?.kind === 'text' && word.parts[0].text === text;

const PLAIN = /[^ \t\r\n'"\\$`;&|<>()]+/y;

function readPart(cursor: Cursor, parts: Part[]): void {
  const { text, at } = cursor;
  const sign = text[at];
  if (sign === "'") readSingle(cursor, parts, at + 1);
  else if (sign === '"') readDouble(cursor, parts);
  else if (sign === '\\') readBackslash(cursor, parts);
  else if (sign === '$') readDollar(cursor, parts, true);
  else if (sign === '`') readBackquote(cursor, parts, true);
  else if ((sign === '<' || sign === '>') && text[at + 1] === '(') readSubstitution(cursor, parts, true);
  else readPlain(cursor, parts);
}

function readPlain(cursor: Cursor, parts: Part[]): void {
  PLAIN.lastIndex = cursor.at;
  const [plain = ''] = PLAIN.exec(cursor.text) ?? [];
  if (plain === '') return;
  parts.push({ kind: 'text', text: plain, start: cursor.at });
  cursor.at += plain.length;
}

/** A quote that is never closed reaches to the end. */
function readSingle(cursor: Cursor, parts: Part[], from: number): void {
  const found = cursor.text.indexOf("'", from);
  const end = found < 0 ? cursor.text.length : found;
  parts.push({ kind: 'text', text: cursor.text.slice(from, end), start: from });
  cursor.at = Math.min(end + 1, cursor.text.length);
}

const IN_DOUBLE = /[^"\\$`]+/y;

function readDouble(cursor: Cursor, parts: Part[]): void {
  const { text } = cursor;
  cursor.at += 1;
  parts.push({ kind: 'text', text: '', start: cursor.at });
  while (cursor.at < text.length && text[cursor.at] !== '"') {
    const sign = text[cursor.at];
    IN_DOUBLE.lastIndex = cursor.at;
    const [plain = ''] = IN_DOUBLE.exec(text) ?? [];
    if (plain !== '') {
      parts.push({ kind: 'text', text: plain, start: cursor.at });
      cursor.at += plain.length;
    } else if (sign === '$') readDollar(cursor, parts, false);
    else if (sign === '`') readBackquote(cursor, parts, false);
    else readEscape(cursor, parts);
  }
  cursor.at = Math.min(cursor.at + 1, text.length);
}

/** In double quotes a backslash means something before these only. */
function readEscape(cursor: Cursor, parts: Part[]): void {
  const next = cursor.text[cursor.at + 1] ?? '';
  if (next !== '' && '"$`\\\n'.includes(next)) readBackslash(cursor, parts);
  else readAs(cursor, parts, '\\');
}

/** What stands behind a backslash is itself; a line break behind one is nothing. */
function readBackslash(cursor: Cursor, parts: Part[]): void {
  const { text, at } = cursor;
  const width = text.startsWith('\r\n', at + 1) ? 3 : 2;
  const next = text.slice(at + 1, at + width);
  if (!next.endsWith('\n')) parts.push({ kind: 'text', text: next, start: at + 1 });
  cursor.at = Math.min(at + width, text.length);
}

const NAME = /\$(?:[A-Za-z_]\w*|[0-9@*#?$!-])/y;

/** @param bare whether it stands in no quotes */
function readDollar(cursor: Cursor, parts: Part[], bare: boolean): void {
  const next = cursor.text[cursor.at + 1];
  if (next === '(') readSubstitution(cursor, parts, bare);
  else if (next === '{') readBraces(cursor, parts, bare);
  else if (bare && next === "'") readAnsi(cursor, parts);
  else if (bare && next === '"') {
    cursor.at += 1;
    readDouble(cursor, parts);
  } else readVariable(cursor, parts, bare);
}

function readVariable(cursor: Cursor, parts: Part[], bare: boolean): void {
  const start = cursor.at;
  NAME.lastIndex = start;
  const [sign] = NAME.exec(cursor.text) ?? [];
  if (sign === undefined) {
    readAs(cursor, parts, '$');
    return;
  }
  cursor.at += sign.length;
  const name = sign.slice(1);
  const isName = /^[A-Za-z_]/.test(name);
  const written = isName ? sign : `\${${name}}`;
  const splits = bare || name === '@';
  parts.push({ kind: 'hole', written, start, end: cursor.at, ...(isName ? { name } : {}), splits });
}

/** A sign that means itself. */
function readAs(cursor: Cursor, parts: Part[], sign: string): void {
  parts.push({ kind: 'text', text: sign, start: cursor.at });
  cursor.at += 1;
}

/** `$(…)`, `$((…))`, `<(…)`. */
function readSubstitution(cursor: Cursor, parts: Part[], bare: boolean): void {
  const { text, at } = cursor;
  if (text.startsWith('$((', at)) cursor.at = closing(text, at + 1, '(', ')');
  else {
    cursor.at = at + 2;
    cursor.nested(cursor);
  }
  const written = `$${text.slice(at + 1, cursor.at)}`;
  parts.push({ kind: 'hole', written, start: at, end: cursor.at, splits: bare && text[at] === '$' });
}

function readBraces(cursor: Cursor, parts: Part[], bare: boolean): void {
  const { text, at } = cursor;
  cursor.at = closing(text, at + 1, '{', '}');
  const written = text.slice(at, cursor.at);
  const [, name] = /^\$\{([A-Za-z_]\w*)\}$/.exec(written) ?? [];
  const splits = bare || /^\$\{[!#]?\w*\[@\]|^\$\{@/.test(written);
  parts.push({ kind: 'hole', written, start: at, end: cursor.at, ...(name === undefined ? {} : { name }), splits });
}

/** `$'…'`: its escapes are not resolved. */
function readAnsi(cursor: Cursor, parts: Part[]): void {
  const { text, at } = cursor;
  const [written = ''] = /^\$'(?:[^'\\]|\\[\s\S])*'?/.exec(text.slice(at)) ?? [];
  if (written.includes('\\')) {
    cursor.at = at + written.length;
    parts.push({ kind: 'hole', written: "${'}", start: at, end: cursor.at, splits: false });
  } else readSingle(cursor, parts, at + 2);
}

function readBackquote(cursor: Cursor, parts: Part[], bare: boolean): void {
  const { text, at } = cursor;
  const [written = '`'] = /^`(?:[^`\\]|\\[\s\S])*`?/.exec(text.slice(at)) ?? [];
  const end = at + written.length;
  cursor.nested({ ...cursor, text: text.slice(0, written.length > 1 ? end - 1 : end), at: at + 1 });
  cursor.at = end;
  parts.push({ kind: 'hole', written: '$(`)', start: at, end, splits: bare });
}

const isArrayAhead = (written: string): boolean => /^[A-Za-z_]\w*\+?=$/.test(written);

/** The words of `NAME=(…)`, which is no literal. */
function readArray(cursor: Cursor, parts: Part[]): void {
  const start = cursor.at;
  cursor.at = closing(cursor.text, start, '(', ')');
  parts.push({ kind: 'hole', written: '${()}', start, end: cursor.at, splits: false });
}

/** The offset behind the bracket that closes the one at an offset; what is quoted does not count. */
function closing(text: string, from: number, open: string, close: string): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '\\') at += 1;
    else if (sign === "'" || sign === '"') at = endOfQuote(text, at);
    else if (sign === open) depth += 1;
    else if (sign === close && --depth === 0) return at + 1;
  }
  return text.length;
}

function endOfQuote(text: string, at: number): number {
  const quote = text[at] ?? '';
  for (let end = at + 1; end < text.length; end += 1) {
    if (text[end] === '\\' && quote === '"') end += 1;
    else if (text[end] === quote) return end;
  }
  // An apostrophe that opens nothing.
  return at;
}
