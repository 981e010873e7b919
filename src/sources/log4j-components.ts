import type { Place, SourceText } from '../model/span.js';
import type { Property } from '../syntax/properties.js';
import { spanOf } from '../syntax/source-text.js';

/** A property in effect. */
export interface Entry {
  readonly key: string;
  readonly value: string;
  readonly keyAt: Place;
  readonly valueAt: Place;
}

/** What stands under one prefix: `appender.console`. */
export interface Component {
  readonly id: string;
  /** The prefix, as written. */
  readonly name: string;
  /** The key of its first property. */
  readonly at: Place;
  /** Its properties by what follows the prefix; `''` is the prefix itself. */
  readonly parts: ReadonlyMap<string, Entry>;
}

/** The properties in effect, by key: of several with one key the last. */
export function entriesOf(source: SourceText, properties: readonly Property[]): ReadonlyMap<string, Entry> {
  return new Map(
    properties.map(({ key, value, keyAt, valueAt }) => {
      const place = { key, value };
      const entry: Entry = {
        key,
        value,
        keyAt: { ...spanOf(source, keyAt.start, keyAt.end), ...place },
        valueAt: { ...spanOf(source, valueAt.start, valueAt.end), ...place },
      };
      return [key, entry];
    }),
  );
}

/** One component by its whole prefix; nothing where no key has it. */
export function byId(name: string, entries: ReadonlyMap<string, Entry>): Component | undefined {
  const own = [...entries].filter(([key]) => key === name || key.startsWith(`${name}.`));
  const first = own[0]?.[1];
  if (first === undefined) return undefined;
  return {
    id: name,
    name,
    at: first.keyAt,
    parts: new Map(own.map(([key, entry]) => [key.slice(name.length + 1), entry])),
  };
}

/** The components directly under a prefix (`PropertiesUtil#partitionOnCommonPrefixes`), in file order. */
export function componentsUnder(prefix: string, entries: ReadonlyMap<string, Entry>): readonly Component[] {
  const found = new Map<string, Component & { readonly parts: Map<string, Entry> }>();
  for (const [key, entry] of entries) {
    if (!key.startsWith(`${prefix}.`)) continue;
    const rest = key.slice(prefix.length + 1);
    const id = rest.split('.')[0] ?? '';
    const component = found.get(id) ?? { id, name: `${prefix}.${id}`, at: entry.keyAt, parts: new Map() };
    found.set(id, component);
    component.parts.set(rest.slice(id.length + 1), entry);
  }
  return [...found.values()];
}

/**
 * The components inside another that lack a type, outermost only: every prefix but `filter`, which only groups
 * filters, is the prefix of a component (`PropertiesConfigurationBuilder#processRemainingProperties`).
 * @param under the only prefix to look below, where the others do not matter
 */
export function untyped({ name, parts }: Component, under?: string): readonly Component[] {
  const found = new Map<string, Component>();
  for (const [key, entry] of parts) {
    const segments = key.split('.');
    if (under !== undefined && segments[0] !== under) continue;
    const prefix = segments
      .slice(1)
      .map((_, index) => segments.slice(0, index + 1).join('.'))
      .find((path) => path !== 'filter' && path !== '' && (parts.get(`${path}.type`)?.value ?? '') === '');
    if (prefix !== undefined && !found.has(prefix)) {
      found.set(prefix, { id: prefix, name: `${name}.${prefix}`, at: entry.keyAt, parts: new Map() });
    }
  }
  return [...found.values()];
}
