import { type AnchorCounter, toYamlString, type YamlMap } from '../../flink/yaml-dump.js';
import type { Fault, JavaType, Setting } from '../../model/facts.js';
import type { Place, SourceText } from '../../model/span.js';
import { placeOf, spanOf } from '../../syntax/source-text.js';
import type { Node } from './nodes.js';
import type { Problem } from './problem.js';
import type { Branch, Tree } from './values.js';

/** Aliases of mappings within aliased mappings multiply: more settings than any real file has by way of them. */
const MAX_ALIASED_SETTINGS = 20_000;

/** What is flattened: the file, the text that was parsed in its place, and the comments of that. */
export interface FlattenInput {
  readonly source: SourceText;
  /** As long as the file's text; other where template directives were replaced. */
  readonly parsed: string;
  readonly commentAfter: (offset: number) => string | undefined;
}

/** What flattening gives, and what it has met so far. */
export interface Flattening extends FlattenInput {
  readonly settings: Setting[];
  /** Mappings, by their full key. */
  readonly containers: { readonly key: string; readonly at: Place }[];
  readonly faults: Fault[];
  readonly problems: Problem[];
  readonly latest: Map<string, Setting>;
  readonly anchors: AnchorCounter;
  aliased: number;
}

/** Where a mapping stands in the tree. */
interface Position {
  readonly prefix: string;
  /** Whether a repeated parent is already a fault, so that what repeats below it is none. */
  readonly repeated: boolean;
  /** The alias through which the mapping is reached. */
  readonly alias?: Node;
}

type Mapping = Extract<Tree, { readonly type: 'tree' }> | YamlMap;

/** GlobalConfiguration#flatten: keys of nested mappings joined with dots, lists as text, no nulls. */
export function flatten(input: FlattenInput, root: Mapping): Flattening {
  const state: Flattening = {
    ...input,
    settings: [],
    containers: [],
    faults: [],
    problems: [],
    latest: new Map(),
    anchors: { last: 0 },
    aliased: 0,
  };
  flattenMapping(state, root, { prefix: '', repeated: false });
  return state;
}

function flattenMapping(state: Flattening, mapping: Mapping, position: Position): void {
  const repeating = { ...position, repeated: true };
  const firsts = new Map<string | undefined, Branch>();
  for (const branch of branchesOf(state, mapping, position)) {
    if (position.alias !== undefined && ++state.aliased > MAX_ALIASED_SETTINGS) {
      tooMany(state, branch.keyNode);
      return;
    }
    const key = position.prefix + asInFile(state, branch.keyNode, branch.key.text);
    // The key null and the text 'null' are two keys.
    const identity = branch.key.type === 'null' ? undefined : branch.key.text;
    const first = firsts.get(identity);
    if (first !== undefined && position.alias === undefined) state.faults.push(duplicate(state, key, branch, first));
    firsts.set(identity, branch);
    if (branch.key.text === '<<') {
      state.faults.push({ kind: 'merge-key', at: keyPlace(state, branch.keyNode, key), key });
    }
    flattenBranch(state, branch, key, first === undefined ? position : repeating);
  }
}

function flattenBranch(state: Flattening, branch: Branch, key: string, position: Position): void {
  const { value } = branch;
  switch (value.type) {
    case 'tree':
    case 'map': {
      const alias = position.alias ?? aliasOf(branch, value);
      if (alias === undefined) state.containers.push({ key, at: keyPlace(state, branch.keyNode, key) });
      flattenMapping(state, value, { ...position, prefix: `${key}.`, ...(alias === undefined ? {} : { alias }) });
      return;
    }
    case 'null': {
      const at = keyPlace(state, isWritten(branch) ? branch.valueNode : branch.keyNode, key);
      state.faults.push({ kind: 'null-value', at, key });
      return;
    }
    case 'list':
      addSetting(state, branch, position, { key, value: toYamlString(value, state.anchors), type: 'string' });
      return;
    default:
      addSetting(state, branch, position, { key, value: value.text, type: value.type });
  }
}

