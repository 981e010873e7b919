import type { SourceText } from '../../model/span.js';
import type { SqlInsert, SqlTable } from '../../model/sql.js';
import { placeOf } from '../../syntax/source-text.js';
import { isSemicolon, isSymbol, isWord } from './split.js';
import type { Token } from './tokens.js';

/** A name of one or more parts, and how many tokens it takes. */
export interface Name {
  readonly name: string;
  readonly length: number;
}

/** The name that starts at `at`: `orders`, `` `cat`.db.orders ``. */
export function nameAt(tokens: readonly Token[], at: number, text: string): Name | undefined {
  const parts: string[] = [];
  let length = 0;
  for (let token = tokens[at]; token !== undefined && isName(token); token = tokens[at + length]) {
    parts.push(token.kind === 'word' ? text.slice(token.start, token.end) : token.text);
    length += 1;
    if (!isSymbol(tokens[at + length], '.')) break;
    length += 1;
  }
  return parts.length === 0 ? undefined : { name: parts.join('.'), length };
}

const isName = ({ kind }: Token): boolean => kind === 'word' || kind === 'identifier' || kind === 'placeholder';

/** Words between what a CREATE creates and its name. */
const BEFORE_NAME = ['OR', 'REPLACE', 'TEMPORARY', 'SYSTEM', 'MATERIALIZED', 'IF', 'NOT', 'EXISTS'];

/** Where the name of what is created or changed stands. */
export function indexOfName(tokens: readonly Token[]): number {
  let at = 1;
  while (isWord(tokens[at], ...BEFORE_NAME)) at += 1;
  // TABLE, VIEW, CATALOG and the like.
  at += 1;
  while (isWord(tokens[at], 'IF', 'NOT', 'EXISTS')) at += 1;
  return at;
}

/** How deep in parentheses each token stands; a parenthesis itself counts as outside. */
export function depths(tokens: readonly Token[]): readonly number[] {
  let depth = 0;
  return tokens.map((token) => {
    if (isSymbol(token, ')')) depth = Math.max(0, depth - 1);
    const own = depth;
    if (isSymbol(token, '(')) depth += 1;
    return own;
  });
}

/** Where the parenthesis after `WITH` stands, of the one that has the options. */
export function indexOfOptions(tokens: readonly Token[]): number | undefined {
  const depth = depths(tokens);
  const index = tokens.findIndex(
    (token, at) => depth[at] === 0 && isWord(token, 'WITH') && isSymbol(tokens[at + 1], '('),
  );
  return index < 0 ? undefined : index + 1;
}

/** Whether a CREATE TABLE also runs a query to fill what it creates. */
export function isFilled(tokens: readonly Token[]): boolean {
  const depth = depths(tokens);
  return tokens.some((token, at) => depth[at] === 0 && isWord(token, 'AS') && startsQuery(tokens[at + 1]));
}

const startsQuery = (token: Token | undefined): boolean =>
  isWord(token, 'SELECT', 'WITH', 'VALUES', 'TABLE') || isSymbol(token, '(');

/** What stands among the columns of a CREATE TABLE. */
export function tableOf(source: SourceText, tokens: readonly Token[]): SqlTable {
  const depth = depths(tokens);
  const find = (level: number, ...words: readonly string[]) => {
    const at = tokens.findIndex(
      (_, index) => depth[index] === level && words.every((word, step) => isWord(tokens[index + step], word)),
    );
    const [first, last] = [tokens[at], tokens[at + words.length - 1]];
    return first === undefined || last === undefined
      ? undefined
      : placeOf(source, first.start, last.end, words.join(' '), '');
  };
  const watermark = find(1, 'WATERMARK', 'FOR');
  const primaryKey = find(1, 'PRIMARY', 'KEY');
  return {
    ...(watermark === undefined ? {} : { watermark }),
    ...(primaryKey === undefined ? {} : { primaryKey }),
    like: find(0, 'LIKE') !== undefined,
  };
}

/** The tables that are written to, by an INSERT alone or by those of a statement set. */
export function insertsIn(source: SourceText, tokens: readonly Token[]): readonly SqlInsert[] {
  return tokens.flatMap((token, at) => {
    if (!isWord(token, 'INSERT', 'UPSERT') || !startsStatement(tokens, at)) return [];
    const to = isWord(tokens[at + 2], 'TABLE') ? at + 3 : at + 2;
    const name = isWord(tokens[at + 1], 'INTO', 'OVERWRITE') ? nameAt(tokens, to, source.text) : undefined;
    const last = tokens[to + (name?.length ?? 0) - 1];
    if (name === undefined || last === undefined) return [];
    return [{ table: name.name, at: placeOf(source, token.start, last.end, name.name, '') }];
  });
}

function startsStatement(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  return before === undefined || isSemicolon(before) || isWord(before, 'BEGIN', 'EXECUTE', 'FOR', 'EXPLAIN', 'PLAN');
}

/** The names after FROM, JOIN and the TABLE of a windowing function. */
export function readsIn(source: SourceText, tokens: readonly Token[]): readonly string[] {
  const names = tokens.flatMap((token, at) => {
    if (!isWord(token, 'FROM', 'JOIN') && !(isWord(token, 'TABLE') && isSymbol(tokens[at - 1], '('))) return [];
    return nameAt(tokens, at + 1, source.text)?.name ?? [];
  });
  return [...new Set(names)];
}
