import type { Severity } from '../model/finding.js';
import type { Platform, Profile } from '../model/target.js';
import type { OUTSIDE_LAYERS } from './schema.js';

/** What the settings say of one rule. */
export interface RuleSettings {
  readonly severity?: Severity | 'off';
  /** The rule's own options, as written. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Configuration that lies outside the repository, of which a copy is here. */
export interface OutsideLayer {
  /** Root-relative. */
  readonly file: string;
  readonly as: (typeof OUTSIDE_LAYERS)[number];
}

/** Files that the user declares to belong together; all root-relative. */
export interface DeclaredJob {
  readonly name: string;
  readonly config?: string;
  readonly sources: readonly string[];
  readonly manifests: readonly string[];
}

/** The settings in effect for one file. */
export interface Resolved {
  readonly profile?: Profile;
  readonly flinkVersion?: string;
  readonly operatorVersion?: string;
  readonly platform?: Platform;
  /** Whether a root-relative path is excluded; a folder's path may end with a slash. */
  exclude(file: string): boolean;
  /** Whether the user declares a configuration key to be known. */
  allow(key: string): boolean;
  readonly layers: readonly OutsideLayer[];
  readonly rules: ReadonlyMap<string, RuleSettings>;
  readonly jobs: readonly DeclaredJob[];
  /** The settings file, root-relative; nothing where there is none. */
  readonly from: string | undefined;
}

/** Keys that a settings file and its overrides have in common. */
export interface WrittenCommon {
  readonly flinkVersion?: string;
  readonly platform?: Platform;
  readonly rules?: Readonly<Record<string, Severity | 'off' | Readonly<Record<string, unknown>>>>;
}

/** A settings file as its schema describes it. */
export interface Written extends WrittenCommon {
  readonly extends?: string | readonly string[];
  readonly operatorVersion?: string;
  readonly exclude?: readonly string[];
  readonly options?: { readonly allow?: readonly string[] };
  readonly layers?: readonly OutsideLayer[];
  readonly overrides?: readonly WrittenOverride[];
  readonly jobs?: readonly WrittenJob[];
}

/** An entry of `overrides`. */
export interface WrittenOverride extends WrittenCommon {
  readonly files: string | readonly string[];
  readonly profile?: Profile;
}

/** An entry of `jobs`. */
export interface WrittenJob {
  readonly name: string;
  readonly config?: string;
  readonly sources?: readonly string[];
  readonly manifests?: readonly string[];
}

/** One settings file, or one profile named in `extends`; a chain of these makes the settings of a folder. */
export interface Link {
  readonly profile?: Profile;
  readonly written: Written;
}
