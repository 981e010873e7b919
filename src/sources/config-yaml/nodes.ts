/** Where a node is written: UTF-16 offsets, the end excluded. Both are the same for a value that is not there. */
interface Written {
  readonly start: number;
  readonly end: number;
}

/** What may stand before a node. */
export interface Properties {
  readonly anchor?: string;
  /** Resolved: `tag:yaml.org,2002:str` for `!!str`. */
  readonly tag?: string;
}

/** An alias of an anchored node. */
export interface AliasNode extends Written {
  readonly kind: 'alias';
  readonly name: string;
}

/** A scalar before its type is told. */
export interface ScalarNode extends Written, Properties {
  readonly kind: 'scalar';
  readonly text: string;
  /** Neither quoted nor a block, so that its form decides about its type. */
  readonly plain: boolean;
}

/** A sequence. */
export interface ListNode extends Written, Properties {
  readonly kind: 'list';
  readonly items: readonly Node[];
}

/** A mapping, its pairs in their order, those of one key too. */
export interface MapNode extends Written, Properties {
  readonly kind: 'map';
  readonly pairs: readonly (readonly [key: Node, value: Node])[];
}

/** A document as snakeyaml-engine composes it, before anything is constructed: aliases stand for themselves. */
export type Node = AliasNode | ScalarNode | ListNode | MapNode;

/** A value that is not written. */
export const emptyAt = (at: number): ScalarNode => ({ kind: 'scalar', text: '', plain: true, start: at, end: at });
