import { BLANK_BREAK, BREAK, END, isDigit, Reader, Refusal, SPACE_BREAK } from './reader.js';
import { ignoredLine, type Scanned, scanBlock, scanPlain, scanQuoted } from './scalars.js';

/** How much snakeyaml-engine reads: LoadSettings#getCodePointLimit. */
const CODE_POINT_LIMIT = 3 * 1024 * 1024;

/** Longest key without a `?` before it, in code points. */
const MAX_SIMPLE_KEY = 1024;

/** `Token.ID` of snakeyaml-engine. */
export type TokenKind =
  | 'stream-end'
  | 'directive'
  | 'document-start'
  | 'document-end'
  | 'block-sequence'
  | 'block-mapping'
  | 'block-end'
  | '['
  | ']'
  | '{'
  | '}'
  | ','
  | '-'
  | '?'
  | ':'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

/** A token and where it stands. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** A scalar's value, the name of an anchor, a tag's suffix, a directive's name. */
  readonly text: string;
  /** Of a scalar: neither quoted nor a block. */
  readonly plain?: boolean;
  /** A tag's handle; of a %TAG directive, what it declares. */
  readonly handle?: string;
  /** A %YAML directive's version, a %TAG directive's prefix. */
  readonly value?: string;
}

interface SimpleKey {
  readonly number: number;
  readonly required: boolean;
  readonly index: number;
  readonly line: number;
  readonly column: number;
}

const of = (text: string): ReadonlySet<number> => new Set([...text].map((char) => char.charCodeAt(0)));
const NO_PLAIN_START = of('\0\r\n \t-?:,[]{}#&*!|>\'"%@`');
const NO_ANCHOR = of('\0\r\n \t,[]{}/.*&');
const AFTER_ANCHOR = of('\0\r\n \t?:,]}%@`');
const ALPHA = of('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_');
const URI = of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_;/?:@&=+$.!~*'()%");
const URI_PREFIX = of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_;/?:@&=+$.!~*'()%,[]");

/** snakeyaml-engine 2.6's ScannerImpl: the same tokens, and refusals where it refuses. */
export class Scanner {
  readonly #reader: Reader;
  readonly comments: (readonly [number, number])[] = [];
  readonly #tokens: Token[] = [];
  readonly #keys = new Map<number, SimpleKey>();
  readonly #indents: number[] = [];
  #taken = 0;
  #indent = -1;
  #flow = 0;
  #keyAllowed = true;
  #done = false;

  constructor(text: string) {
    this.#reader = new Reader(text);
  }

  peek(): Token {
    while (this.#needsMore()) this.#fetch();
    const token = this.#tokens[0];
    return token ?? { kind: 'stream-end', start: this.#reader.offset(), end: this.#reader.offset(), text: '' };
  }

  is(...kinds: readonly TokenKind[]): boolean {
    return kinds.includes(this.peek().kind);
  }

  next(): Token {
    const token = this.peek();
    this.#tokens.shift();
    this.#taken++;
    return token;
  }

  #needsMore(): boolean {
    if (this.#done) return false;
    if (this.#tokens.length === 0) return true;
    this.#dropStaleKeys();
    const first = this.#keys.values().next().value;
    return first !== undefined && first.number === this.#taken;
  }

  #add(kind: TokenKind, start: number, end: number, text = ''): void {
    this.#tokens.push({ kind, start, end, text });
  }

  #addScalar(start: number, { text, end }: Scanned, plain: boolean): void {
    this.#tokens.push({ kind: 'scalar', start, end, text, plain });
  }

  #fetch(): void {
    const reader = this.#reader;
    if (reader.index > CODE_POINT_LIMIT) {
      throw new Refusal(0, 0, `it is longer than ${String(CODE_POINT_LIMIT)} characters, the most that Flink reads`);
    }
    this.#toNextToken();
    this.#dropStaleKeys();
    this.#unwind(reader.column);
    if (this.#fetchEnd() || this.#fetchIndicator(reader.peek())) return;
    if (this.#startsPlain()) this.#scalar(() => scanPlain(reader, this.#indent, this.#flow > 0), true);
    else this.#noToken();
  }

  #noToken(): never {
    const reader = this.#reader;
    const char = String.fromCodePoint(reader.peek());
    const reason =
      char === '\t'
        ? 'a tab stands where only spaces are allowed'
        : `a value cannot start with ${char} unless it is quoted`;
    throw new Refusal(reader.offset(), reader.offset() + char.length, reason);
  }

  /** The end of the text, and what counts at the start of a line only. */
  #fetchEnd(): boolean {
    const reader = this.#reader;
    if (reader.peek() === END) {
      this.#leaveBlocks();
      this.#keys.clear();
      this.#add('stream-end', reader.offset(), reader.offset());
      this.#done = true;
      return true;
    }
    if (reader.column !== 0) return false;
    if (reader.peek() === 0x25) {
      this.#leaveBlocks();
      this.#directive();
      return true;
    }
    if (!reader.atSeparator()) return false;
    const kind = reader.peek() === 0x2d ? 'document-start' : 'document-end';
    this.#leaveBlocks();
    this.#sign(kind, 3);
    return true;
  }

