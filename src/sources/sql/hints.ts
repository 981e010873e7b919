import type { SourceText } from '../../model/span.js';
import type { SqlHint } from '../../model/sql.js';
import { placeOf } from '../../syntax/source-text.js';
import { pairsWithin, settingOf } from './settings.js';
import { isSymbol } from './split.js';
import type { Token } from './tokens.js';

/** The hints of a statement: `/*+ OPTIONS('k'='v'), STATE_TTL('orders'='1d') *\/`. */
export function hintsIn(source: SourceText, tokens: readonly Token[]): readonly SqlHint[] {
  const hints: SqlHint[] = [];
  let within = false;
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'hint') within = token.text === '/*+';
    else if (within && token.kind === 'word' && isSymbol(tokens[at + 1], '(')) {
      const options = pairsWithin(tokens, at + 1).map((pair) => settingOf(source, pair));
      hints.push({ name: token.text, at: placeOf(source, token.start, token.end, token.text, ''), options });
    }
  }
  return hints;
}
