import { accept, isJavaWhitespace, javaTrim, type Parsed, refuse } from './parsed.js';

interface Token {
  readonly kind: 'quoted' | 'unquoted' | 'delimiter';
  readonly text: string;
  readonly start: number;
}

/**
 * Splits at a delimiter outside quotes, as `StructuredOptionsSplitter#splitEscaped`: `'` and `"` quote a whole element,
 * doubled they stand for themselves; a delimiter at either end adds no element, two in a row add an empty one.
 */
export function splitEscaped(text: string, delimiter: ';' | ',' | ':'): Parsed<readonly string[]> {
  const tokens = tokenize(text, delimiter);
  if (tokens === undefined) return refuse(text, 'well quoted', 'a quote is not closed');
  const parts: string[] = [];
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    if (token.kind === 'quoted' && next !== undefined && next.kind !== 'delimiter') {
      return refuse(text, 'well quoted', `'${text.slice(next.start)}' stands after a closing quote`);
    }
    if (token.kind !== 'delimiter') parts.push(token.text);
    else if (next?.kind === 'delimiter') parts.push('');
  }
  return accept(parts);
}

/** Nothing where a quote is not closed. */
function tokenize(text: string, delimiter: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let start = 0;
  while (start < text.length) {
    const read = readToken(text, start, delimiter);
    if (read === undefined) return undefined;
    if (read.token !== undefined) tokens.push(read.token);
    start = read.end;
  }
  return tokens;
}

type Read = { readonly token?: Token; readonly end: number };

function readToken(text: string, start: number, delimiter: string): Read | undefined {
  const char = text.charAt(start);
  if (char === "'" || char === '"') return readQuoted(text, start, char);
  if (char === delimiter) return { token: { kind: 'delimiter', text: char, start }, end: start + 1 };
  if (isJavaWhitespace(char)) return { end: start + 1 };
  const found = text.indexOf(delimiter, start);
  const end = found === -1 ? text.length : found;
  return { token: { kind: 'unquoted', text: javaTrim(text.slice(start, end)), start }, end };
}

function readQuoted(text: string, start: number, quote: string): Read | undefined {
  let content = '';
  for (let index = start + 1; index < text.length; index++) {
    const char = text.charAt(index);
    if (char !== quote) content += char;
    else if (text.charAt(index + 1) === quote) {
      content += quote;
      index++;
    } else return { token: { kind: 'quoted', text: content, start }, end: index + 1 };
  }
  return undefined;
}

/** A map written as `k:v,k:v`, the form before YAML (`ConfigurationUtils#convertToPropertiesWithLegacyPattern`). */
export function splitPairs(text: string): Parsed<ReadonlyMap<string, string>> {
  const items = splitEscaped(text, ',');
  if (!items.ok) return items;
  const entries = new Map<string, string>();
  for (const item of items.value) {
    const pair = splitEscaped(item, ':');
    if (!pair.ok) return pair;
    const [key, value] = pair.value;
    if (key === undefined || value === undefined || pair.value.length > 2) {
      return refuse(text, 'a map', `'${item}' is not one key and one value with a colon between them`);
    }
    if (entries.has(key)) return refuse(text, 'a map', `the key '${key}' stands in it twice`);
    entries.set(key, value);
  }
  return accept(entries);
}
