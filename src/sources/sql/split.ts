import type { Token } from './tokens.js';

/** The tokens of one statement, without the semicolon that ends it. */
export interface Split {
  readonly tokens: readonly Token[];
  /** Whether a semicolon ends it. */
  readonly ended: boolean;
  /** The offset after its last token, or after the semicolon. */
  readonly end: number;
}

/**
 * Splits a script at its semicolons as Flink's SQL client does, which reads on where the parser reports the end of its
 * input: `STATEMENT SET BEGIN INSERT …; INSERT …; END` is one statement (`SqlMultiLineParser`, `FlinkSqlParserImpl`).
 */
export function split(tokens: readonly Token[]): readonly Split[] {
  const statements: Split[] = [];
  let from = 0;
  let within = false;
  for (const [index, token] of tokens.entries()) {
    if (isWord(token, 'BEGIN') && endsWith(tokens.slice(from, index), 'STATEMENT', 'SET')) within = true;
    if (!isSemicolon(token)) continue;
    if (within && !isEnd(tokens, index)) continue;
    if (index > from) statements.push({ tokens: tokens.slice(from, index), ended: true, end: token.end });
    from = index + 1;
    within = false;
  }
  const last = tokens.at(-1);
  if (last !== undefined && from < tokens.length) {
    statements.push({ tokens: tokens.slice(from), ended: false, end: last.end });
  }
  return statements;
}

/** Whether a token ends a statement. */
export const isSemicolon = ({ kind, text }: Token): boolean => kind === 'symbol' && text === ';';

/** Whether a token is one of some words, which stand in capitals. */
export const isWord = (token: Token | undefined, ...words: readonly string[]): boolean =>
  token?.kind === 'word' && words.includes(token.text);

/** Whether a token is a sign. */
export const isSymbol = (token: Token | undefined, text: string): boolean =>
  token?.kind === 'symbol' && token.text === text;

/** Whether the semicolon at `index` follows the END of a statement set and not one of a CASE. */
function isEnd(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 2];
  return isWord(tokens[index - 1], 'END') && (before === undefined || isSemicolon(before));
}

function endsWith(tokens: readonly Token[], ...words: readonly string[]): boolean {
  return words.every((word, index) => isWord(tokens.at(index - words.length), word));
}
