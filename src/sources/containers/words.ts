import type { Word } from '../../model/facts.js';
import type { SourceText } from '../../model/span.js';
import type { Scalar, Tree } from '../../model/tree.js';
import { shellWords } from '../../syntax/shell-words.js';
import { scalarText } from '../../syntax/yaml-text.js';
import { interpolated } from './interpolation.js';

/** The words of a command: a list, each item one word, or a text that compose splits as a shell does. */
export function wordsOf(tree: Tree | undefined, source: SourceText): readonly Word[] | undefined {
  if (tree?.kind === 'list') return tree.items.flatMap((item) => (item.kind === 'scalar' ? wholeOf(item, source) : []));
  if (tree?.kind !== 'scalar' || tree.value === null) return undefined;
  return shellWords(sourceOf(tree, source)).map(({ text, at }) => ({ text, at }));
}

const wholeOf = (scalar: Scalar, source: SourceText): Word => ({ text: sourceOf(scalar, source).text, at: scalar.at });

/** A scalar as compose reads it. */
export const sourceOf = (scalar: Scalar, source: SourceText): SourceText => interpolatedOf(scalar, source).source;

/** As {@link sourceOf}, with the names that compose fills in. */
export const interpolatedOf = ({ at, written, value }: Scalar, source: SourceText) =>
  interpolated(scalarText(source, { start: at.start, end: at.start + written.length, value: String(value ?? '') }));
