import type { Variable } from '../../model/facts.js';
import type { SourceText, Span } from '../../model/span.js';
import type { Entry, Scalar, Tree } from '../../model/tree.js';
import { sourceFrom } from '../../syntax/shell-words.js';
import { spanOf } from '../../syntax/source-text.js';
import { interpolatedOf } from './words.js';

/** The `environment` of a service. */
export interface Environment {
  readonly environment: readonly Variable[];
  /** The text of `FLINK_PROPERTIES`, and the names in it that compose fills in. */
  readonly properties?: { readonly source: SourceText; readonly at: Span; readonly names: ReadonlySet<string> };
  /** Why some of it cannot be seen. */
  readonly open?: string;
}

interface Given {
  readonly variable: Variable;
  readonly source: SourceText;
  readonly names: ReadonlySet<string>;
}

/** Reads an `environment` in map or list form. Later ones of the same name win. */
export function environmentOf(tree: Tree | undefined, source: SourceText): Environment {
  const given = givenIn(tree, source);
  const properties = given.findLast(({ variable }) => variable.name === 'FLINK_PROPERTIES');
  const whole = properties !== undefined && /^\s*\$\{?\w+[^}\s]*\}?\s*$/.test(properties.source.text);
  return {
    environment: given.map(({ variable }) => variable),
    ...(properties === undefined || whole
      ? {}
      : { properties: { source: properties.source, at: properties.variable.keyAt, names: properties.names } }),
    ...(whole ? { open: 'FLINK_PROPERTIES is given from outside' } : {}),
  };
}

function givenIn(tree: Tree | undefined, source: SourceText): readonly Given[] {
  if (tree?.kind === 'mapping') return tree.entries.flatMap((entry) => ofEntry(entry, source));
  if (tree?.kind !== 'list') return [];
  return tree.items.flatMap((item) => (item.kind === 'scalar' && item.value !== null ? ofItem(item, source) : []));
}

function ofEntry({ key, keyAt, value }: Entry, source: SourceText): readonly Given[] {
  if (value.kind !== 'scalar') return [];
  // Without a value it is handed on from whatever surrounds compose.
  if (value.value === null) return [outside(key, keyAt, source)];
  const { source: text, names } = interpolatedOf(value, source);
  return [{ variable: { name: key, value: text.text, keyAt, valueAt: inkOf(text, value.at) }, source: text, names }];
}

function ofItem(item: Scalar, source: SourceText): readonly Given[] {
  const { source: text, names } = interpolatedOf(item, source);
  const equals = text.text.indexOf('=');
  if (equals < 0) return [outside(text.text.trim(), item.at, source)];
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

const outside = (name: string, at: Span, source: SourceText): Given => {
  const value = `\${${name}}`;
  return {
    variable: { name, value, keyAt: at, valueAt: at },
    source: { file: source.file, text: value, toOuter: () => at.start },
    names: new Set([name]),
  };
};

/** Where a text has its first and its last character that is no blank. */
function inkOf(source: SourceText, at: Span): Span {
  const { text } = source;
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  return end > start ? spanOf(source, start, end) : at;
}
