import type { Span } from './span.js';

/** A piece of a YAML file and where it stands. */
export type Tree = Scalar | List | Mapping;

export interface Scalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As it stands in the file, quotes included. */
  readonly written: string;
  readonly at: Span;
}

export interface List {
  readonly kind: 'list';
  readonly items: readonly Tree[];
  readonly at: Span;
}

export interface Mapping {
  readonly kind: 'mapping';
  readonly entries: readonly Entry[];
  readonly at: Span;
}

export interface Entry {
  readonly key: string;
  readonly keyAt: Span;
  readonly value: Tree;
}
