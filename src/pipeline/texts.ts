import type { Project } from '../discover/project.js';
import { maskSecrets } from '../engine/mask.js';
import { credentialsIn, isSecret, mentionsSecret } from '../flink/secrets.js';

/** What reports may show of a file. */
export interface Texts {
  /** The text where others may hash it as they read the file: plain UTF-8 without secrets. */
  readonly plain: string | undefined;
  readonly masked: string;
}

/** A file's text as it is, and with the values of secrets made unreadable at the same length, for excerpts. */
export function textsOf(project: Project): (file: string) => Texts | undefined {
  const files = new Map(project.files.map((file) => [file.file, file]));
  const cache = new Map<string, Texts>();
  return (path) => {
    const known = cache.get(path);
    if (known !== undefined) return known;
    const file = files.get(path);
    if (file === undefined) return undefined;
    const masked = maskSecrets(file.text, file.facts, { isSecret, mentionsSecret, credentialsIn });
    const made = { masked, plain: file.bom || masked !== file.text ? undefined : masked };
    cache.set(path, made);
    return made;
  };
}
