import type { SourceText, Span } from '../model/span.js';
import { embedded, type Piece, spanOf } from './source-text.js';

/** A word as a shell splits it, with its text as a source of its own. */
export interface ShellWord {
  readonly text: string;
  readonly at: Span;
  readonly source: SourceText;
}

/**
 * Splits the text of a Dockerfile's instruction into words: at blanks, with quotes and backslashes taken away as a POSIX shell
 * does it. Nothing else of a shell means anything there: variables stay as they are written, and `;`, `|` and `$(…)` are
 * letters, for which reason the reader of scripts in `shell/` cannot take its place. A quote that is never closed reaches to
 * the end.
 */
export function shellWords(source: SourceText): readonly ShellWord[] {
  return [...source.text.matchAll(WORD)].map(({ 0: written, index }) => {
    const pieces = [...written.matchAll(PART)].flatMap((part) => piecesOf(part[0], index + part.index));
    const word = embedded(source, pieces.length === 0 ? [{ text: '', start: index }] : joined(pieces));
    return { text: word.text, at: spanOf(source, index, index + written.length), source: word };
  });
}

/** Within quotes, after a backslash, or plain. */
const PART = /'[^']*'?|"(?:[^"\\]|\\[\s\S])*"?|\\[\s\S]?|[^\s'"\\]+/g;
const WORD = /(?:'[^']*'?|"(?:[^"\\]|\\[\s\S])*"?|\\[\s\S]?|[^\s'"\\]+)+/g;

/** In double quotes a backslash means something before these only. */
const ESCAPE = /\\["$`\\\n]/g;

function piecesOf(part: string, start: number): readonly Piece[] {
  const quote = part[0];
  if (quote === '\\') return unescaped(part, /\\[\s\S]/g, start);
  if (quote !== "'" && quote !== '"') return [{ text: part, start }];
  const end = part.length > 1 && part.endsWith(quote) ? -1 : part.length;
  const inner = part.slice(1, end);
  return quote === "'" ? [{ text: inner, start: start + 1 }] : unescaped(inner, ESCAPE, start + 1);
}

/** A text without its backslashes, and without the line breaks behind them. */
function unescaped(text: string, sign: RegExp, start: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const { 0: written, index } of text.matchAll(sign)) {
    pieces.push({ text: text.slice(done, index), start: start + done });
    if (!written.endsWith('\n')) pieces.push({ text: written.slice(1), start: start + index + 1 });
    done = index + 2;
  }
  return [...pieces, { text: text.slice(done), start: start + done }];
}

/** Pieces that stand one after the other as one. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const runs: { text: string; start: number }[] = [];
  for (const { text, start } of pieces.filter(({ text }) => text !== '')) {
    const last = runs.at(-1);
    if (last !== undefined && last.start + last.text.length === start) last.text += text;
    else runs.push({ text, start });
  }
  return runs;
}
