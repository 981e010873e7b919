import { Alias, type Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { Refusal } from './reader.js';
import { Scanner, type Token, type TokenKind } from './scanner.js';

/** Deepest nesting that is read; the parser is recursive. */
const MAX_DEPTH = 200;

/** What snakeyaml-engine makes of a text: its root, or why it refuses. */
export type Strict =
  | { readonly ok: true; readonly root: Node | null; readonly comments: readonly (readonly [number, number])[] }
  | { readonly ok: false; readonly start: number; readonly end: number; readonly reason: string };

/** Parses a text as snakeyaml-engine 2.6's ParserImpl and Composer do for Load#loadFromString: one document. */
export function parseStrictly(text: string): Strict {
  const unprintable = UNPRINTABLE.exec(text);
  if (unprintable !== null) {
    const { index, 0: character } = unprintable;
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return { ok: false, start: index, end: index + character.length, reason: `the character U+${code} is not allowed` };
  }
  const parser = new Parser(text);
  try {
    return { ok: true, root: parser.single(), comments: parser.scanner.comments };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, start: error.start, end: error.end, reason: error.message };
  }
}

/** What StreamReader#isPrintable refuses. */
const UNPRINTABLE = /[^\t\n\r\x20-\x7e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

const TAGS: readonly (readonly [string, string])[] = [
  ['!', '!'],
  ['!!', 'tag:yaml.org,2002:'],
];

interface Properties {
  readonly anchor?: string;
  readonly tag?: string;
}

class Parser {
  readonly scanner: Scanner;
  readonly #handles = new Map(TAGS);
  #depth = 0;

  constructor(text: string) {
    this.scanner = new Scanner(text);
  }

  single(): Node | null {
    const { scanner } = this;
    if (scanner.is('stream-end')) return null;
    if (scanner.is('directive', 'document-start')) {
      this.#directives();
      if (!scanner.is('document-start')) this.#unexpected('after directives a line with --- has to follow');
      scanner.next();
      const empty = scanner.is('directive', 'document-start', 'document-end', 'stream-end');
      const root = empty ? this.#empty(scanner.peek().start) : this.#node('block');
      return this.#last(root);
    }
    return this.#last(this.#node('block'));
  }

  #last(root: Node): Node {
    const { scanner } = this;
    while (scanner.is('document-end')) scanner.next();
    if (!scanner.is('stream-end')) {
      const reason = scanner.is('document-start', 'directive')
        ? 'a second document starts here, and Flink reads files with one'
        : 'the indentation does not fit the lines around it';
      this.#unexpected(reason);
    }
    return root;
  }

  #unexpected(reason: string): never {
    const { start, end } = this.scanner.peek();
    throw new Refusal(start, Math.max(end, start + 1), reason);
  }

  #directives(): void {
    const seen = new Set<string>();
    for (; this.scanner.is('directive'); ) {
      const { start, end, text, handle, value } = this.scanner.next();
      const what = handle ?? text;
      const declares = text === 'YAML' || text === 'TAG';
      if (declares && seen.has(what)) throw new Refusal(start, end, 'the same directive stands twice');
      seen.add(what);
      if (text === 'YAML' && Number(value) !== 1) throw new Refusal(start, end, 'Flink reads YAML 1, and no other');
      if (handle !== undefined && value !== undefined) this.#handles.set(handle, value);
    }
  }

  #properties(): Properties {
    const { scanner } = this;
    let anchor: string | undefined;
    let tag: Token | undefined;
    if (scanner.is('anchor')) {
      anchor = scanner.next().text;
      if (scanner.is('tag')) tag = scanner.next();
    } else if (scanner.is('tag')) {
      tag = scanner.next();
      if (scanner.is('anchor')) anchor = scanner.next().text;
    }
    return {
      ...(anchor === undefined ? {} : { anchor }),
      ...(tag === undefined ? {} : { tag: this.#resolved(tag) }),
    };
  }

  #resolved({ start, end, text, handle }: Token): string {
    if (handle === undefined) return text;
    const prefix = this.#handles.get(handle);
    if (prefix === undefined) throw new Refusal(start, end, 'nothing declares tags that start like this one');
    return prefix + text;
  }

  #node(context: 'block' | 'block-or-indentless' | 'flow'): Node {
    const { scanner } = this;
    if (scanner.is('alias')) {
      const { start, end, text } = scanner.next();
      return placed(new Alias(text), start, end);
    }
    const properties = this.#properties();
    const node = this.#content(context, properties);
    if (!(node instanceof Alias)) {
      if (properties.anchor !== undefined) node.anchor = properties.anchor;
      if (properties.tag !== undefined) node.tag = properties.tag;
    }
    return node;
  }

  #content(context: 'block' | 'block-or-indentless' | 'flow', properties: Properties): Scalar | YAMLMap | YAMLSeq {
    const { scanner } = this;
    const token = scanner.peek();
    if (token.kind === '-' && context === 'block-or-indentless') return this.#sequence(token, 'indentless');
    switch (token.kind) {
      case 'scalar':
        scanner.next();
        return scalar(token);
      case '[':
        return this.#flowSequence();
      case '{':
        return this.#flowMapping();
      case 'block-sequence':
        if (context !== 'flow') return this.#sequence(scanner.next(), 'block');
        break;
      case 'block-mapping':
        if (context !== 'flow') return this.#mapping();
        break;
      default:
    }
    if (properties.anchor !== undefined || properties.tag !== undefined) return this.#empty(token.start);
    return this.#unexpected('something stands here that does not belong here');
  }

  #empty(at: number): Scalar {
    return scalar({ kind: 'scalar', start: at, end: at, text: '', style: 'plain' });
  }

  #deeper<T>(read: () => T): T {
    if (++this.#depth > MAX_DEPTH) {
      this.#unexpected(`it is nested deeper than ${String(MAX_DEPTH)} levels, more than is read here`);
    }
    const result = read();
    this.#depth--;
    return result;
  }

  #sequence(first: Token, kind: 'block' | 'indentless'): YAMLSeq {
    const { scanner } = this;
    const after: readonly TokenKind[] = kind === 'block' ? ['-', 'block-end'] : ['-', '?', ':', 'block-end'];
    return this.#deeper(() => {
      const sequence = new YAMLSeq<Node>();
      let end = first.end;
      while (scanner.is('-')) {
        const dash = scanner.next();
        const item = scanner.is(...after) ? this.#empty(dash.end) : this.#node('block');
        sequence.items.push(item);
        end = endOf(item, dash.end);
      }
      if (kind === 'block') this.#blockEnd();
      return placed(sequence, first.start, end);
    });
  }

  #blockEnd(): void {
    if (!this.scanner.is('block-end')) this.#unexpected('the indentation does not fit the lines around it');
    this.scanner.next();
  }

  #mapping(): YAMLMap {
    const { scanner } = this;
    const { start } = scanner.next();
    return this.#deeper(() => {
      const mapping = new YAMLMap<Node, Node>();
      let end = start;
      while (scanner.is('?')) {
        const mark = scanner.next();
        const key = scanner.is('?', ':', 'block-end') ? this.#empty(mark.end) : this.#node('block-or-indentless');
        const value = this.#blockValue();
        mapping.items.push(new Pair(key, value));
        end = endOf(value, endOf(key, mark.end));
      }
      this.#blockEnd();
      return placed(mapping, start, end);
    });
  }

  #blockValue(): Node {
    const { scanner } = this;
    if (scanner.is(':')) {
      const colon = scanner.next();
      return scanner.is('?', ':', 'block-end') ? this.#empty(colon.end) : this.#node('block-or-indentless');
    }
    return scanner.is('scalar') ? this.#node('block-or-indentless') : this.#empty(scanner.peek().start);
  }

  #flowSequence(): YAMLSeq {
    const { scanner } = this;
    const { start } = scanner.next();
    return this.#deeper(() => {
      const sequence = new YAMLSeq<Node>();
      for (let first = true; !scanner.is(']'); first = false) {
        if (!first) this.#comma(']');
        if (scanner.is('?')) sequence.items.push(this.#onePair());
        else if (scanner.is(']')) break;
        else sequence.items.push(this.#node('flow'));
      }
      return placed(sequence, start, scanner.next().end);
    });
  }

  #comma(closing: ']' | '}'): void {
    if (!this.scanner.is(',')) this.#unexpected(`a comma or ${closing} is missing before this`);
    this.scanner.next();
  }

  /** `a: b` as an element of a list in brackets. */
  #onePair(): YAMLMap {
    const { scanner } = this;
    const mark = scanner.next();
    const key = scanner.is(':', ',', ']') ? this.#empty(mark.end) : this.#node('flow');
    const value = this.#flowValue(']');
    const mapping = new YAMLMap<Node, Node>();
    mapping.items.push(new Pair(key, value));
    return placed(mapping, mark.start, endOf(value, endOf(key, mark.end)));
  }

  #flowValue(closing: ']' | '}'): Node {
    const { scanner } = this;
    if (!scanner.is(':')) return this.#empty(scanner.peek().start);
    const colon = scanner.next();
    return scanner.is(',', closing) ? this.#empty(colon.end) : this.#node('flow');
  }

  #flowPair(): Pair<Node, Node> {
    const { scanner } = this;
    if (!scanner.is('?')) {
      const key = this.#node('flow');
      return new Pair<Node, Node>(key, this.#empty(scanner.peek().start));
    }
    const mark = scanner.next();
    const key = scanner.is(':', ',', '}') ? this.#empty(mark.end) : this.#node('flow');
    return new Pair(key, this.#flowValue('}'));
  }

  #flowMapping(): YAMLMap {
    const { scanner } = this;
    const { start } = scanner.next();
    return this.#deeper(() => {
      const mapping = new YAMLMap<Node, Node>();
      for (let first = true; !scanner.is('}'); first = false) {
        if (!first) this.#comma('}');
        if (scanner.is('}')) break;
        mapping.items.push(this.#flowPair());
      }
      return placed(mapping, start, scanner.next().end);
    });
  }
}

function placed<T extends Node>(node: T, start: number, end: number): T {
  node.range = [start, end, end];
  return node;
}

const endOf = (node: Node, otherwise: number): number => Math.max(node.range?.[1] ?? otherwise, otherwise);

function scalar({ start, end, text, style }: Token): Scalar {
  const node = new Scalar<string>(text);
  node.source = text;
  node.type = style === 'plain' ? Scalar.PLAIN : Scalar.QUOTE_DOUBLE;
  return placed(node, start, end);
}
