import type { Fault } from '../model/facts.js';
import type { Place } from '../model/span.js';
import type { Layer } from '../model/target.js';
import type { Entry, Tree } from '../model/tree.js';

/** A layer that sets nothing and has faults. */
export const faultLayer = (file: string, faults: readonly Fault[]): Layer => ({
  name: 'manifest',
  file,
  grammar: 'legacy',
  settings: [],
  implied: true,
  facts: { kind: 'config', grammar: 'legacy', file, settings: [], faults, refused: false, comments: [] },
});

/** Where a resource keeps what Flink reads, whose keys are called by their own names. */
const CONFIGURATION = /^(?:.*\.)?flinkConfiguration\./;

/** The keys that stand twice in one mapping of a resource: kubectl takes the last, and says nothing. */
export function repeatedKeys(tree: Tree, path: readonly string[] = []): readonly Fault[] {
  if (tree.kind === 'list') return tree.items.flatMap((item) => repeatedKeys(item, path));
  if (tree.kind !== 'mapping') return [];
  const before = new Map<string, Entry>();
  return tree.entries.flatMap((entry) => {
    const first = before.get(entry.key);
    before.set(entry.key, entry);
    const below = [...path, entry.key];
    return [...(first === undefined ? [] : [faultOf(first, entry, below)]), ...repeatedKeys(entry.value, below)];
  });
}

function faultOf(first: Entry, entry: Entry, path: readonly string[]): Fault {
  const key = path.join('.').replace(CONFIGURATION, '');
  const [value, other] = [textOf(entry.value), textOf(first.value)];
  const at: Place = { ...entry.keyAt, key, ...(value === undefined ? {} : { value }) };
  const sameValue = value !== undefined && value === other;
  return { kind: 'duplicate-key', at, first: { ...first.keyAt, key }, key, sameValue, reader: 'kubectl' };
}

const textOf = (tree: Tree): string | undefined => (tree.kind === 'scalar' ? String(tree.value) : undefined);
