import type { Project } from '../discover/project.js';
import type { RecognisedFile } from '../discover/recognised-file.js';
import { type Keyed, maskSecrets, settingsIn } from '../engine/mask.js';
import { credentialsIn, isSecret, mentionsSecret } from '../flink/secrets.js';
import { groupBy } from '../group-by.js';
import { lazy } from '../lazy.js';

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
  const built = lazy(() => builtFrom(project));
  return (path) => {
    const known = cache.get(path);
    if (known !== undefined) return known;
    const file = files.get(path);
    if (file === undefined) return undefined;
    const masked = maskedText(file, built());
    const made = { masked, plain: file.bom || masked !== file.text ? undefined : masked };
    cache.set(path, made);
    return made;
  };
}

/** What kustomizations put together stands in the files of their bases and patches: by these; nothing where none does. */
function builtFrom({ files }: Project): ReadonlyMap<string, readonly Keyed[]> | undefined {
  const built = files.flatMap(({ facts }) =>
    facts?.kind === 'manifest' && facts.resources.some(({ parts }) => parts !== undefined) ? [facts] : [],
  );
  return built.length === 0 ? undefined : groupBy(built.flatMap(settingsIn), ({ valueAt }) => valueAt.file);
}

function maskedText(file: RecognisedFile, built: ReadonlyMap<string, readonly Keyed[]> | undefined): string {
  const { text, facts } = file;
  if (facts === undefined && built === undefined) return text;
  const own = facts === undefined ? [] : settingsIn(facts);
  return maskSecrets(file, [...own, ...(built?.get(file.file) ?? [])], { isSecret, mentionsSecret, credentialsIn });
}
