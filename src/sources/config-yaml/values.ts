import type { YamlMap, YamlValue } from '../../flink/yaml-dump.js';
import { plainScalar, taggedScalar, type YamlScalar } from '../../flink/yaml-scalar.js';
import type { ListNode, MapNode, Node, ScalarNode } from './nodes.js';
import type { Problem } from './problem.js';

/** LoadSettings#getMaxAliasesForCollections. */
const MAX_COLLECTION_ALIASES = 50;

/** A key of a mapping that becomes part of an option's key. */
export interface Branch {
  readonly key: YamlScalar;
  readonly keyNode: Node;
  readonly value: Tree;
  /** Where the value is written: the alias, not what it stands for. */
  readonly valueNode: Node;
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

/** What the values of one text are made with; nothing is made yet. */
export function construction(text: string): Construction {
  return { text, anchors: new Map(), built: new Map(), problems: [], asValues: new Map(), collectionAliases: 0 };
}

/** Makes null of whatever it stands before. */
const NULL_TAG = 'tag:yaml.org,2002:null';

const NOTHING: YamlScalar = { type: 'null', text: 'null' };

/** Constructs a node as snakeyaml-engine's StandardConstructor, mappings left as trees for Flink's flatten. */
export function construct(state: Construction, node: Node | undefined): Tree {
  if (node === undefined) return NOTHING;
  if (node.kind === 'alias') return resolveAlias(state, node.name, node);
  if (node.anchor !== undefined) state.anchors.set(node.anchor, node);
  const tree = node.kind === 'map' ? constructMap(state, node) : constructValue(state, node);
  state.built.set(node, tree);
  return tree;
}

function constructMap(state: Construction, node: MapNode): Tree {
  if (node.tag === NULL_TAG) return NOTHING;
  checkTag(state, node, 'tag:yaml.org,2002:map');
  const branches = node.pairs.map(
    ([keyNode, valueNode]): Branch => ({
      key: constructKey(state, keyNode),
      keyNode,
      value: construct(state, valueNode),
      valueNode,
    }),
  );
  return { type: 'tree', branches, node };
}

/** Flink casts keys to String when it flattens: text or null. Others stop it. */
function constructKey(state: Construction, node: Node): YamlScalar {
  const key = construct(state, node);
  if (key.type === 'string' || key.type === 'null') return key;
  const what =
    key.type === 'list' || key.type === 'map' || key.type === 'tree' ? 'a collection' : `the ${key.type} ${key.text}`;
  problem(state, node, `a key has to be text, and this is ${what}; quote it`);
  return { type: 'string', text: 'text' in key ? key.text : '' };
}

/** A value within a list, where mappings are not flattened. */
function constructValue(state: Construction, node: Node): YamlValue {
  switch (node.kind) {
    case 'alias':
      return asValue(state, resolveAlias(state, node.name, node));
    case 'scalar':
      return constructScalar(state, node);
    case 'list':
      return constructList(state, node);
    case 'map':
      return constructNestedMap(state, node);
  }
}

function constructList(state: Construction, node: ListNode): YamlValue {
  if (node.tag === NULL_TAG) return NOTHING;
  checkTag(state, node, 'tag:yaml.org,2002:seq');
  const items: YamlValue[] = [];
  const list = { type: 'list', items } as const;
  state.built.set(node, list);
  for (const item of node.items) items.push(constructWhole(state, item));
  return list;
}

function constructNestedMap(state: Construction, node: MapNode): YamlMap | YamlScalar {
  if (node.tag === NULL_TAG) return NOTHING;
  checkTag(state, node, 'tag:yaml.org,2002:map');
  const entries: (readonly [YamlValue, YamlValue])[] = [];
  const map = { type: 'map', entries } as const;
  state.built.set(node, map);
  const seen = new Set<string>();
  for (const [keyNode, valueNode] of node.pairs) {
    const key = constructWhole(state, keyNode);
    const identity = 'text' in key ? `${key.type} ${key.text}` : undefined;
    if (identity !== undefined && seen.has(identity))
      problem(state, keyNode, 'the same key stands twice in one mapping');
    if (identity !== undefined) seen.add(identity);
    entries.push([key, constructWhole(state, valueNode)]);
  }
  return map;
}

/** Like {@link construct}, for what Flink does not flatten, such as what stands below a list: keys of any type. */
export function constructWhole(state: Construction, node: Node | undefined): YamlValue {
  if (node === undefined) return NOTHING;
  if (node.kind === 'alias') return constructValue(state, node);
  if (node.anchor !== undefined) state.anchors.set(node.anchor, node);
  const value = constructValue(state, node);
  state.built.set(node, value);
  return value;
}

function constructScalar(state: Construction, node: ScalarNode): YamlScalar {
  const { text, plain } = node;
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
  if (target.kind !== 'scalar' && ++state.collectionAliases === MAX_COLLECTION_ALIASES + 1) {
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

function checkTag(state: Construction, node: ListNode | MapNode, expected: string): void {
  if (node.tag !== undefined && node.tag !== '!' && node.tag !== expected) {
    problem(state, node, 'its tag does not fit');
  }
}

function problem(state: Construction, { start, end }: Node, reason: string): void {
  state.problems.push({ start, end, reason });
}
