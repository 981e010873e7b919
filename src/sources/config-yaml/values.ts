import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, Scalar } from 'yaml';
import type { YamlMap, YamlValue } from '../../flink/yaml-dump.js';
import { plainScalar, taggedScalar, type YamlScalar } from '../../flink/yaml-scalar.js';
import type { Problem } from './problem.js';

/** LoadSettings#getMaxAliasesForCollections. */
const MAX_COLLECTION_ALIASES = 50;

/** A key of a mapping that becomes part of an option's key. */
export interface Branch {
  readonly key: YamlScalar;
  readonly keyNode: Node;
  readonly value: Tree;
  /** Where the value is written: the alias, not what it stands for. */
  readonly valueNode: Node | null;
}

/** A node as Flink flattens it: mappings stay open, all else is a value. */
export type Tree = { readonly type: 'tree'; readonly branches: readonly Branch[]; readonly node: Node } | YamlValue;

/** What construction has met so far. */
export interface Construction {
  readonly text: string;
  readonly anchors: Map<string, Node>;
  readonly built: Map<Node, Tree>;
  readonly problems: Problem[];
  readonly asValues: Map<Tree, YamlValue>;
  collectionAliases: number;
}

export function construction(text: string): Construction {
  return { text, anchors: new Map(), built: new Map(), problems: [], asValues: new Map(), collectionAliases: 0 };
}

/** Makes null of whatever it stands before. */
const NULL_TAG = 'tag:yaml.org,2002:null';

const NOTHING: YamlScalar = { type: 'null', text: 'null' };

/** Constructs a node as snakeyaml-engine's StandardConstructor, mappings left as trees for Flink's flatten. */
export function construct(state: Construction, node: Node | null): Tree {
  if (node === null) return NOTHING;
  if (isAlias(node)) return resolveAlias(state, node.source, node);
  if (node.anchor !== undefined) state.anchors.set(node.anchor, node);
  const tree = isMap(node) ? constructMap(state, node) : constructValue(state, node);
  state.built.set(node, tree);
  return tree;
}

function constructMap(state: Construction, node: Node & { readonly items: readonly Pair[] }): Tree {
  if (node.tag === NULL_TAG) return NOTHING;
  checkTag(state, node, 'tag:yaml.org,2002:map');
  const branches = node.items.map((pair): Branch => {
    const keyNode = asNode(pair.key) ?? node;
    const valueNode = asNode(pair.value);
    return { key: constructKey(state, asNode(pair.key)), keyNode, value: construct(state, valueNode), valueNode };
  });
  return { type: 'tree', branches, node };
}

/** Flink casts keys to String when it flattens: text or null. Others stop it. */
function constructKey(state: Construction, node: Node | null): YamlScalar {
  const key = construct(state, node);
  if (key.type === 'string' || key.type === 'null') return key;
  const what =
    key.type === 'list' || key.type === 'map' || key.type === 'tree' ? 'a collection' : `the ${key.type} ${key.text}`;
  problem(state, node, `a key has to be text, and this is ${what}; quote it`);
  return { type: 'string', text: 'text' in key ? key.text : '' };
}

/** A value within a list, where mappings are not flattened. */
function constructValue(state: Construction, node: Node): YamlValue {
  if (isAlias(node)) return asValue(state, resolveAlias(state, node.source, node));
  if (isScalar(node)) return constructScalar(state, node);
  if (isSeq(node)) return constructList(state, node);
  if (isMap(node)) return constructNestedMap(state, node);
  return NOTHING;
}

function constructList(state: Construction, node: Node & { readonly items: readonly unknown[] }): YamlValue {
  if (node.tag === NULL_TAG) return NOTHING;
  checkTag(state, node, 'tag:yaml.org,2002:seq');
  const items: YamlValue[] = [];
  const list = { type: 'list', items } as const;
  state.built.set(node, list);
  for (const item of node.items) items.push(constructWhole(state, asNode(item)));
  return list;
}

function constructNestedMap(
  state: Construction,
  node: Node & { readonly items: readonly Pair[] },
): YamlMap | YamlScalar {
  if (node.tag === NULL_TAG) return NOTHING;
  checkTag(state, node, 'tag:yaml.org,2002:map');
  const entries: (readonly [YamlValue, YamlValue])[] = [];
  const map = { type: 'map', entries } as const;
  state.built.set(node, map);
  const seen = new Set<string>();
  for (const pair of node.items) {
    const key = constructWhole(state, asNode(pair.key));
    const identity = 'text' in key ? `${key.type} ${key.text}` : undefined;
    if (identity !== undefined && seen.has(identity))
      problem(state, asNode(pair.key) ?? node, 'the same key stands twice in one mapping');
    if (identity !== undefined) seen.add(identity);
    entries.push([key, constructWhole(state, asNode(pair.value))]);
  }
  return map;
}

/** Like {@link construct}, for what Flink does not flatten, such as what stands below a list: keys of any type. */
export function constructWhole(state: Construction, node: Node | null): YamlValue {
  if (node === null) return NOTHING;
  if (!isAlias(node) && node.anchor !== undefined) state.anchors.set(node.anchor, node);
  const value = constructValue(state, node);
  if (!isAlias(node)) state.built.set(node, value);
  return value;
}

function constructScalar(state: Construction, node: Scalar): YamlScalar {
  const text = node.source ?? '';
  const plain = node.type === Scalar.PLAIN || node.type === undefined;
  const untagged = plain ? plainScalar(text) : ({ type: 'string', text } as const);
  const scalar = node.tag === undefined ? untagged : taggedScalar(node.tag, text);
  if (scalar !== undefined) return scalar;
  problem(state, node, node.tag === undefined ? 'this is no number that Java reads' : 'its tag does not fit');
  return { type: 'string', text };
}

function resolveAlias(state: Construction, name: string, alias: Node): Tree {
  const target = state.anchors.get(name);
  if (target === undefined) {
    problem(state, alias, 'there is no anchor of this name above');
    return { type: 'string', text: `*${name}` };
  }
  if (!isScalar(target) && ++state.collectionAliases === MAX_COLLECTION_ALIASES + 1) {
    problem(
      state,
      alias,
      `more than ${MAX_COLLECTION_ALIASES} aliases stand for lists and mappings, the most that Flink reads`,
    );
  }
  const built = state.built.get(target);
  if (built !== undefined) return built;
  problem(state, alias, 'this alias stands within what it refers to');
  return NOTHING;
}

/** An aliased mapping within a list. The same mapping stays the same object, for the dump gives it an anchor. */
function asValue(state: Construction, tree: Tree): YamlValue {
  if (tree.type !== 'tree') return tree;
  const known = state.asValues.get(tree);
  if (known !== undefined) return known;
  const entries = tree.branches.map((branch) => [branch.key, asValue(state, branch.value)] as const);
  const map = { type: 'map', entries } as const;
  state.asValues.set(tree, map);
  return map;
}

function checkTag(state: Construction, node: Node & { readonly tag?: string | undefined }, expected: string): void {
  if (node.tag !== undefined && node.tag !== '!' && node.tag !== expected) {
    problem(state, node, 'its tag does not fit');
  }
}

function problem(state: Construction, node: Node | null, reason: string): void {
  const [start, end] = node?.range ?? [0, 0];
  state.problems.push({ start, end, reason });
}

function asNode(value: unknown): Node | null {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value) ? value : null;
}
