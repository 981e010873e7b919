import type { Setting } from '../../model/facts.js';
import type { ResourceConfiguration } from '../../model/manifest.js';
import type { Place } from '../../model/span.js';
import type { Entry, Mapping, Scalar, Tree } from '../../model/tree.js';
import { asText } from './scalars.js';

/**
 * A `flinkConfiguration` as the operator flattens it (`ConfigObjectNode#asFlatMap`): keys of nested mappings joined with
 * dots, the items of a list with semicolons, every value a text. Where a key is there twice, flat and nested, the one
 * whose outermost key sorts last wins, for the API server sorts the keys of a mapping.
 */
export function configurationOf(entry: Entry): ResourceConfiguration {
  const { key, keyAt, value } = entry;
  const at: Place = { ...keyAt, key };
  if (value.kind !== 'mapping') {
    const nothing = value.kind === 'scalar' && value.value === null;
    return {
      at,
      settings: [],
      containers: [],
      ...(nothing ? {} : { open: 'its configuration is filled in elsewhere' }),
    };
  }
  const state: State = { settings: [], containers: [], holes: [] };
  flatten(value, [], state);
  const [hole] = state.holes;
  return {
    at,
    settings: inOrder(state.settings),
    containers: state.containers,
    ...(hole === undefined ? {} : { open: `the value of ${hole} is null` }),
  };
}

interface Found {
  /** The keys on the way to it. */
  readonly path: readonly string[];
  readonly setting: Setting;
}

interface State {
  readonly settings: Found[];
  readonly containers: { readonly key: string; readonly at: Place }[];
  /** Keys without a value. */
  readonly holes: string[];
}

function flatten(mapping: Mapping, above: readonly string[], state: State): void {
  for (const entry of lastOfEach(mapping.entries)) {
    const path = [...above, entry.key];
    const key = path.join('.');
    const { value } = entry;
    if (value.kind === 'mapping') {
      state.containers.push({ key, at: { ...entry.keyAt, key } });
      flatten(value, path, state);
    } else if (value.kind === 'scalar' && value.value === null) state.holes.push(key);
    else state.settings.push({ path, setting: settingOf(entry, key, value, above.length > 0) });
  }
}

/** A key that stands twice in one mapping is one key of the JSON that is made of it. */
const lastOfEach = (entries: readonly Entry[]): readonly Entry[] => [
  ...new Map(entries.map((entry) => [entry.key, entry])).values(),
];

function settingOf(
  { keyAt, value: { at } }: Entry,
  key: string,
  value: Exclude<Tree, Mapping>,
  nested: boolean,
): Setting {
  const text = value.kind === 'scalar' ? scalarOf(value) : value.items.map(itemText).join(';');
  const written = value.kind === 'scalar' ? value.written : text;
  return {
    key,
    value: text,
    type: 'string',
    written,
    keyAt: { ...keyAt, key, value: text },
    valueAt: { ...(at.end > at.start ? at : keyAt), key, value: text },
    // Its quotes are the manifest's, which the operator never sees.
    quoted: false,
    nested,
  };
}

const scalarOf = ({ value }: Scalar): string => asText(value);

/** `JsonNode#asText` of a mapping or a list is empty. */
const itemText = (item: Tree): string => (item.kind === 'scalar' ? scalarOf(item) : '');

/** As they are written, but for several of one key: those in the order in which they replace each other. */
function inOrder(found: readonly Found[]): readonly Setting[] {
  const byKey = new Map<string, Found[]>();
  for (const one of found) byKey.set(one.setting.key, [...(byKey.get(one.setting.key) ?? []), one]);
  return [...byKey.values()].flatMap((same) =>
    [...same].sort((a, b) => comparePaths(a.path, b.path)).map(({ setting }) => setting),
  );
}

function comparePaths(a: readonly string[], b: readonly string[]): number {
  const index = a.findIndex((key, at) => key !== b[at]);
  const [one = '', other = ''] = [a[index], b[index]];
  return one < other ? -1 : one > other ? 1 : 0;
}
