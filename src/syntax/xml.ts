import { SaxesParser } from 'saxes';
import type { Range } from './properties.js';

/** An attribute with its value, and where the value stands between its quotes. */
export interface XmlAttribute {
  readonly value: string;
  readonly at: Range;
}

/** An element with what is in it. */
export interface XmlElement {
  readonly name: string;
  /** The start tag from `<` to `>`. */
  readonly at: Range;
  readonly attributes: ReadonlyMap<string, XmlAttribute>;
  readonly children: readonly XmlElement[];
  /** The text directly in it, trimmed. */
  readonly text: string;
  /** From the start tag's end to the end tag's start, without blanks at either end. */
  readonly contentAt: Range;
}

/** What an XML document says, as far as it could be read. */
export interface XmlText {
  readonly root?: XmlElement;
  /** What stands between `<!--` and `-->`, the signs included. */
  readonly comments: readonly Range[];
  /** The first thing that is not well-formed. Nothing after it was read. */
  readonly problem?: { readonly at: number; readonly reason: string };
}

interface Open {
  readonly name: string;
  readonly at: Range;
  readonly attributes: Map<string, XmlAttribute>;
  readonly children: XmlElement[];
  text: string;
}

/** Far deeper than any real file, and shallow enough to walk by recursion. */
const MAX_DEPTH = 500;

const ENTITY = /<!ENTITY\s+([\w.-]+)\s+(?:"([^"]*)"|'([^']*)'|(?:SYSTEM|PUBLIC)\b)/g;

/** Reads an XML document. An external entity is never resolved, and reads as nothing. */
export function readXml(text: string): XmlText {
  const parser = new SaxesParser();
  const comments: Range[] = [];
  const stack: Open[] = [];
  let attributes = new Map<string, XmlAttribute>();
  let tagStart = 0;
  let root: XmlElement | undefined;
  let problem: XmlText['problem'];

  const close = (end: number): void => {
    const open = stack.pop();
    if (open === undefined) return;
    const element = { ...open, text: open.text.trim(), contentAt: trimmed(text, open.at.end, end) };
    const parent = stack.at(-1);
    if (parent === undefined) root ??= element;
    else parent.children.push(element);
  };
  parser.on('opentagstart', ({ name }) => {
    tagStart = text.lastIndexOf(`<${name}`, parser.position);
    attributes = new Map();
  });
  parser.on('attribute', ({ name, value }) => {
    const end = parser.position - 1;
    attributes.set(name, { value, at: { start: text.lastIndexOf(text.charAt(end), end - 1) + 1, end } });
  });
  parser.on('opentag', ({ name }) => {
    if (stack.length === MAX_DEPTH) throw new Error(`elements are nested more than ${MAX_DEPTH} deep`);
    stack.push({ name, at: { start: tagStart, end: parser.position }, attributes, children: [], text: '' });
  });
  parser.on('text', (part) => {
    const open = stack.at(-1);
    if (open !== undefined) open.text += part;
  });
  parser.on('closetag', ({ isSelfClosing }) => {
    close(isSelfClosing ? parser.position : text.lastIndexOf('</', parser.position));
  });
  parser.on('comment', () => {
    // Said at the two hyphens, before the parser has seen whether they end the comment.
    const close = text.indexOf('-->', parser.position - '-->'.length);
    if (close === -1 || close >= parser.position) return;
    comments.push({ start: text.lastIndexOf('<!--', close), end: close + '-->'.length });
  });
  parser.on('doctype', (doctype) => {
    for (const [, name = '', double, single] of doctype.matchAll(ENTITY)) {
      parser.ENTITIES[name] ??= double ?? single ?? '';
    }
  });

  // Without a handler for errors the parser stops at the first one.
  try {
    parser.write(text).close();
  } catch (error) {
    const reason = error instanceof Error ? plain(error.message) : 'it is not well-formed';
    problem = { at: Math.min(parser.position, text.length), reason };
  }
  while (stack.length > 0) close(problem?.at ?? text.length);
  return { comments, ...(root === undefined ? {} : { root }), ...(problem === undefined ? {} : { problem }) };
}

function trimmed(text: string, start: number, end: number): Range {
  const content = text.slice(start, end);
  const lead = content.length - content.trimStart().length;
  return { start: start + lead, end: Math.max(start + lead, start + content.trimEnd().length) };
}

/** The parser's message without its position and its full stop. */
const plain = (message: string): string => message.replace(/^(?:[^\s:]*:)?\d+:\d+: /, '').replace(/\.$/, '');
