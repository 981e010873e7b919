import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type ParsedNode, Scalar, visit } from 'yaml';
import type { SourceText, Span } from '../../model/span.js';
import type { Entry, Mapping, Tree } from '../../model/tree.js';
import { sourceText, spanOf } from '../../syntax/source-text.js';
import { scalarText } from '../../syntax/yaml-text.js';
import { jsonScalar } from './scalars.js';

/** Aliases within aliases multiply: more nodes than any real manifest has by way of them. */
const MAX_NODES = 200_000;
/** An anchor may hold its own alias, and brackets stand in brackets without end. */
const MAX_DEPTH = 200;

/** What a document is read with. */
export interface TreeInputs {
  readonly source: SourceText;
  /** As long as the source's text; other where template directives were replaced. */
  readonly parsed: string;
}

interface State extends TreeInputs {
  readonly anchors: ReadonlyMap<string, Node>;
  nodes: number;
  depth: number;
}

/**
 * The content of a document as kubectl hands it on: aliases and `<<` resolved, plain scalars typed. Places are those where
 * each thing is written, for what an alias stands for those of its anchor. Nothing where it is no mapping.
 */
export function mappingOf(document: Document.Parsed, inputs: TreeInputs): Mapping | undefined {
  return treesOf(document, inputs).find((tree) => tree.kind === 'mapping');
}

/** As {@link mappingOf}, whatever it is; at most one. */
export function treesOf(document: Document.Parsed, inputs: TreeInputs): readonly Tree[] {
  const anchors = new Map<string, Node>();
  visit(document, {
    Node(_, node) {
      if ('anchor' in node && typeof node.anchor === 'string') anchors.set(node.anchor, node);
    },
  });
  const state: State = { ...inputs, anchors, nodes: 0, depth: 0 };
  const tree = treeOf(document.contents, 0, state);
  return tree === undefined || state.nodes > MAX_NODES ? [] : [tree];
}

type Missing = null | undefined;

/** @param missing where a value stands that is not there */
function treeOf(node: ParsedNode | Node | Missing, missing: number, state: State): Tree | undefined {
  if (state.depth > MAX_DEPTH || ++state.nodes > MAX_NODES) return undefined;
  state.depth++;
  const tree = contentOf(node, missing, state);
  state.depth--;
  return tree;
}

function contentOf(node: ParsedNode | Node | Missing, missing: number, state: State): Tree | undefined {
  const range = node?.range ?? [missing, missing, missing];
  const at = spanOf(state.source, range[0], lastInk(state.source.text, range[0], range[1]));
  if (isAlias(node)) return treeOf(state.anchors.get(node.source), range[0], state);
  if (isMap(node)) return { kind: 'mapping', entries: entriesOf(node.items, range[0], state), at };
  if (isSeq(node)) {
    const items = node.items.flatMap((item) => treeOf(item as Node, range[0], state) ?? []);
    return { kind: 'list', items, at };
  }
  if (!isScalar(node)) return { kind: 'scalar', value: null, written: '', at };
  const written = state.source.text.slice(range[0], range[1]);
  return { kind: 'scalar', value: scalarValue(node, range[0], range[1], state), written, at };
}

/** What was read; where template directives were replaced, with what the file says in their place. */
function scalarValue(node: Scalar, start: number, end: number, { source, parsed }: State) {
  const text = node.source ?? '';
  if (parsed !== source.text && parsed.slice(start, end) !== source.text.slice(start, end)) {
    return unfilled(scalarText(sourceText(source.file, parsed), { start, end, value: text }), source.text, parsed);
  }
  const plain = node.type === Scalar.PLAIN || node.type === undefined;
  return plain && (node.tag === undefined || node.tag === '') ? jsonScalar(text) : text;
}

/** A value, with each character that stands for one of a directive's put back. */
function unfilled(value: SourceText, original: string, parsed: string): string {
  return Array.from({ length: value.text.length }, (_, index) => {
    const offset = value.toOuter(index);
    const replaced = parsed[offset] === value.text[index] && parsed[offset] !== original[offset];
    return replaced ? original[offset] : value.text[index];
  }).join('');
}

type Pair = { readonly key: unknown; readonly value: unknown };

function entriesOf(pairs: readonly Pair[], missing: number, state: State): readonly Entry[] {
  const own: Entry[] = [];
  const merged: Entry[] = [];
  for (const { key, value } of pairs) {
    if (!isScalar(key)) continue;
    const [start, end] = key.range ?? [missing, missing];
    const tree = treeOf(value as Node | Missing, end, state);
    if (tree === undefined) continue;
    if (key.source === '<<' && key.type === Scalar.PLAIN) merged.push(...mergedOf(tree));
    else own.push({ key: keyText(key, start, end, state), keyAt: spanOf(state.source, start, end), value: tree });
  }
  return [...merged.filter((entry) => !own.some(({ key }) => key === entry.key)), ...own];
}

/** The first of several that are merged counts. */
function mergedOf(tree: Tree): readonly Entry[] {
  if (tree.kind === 'mapping') return tree.entries;
  if (tree.kind !== 'list') return [];
  const seen = new Map<string, Entry>();
  for (const entry of tree.items.flatMap(mergedOf)) if (!seen.has(entry.key)) seen.set(entry.key, entry);
  return [...seen.values()];
}

const keyText = (key: Scalar, start: number, end: number, { source, parsed }: State): string =>
  parsed !== source.text && parsed.slice(start, end) !== source.text.slice(start, end)
    ? source.text.slice(start, end)
    : (key.source ?? '');

function lastInk(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && text.charCodeAt(last - 1) <= 0x20) last--;
  return last;
}

/** An empty place, for a resource that names no kind. */
export const nowhere = (source: SourceText): Span => ({ file: source.file, start: 0, end: 0 });
