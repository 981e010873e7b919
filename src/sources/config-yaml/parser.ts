import { emptyAt, type ListNode, type MapNode, type Node, type Properties, type ScalarNode } from './nodes.js';
import { Refusal } from './reader.js';
import { Scanner, type Token, type TokenKind } from './scanner.js';

/** Deepest nesting that is read; the parser is recursive. */
const MAX_DEPTH = 200;

/** What snakeyaml-engine makes of a text: its root, or why it refuses. */
export type Strict =
  | { readonly ok: true; readonly root: Node | undefined; readonly comments: readonly (readonly [number, number])[] }
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

class Parser {
  readonly scanner: Scanner;
  readonly #handles = new Map(TAGS);
  #depth = 0;

  constructor(text: string) {
    this.scanner = new Scanner(text);
  }

  single(): Node | undefined {
    const { scanner } = this;
    if (scanner.is('stream-end')) return undefined;
    if (scanner.is('directive', 'document-start')) {
      this.#directives();
      if (!scanner.is('document-start')) this.#unexpected('after directives a line with --- has to follow');
      scanner.next();
      const empty = scanner.is('directive', 'document-start', 'document-end', 'stream-end');
      const root = empty ? emptyAt(scanner.peek().start) : this.#node('block');
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
      const { start, end, text: name } = scanner.next();
      return { kind: 'alias', name, start, end };
    }
    if (!scanner.is('anchor', 'tag')) return this.#content(context, {});
    const properties = this.#properties();
    return { ...this.#content(context, properties), ...properties };
  }

  #content(context: 'block' | 'block-or-indentless' | 'flow', properties: Properties): ScalarNode | ListNode | MapNode {
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
    if (properties.anchor !== undefined || properties.tag !== undefined) return emptyAt(token.start);
    return this.#unexpected('something stands here that does not belong here');
  }

  #deeper<T>(read: () => T): T {
    if (++this.#depth > MAX_DEPTH) {
      this.#unexpected(`it is nested deeper than ${String(MAX_DEPTH)} levels, more than is read here`);
    }
    const result = read();
    this.#depth--;
    return result;
  }

  #sequence(first: Token, kind: 'block' | 'indentless'): ListNode {
    const { scanner } = this;
    const after: readonly TokenKind[] = kind === 'block' ? ['-', 'block-end'] : ['-', '?', ':', 'block-end'];
    return this.#deeper(() => {
      const items: Node[] = [];
      let end = first.end;
      while (scanner.is('-')) {
        const dash = scanner.next();
        const item = scanner.is(...after) ? emptyAt(dash.end) : this.#node('block');
        items.push(item);
        end = Math.max(item.end, dash.end);
      }
      if (kind === 'block') this.#blockEnd();
      return { kind: 'list', items, start: first.start, end };
    });
  }

  #blockEnd(): void {
    if (!this.scanner.is('block-end')) this.#unexpected('the indentation does not fit the lines around it');
    this.scanner.next();
  }

  #mapping(): MapNode {
    const { scanner } = this;
    const { start } = scanner.next();
    return this.#deeper(() => {
      const pairs: (readonly [Node, Node])[] = [];
      let end = start;
      while (scanner.is('?')) {
        const mark = scanner.next();
        const key = scanner.is('?', ':', 'block-end') ? emptyAt(mark.end) : this.#node('block-or-indentless');
        const value = this.#blockValue();
        pairs.push([key, value]);
        end = Math.max(value.end, key.end, mark.end);
      }
      this.#blockEnd();
      return { kind: 'map', pairs, start, end };
    });
  }

  #blockValue(): Node {
    const { scanner } = this;
    if (scanner.is(':')) {
      const colon = scanner.next();
      return scanner.is('?', ':', 'block-end') ? emptyAt(colon.end) : this.#node('block-or-indentless');
    }
    return scanner.is('scalar') ? this.#node('block-or-indentless') : emptyAt(scanner.peek().start);
  }

  #flowSequence(): ListNode {
    const { scanner } = this;
    const { start } = scanner.next();
    return this.#deeper(() => {
      const items: Node[] = [];
      for (let first = true; !scanner.is(']'); first = false) {
        if (!first) this.#comma(']');
        if (scanner.is('?')) items.push(this.#onePair());
        else if (scanner.is(']')) break;
        else items.push(this.#node('flow'));
      }
      return { kind: 'list', items, start, end: scanner.next().end };
    });
  }

  #comma(closing: ']' | '}'): void {
    if (!this.scanner.is(',')) this.#unexpected(`a comma or ${closing} is missing before this`);
    this.scanner.next();
  }

  /** `a: b` as an element of a list in brackets. */
  #onePair(): MapNode {
    const { scanner } = this;
    const mark = scanner.next();
    const key = scanner.is(':', ',', ']') ? emptyAt(mark.end) : this.#node('flow');
    const value = this.#flowValue(']');
    return { kind: 'map', pairs: [[key, value]], start: mark.start, end: Math.max(value.end, key.end, mark.end) };
  }

  #flowValue(closing: ']' | '}'): Node {
    const { scanner } = this;
    if (!scanner.is(':')) return emptyAt(scanner.peek().start);
    const colon = scanner.next();
    return scanner.is(',', closing) ? emptyAt(colon.end) : this.#node('flow');
  }

  #flowPair(): readonly [Node, Node] {
    const { scanner } = this;
    if (!scanner.is('?')) {
      const key = this.#node('flow');
      return [key, emptyAt(scanner.peek().start)];
    }
    const mark = scanner.next();
    const key = scanner.is(':', ',', '}') ? emptyAt(mark.end) : this.#node('flow');
    return [key, this.#flowValue('}')];
  }

  #flowMapping(): MapNode {
    const { scanner } = this;
    const { start } = scanner.next();
    return this.#deeper(() => {
      const pairs: (readonly [Node, Node])[] = [];
      for (let first = true; !scanner.is('}'); first = false) {
        if (!first) this.#comma('}');
        if (scanner.is('}')) break;
        pairs.push(this.#flowPair());
      }
      return { kind: 'map', pairs, start, end: scanner.next().end };
    });
  }
}

const scalar = ({ start, end, text, plain = false }: Token): ScalarNode => ({
  kind: 'scalar',
  text,
  plain,
  start,
  end,
});
