import { Composer, CST, type Document, Lexer, Parser } from 'yaml';
import type { Comment } from '../model/facts.js';
import type { SourceText } from '../model/span.js';
import { LONGEST } from '../syntax/limits.js';
import { spanOf } from '../syntax/source-text.js';

/** Every scalar stays text, for what it is typed as is kubectl's; duplicate keys stay in. */
const OPTIONS = {
  schema: 'failsafe',
  merge: false,
  resolveKnownTags: false,
  uniqueKeys: false,
  strict: false,
  logLevel: 'silent',
} as const;

/** The documents of a YAML stream that can be read, and its comments. */
export interface YamlDocuments {
  readonly documents: readonly Document.Parsed[];
  /** Those that cannot. */
  readonly broken: readonly Document.Parsed[];
  readonly comments: readonly Comment[];
}

/**
 * Splits a stream into documents with spans.
 * @param text as long as the source's own; other where template directives were replaced
 */
export function yamlDocuments(source: SourceText, text: string): YamlDocuments {
  const comments: Comment[] = [];
  const documents: Document.Parsed[] = [];
  if (text.length > LONGEST.yaml) return { documents, broken: [], comments };
  const parser = new Parser();
  const composer = new Composer(OPTIONS);
  try {
    let offset = 0;
    for (const lexeme of new Lexer().lex(text)) {
      const type = CST.tokenType(lexeme);
      if (type === 'comment' && source.text[offset] === '#')
        comments.push(commentAt(source, offset, offset + lexeme.length));
      if (!MARKS.has(lexeme)) offset += lexeme.length;
      for (const token of parser.next(lexeme)) documents.push(...composer.next(token));
    }
    for (const token of parser.end()) documents.push(...composer.next(token));
    documents.push(...composer.end());
  } catch {
    // Nested so deep that there is no stack left; the documents before it stand.
  }
  const isWhole = ({ errors }: Document.Parsed): boolean => errors.length === 0;
  return { documents: documents.filter(isWhole), broken: documents.filter((one) => !isWhole(one)), comments };
}

/** Lexemes that mark what follows, and are not part of the text. */
const MARKS: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

function commentAt(source: SourceText, start: number, end: number): Comment {
  const line = source.text.lastIndexOf('\n', start - 1) + 1;
  return {
    text: source.text.slice(start + 1, end).trim(),
    at: spanOf(source, start, end),
    trailing: source.text.slice(line, start).trim() !== '',
  };
}