  #leaveBlocks(): void {
    this.#unwind(-1);
    this.#removeKey();
    this.#keyAllowed = false;
  }

  #sign(kind: TokenKind, length = 1): void {
    const start = this.#reader.offset();
    this.#reader.forward(length);
    this.#add(kind, start, this.#reader.offset());
  }

  #fetchIndicator(point: number): boolean {
    const reader = this.#reader;
    const char = String.fromCharCode(point);
    switch (char) {
      case '[':
      case '{':
        this.#saveKey();
        this.#flow++;
        this.#keyAllowed = true;
        this.#sign(char);
        return true;
      case ']':
      case '}':
        this.#removeKey();
        this.#flow--;
        this.#keyAllowed = false;
        this.#sign(char);
        return true;
      case ',':
        this.#keyAllowed = true;
        this.#removeKey();
        this.#sign(char);
        return true;
      case '-':
      case '?':
        if (!SPACE_BREAK.has(reader.peek(1))) return false;
        this.#entry(char);
        return true;
      case ':':
        if (this.#flow <= 0 && !SPACE_BREAK.has(reader.peek(1))) return false;
        this.#value();
        return true;
      default:
        return this.#fetchContent(char);
    }
  }

  #fetchContent(char: string): boolean {
    const reader = this.#reader;
    switch (char) {
      case '*':
      case '&':
        this.#saveKey();
        this.#keyAllowed = false;
        this.#anchor(char === '*' ? 'alias' : 'anchor');
        return true;
      case '!':
        this.#saveKey();
        this.#keyAllowed = false;
        this.#tag();
        return true;
      case '|':
      case '>': {
        if (this.#flow !== 0) return false;
        this.#keyAllowed = true;
        this.#removeKey();
        const start = reader.offset();
        this.#addScalar(
          start,
          scanBlock(reader, this.#indent, char === '>', () => this.#comment()),
          false,
        );
        return true;
      }
      case "'":
      case '"':
        this.#scalar(() => scanQuoted(reader), false);
        return true;
      default:
        return false;
    }
  }

  #scalar(scan: () => Scanned, plain: boolean): void {
    this.#saveKey();
    this.#keyAllowed = false;
    const start = this.#reader.offset();
    const scanned = scan();
    if (scanned.brokeLine) this.#keyAllowed = true;
    this.#addScalar(start, scanned, plain);
  }

  #startsPlain(): boolean {
    const point = this.#reader.peek();
    if (!NO_PLAIN_START.has(point)) return true;
    const next = this.#reader.peek(1);
    const char = String.fromCharCode(point);
    if (this.#flow === 0) return !SPACE_BREAK.has(next) && '-?:'.includes(char);
    return !SPACE_BREAK.has(next) && next !== 0x2c && next !== 0x5d && '-?'.includes(char);
  }

  #dropStaleKeys(): void {
    const reader = this.#reader;
    for (const [level, key] of this.#keys) {
      if (key.line === reader.line && reader.index - key.index <= MAX_SIMPLE_KEY) continue;
      if (key.required) this.#noColon(key);
      this.#keys.delete(level);
    }
  }

  #noColon(key: SimpleKey): never {
    const start = this.#reader.offset(key.index);
    throw new Refusal(
      start,
      Math.max(this.#reader.offset(), start + 1),
      'a key has to stand on one line, with a colon and a space after it',
    );
  }

  #saveKey(): void {
    const reader = this.#reader;
    const required = this.#flow === 0 && this.#indent === reader.column;
    if (!this.#keyAllowed && required)
      reader.refuse(reader.offset(), 'the indentation does not fit the lines around it');
    if (!this.#keyAllowed) return;
    this.#removeKey();
    this.#keys.set(this.#flow, {
      number: this.#taken + this.#tokens.length,
      required,
      index: reader.index,
      line: reader.line,
      column: reader.column,
    });
  }

  #removeKey(): void {
    const key = this.#keys.get(this.#flow);
    this.#keys.delete(this.#flow);
    if (key?.required === true) this.#noColon(key);
  }

  #unwind(column: number): void {
    if (this.#flow !== 0) return;
    const at = this.#reader.offset();
    while (this.#indent > column) {
      this.#indent = this.#indents.pop() ?? -1;
      this.#add('block-end', at, at);
    }
  }

  #enter(column: number): boolean {
    if (this.#indent >= column) return false;
    this.#indents.push(this.#indent);
    this.#indent = column;
    return true;
  }

  /** A list's dash or a key's question mark. */
  #entry(char: '-' | '?'): void {
    const reader = this.#reader;
    const at = reader.offset();
    if (this.#flow === 0) {
      if (!this.#keyAllowed) reader.refuse(at, 'an indented block cannot start in the middle of a line');
      if (this.#enter(reader.column)) this.#add(char === '-' ? 'block-sequence' : 'block-mapping', at, at);
    }
    this.#keyAllowed = char === '-' || this.#flow === 0;
    this.#removeKey();
    this.#sign(char);
  }

  #value(): void {
    const reader = this.#reader;
    const key = this.#keys.get(this.#flow);
    this.#keys.delete(this.#flow);
    if (key === undefined) this.#valueWithoutKey();
    else {
      const at = reader.offset(key.index);
      const before = key.number - this.#taken;
      this.#tokens.splice(before, 0, { kind: '?', start: at, end: at, text: '' });
      if (this.#flow === 0 && this.#enter(key.column)) {
        this.#tokens.splice(before, 0, { kind: 'block-mapping', start: at, end: at, text: '' });
      }
      this.#keyAllowed = false;
    }
    this.#sign(':');
  }

  #valueWithoutKey(): void {
    const reader = this.#reader;
    const at = reader.offset();
    if (this.#flow === 0) {
      if (!this.#keyAllowed) {
        throw new Refusal(at, at + 1, "a second ': ' stands on the line; quote the value that holds it");
      }
      if (this.#enter(reader.column)) this.#add('block-mapping', at, at);
    }
    this.#keyAllowed = this.#flow === 0;
    this.#removeKey();
  }

  #toNextToken(): void {
    const reader = this.#reader;
    if (reader.index === 0 && reader.peek() === 0xfeff) reader.forward();
    for (;;) {
      reader.skip(0x20);
      if (reader.peek() === 0x23) this.#comment();
      if (reader.lineBreak() === '') return;
      if (this.#flow === 0) this.#keyAllowed = true;
    }
  }

  #comment(): void {
    const start = this.#reader.offset();
    this.#reader.takeWhile((point) => !BREAK.has(point));
    this.comments.push([start, this.#reader.offset()]);
  }

  #anchor(kind: 'anchor' | 'alias'): void {
    const reader = this.#reader;
    const start = reader.offset();
    reader.forward();
    const text = reader.takeWhile((point) => !NO_ANCHOR.has(point));
    if (text === '' || !AFTER_ANCHOR.has(reader.peek())) {
      throw new Refusal(start, reader.offset() + 1, 'this is not a name that an anchor can have');
    }
    this.#add(kind, start, reader.offset(), text);
  }

  #tag(): void {
    const reader = this.#reader;
    const start = reader.offset();
    const tag = this.#tagParts();
    if (!BLANK_BREAK.has(reader.peek())) reader.refuse(start, 'a blank has to stand after a tag');
    this.#tokens.push({ kind: 'tag', start, end: reader.offset(), ...tag });
  }

  #tagParts(): { readonly text: string; readonly handle?: string } {
    const reader = this.#reader;
    const next = reader.peek(1);
    if (next === 0x3c) {
      reader.forward(2);
      const text = this.#uri(URI_PREFIX);
      if (reader.peek() !== 0x3e) reader.refuse(reader.offset(), 'a > is missing at the end of the tag');
      reader.forward();
      return { text };
    }
    if (SPACE_BREAK.has(next)) {
      reader.forward();
      return { text: '!' };
    }
    let length = 1;
    while (!BLANK_BREAK.has(reader.peek(length)) && reader.peek(length) !== 0x21) length++;
    if (reader.peek(length) === 0x21) return { handle: this.#handle(), text: this.#uri(URI) };
    reader.forward();
    return { handle: '!', text: this.#uri(URI) };
  }

  #handle(): string {
    const reader = this.#reader;
    const start = reader.offset();
    if (reader.peek() !== 0x21) reader.refuse(start, 'a tag has to start with !');
    let length = 1;
    if (reader.peek(1) !== 0x20) {
      while (ALPHA.has(reader.peek(length))) length++;
      if (reader.peek(length) !== 0x21) reader.refuse(start, 'a ! is missing at the end of what the tag starts with');
      length++;
    }
    return reader.take(length);
  }

  #uri(allowed: ReadonlySet<number>): string {
    const reader = this.#reader;
    const start = reader.offset();
    const text = reader.takeWhile((point) => allowed.has(point));
    if (text === '') reader.refuse(start, 'a tag has no name');
    try {
      return decodeURIComponent(text);
    } catch {
      return reader.refuse(start, 'what follows a % in a tag is no escape');
    }
  }

  #directive(): void {
    const reader = this.#reader;
    const start = reader.offset();
    reader.forward();
    const text = reader.takeWhile((point) => ALPHA.has(point));
    if (text === '' || !BLANK_BREAK.has(reader.peek())) {
      reader.refuse(start, 'a line that starts with % is a directive, and this one is malformed');
    }
    const more = this.#directiveValue(text);
    const end = reader.offset();
    ignoredLine(reader, () => this.#comment());
    this.#tokens.push({ kind: 'directive', start, end, text, ...more });
  }

  #directiveValue(name: string): { readonly value?: string; readonly handle?: string } {
    const reader = this.#reader;
    if (name !== 'YAML' && name !== 'TAG') {
      reader.takeWhile((point) => !BREAK.has(point));
      return {};
    }
    reader.skip(0x20);
    const start = reader.offset();
    const malformed = 'a line that starts with % is a directive, and this one is malformed';
    if (name === 'YAML') {
      const major = reader.takeWhile(isDigit);
      if (major === '' || reader.peek() !== 0x2e) reader.refuse(start, malformed);
      reader.forward();
      const minor = reader.takeWhile(isDigit);
      if (minor === '' || !BLANK_BREAK.has(reader.peek())) reader.refuse(start, malformed);
      return { value: major };
    }
    const handle = this.#handle();
    if (reader.peek() !== 0x20) reader.refuse(start, malformed);
    reader.skip(0x20);
    const value = this.#uri(URI_PREFIX);
    if (!BLANK_BREAK.has(reader.peek())) reader.refuse(start, malformed);
    return { handle, value };
  }
}
