import { scalarAt } from '../../flink/manifest.js';
import type { SourceText } from '../../model/span.js';
import type { Scalar, Tree } from '../../model/tree.js';
import { scalarText } from '../../syntax/yaml-text.js';
import { type Interpolated, interpolated, type Lookup } from './interpolation.js';

/** What a compose file is read with. */
export interface Context {
  readonly source: SourceText;
  /** The file that paths are beside: the first of those that are laid over each other, or one that is extended. */
  readonly project: string;
  /** What is set where compose is started, and for an included file beneath that what is set for it. */
  readonly lookup: Lookup;
  /** What is set where compose is started: a mapping of variables is handed on nothing else. */
  readonly outer: Lookup;
  /** A file of the repository by its path. */
  open(path: string): SourceText | undefined;
  /** A file of variables; nothing where it is not in the repository. */
  env(path: string | undefined, given?: Lookup, beneath?: Lookup): { readonly valueOf: Lookup } | undefined;
  /** The files on the way to this one by their includes. */
  readonly chain: readonly string[];
  /** How many files may be included yet. */
  readonly includes: { left: number };
}

/** A scalar as compose reads it. */
export const interpolatedOf = ({ at, written, value }: Scalar, { source, lookup }: Context): Interpolated =>
  interpolated(
    scalarText(source, { start: at.start, end: at.start + written.length, value: String(value ?? '') }),
    lookup,
  );

/** As {@link interpolatedOf}, its text with the way back. */
export const sourceOf = (scalar: Scalar, context: Context): SourceText => interpolatedOf(scalar, context).source;

/** The text of a scalar at the end of a path of keys; nothing where there is none. */
export function saidAt(tree: Tree | undefined, context: Context, ...path: readonly string[]): string | undefined {
  const scalar = scalarAt(tree, ...path);
  return scalar === undefined ? undefined : sourceOf(scalar, context).text;
}

/** The text of a tree that is a scalar. */
export const saidBy = (tree: Tree, context: Context): string | undefined =>
  tree.kind === 'scalar' && tree.value !== null ? sourceOf(tree, context).text : undefined;
