import {
  Composer,
  type Document,
  type ErrorCode,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Parser,
  Scalar,
  type YAMLParseError,
} from 'yaml';
import type { ParsedText } from './document.js';
import { scan } from './lexemes.js';
import { emptyAt, type Node, type Properties } from './nodes.js';
import type { Problem } from './problem.js';

/** Every scalar stays text, for the rules that type them are snakeyaml-engine's; duplicate keys stay in. */
const OPTIONS = {
  version: '1.2',
  schema: 'failsafe',
  merge: false,
  resolveKnownTags: false,
  uniqueKeys: false,
  strict: true,
  logLevel: 'silent',
} as const;

/** Reasons in our own words, by what the parser says is wrong. */
const REASONS: Readonly<Partial<Record<ErrorCode, string>>> = {
  ALIAS_PROPS: 'an alias cannot have an anchor or a tag of its own',
  BAD_ALIAS: 'an anchor or alias has no name',
  BAD_DIRECTIVE: 'a line that starts with % is a directive, and this one is malformed',
  BAD_DQ_ESCAPE: 'a backslash in double quotes starts an escape, and there is none like this',
  BAD_INDENT: 'the indentation does not fit the lines around it',
  BAD_PROP_ORDER: 'an anchor or a tag stands before the indicator it belongs after',
  BAD_SCALAR_START: 'a value cannot start with this character unless it is quoted',
  BLOCK_AS_IMPLICIT_KEY: "a second ': ' stands on the line; quote the value that holds it",
  BLOCK_IN_FLOW: 'an indented block cannot stand within brackets',
  KEY_OVER_1024_CHARS: 'a key cannot be longer than 1024 characters',
  MISSING_CHAR: 'a character is missing here, such as a closing quote, a comma or a colon',
  MULTILINE_IMPLICIT_KEY: 'a key has to stand on one line, with a colon and a space after it',
  MULTIPLE_ANCHORS: 'a value can have one anchor only',
  MULTIPLE_TAGS: 'a value can have one tag only',
  RESOURCE_EXHAUSTION: 'it is nested too deeply to be read',
  TAB_AS_INDENT: 'a tab stands where only spaces are allowed',
  TAG_RESOLVE_FAILED: 'Flink knows no such tag',
};

/** Reads what it can of a text with which Flink does not start. */
export function recover(text: string): ParsedText {
  const { lexemes, comments, problems: found, unreadable } = scan(text);
  if (unreadable !== undefined) return { root: undefined, problems: [...found, unreadable], comments };
  const documents = [...compose(lexemes, text.length)];
  const problems: Problem[] = [...found];
  for (const document of documents) {
    for (const error of document.errors) problems.push(problemOf(error, text));
  }
  const [first, second] = documents;
  if (second !== undefined) problems.push(secondDocument(text, second));
  if (documents.length === 0 && lexemes.some((lexeme) => lexeme.startsWith('%'))) {
    problems.push({
      start: text.search(/^%/m),
      end: text.length,
      reason: 'no document starts with --- below the directive',
    });
  }
  problems.sort((a, b) => a.start - b.start);
  return { root: first?.contents == null ? undefined : nodeOf(first.contents, 0), problems, comments };
}

function* compose(lexemes: readonly string[], length: number): Generator<Document.Parsed> {
  const parser = new Parser();
  const composer = new Composer(OPTIONS);
  for (const lexeme of lexemes) for (const token of parser.next(lexeme)) yield* composer.next(token);
  for (const token of parser.end()) yield* composer.next(token);
  yield* composer.end(false, length);
}

function secondDocument(text: string, document: Document.Parsed): Problem {
  const end = document.range[0];
  const marker = Math.max(text.lastIndexOf('---', end), 0);
  return {
    start: marker,
    end: Math.min(marker + 3, text.length),
    reason: 'a second document starts here, and Flink reads files with one',
  };
}

/** The parser's error in our words. */
function problemOf(error: YAMLParseError, text: string): Problem {
  const [start, end] = error.pos;
  const reason = REASONS[error.code] ?? 'something stands here that does not belong here';
  return { start: Math.min(start, text.length), end: Math.min(Math.max(end, start + 1), text.length), reason };
}

/** @param missing where a node stands that is not there */
function nodeOf(node: unknown, missing: number): Node {
  if (isAlias(node)) return { kind: 'alias', name: node.source, ...spanOf(node, missing) };
  if (isScalar(node)) {
    const plain = node.type === Scalar.PLAIN || node.type === undefined;
    return { kind: 'scalar', text: node.source ?? '', plain, ...propertiesOf(node), ...spanOf(node, missing) };
  }
  if (isSeq(node)) {
    const { start, end } = spanOf(node, missing);
    return { kind: 'list', items: node.items.map((item) => nodeOf(item, start)), ...propertiesOf(node), start, end };
  }
  if (!isMap(node)) return emptyAt(missing);
  const { start, end } = spanOf(node, missing);
  const pairs = node.items.map(({ key, value }): readonly [Node, Node] => {
    const keyNode = nodeOf(key, start);
    return [keyNode, nodeOf(value, keyNode.end)];
  });
  return { kind: 'map', pairs, ...propertiesOf(node), start, end };
}

interface Ranged {
  readonly range?: readonly [number, number, number] | null | undefined;
}

function spanOf({ range }: Ranged, missing: number): Pick<Node, 'start' | 'end'> {
  const [start, end] = range ?? [missing, missing];
  return { start, end };
}

const propertiesOf = ({
  anchor,
  tag,
}: {
  readonly anchor?: string | undefined;
  readonly tag?: string | undefined;
}): Properties => ({
  ...(anchor === undefined ? {} : { anchor }),
  ...(tag === undefined ? {} : { tag }),
});
