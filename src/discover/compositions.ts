import type { SourceText } from '../model/span.js';
import { folderOf, join, nameOf } from '../paths.js';
import { readComposition } from '../sources/compose.js';
import { composeFilesIn } from '../sources/compose-commands.js';
import { readDotenv } from '../sources/containers/dotenv.js';
import { besideFile } from '../sources/containers/paths.js';
import { byName } from './recognise.js';
import { scriptKind } from './script-kind.js';

/** What docker compose finds by itself in a folder, best first, and what it lays over that. */
const BASES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const OVERRIDES = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/** What compositions are found with. */
export interface CompositionInputs {
  readonly composeFiles: readonly string[];
  /** Every file to consider. */
  readonly paths: readonly string[];
  open(path: string): SourceText | undefined;
}

/**
 * The lists of compose files that are started together, each laid over those before it: in a folder what docker compose
 * finds there, or what COMPOSE_FILE of its `.env` names; and what a script gives it with `-f`. A file of which none of
 * these speaks stands alone. Follows `DefaultFileNames` and `DefaultOverrideFileNames` of compose-go.
 */
export function compositionsOf(inputs: CompositionInputs): readonly (readonly string[])[] {
  const { composeFiles } = inputs;
  const folders = [...new Set(composeFiles.map(folderOf))];
  const found = [...folders.flatMap((folder) => ofFolder(folder, inputs)), ...namedInScripts(inputs)];
  const over = new Set([...found.flatMap(([, ...rest]) => rest), ...includedBySome(inputs), ...extendedBySome(inputs)]);
  const alone = composeFiles.filter((file) => !over.has(file) && !found.some(([first]) => first === file));
  const lists = [...found, ...alone.map((file) => [file])];
  return [...new Map(lists.map((list) => [list.join('\n'), list])).values()];
}

/** Whether a compose file may include others. */
export const mayInclude = ({ text }: SourceText): boolean =>
  text.includes('include') && /^["']?include["']?:/m.test(text);

/** The files that others include. */
function includedBySome({ composeFiles, open }: CompositionInputs): readonly string[] {
  return composeFiles.flatMap((path) => {
    const source = open(path);
    if (source === undefined || !mayInclude(source)) return [];
    const [, ...included] = readComposition([source], open).files;
    return included.map(({ file }) => file);
  });
}

/** The files that others take services from, and that only what is in them tells from other YAML. */
function extendedBySome({ composeFiles, open }: CompositionInputs): readonly string[] {
  const loose = composeFiles.filter((path) => byName(path)?.certain !== true);
  if (loose.length === 0) return [];
  return composeFiles.flatMap((path) => {
    const source = open(path);
    if (source === undefined || !source.text.includes('extends')) return [];
    const { files } = readComposition([source], open).composition;
    return loose.filter((one) => one !== path && files.includes(one));
  });
}

function ofFolder(folder: string, { paths, open }: CompositionInputs): readonly (readonly string[])[] {
  const present = new Set(paths.filter((path) => folderOf(path) === folder));
  const first = (names: readonly string[]) =>
    names.map((name) => join(folder, name)).filter((path) => present.has(path));
  const [base] = first(BASES);
  const [override] = first(OVERRIDES);
  const usual = base === undefined ? [] : [[base, ...(override === undefined ? [] : [override])]];
  const env = open(join(folder, '.env'));
  const named = env === undefined ? undefined : composeFileOf(env, paths);
  return named === undefined ? usual : [named];
}

/** The files that COMPOSE_FILE of a `.env` names, where all of them are here. */
function composeFileOf(env: SourceText, paths: readonly string[]): readonly string[] | undefined {
  if (!env.text.includes('COMPOSE_FILE')) return undefined;
  const { variables } = readDotenv(env);
  const named = variables.findLast(({ name }) => name === 'COMPOSE_FILE')?.source.text.split(':') ?? [];
  return named.length === 0 ? undefined : resolved(named, env.file, paths);
}

/** Paths beside a file, where all of them are here. */
function resolved(names: readonly string[], file: string, paths: readonly string[]): readonly string[] | undefined {
  const files = names.flatMap((name) => besideFile(file, name) ?? []);
  return files.length === names.length && files.every((one) => paths.includes(one)) ? files : undefined;
}

/** Scripts are started where they lie, or at the root: only where one of the two has all the files. */
function namedInScripts({ paths, open }: CompositionInputs): readonly (readonly string[])[] {
  return paths.flatMap((path) => {
    const kind = scriptKind(path);
    const source = kind === undefined ? undefined : open(path);
    if (kind === undefined || source === undefined || !/compose\b[^\n]*\s-(?:f|-file)\b/.test(source.text)) return [];
    return composeFilesIn(source, kind).flatMap((names) => {
      const places = [resolved(names, path, paths), resolved(names, nameOf(path), paths)].filter(
        (one) => one !== undefined,
      );
      const [first, second] = places;
      return first !== undefined && (second === undefined || second.join() === first.join()) ? [first] : [];
    });
  });
}
