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
  // What a kustomization puts together stands in the files of its bases and patches.
  const built = project.files.flatMap(({ facts }) =>
    facts?.kind === 'manifest' && facts.resources.some(({ parts }) => parts !== undefined) ? [facts] : [],
  );
  return (path) => {
    const known = cache.get(path);
    if (known !== undefined) return known;
    const file = files.get(path);
    if (file === undefined) return undefined;
    const own = file.facts === undefined ? [] : [file.facts];
    const facts = [...own, ...built.filter((one) => one !== file.facts)];
    const masked = maskSecrets(file, facts, { isSecret, mentionsSecret, credentialsIn });
    const made = { masked, plain: file.bom || masked !== file.text ? undefined : masked };
    cache.set(path, made);
    return made;
  };
}
