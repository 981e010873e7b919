import type { Entry, List, Mapping, Tree } from '../model/tree.js';

/** By the key of a list, the field that tells its items apart; the items of other lists are replaced as a whole. */
export type ItemKeys = Readonly<Record<string, string>>;

/**
 * A tree with a patch merged into it, as `kustomize` merges a strategic patch: mappings key by key, lists whose items have
 * a name item by item, everything else replaced; `null` and `$patch: delete` take away, `$patch: replace` replaces. What
 * stands in the result keeps the place that it was written in.
 */
export function merged(base: Tree, patch: Tree, keys: ItemKeys): Tree {
  if (base.kind !== 'mapping' || patch.kind !== 'mapping' || directiveOf(patch) === 'replace') return plain(patch);
  const entries = new Map(base.entries.map((entry) => [entry.key, entry]));
  for (const entry of patch.entries.filter(({ key }) => key !== DIRECTIVE)) {
    const below = entries.get(entry.key);
    if (isRemoval(entry.value)) entries.delete(entry.key);
    else entries.set(entry.key, below === undefined ? withPlain(entry) : over(below, entry, keys));
  }
  return { ...base, entries: [...entries.values()] };
}

const DIRECTIVE = '$patch';

function directiveOf(tree: Tree): string | undefined {
  const value = tree.kind === 'mapping' ? tree.entries.find(({ key }) => key === DIRECTIVE)?.value : undefined;
  return value?.kind === 'scalar' ? String(value.value) : undefined;
}

const isRemoval = (tree: Tree): boolean =>
  (tree.kind === 'scalar' && tree.value === null) || directiveOf(tree) === 'delete';

/** A mapping stays where the base has it, for that is where things are missing from it. */
function over(below: Entry, entry: Entry, keys: ItemKeys): Entry {
  const field = keys[entry.key];
  const value =
    field !== undefined && below.value.kind === 'list' && entry.value.kind === 'list'
      ? mergedItems(below.value, entry.value, field, keys)
      : merged(below.value, entry.value, keys);
  return value.kind === 'mapping' && below.value.kind === 'mapping' ? { ...below, value } : { ...entry, value };
}

/** The items that the patch names come first, as kustomize has them. */
function mergedItems(base: List, patch: List, field: string, keys: ItemKeys): List {
  const itemOf = (list: List, name: unknown): Tree | undefined =>
    name === undefined ? undefined : list.items.find((item) => nameIn(item, field) === name);
  const own = patch.items.filter((item) => !isRemoval(item));
  const named = own.map((item) => {
    const below = itemOf(base, nameIn(item, field));
    return below === undefined ? plain(item) : merged(below, item, keys);
  });
  const others = base.items.filter((item) => itemOf(patch, nameIn(item, field)) === undefined);
  return { ...base, items: [...named, ...others] };
}

function nameIn(tree: Tree, field: string): unknown {
  const value = tree.kind === 'mapping' ? tree.entries.find(({ key }) => key === field)?.value : undefined;
  return value?.kind === 'scalar' ? value.value : undefined;
}

/** A part of a patch that is laid over nothing: without what is only said to the one who merges. */
function plain(tree: Tree): Tree {
  if (tree.kind === 'scalar') return tree;
  if (tree.kind === 'list') return { ...tree, items: tree.items.filter((item) => !isRemoval(item)).map(plain) };
  const entries = tree.entries.filter(({ key, value }) => key !== DIRECTIVE && !isRemoval(value)).map(withPlain);
  return { ...tree, entries };
}

const withPlain = (entry: Entry): Entry => ({ ...entry, value: plain(entry.value) });

/** One step of a JSON patch (RFC 6902), as far as a list of steps in YAML says it. */
export interface PatchStep {
  readonly op: string;
  /** From the root to the value, unescaped; the last is the key or index itself. */
  readonly path: readonly string[];
  readonly value: Tree | undefined;
}

/** The steps of a JSON patch; nothing where a tree is none. */
export function stepsOf(tree: Tree): readonly PatchStep[] | undefined {
  if (tree.kind !== 'list') return undefined;
  const steps = tree.items.map((item) => {
    const [op, path] = [nameIn(item, 'op'), nameIn(item, 'path')];
    if (typeof op !== 'string' || typeof path !== 'string' || !path.startsWith('/')) return undefined;
    const parts = path.slice(1).split('/');
    const value = item.kind === 'mapping' ? item.entries.find(({ key }) => key === 'value')?.value : undefined;
    return { op, path: parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')), value };
  });
  return steps.every((step) => step !== undefined) ? steps : undefined;
}

/** A tree after one step of a JSON patch; nothing where the step does not fit it, on which kustomize stops. */
export function stepped(tree: Tree, { op, path, value }: PatchStep): Tree | undefined {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  if (tree.kind === 'mapping') return inMapping(tree, head, { op, path: rest, value });
  return tree.kind === 'list' ? inList(tree, head, { op, path: rest, value }) : undefined;
}

function inMapping(tree: Mapping, key: string, step: PatchStep): Mapping | undefined {
  const found = tree.entries.find((entry) => entry.key === key);
  if (step.path.length > 0) {
    const value = found === undefined ? undefined : stepped(found.value, step);
    return found === undefined || value === undefined ? undefined : withEntry(tree, { ...found, value });
  }
  if (step.op === 'remove' && found !== undefined) {
    return { ...tree, entries: tree.entries.filter((entry) => entry !== found) };
  }
  if (step.value === undefined || (step.op !== 'add' && (step.op !== 'replace' || found === undefined)))
    return undefined;
  return withEntry(tree, { key, keyAt: step.value.at, value: step.value });
}

function withEntry(tree: Mapping, entry: Entry): Mapping {
  const index = tree.entries.findIndex(({ key }) => key === entry.key);
  return { ...tree, entries: index === -1 ? [...tree.entries, entry] : tree.entries.with(index, entry) };
}

function inList(tree: List, key: string, step: PatchStep): List | undefined {
  const index = key === '-' ? tree.items.length : Number(key);
  if (!Number.isInteger(index) || index < 0 || index > tree.items.length) return undefined;
  const found = tree.items[index];
  if (step.path.length > 0) {
    const value = found === undefined ? undefined : stepped(found, step);
    return value === undefined ? undefined : { ...tree, items: tree.items.with(index, value) };
  }
  if (step.op === 'remove' && found !== undefined) return { ...tree, items: tree.items.toSpliced(index, 1) };
  if (step.value === undefined) return undefined;
  if (step.op === 'add') return { ...tree, items: tree.items.toSpliced(index, 0, step.value) };
  return step.op === 'replace' && found !== undefined
    ? { ...tree, items: tree.items.with(index, step.value) }
    : undefined;
}
