import type { Span } from './span.js';

/** A piece of a YAML file and where it stands. */
export type Tree = Scalar | List | Mapping;

/** A value that holds no others. */
export interface Scalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As it stands in the file, quotes included. */
  readonly written: string;
  readonly at: Span;
}

/** A sequence. */
export interface List {
  readonly kind: 'list';
  readonly items: readonly Tree[];
  readonly at: Span;
}

/** A mapping, its entries in their order. */
export interface Mapping {
  readonly kind: 'mapping';
  readonly entries: readonly Entry[];
  readonly at: Span;
}

/** A key of a mapping, and what stands under it. */
export interface Entry {
  readonly key: string;
  readonly keyAt: Span;
  readonly value: Tree;
}
