import type { Word } from '../../model/facts.js';
import type { Scalar, Tree } from '../../model/tree.js';
import { composeWords } from '../../syntax/compose-words.js';
import type { ShellWord } from '../../syntax/shell-words.js';
import { type Context, sourceOf } from './context.js';

/** The words of a command: a list, each item one word, or a text that compose splits. */
export function wordsOf(tree: Tree | undefined, context: Context): readonly ShellWord[] | undefined {
  if (tree?.kind === 'list') return tree.items.flatMap((item) => (item.kind === 'scalar' ? itemOf(item, context) : []));
  if (tree?.kind !== 'scalar' || tree.value === null) return undefined;
  return composeWords(sourceOf(tree, context));
}

function itemOf(scalar: Scalar, context: Context): ShellWord {
  const source = sourceOf(scalar, context);
  return { text: source.text, at: scalar.at, source };
}

/** A scalar as one word. */
export const wholeOf = (scalar: Scalar, context: Context): Word => ({
  text: sourceOf(scalar, context).text,
  at: scalar.at,
});
