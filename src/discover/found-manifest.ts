import type { ManifestFacts } from '../model/manifest.js';
import type { ReadFile } from './read-text.js';

/** A manifest with resources of Flink's. */
export interface FoundManifest extends ReadFile<ManifestFacts> {
  readonly why: string;
}
