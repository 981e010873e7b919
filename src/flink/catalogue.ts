import { lazy, memo } from '../lazy.js';
import { lookup } from '../lookup.js';
import type { VersionRange } from '../model/version.js';
import type { KeyStatus } from '../model/view.js';
import { type Family, type FamilyMatcher, familyMatcher } from './families.js';
import type { ValueType } from './values.js';
import { minorOf, minorRange } from './versions.js';

/** An option's shape over a run of consecutive minor versions. */
export interface Era {
  /** First minor that has it in this shape, such as `1.19`. */
  readonly from: string;
  /** Last minor, included; absent when it is the newest known. */
  readonly to?: string;
  readonly type: ValueType;
  readonly list?: boolean;
  /** Constants of an enum in the form that Flink compares with: `toString()`. */
  readonly enum?: readonly string[];
  /** In the form a user would write. */
  readonly default?: string;
  /** A default that depends on the machine, described. */
  readonly hostDefault?: string;
  /** Other spellings, in the order in which Flink looks them up: fallback keys before deprecated ones. */
  readonly fallback?: readonly string[];
  readonly deprecated?: readonly string[];
  /** Whether Flink marks the option itself as deprecated. */
  readonly obsolete?: boolean;
  /** The constant that declares it: `org.apache.flink.configuration.CoreOptions#TMP_DIRS`. Not at hand in a run. */
  readonly in?: string;
  /** Other constants of the same key. Not at hand in a run. */
  readonly also?: readonly string[];
  /** Not at hand in a run. */
  readonly artifact?: string;
  /** Whether the key is only the end of one, such as `factory.class`. */
  readonly suffix?: boolean;
  /** What configuration files do not carry: options of SQL's WITH clause, and what Flink hands on within a job. */
  readonly scope?: 'table-connector' | 'internal';
}

/** A key that Flink no longer knows: what to use instead. */
export interface Hint {
  readonly use: readonly string[];
  readonly note?: string;
}

/** The catalogue as it is stored, generated from Flink's jars. */
export interface CatalogueData {
  /** Minor version → the patch it was read from, ascending. */
  readonly flink: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, readonly Era[]>>;
  readonly operatorOptions: Readonly<Record<string, readonly Era[]>>;
  readonly hints: Readonly<Record<string, Hint>>;
  /** Keys of versions before the first one extracted: the last minor that had each. */
  readonly historical: Readonly<Record<string, Hint & { readonly last: string }>>;
  readonly families: readonly Family[];
}

/** An option's shape, and the name that it has in it. */
export interface Shape {
  readonly name: string;
  readonly era: Era;
}

/** What Flink itself knows of options. */
export interface Catalogue {
  readonly minors: readonly string[];
  /** The versions it speaks of, from the oldest to the newest known. */
  readonly range: VersionRange;
  /** The shapes that an option has within a range of versions; empty where none of them has it. */
  eras(key: string, range: VersionRange): readonly Era[];
  /**
   * The shapes of an option within a range under whatever name it had: `execution.checkpointing.dir` is
   * `state.checkpoints.dir` before 1.20.
   */
  shapes(key: string, range: VersionRange): readonly Shape[];
  /** A name of the option that every version of a range reads, the current one if they all do. */
  nameIn(key: string, range: VersionRange): string;
  /** The name that the newest version has for a key in any spelling. */
  current(key: string): string;
  /** Every shape over all versions, oldest first; empty for a key that was never an option. */
  history(key: string): readonly Era[];
  status(key: string, range: VersionRange): KeyStatus;
  /** The options that read `key` as another spelling, within a range. */
  aliasOf(key: string, range: VersionRange): readonly string[];
  /** Names of the options that exist in a range. */
  keys(range: VersionRange): readonly string[];
  family(key: string, range: VersionRange): Family | undefined;
}

/** The shapes of options, each made when it is asked for. */
export interface OptionTable {
  readonly keys: readonly string[];
  /** Oldest first; nothing for a key that is not in the table. */
  get(key: string): readonly Era[] | undefined;
}

/** The catalogue as its lookups need it. */
export interface CatalogueSource extends Pick<CatalogueData, 'flink' | 'hints' | 'historical' | 'families'> {
  readonly options: OptionTable;
  readonly operatorOptions: OptionTable;
  /** The options that have or had a spelling beside their own name. */
  aliases(spelling: string): readonly string[] | undefined;
}

/** The lookups over catalogue data as it is stored. */
export function createCatalogue(data: CatalogueData): Catalogue {
  const table = (record: CatalogueData['options']): OptionTable => ({
    keys: Object.keys(record),
    get: (key) => lookup(record, key),
  });
  const aliases = lazy(() => aliasIndex({ ...data.options, ...data.operatorOptions }));
  return catalogueOf({
    ...data,
    options: table(data.options),
    operatorOptions: table(data.operatorOptions),
    aliases: (spelling) => aliases().get(spelling),
  });
}

