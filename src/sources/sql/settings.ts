import type { Setting } from '../../model/facts.js';
import type { SourceText } from '../../model/span.js';
import { placeOf } from '../../syntax/source-text.js';
import { isSymbol, type Split } from './split.js';
import type { Token } from './tokens.js';

/** Where something stands in the text of a source. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** A key and its value, as a statement writes them. */
export interface Pair {
  readonly key: string;
  readonly value: string;
  readonly keyAt: Range;
  readonly valueAt: Range;
}

/** A pair as a setting with its places. */
export function settingOf(source: SourceText, { key, value, keyAt, valueAt }: Pair): Setting {
  return {
    key,
    value,
    type: 'string',
    written: source.text.slice(valueAt.start, valueAt.end),
    keyAt: placeOf(source, keyAt.start, keyAt.end, key, value),
    valueAt: placeOf(source, valueAt.start, valueAt.end, key, value),
    // The quotes are SQL's, and no part of the value.
    quoted: false,
    nested: false,
  };
}

/** The pairs `'key' = 'value'` between two parentheses, of which the first stands at `open`. */
export function pairsWithin(tokens: readonly Token[], open: number): readonly Pair[] {
  const pairs: Pair[] = [];
  for (let at = open + 1; at < tokens.length && !isSymbol(tokens[at], ')'); at += 1) {
    const [key, equals, value] = tokens.slice(at, at + 3);
    if (key?.kind !== 'string' || value?.kind !== 'string' || !isSymbol(equals, '=')) continue;
    pairs.push(pairOf(key, value));
    at += 2;
  }
  return pairs;
}

const pairOf = (key: Token, value: Token): Pair => ({
  key: key.text,
  value: value.text,
  keyAt: key,
  valueAt: value,
});

/**
 * What SET and RESET say without quotes around the key (`SetOperationParseStrategy`, `ResetOperationParseStrategy`): asked
 * before the grammar is, about the statement with its semicolon. All of it must match, but what is read is what the
 * pattern finds first, so that `SET a='b''c';` sets `b`.
 */
const SET = /^SET(?:\s+([^'\s]+)\s*=\s*(?:'([^']*)'|([^;\s]+)))?\s*;?/dis;
const WHOLE_SET = /^SET(?:\s+[^'\s]+\s*=\s*(?:'[^']*'|[^;\s]+))?\s*;?$/is;
/** The key takes a semicolon that follows at once, so `RESET a.b;` resets `a.b;`. */
const RESET = /^RESET(?:\s+([^'\s]+)\s*)?\s*;?$/is;

/**
 * The setting of a SET; nothing where it has none, or none that Flink takes.
 * @param text the source's
 */
export function pairOfSet(text: string, { tokens, end }: Split): Pair | undefined {
  const [, key, equals, value, ...more] = tokens;
  if (key?.kind === 'string') {
    if (value?.kind !== 'string' || !isSymbol(equals, '=') || more.length > 0) return undefined;
    const pair = pairOf(key, value);
    // The gateway trims both (`OperationExecutor#callSetOperation`).
    return { ...pair, key: pair.key.trim(), value: pair.value.trim() };
  }
  const start = tokens[0]?.start ?? 0;
  const statement = text.slice(start, end);
  const matched = WHOLE_SET.test(statement) ? SET.exec(statement) : null;
  const [keyAt, quoted, plain] = [1, 2, 3].map((group) => rangeOf(matched?.indices?.[group], start));
  const written = quoted ?? plain;
  if (keyAt === undefined || written === undefined) return undefined;
  return {
    key: text.slice(keyAt.start, keyAt.end),
    value: text.slice(written.start, written.end).trim(),
    keyAt,
    valueAt: quoted === undefined ? written : { start: quoted.start - 1, end: quoted.end + 1 },
  };
}

/** The key of a RESET. */
export function keyOfReset(text: string, { tokens, end }: Split): string | undefined {
  const [first, key] = tokens;
  if (key?.kind === 'string') return key.text.trim();
  return RESET.exec(text.slice(first?.start ?? 0, end))?.[1];
}

function rangeOf(indices: readonly [number, number] | undefined, start: number): Range | undefined {
  return indices === undefined ? undefined : { start: start + indices[0], end: start + indices[1] };
}
