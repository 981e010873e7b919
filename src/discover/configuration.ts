import { groupBy } from '../group-by.js';
import type { ConfigFacts } from '../model/facts.js';
import { folderOf, nameOf } from '../paths.js';
import { sourceText } from '../syntax/source-text.js';
import type { ProjectInputs, Readers } from './inputs.js';
import { readLetters, readText, type Text } from './read-text.js';
import { byName, type FileKind, isFlinks, isManifest, isOtherYaml, madeOf, mayBeFlinks, shareOf } from './recognise.js';
import type { RecognisedFile } from './recognised-file.js';
import { noteFile, whyUnread } from './unread.js';

/** Whether a file of some kind configures Flink or its logging. */
export const isConfiguration = (kind: FileKind | undefined): boolean =>
  kind === 'flink-conf' || kind === 'config-yaml' || isLogging(kind);

const isLogging = (kind: FileKind | undefined): boolean => kind === 'log4j' || kind === 'logback';

/** Reads the configuration among some files, that of logging after what it may lie beside. */
export async function readConfigurations(
  kinds: readonly (readonly [file: string, kind: FileKind])[],
  inputs: ProjectInputs,
): Promise<readonly RecognisedFile[]> {
  const files: RecognisedFile[] = [];
  for (const [path, kind] of kinds.filter(([, kind]) => !isLogging(kind))) {
    const file = await readConfig(path, kind, inputs);
    if (file !== undefined) files.push(file);
  }
  const folders = new Set(files.map(({ file }) => folderOf(file)));
  for (const [path, kind] of kinds.filter(([, kind]) => isLogging(kind))) {
    const file = await readLogging(path, kind, folders.has(folderOf(path)), inputs);
    if (file !== undefined) files.push(file);
  }
  return files;
}

async function readConfig(path: string, kind: FileKind, inputs: ProjectInputs): Promise<RecognisedFile | undefined> {
  const certain = byName(path)?.certain === true;
  const result = inputs.workspace.read(path);
  if ('text' in result) return judged(path, kind, result, inputs);
  const { rough } = result;
  const isOurs = certain || (rough !== undefined && (await judged(path, kind, { text: rough, bom: false }, inputs)));
  if (isOurs) return notRead(path, kind, whyUnread(result));
  noteFile(inputs.workspace, path, result, () => false);
  return undefined;
}

/** A file that is Flink's by its name, or else by what is in it. */
async function judged(
  file: string,
  kind: FileKind,
  text: Text,
  { readers, catalogue }: ProjectInputs,
): Promise<RecognisedFile | undefined> {
  const certain = byName(file)?.certain === true;
  if (certain ? isManifest(text.text) : isOtherYaml(text.text) || !mayBeFlinks(text.text)) return undefined;
  const facts = await factsOf(file, kind, text, readers);
  if (certain) return { file, kind, why: named(file), ...text, facts };
  const share = shareOf(facts.settings, catalogue);
  const why = `${share.known} of its ${share.total} keys are options of Flink`;
  return isFlinks(file, share) ? { file, kind, why, ...text, facts } : undefined;
}

const named = (file: string): string => `it is named ${nameOf(file)}`;

function notRead(file: string, kind: FileKind, reason: string): RecognisedFile {
  const at = { file, start: 0, end: 0 };
  const faults = [{ kind: 'unreadable', at, reason }] as const;
  const facts = { kind: 'config', grammar: 'legacy', file, settings: [], faults, refused: true, comments: [] } as const;
  return { file, kind, why: named(file), text: '', bom: false, facts };
}

/** Reads a configuration file whatever it is called; nothing where it cannot be read. */
export async function readConfiguration(
  file: string,
  { workspace, readers }: Pick<ProjectInputs, 'workspace' | 'readers'>,
): Promise<ConfigFacts | undefined> {
  const read = readText(workspace, file);
  if (read === undefined) return undefined;
  return factsOf(file, /flink-conf/i.test(file) ? 'flink-conf' : 'config-yaml', read, readers);
}

async function factsOf(path: string, kind: FileKind, { text, bom }: Text, readers: Readers): Promise<ConfigFacts> {
  const source = sourceText(path, text);
  const facts = await (kind === 'flink-conf' ? readers.flinkConf(source, { bom }) : readers.configYaml(source));
  return madeOf(path) === undefined ? facts : asTemplate(facts);
}

/** Of lines that exclude each other only some are left once a template is filled in: which value is in effect is unknown. */
function asTemplate(facts: ConfigFacts): ConfigFacts {
  const settings = [...groupBy(facts.settings, ({ key }) => key).values()].flatMap((same) =>
    same.length === 1 ? same : [],
  );
  return { ...facts, settings, faults: [], template: true };
}

/** Names that only Flink's scripts look for. */
const FLINKS_LOGGING = /^(?:log4j-(?:console|cli|session)\.properties|logback-(?:console|session)\.xml)$/;

/**
 * Whether a file of a usual name goes into the jar of a program: the cluster that runs it never reads it, and where the
 * program runs by itself it belongs to whatever logging library the project has.
 */
const isPrograms = (path: string): boolean =>
  !FLINKS_LOGGING.test(nameOf(path)) && PACKED.some((folder) => `/${path}`.includes(folder));

const mentionsFlink = (text: string): boolean => /org\.apache\.flink|\bflink\b/i.test(text);

const PACKED: readonly string[] = ['/src/main/resources/', '/target/classes/', '/build/resources/main/'];

async function readLogging(
  path: string,
  kind: FileKind,
  besideConfig: boolean,
  { workspace, readers }: ProjectInputs,
): Promise<RecognisedFile | undefined> {
  const read = readLetters(workspace, path, mentionsFlink);
  if (read === undefined) return undefined;
  const usual = /^(?:log4j|logback)(?:-(?:console|cli|session))?\.(?:properties|xml)$/.test(nameOf(path));
  const mentions = mentionsFlink(read.text);
  const why =
    besideConfig && usual && !isPrograms(path)
      ? 'it lies beside a Flink configuration'
      : FLINKS_LOGGING.test(nameOf(path)) && mentions
        ? `it is named ${nameOf(path)} and mentions Flink`
        : undefined;
  if (why === undefined) return undefined;
  const source = sourceText(path, read.text);
  const facts = kind === 'log4j' ? await readers.log4j(source) : await readers.logback(source);
  return { file: path, kind, why, ...read, facts };
}