/** Builds the lookups over a catalogue. Nothing is computed before it is asked for. */
export function catalogueOf(data: CatalogueSource): Catalogue {
  const minors = Object.keys(data.flink);
  const matcher = lazy(() => familyMatcher(data.families));
  const familyOf: FamilyMatcher = (key, range) => matcher()(key, range);
  const rangeOf = memo(({ from, to }: Era): VersionRange => {
    const { min } = minorRange(from);
    return { min, max: to === undefined ? Number.MAX_SAFE_INTEGER : minorRange(to).max };
  });
  const oldest = minorRange(minors[0] ?? '0');
  // What is older than the catalogue is taken for its oldest version: most of it is the same.
  const overlaps = (era: Era, asked: VersionRange): boolean => {
    const own = rangeOf(era);
    const range = asked.max < oldest.min ? oldest : asked;
    return own.min <= range.max && range.min <= own.max;
  };
  const clusterEras = memo((key): readonly Era[] =>
    passing(
      data.options.get(key) ?? data.operatorOptions.get(key) ?? [],
      (era) => era.suffix !== true && era.scope === undefined,
    ),
  );
  // The operator numbers its versions on its own; its options are never out of a Flink range.
  const isOperators = (key: string): boolean =>
    data.options.get(key) === undefined && data.operatorOptions.get(key) !== undefined;
  const eras = (key: string, range: VersionRange): readonly Era[] =>
    isOperators(key) ? clusterEras(key) : passing(clusterEras(key), (era) => overlaps(era, range));
  const aliasOf = (key: string, range: VersionRange): readonly string[] =>
    (data.aliases(key) ?? []).filter((option) => eras(option, range).some((era) => spellings(era).includes(key)));

  const shapes = (key: string, range: VersionRange): readonly Shape[] => {
    const now = eras(key, range).map((era) => ({ name: key, era }));
    const older = clusterEras(key).at(-1)?.deprecated;
    if (older === undefined) return now;
    const covered = (era: Era): boolean => now.some((shape) => overlaps(shape.era, rangeOf(era)));
    const before = older.flatMap((name) => eras(name, range).map((era) => ({ name, era })));
    return [...before.filter(({ era }) => !covered(era)), ...now];
  };
  const current = (key: string): string => {
    const last = clusterEras(key).at(-1);
    return last !== undefined && last.to === undefined ? key : (data.aliases(key)?.[0] ?? key);
  };
  const nameIn = (key: string, range: VersionRange): string => {
    const known = shapes(key, range);
    const readsEverywhere = (name: string): boolean =>
      known.length > 0 && known.every(({ name: own, era }) => own === name || spellings(era).includes(name));
    return [key, ...known.map(({ name }) => name)].find(readsEverywhere) ?? known.at(-1)?.name ?? key;
  };

  /** Every era in which a key is read, as an option's own name or as another spelling of one. */
  const readIn = (key: string): readonly Era[] => [
    ...clusterEras(key),
    ...(data.aliases(key) ?? []).flatMap((option) => clusterEras(option).filter((era) => spellings(era).includes(key))),
  ];

  const outside = (key: string, range: VersionRange): KeyStatus => {
    const known = readIn(key).map(rangeOf);
    const first = known.reduce((least, { min }) => Math.min(least, min), Number.MAX_SAFE_INTEGER);
    if (known.length > 0 && first > range.max) {
      const older = nameIn(key, range);
      return { kind: 'not-yet', first: minorOf(first), ...(older === key ? {} : { older }) };
    }
    const historical = lookup(data.historical, key);
    const last = known.length > 0 ? minorOf(known.reduce((most, { max }) => Math.max(most, max), 0)) : historical?.last;
    if (last === undefined || minorRange(last).max >= range.min) return { kind: 'unknown' };
    const { use, note } = lookup(data.hints, key) ?? historical ?? { use: data.aliases(key) ?? [] };
    return { kind: 'removed', last, use, ...(note === undefined ? {} : { note }) };
  };

  /** Whether an option of an older operator is another name of one that today's has. */
  const isReplaced = (key: string, range: VersionRange): boolean =>
    isOperators(key) && clusterEras(key).at(-1)?.to !== undefined && aliasOf(key, range).length > 0;

  const status = (key: string, range: VersionRange): KeyStatus => {
    if (eras(key, range).length > 0 && !isReplaced(key, range)) return { kind: 'option', key };
    const of = aliasOf(key, range);
    if (of.length > 0) {
      const deprecated = of.some((option) => eras(option, range).some((era) => era.deprecated?.includes(key) === true));
      return { kind: 'alias', of, deprecated };
    }
    const family = familyOf(key, range);
    return family === undefined ? outside(key, range) : { kind: 'family', family: family.pattern };
  };

  return {
    minors,
    range: { min: oldest.min, max: minorRange(minors.at(-1) ?? '0').max },
    eras,
    shapes,
    nameIn,
    current,
    history: clusterEras,
    status,
    aliasOf,
    keys: (range) =>
      [...data.options.keys, ...data.operatorOptions.keys].filter(
        (key) => eras(key, range).length > 0 && !isReplaced(key, range),
      ),
    family: familyOf,
  };
}

/** An era's other spellings in Flink's order of lookup. */
export const spellings = (era: Era): readonly string[] => [...(era.fallback ?? []), ...(era.deprecated ?? [])];

/** By spelling, the options that have or had it beside their own name. */
export function aliasIndex(options: CatalogueData['options']): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const [option, eras] of Object.entries(options)) {
    // Most options have one name only, and this is done at every start.
    const spelt = eras.filter((era) => era.fallback !== undefined || era.deprecated !== undefined);
    if (spelt.length === 0) continue;
    for (const alias of new Set(spelt.flatMap(spellings))) {
      const known = index.get(alias);
      if (known === undefined) index.set(alias, [option]);
      else known.push(option);
    }
  }
  return index;
}

/** What passes a test, which mostly is all there is: then nothing is made. */
const passing = <T>(list: readonly T[], test: (item: T) => boolean): readonly T[] =>
  list.every(test) ? list : list.filter(test);
