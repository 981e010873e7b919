import type { Variable } from '../../model/facts.js';
import type { SourceText, Span } from '../../model/span.js';
import type { Entry, Scalar, Tree } from '../../model/tree.js';
import { sourceFrom, spanOf } from '../../syntax/source-text.js';
import { type Context, interpolatedOf } from './context.js';

/** A variable of a container, with the text of its value. */
export interface GivenVariable {
  readonly variable: Variable;
  readonly source: SourceText;
  /** Names in the value that compose fills in from whatever surrounds it. */
  readonly names: ReadonlySet<string>;
}

/** Reads an `environment` in map or list form. Later ones of the same name win. */
export function environmentOf(tree: Tree | undefined, context: Context): readonly GivenVariable[] {
  if (tree?.kind === 'mapping') return tree.entries.flatMap((entry) => ofEntry(entry, context));
  if (tree?.kind !== 'list') return [];
  return tree.items.flatMap((item) => (item.kind === 'scalar' && item.value !== null ? ofItem(item, context) : []));
}

function ofEntry({ key, keyAt, value }: Entry, context: Context): readonly GivenVariable[] {
  if (value.kind !== 'scalar') return [];
  // Without a value it is handed on from whatever surrounds compose.
  if (value.value === null) return [outside(key, keyAt, context.outer(key), context)];
  const { source: text, names } = interpolatedOf(value, context);
  return [{ variable: { name: key, value: text.text, keyAt, valueAt: inkOf(text, value.at) }, source: text, names }];
}

function ofItem(item: Scalar, context: Context): readonly GivenVariable[] {
  const { source: text, names } = interpolatedOf(item, context);
  const equals = text.text.indexOf('=');
  // Of a list, compose takes the values when it reads the file.
  if (equals < 0) return [outside(text.text.trim(), item.at, context.lookup(text.text.trim()), context)];
  const before = text.text.length - text.text.trimStart().length;
  const value = sourceFrom(text, equals + 1);
  const keyAt = spanOf(text, before, equals);
  return [
    {
      variable: { name: text.text.slice(before, equals), value: value.text, keyAt, valueAt: inkOf(value, item.at) },
      source: value,
      names,
    },
  ];
}

function outside(name: string, at: Span, known: SourceText | undefined, { source }: Context): GivenVariable {
  if (known !== undefined) return givenBy(name, at, known);
  const value = `\${${name}}`;
  return {
    variable: { name, value, keyAt: at, valueAt: at },
    source: { file: source.file, text: value, toOuter: () => at.start },
    names: new Set([name]),
  };
}

/** A variable with a value that is written somewhere else than its name. */
export const givenBy = (name: string, keyAt: Span, source: SourceText): GivenVariable => ({
  variable: { name, value: source.text, keyAt, valueAt: inkOf(source, keyAt) },
  source,
  names: new Set(),
});

/** Where a text has its first and its last character that is no blank. */
export function inkOf(source: SourceText, at: Span): Span {
  const { text } = source;
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  return end > start ? spanOf(source, start, end) : at;
}
