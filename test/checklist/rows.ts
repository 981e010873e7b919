/**
 * The deployments that every row is tried on: the conf/ of a session cluster on native Kubernetes, which sees the
 * cluster's options only; two deployments of one job, on native Kubernetes and by the Kubernetes operator, complete for
 * cluster and job; and a standalone cluster on machines of its own.
 */
export const SHAPES = ['session', 'application', 'operator', 'standalone'] as const;
export type Shape = (typeof SHAPES)[number];

export const VERSIONS = ['1.20', '2.3'] as const;
export type Version = (typeof VERSIONS)[number];

/** Something that depends on where: the most specific place that is named counts, `else` last. */
export type Place = Shape | Version | `${Version} ${Shape}` | 'else';
export type ByPlace<T> = { readonly [place in Place]?: T };

/** Findings, each as `severity concern/rule`. */
export type Findings = readonly string[];

/** What follows from one change of the healthy set. */
export interface Outcome {
  /** The findings that name the setting; nothing where Flink's default, or the value, is right. */
  readonly named: Findings | ByPlace<Findings>;
  /** Findings about other settings that follow, for those no longer fit. */
  readonly follow?: Findings | ByPlace<Findings>;
  /** Settings that are taken away as well. */
  readonly without?: readonly string[];
  /** Flink's class, the documentation's page or the checklist's item that it rests on. */
  readonly source: string;
}

export interface Broken extends Outcome {
  readonly value: string;
}

/** A setting of the checklist. */
export interface Row {
  readonly key: string;
  /** The value in the healthy set; left out where a healthy cluster does not set it. */
  readonly healthy?: string | ByPlace<string>;
  /** Where the row is asked; everywhere where it is left out. */
  readonly shapes?: readonly Shape[];
  /** What follows when nothing sets it; left out for what a healthy cluster does not set. */
  readonly removed?: Outcome;
  readonly broken: readonly Broken[];
}

/** One item of the checklist. */
export interface Item {
  readonly item: string;
  readonly rows: readonly Row[];
}

/** What holds at a place. */
export function at<T>(given: T | ByPlace<T> | undefined, shape: Shape, version: Version): T | undefined {
  if (!isByPlace(given)) return given;
  return given[`${version} ${shape}`] ?? given[shape] ?? given[version] ?? given.else;
}

const isByPlace = <T>(given: T | ByPlace<T> | undefined): given is ByPlace<T> =>
  typeof given === 'object' && given !== null && !Array.isArray(given);
