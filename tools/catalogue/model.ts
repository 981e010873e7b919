import type { ValueType } from '../../src/flink/values.js';

/** Which jars one version of Flink (or of its operator) is read from: locked in versions.json. */
export interface Release {
  /** The patch that stands for the minor version. */
  readonly version: string;
  /** Artifact → version: the newest patch of the minor that the repository offers for this artifact. */
  readonly artifacts: Readonly<Record<string, string>>;
  /** Artifact → earlier patches of the minor, ascending: what patch-changes.json compares with. */
  readonly earlier?: Readonly<Record<string, readonly string[]>>;
  /** Only needed so that the classes initialise, as `group:artifact:version`. */
  readonly libraries: readonly string[];
}

export interface Versions {
  /** The Maven plugin that copies jars; this one reads no POMs, so a parent missing in a mirror does no harm. */
  readonly plugin: string;
  readonly flink: Readonly<Record<string, Release>>;
  /** Jars that operator-options.json is checked against. */
  readonly operator: Readonly<Record<string, Release>>;
}

/** One ConfigOption constant as Extract.java prints it. */
export interface Constant {
  readonly key: string;
  readonly type: ValueType;
  readonly list?: boolean;
  readonly enum?: readonly string[];
  readonly default?: string;
  readonly fallback?: readonly string[];
  readonly deprecated?: readonly string[];
  readonly class: string;
  readonly field: string;
  readonly artifact: string;
  readonly obsolete?: boolean;
  readonly obsoleteClass?: boolean;
  readonly suffix?: boolean;
}

export type Scope = 'table-connector' | 'internal';

/** What an option is in one version: everything that tells one era from the next. */
export interface Shape {
  readonly type: ValueType;
  readonly list?: true;
  readonly enum?: readonly string[];
  readonly default?: string;
  readonly hostDefault?: string;
  readonly fallback?: readonly string[];
  readonly deprecated?: readonly string[];
  readonly obsolete?: true;
  readonly suffix?: true;
  readonly scope?: Scope;
}

/** Where an option is declared. Classes move more often than options change, so this does not start an era. */
export interface Origin {
  readonly in: string;
  readonly also?: readonly string[];
  readonly artifact: string;
}

export interface Option {
  readonly shape: Shape;
  readonly origin: Origin;
}

/** The options of one version by key. */
export type Options = ReadonlyMap<string, Option>;

export interface Era extends Shape, Origin {
  readonly from: string;
  readonly to?: string;
}

/** Options read from released sources, because the jars are not published: operator-options.json. */
export interface ReadFromSources {
  readonly operator: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, readonly Era[]>>;
}

export interface Catalogue {
  readonly flink: Readonly<Record<string, string>>;
  readonly operator: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, readonly Era[]>>;
  readonly operatorOptions: Readonly<Record<string, readonly Era[]>>;
}

/** The few things that reflection cannot tell, each with its reason: decisions.json. */
export interface Decisions {
  /** Constants of one version that declare a key differently: the one named (`Class#FIELD`) is what Flink reads. */
  readonly sameKey: Readonly<Record<string, { readonly use: string; readonly reason: string }>>;
  /** Key → its default in words, where it depends on the build and no marker can show it. */
  readonly hostDependent: Readonly<Record<string, string>>;
  /** Options of SQL's WITH clause, of catalogs and of hints: not read from the cluster's configuration. */
  readonly tableConnector: Where;
  /** Flink's own bookkeeping inside a job graph. */
  readonly internal: Where;
  /** Ends of keys: the name of a reporter, an endpoint or a resource comes before them. */
  readonly suffix: Where;
  /** Minor → artifact → what stands in where the repository lacks the artifact. */
  readonly standIns: Readonly<Record<string, Readonly<Record<string, StandIn>>>>;
  /** Changes within a minor that the jars of the repository cannot show. */
  readonly patchChanges: readonly (Pick<PatchChange, 'minor' | 'key' | 'last' | 'since'> & {
    readonly reason: string;
  })[];
}

/** Artifacts, simple class names or `Class#FIELD`; `except` wins. */
export interface Where {
  readonly artifacts: readonly string[];
  readonly constants: readonly string[];
  readonly except: readonly string[];
}

export interface StandIn {
  /** The minor whose constants of the artifact are taken. */
  readonly as: string;
  /** Keys taken from another minor, because they came or changed in between. */
  readonly but?: Readonly<Record<string, string>>;
  /** How it was established. */
  readonly reason: string;
}

/** An option that changed within a minor version. */
export interface PatchChange {
  readonly minor: string;
  readonly key: string;
  /** Last patch that was seen with the shape before. */
  readonly last: string;
  /** First patch that was seen with the shape of the catalogue, or with the one before the next change. */
  readonly since: string;
  /** Null where the option was not there. */
  readonly before: Shape | null;
  readonly after: Shape | null;
}
