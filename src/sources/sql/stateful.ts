import type { SourceText } from '../../model/span.js';
import type { SqlStateful } from '../../model/sql.js';
import { placeOf } from '../../syntax/source-text.js';
import { isSymbol, isWord } from './split.js';
import type { Token } from './tokens.js';

/** Words of windows, which drop the state of what they are done with. */
const WINDOWS = ['TUMBLE', 'HOP', 'SESSION', 'CUMULATE', 'WINDOW_START', 'WINDOW_END', 'MATCH_RECOGNIZE'];

/** Words of joins that keep rows for a time only: interval and temporal joins. */
const BOUNDED_JOINS = ['BETWEEN', 'INTERVAL', 'SYSTEM_TIME', 'SYSTEM', 'PROCTIME'];

/** What stands after JOIN where nothing is kept of what it joins. */
const WITHOUT_STATE = ['LATERAL', 'UNNEST', 'TABLE'];

/**
 * Joins, aggregations and DISTINCT that keep every key they ever saw. A statement with a window or an interval anywhere
 * in it is left alone, for what they bound is not worked out here.
 */
export function statefulIn(source: SourceText, tokens: readonly Token[]): readonly SqlStateful[] {
  if (tokens.some((token) => isWord(token, ...WINDOWS))) return [];
  const bounded = tokens.some((token) => isWord(token, ...BOUNDED_JOINS));
  return tokens.flatMap((token, at) => {
    const [next, after] = [tokens[at + 1], tokens[at + 2]];
    const found = (kind: SqlStateful['kind'], last: Token) => [
      { kind, at: placeOf(source, token.start, last.end, kind, '') },
    ];
    if (isWord(token, 'JOIN') && !bounded && !isWord(next, ...WITHOUT_STATE)) return found('join', token);
    if (isWord(token, 'GROUP') && isWord(next, 'BY') && next !== undefined && !isEmptyGroup(after))
      return found('aggregation', next);
    if (isWord(token, 'SELECT') && isWord(next, 'DISTINCT') && next !== undefined) return found('distinct', next);
    return [];
  });
}

/** `GROUP BY ()` has one group. */
const isEmptyGroup = (token: Token | undefined): boolean => isSymbol(token, '(');
