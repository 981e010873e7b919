import { Composer, type Document, type Node, Parser } from 'yaml';
import { scan } from './lexemes.js';
import { parseStrictly } from './parser.js';
import { type Problem, problemOf } from './problem.js';

/** A parsed text: what could be recovered of it, and all that makes snakeyaml-engine refuse it. */
export interface ParsedText {
  readonly root: Node | null;
  /** By position. */
  readonly problems: readonly Problem[];
  readonly comments: readonly (readonly [number, number])[];
}

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

/** Parses YAML as snakeyaml-engine's Load with default LoadSettings would: one document. */
export function parseText(text: string): ParsedText {
  const strict = parseStrictly(text);
  if (strict.ok) return { root: strict.root, problems: [], comments: strict.comments };
  // Flink does not start with this text: a forgiving parser shows what else stands in it.
  const recovered = recover(text);
  if (recovered.problems.length > 0) return recovered;
  const { start, end, reason } = strict;
  return { ...recovered, problems: [{ start, end, reason }] };
}

function recover(text: string): ParsedText {
  const { lexemes, comments, problems: found, unreadable } = scan(text);
  if (unreadable !== undefined) return { root: null, problems: [...found, unreadable], comments };
  const documents = [...compose(lexemes, text.length)];
  const problems: Problem[] = [...found];
  for (const document of documents) {
    for (const error of document.errors) problems.push(problemOf(error, text));
  }
  const second = documents[1];
  if (second !== undefined) problems.push(secondDocument(text, second));
  if (documents.length === 0 && lexemes.some((lexeme) => lexeme.startsWith('%'))) {
    problems.push({
      start: text.search(/^%/m),
      end: text.length,
      reason: 'no document starts with --- below the directive',
    });
  }
  problems.sort((a, b) => a.start - b.start);
  return { root: documents[0]?.contents ?? null, problems, comments };
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
