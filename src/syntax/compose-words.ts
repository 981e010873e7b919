import type { SourceText } from '../model/span.js';
import type { ShellWord } from './shell-words.js';
import { embedded, type Piece, spanOf } from './source-text.js';

/** Of a command: an escape, a quote, a substitution, blanks, a sign that ends it, or anything else. */
const TOKEN =
  /\\(?<escaped>[\s\S])|'(?<single>[^']*)'|"(?<double>(?:[^"\\]|\\[\s\S])*)"|(?<group>`[^`]*`|\$\([^()]*\))|(?<blank>[ \t\r\n]+)|(?<end>[;&|<>])|[^\\'"`$ \t\r\n;&|<>]+|\$/y;

interface Word {
  readonly start: number;
  end: number;
  readonly pieces: Piece[];
}

/**
 * Splits a command that is one text as docker compose does, which is no shell: a backslash in double quotes goes away before
 * anything, a substitution stays as it is written, and what follows an unquoted `;`, `&`, `|`, `<` or `>` is dropped without
 * a word. Follows `shellwords.go` of go-shellwords.
 */
export function composeWords(source: SourceText): readonly ShellWord[] {
  return wordsIn(source.text).map(({ start, end, pieces }) => {
    const made = embedded(source, pieces);
    return { text: made.text, at: spanOf(source, start, end), source: made };
  });
}

function wordsIn(text: string): readonly Word[] {
  const words: Word[] = [];
  let within = false;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    // Compose refuses a quote that is never closed; it reaches to the end.
    const { 0: written, groups = {} } = TOKEN.exec(text) ?? { 0: text.slice(at) };
    if (groups.end !== undefined) return groups.end === '>' ? withoutNumber(words, within) : words;
    TOKEN.lastIndex = at + written.length;
    if (groups.blank === undefined && !within) words.push({ start: at, end: at, pieces: [] });
    within = groups.blank === undefined;
    const word = words.at(-1);
    if (!within || word === undefined) continue;
    word.pieces.push(...piecesOf(written, groups, at));
    word.end = TOKEN.lastIndex;
  }
  return words;
}

/** A number right before a `>` belongs to it. */
const withoutNumber = (words: readonly Word[], within: boolean): readonly Word[] =>
  within && /^\d/.test(words.at(-1)?.pieces[0]?.text ?? '') ? words.slice(0, -1) : words;

type Groups = Readonly<Record<string, string | undefined>>;

function piecesOf(written: string, { escaped, single, double }: Groups, at: number): readonly Piece[] {
  if (escaped !== undefined) return [{ text: escaped, start: at + 1 }];
  if (single !== undefined) return [{ text: single, start: at + 1 }];
  if (double === undefined) return [{ text: written, start: at }];
  const parts = [...double.matchAll(/\\([\s\S])|[^\\]+/g)];
  const pieces = parts.map(({ 0: part, 1: sign, index }) => ({
    text: sign ?? part,
    start: at + 1 + index + (sign === undefined ? 0 : 1),
  }));
  return pieces.length === 0 ? [{ text: '', start: at + 1 }] : pieces;
}
