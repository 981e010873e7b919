import type { Span } from '../model/span.js';
import type { Tree } from '../model/tree.js';

export type { Entry, List, Mapping, Scalar, Tree } from '../model/tree.js';

/** Something wrong with a settings file. */
export interface SettingsProblem {
  /** The settings file, root-relative. */
  readonly file: string;
  readonly at: Span;
  /** A sentence of its own. */
  readonly message: string;
}

/** What stands at a path of keys and indexes, if anything does. */
export function treeAt(tree: Tree | undefined, path: readonly (string | number)[]): Tree | undefined {
  return path.reduce<Tree | undefined>((at, step) => {
    if (at?.kind === 'mapping') return at.entries.find(({ key }) => key === step)?.value;
    return at?.kind === 'list' && typeof step === 'number' ? at.items[step] : undefined;
  }, tree);
}

/** The strings in a list, or the one string that stands for a list of one, with their places. */
export function stringsOf(tree: Tree | undefined): readonly { readonly value: string; readonly at: Span }[] {
  if (tree?.kind === 'list') return tree.items.flatMap(stringsOf);
  return tree?.kind === 'scalar' && typeof tree.value === 'string' ? [{ value: tree.value, at: tree.at }] : [];
}

/** The same as plain data. */
export function plain(tree: Tree): unknown {
  switch (tree.kind) {
    case 'scalar':
      return tree.value;
    case 'list':
      return tree.items.map(plain);
    case 'mapping':
      return Object.fromEntries(tree.entries.map(({ key, value }) => [key, plain(value)]));
  }
}
