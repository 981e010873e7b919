/** A Flink version as one comparable number: major · 1,000,000 + minor · 1,000 + patch. */
export type VersionNumber = number;

/** All versions from `min` to `max`, both included. */
export interface VersionRange {
  readonly min: VersionNumber;
  readonly max: VersionNumber;
}

/** Whether a claim about versions holds for a range: for all of it, for none of it, or for a part. */
export type Coverage = 'all' | 'none' | 'part';

/** What says which Flink version a target runs on. */
export interface VersionEvidence {
  readonly range: VersionRange;
  /** As it is written, where the range does not tell it: `2.0-preview1`. */
  readonly text?: string;
  /** What it was read from, as a user would say it: `Dockerfile:1`, `--flink-version`, `the file name flink-conf.yaml`. */
  readonly from: string;
  readonly strength: 'flag' | 'settings' | 'deployment' | 'build' | 'file-name' | 'option';
  /** The version's place in the file it was read from. */
  readonly at?: { readonly file: string; readonly start: number; readonly end: number };
  /** The folder that it speaks for, where that is not the one of the file: of a build whose parent lies elsewhere. */
  readonly folder?: string;
}

/** The Flink version of a target. */
export interface TargetVersion {
  readonly range: VersionRange;
  /** The newest minor that fits, such as `1.20`; with a patch where the evidence names one. */
  readonly value: string;
  /** Whether nothing names the version, so that it is the newest that fits the weak evidence. */
  readonly assumed: boolean;
  readonly strength: VersionEvidence['strength'];
  readonly from: string;
}

/** Two pieces of evidence that cannot both be true of one target. */
export interface VersionConflict {
  readonly a: VersionEvidence;
  readonly b: VersionEvidence;
}