function addSetting(
  state: Flattening,
  { keyNode, valueNode }: Branch,
  { prefix, repeated }: Position,
  { key, value: read, type }: { readonly key: string; readonly value: string; readonly type: JavaType },
): void {
  const value = asInFile(state, valueNode, read);
  const [start, end] = writtenRange(state, valueNode);
  const written = state.source.text.slice(start, end);
  const setting: Setting = {
    key,
    value,
    type,
    written,
    keyAt: placeOf(state.source, ...writtenRange(state, keyNode), key, value),
    valueAt: placeOf(state.source, start, end, key, value),
    quoted: written.startsWith('"') || written.startsWith("'"),
    nested: prefix !== '',
  };
  const before = state.latest.get(key);
  if (before !== undefined && !repeated) {
    const sameValue = before.value === value;
    state.faults.push({ kind: 'flat-and-nested', at: setting.keyAt, first: before.keyAt, key, sameValue });
  }
  const comment = state.commentAfter(end);
  const commented = comment === undefined ? setting : { ...setting, comment };
  state.latest.set(key, commented);
  state.settings.push(commented);
}

/** What was read, or the file's own text where a template directive was replaced. */
function asInFile(state: Flattening, node: Node, read: string): string {
  if (state.parsed === state.source.text) return read;
  const range = writtenRange(state, node);
  const original = state.source.text.slice(...range);
  return original === state.parsed.slice(...range) ? read : original;
}

function duplicate(state: Flattening, key: string, branch: Branch, first: Branch): Fault {
  const text = (node: Node): string => state.source.text.slice(...writtenRange(state, node));
  return {
    kind: 'duplicate-key',
    at: keyPlace(state, branch.keyNode, key),
    first: keyPlace(state, first.keyNode, key),
    key,
    sameValue: text(branch.valueNode) === text(first.valueNode),
  };
}

function tooMany(state: Flattening, node: Node): void {
  if (state.problems.length > 0) return;
  const [start, end] = writtenRange(state, node);
  state.problems.push({
    start,
    end,
    reason: `its aliases stand for more than ${MAX_ALIASED_SETTINGS} settings, more than is read here`,
  });
}

/** A mapping's branches. Those of an aliased mapping stand where the alias does. */
function branchesOf(state: Flattening, mapping: Mapping, position: Position): readonly Branch[] {
  const { alias } = position;
  if (mapping.type === 'tree') {
    return alias === undefined
      ? mapping.branches
      : mapping.branches.map((branch) => ({ ...branch, keyNode: alias, valueNode: alias }));
  }
  if (alias === undefined) return [];
  return mapping.entries.map(([key, value]): Branch => {
    if (key.type === 'string' || key.type === 'null') return { key, keyNode: alias, value, valueNode: alias };
    const [start, end] = writtenRange(state, alias);
    state.problems.push({ start, end, reason: 'it stands for a mapping with a key that is no text' });
    return { key: { type: 'string', text: 'text' in key ? key.text : '' }, keyNode: alias, value, valueNode: alias };
  });
}

function aliasOf(branch: Branch, value: Mapping): Node | undefined {
  const { valueNode } = branch;
  return value.type === 'map' || value.node !== valueNode ? valueNode : undefined;
}

const isWritten = ({ valueNode }: Branch): boolean => valueNode.end > valueNode.start;

function keyPlace(state: Flattening, node: Node, key: string): Place {
  const { file, start, end } = spanOf(state.source, ...writtenRange(state, node));
  return { file, start, end, key };
}

/** A node's range without the line breaks after a block. */
function writtenRange(state: Flattening, { start, end }: Node): readonly [number, number] {
  return [start, Math.max(start, lastInk(state.source.text, start, end))];
}

function lastInk(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && text.charCodeAt(last - 1) <= 0x20) last--;
  return last;
}
