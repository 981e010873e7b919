import type { ManifestFacts } from '../model/manifest.js';

/** A manifest with resources of Flink's. */
export interface FoundManifest {
  readonly file: string;
  readonly why: string;
  readonly text: string;
  readonly bom: boolean;
  readonly facts: ManifestFacts;
}
