import type { Catalogue } from '../flink/catalogue.js';
import type { CommandFacts, FlinkCommand, NamedScript } from '../model/commands.js';
import type { DockerfileFacts } from '../model/containers.js';
import type { ConfigFacts, LoggingFacts } from '../model/facts.js';
import type { Facts } from '../model/file-facts.js';
import type { JavaFacts } from '../model/java.js';
import type { ManifestFacts } from '../model/manifest.js';
import type { ScriptCommand } from '../model/script.js';
import type { SourceText } from '../model/span.js';
import type { SqlFacts } from '../model/sql.js';
import type { VersionEvidence } from '../model/version.js';
import { compare, folderOf, isAtOrBelow, isYaml, nameOf } from '../paths.js';
import type { ComposeReading, OpenFile } from '../sources/compose.js';
import { decode, sourceText } from '../syntax/source-text.js';
import type { Workspace } from '../workspace/workspace.js';
import { evidenceIn } from './evidence.js';
import type { FoundFile } from './found-container.js';
import { readManifests, sourcesStartedBy } from './manifests.js';
import { byName, type FileKind, isFlinks, isManifest, isOtherYaml, mayBeFlinks, shareOf } from './recognise.js';
import { type ScriptKind, scriptKind } from './script-kind.js';

/** Readers of configuration, given so that only those that are needed are loaded. */
export interface Readers {
  flinkConf(source: SourceText, options: { readonly bom: boolean }): ConfigFacts | Promise<ConfigFacts>;
  configYaml(source: SourceText): ConfigFacts | Promise<ConfigFacts>;
  log4j(source: SourceText): LoggingFacts | Promise<LoggingFacts>;
  logback(source: SourceText): LoggingFacts | Promise<LoggingFacts>;
  manifest(source: SourceText): Promise<ManifestFacts>;
  sql(source: SourceText): SqlFacts | Promise<SqlFacts>;
  compose(sources: readonly SourceText[], open: OpenFile): Promise<ComposeReading>;
  dockerfile(source: SourceText): Promise<DockerfileFacts>;
  commands(source: SourceText, kind: ScriptKind): CommandFacts | Promise<CommandFacts>;
  commandLine(command: ScriptCommand): Promise<readonly FlinkCommand[]>;
  /** @param total how many characters of Java this run reads in all */
  java(source: SourceText, total: number): JavaFacts | Promise<JavaFacts>;
}

/** A file that was recognised. */
export interface RecognisedFile {
  readonly file: string;
  readonly kind: FileKind;
  /** Why it was taken for that, in words. */
  readonly why: string;
  /** Decoded, without a byte order mark; empty where it cannot be read. */
  readonly text: string;
  /** Whether a byte order mark, or another encoding than UTF-8, was taken away. */
  readonly bom: boolean;
  readonly facts: Facts | undefined;
}

/** Everything in a repository that concerns Flink and the folders in question. */
export interface Project {
  readonly files: readonly RecognisedFile[];
  readonly evidence: readonly VersionEvidence[];
  /** What names versions in manifests, each of which speaks of its own resources. */
  readonly inManifests: readonly VersionEvidence[];
  /** Compose files by path, with their text. */
  readonly compose: ReadonlyMap<string, string>;
}

export interface ProjectInputs {
  readonly workspace: Workspace;
  readonly catalogue: Catalogue;
  readonly readers: Readers;
  /** Files and folders asked for; what lies around them is read as their context. */
  readonly selected: (file: string) => boolean;
  /** Files named one by one, which are looked at even where git ignores them. */
  readonly named: readonly string[];
  /** Every file to consider, root-relative. */
  readonly paths: readonly string[];
  /** Files and folders asked for, as they were named. */
  readonly asked: readonly string[];
  /** Whether job sources are read at all. */
  readonly sources: boolean;
  /** Sources that are declared to belong to a configuration file. */
  sourcesOf(file: string): readonly string[];
}

const CONFIGURATION: ReadonlySet<FileKind> = new Set(['flink-conf', 'config-yaml', 'log4j', 'logback']);

/** Finds and reads what concerns Flink: configuration in the folders asked for, and what names versions around them. */
export async function readProject(inputs: ProjectInputs): Promise<Project> {
  const { workspace, selected, named } = inputs;
  // By code units, as `compare` does, and sooner.
  const paths = [...new Set(inputs.paths)].sort();
  const kindOf = new Map(paths.map((path) => [path, candidateKind(path, named)]));
  const isConfiguration = (path: string): boolean => CONFIGURATION.has(kindOf.get(path) ?? 'manifest');
  const chosen = paths
    .filter((path) => kindOf.get(path) !== undefined && selected(path))
    .map((path) => ({
      folder: folderOf(path),
      configuration: isConfiguration(path),
    }));
  const own = new Set(chosen.filter(({ configuration }) => configuration).map(({ folder }) => folder));
  // An image or build file may contradict what lies beside and right below it.
  const near = new Set(chosen.filter(({ configuration }) => !configuration).map(({ folder }) => folder));
  const commands = await readCommandLines(inputs, paths);
  // A source's job, and what a script starts, may run with any configuration around it.
  const ofSources =
    commands.length > 0 ||
    (inputs.sources && paths.some((path) => (path.endsWith('.java') || path.endsWith('.sql')) && selected(path)));
  const isWanted = (folder: string): boolean =>
    ofSources || own.has(folder) || near.has(folder) || near.has(folderOf(folder));

  const files: RecognisedFile[] = [];
  const configuration = paths.filter((path) => isConfiguration(path) && isWanted(folderOf(path)));
  const isLogging = (path: string): boolean => kindOf.get(path) === 'log4j' || kindOf.get(path) === 'logback';
  for (const path of configuration.filter((path) => !isLogging(path))) {
    const file = await readConfig(path, kindOf.get(path) ?? 'config-yaml', inputs);
    if (file !== undefined) files.push(file);
  }
  const configFolders = new Set(files.map(({ file }) => folderOf(file)));
  for (const path of configuration.filter(isLogging)) {
    const file = await readLogging(path, kindOf.get(path) ?? 'log4j', configFolders.has(folderOf(path)), inputs);
    if (file !== undefined) files.push(file);
  }

  const contained = chosen.length > 0 ? await readContainers(inputs, paths, kindOf, files) : [];
  files.push(...contained);

  const taken = new Set(files.map(({ file }) => file));
  const isManifestToBe = (path: string): boolean => isYaml(path) && kindOf.get(path) !== 'compose';
  const manifests = await readManifests({
    workspace,
    catalogue: inputs.catalogue,
    read: inputs.readers.manifest,
    readers: inputs.readers,
    all: paths,
    paths: paths.filter((path) => isManifestToBe(path) && !taken.has(path)),
    selected,
    ofSources,
  });
  files.push(...commands, ...(await readScripts(inputs, paths, [...commands, ...manifests])));
  const sources = await readSources(inputs, paths, files, manifests.flatMap(sourcesStartedBy));
  const beside = new Set([...files, ...sources].map(({ file }) => folderOf(file)));
  files.push(...sources, ...manifests.map((manifest) => ({ ...manifest, kind: 'manifest' as const })));

  const around = files.length === 0 ? [] : paths.filter((path) => namesVersions(path, kindOf.get(path), beside));
  const known = new Set(files.map(({ file }) => file));
  const context = around.flatMap((path) => readContext(path, kindOf.get(path) ?? 'manifest', workspace));
  return {
    files: [
      ...files,
      ...context.filter(({ file, evidence }) => evidence.length > 0 && !known.has(file.file)).map(({ file }) => file),
    ].sort((a, b) => compare(a.file, b.file)),
    evidence: [
      ...context.flatMap(({ evidence }) => evidence),
      ...contained.flatMap(({ evidence = [] }) => evidence),
      ...(await resolvedEvidence(context)),
    ],
    inManifests: manifests.flatMap(({ file, text }) => evidenceIn(file, 'manifest', text)),
    compose: new Map(context.filter(({ file }) => file.kind === 'compose').map(({ file }) => [file.file, file.text])),
  };
}

/** Compose files and Dockerfiles, wherever they are: what is asked for may be a part of what they start. */
async function readContainers(
  inputs: ProjectInputs,
  paths: readonly string[],
  kindOf: ReadonlyMap<string, FileKind | undefined>,
  before: readonly RecognisedFile[],
): Promise<readonly FoundFile[]> {
  const { workspace, readers } = inputs;
  const composeFiles = paths.filter((path) => kindOf.get(path) === 'compose');
  const dockerfiles = paths.filter((path) => kindOf.get(path) === 'dockerfile');
  if (composeFiles.length + dockerfiles.length === 0) return [];
  const { readContainers: read } = await import('./containers.js');
  return read({ workspace, readers, composeFiles, dockerfiles, paths, known: new Set(before.map(({ file }) => file)) });
}

const BUILDS: readonly string[] = ['pom.xml', 'build.gradle', 'build.gradle.kts'];

/**
 * Sources are read where some are asked for, where a configuration that is asked for is declared to be theirs, and where
 * a manifest starts their class.
 */
async function readSources(
  inputs: ProjectInputs,
  paths: readonly string[],
  configuration: readonly RecognisedFile[],
  started: readonly string[],
): Promise<readonly RecognisedFile[]> {
  if (!inputs.sources) return [];
  const declared = configuration
    .filter(({ file }) => inputs.selected(file))
    .flatMap(({ file }) => inputs.sourcesOf(file));
  // What a build file says holds for the sources of its module.
  const builds = paths.filter((path) => BUILDS.includes(nameOf(path)) && inputs.selected(path));
  const folders = [...declared, ...builds.map(folderOf)];
  const wanted = (path: string): boolean =>
    inputs.selected(path) ||
    folders.some((one) => isAtOrBelow(path, one)) ||
    started.some((end) => `/${path}`.endsWith(end));
  if (!paths.some((path) => path.endsWith('.java') && wanted(path))) return [];
  const { readJava } = await import('./java.js');
  const { workspace, readers, asked } = inputs;
  const sources = await readJava({ workspace, read: readers.java, paths, asked, wanted });
  return sources.map((source) => ({ ...source, kind: 'java', why: 'it mentions org.apache.flink' }));
}

/** Likewise the files with command lines, and around them those that run the SQL that is asked for. */
async function readCommandLines(inputs: ProjectInputs, paths: readonly string[]): Promise<readonly RecognisedFile[]> {
  const { workspace, readers, selected } = inputs;
  const files = paths.filter((path) => scriptKind(path) !== undefined);
  const asked = files.filter(selected);
  const sql = files.length === asked.length ? [] : sqlFiles(inputs, paths).filter(selected);
  if (asked.length + sql.length === 0) return [];
  const { readScriptFiles, runsScripts } = await import('./scripts.js');
  const read = { workspace, read: readers.commands };
  const around = sql.length === 0 ? [] : files.filter((path) => !selected(path));
  const scripts = [
    ...(await readScriptFiles({ ...read, paths: asked })),
    ...(await readScriptFiles({ ...read, paths: around, mayRun: runsScripts(sql) })),
  ];
  return scripts.map((script) => ({ ...script, kind: 'commands' }));
}

/** The scripts of SQL that are asked for, and those that something runs. */
async function readScripts(
  inputs: ProjectInputs,
  paths: readonly string[],
  runners: readonly { readonly facts: Facts | undefined }[],
): Promise<readonly RecognisedFile[]> {
  const { workspace, readers, selected } = inputs;
  const all = sqlFiles(inputs, paths);
  const asked = all.filter(selected);
  const named = all.length === 0 ? [] : runners.flatMap(({ facts }) => scriptsNamedIn(facts));
  if (asked.length + named.length === 0) return [];
  const { readSqlFiles } = await import('./sql.js');
  const scripts = await readSqlFiles({ workspace, read: readers.sql, paths: asked, named, all });
  return scripts.map((script) => ({ ...script, kind: 'sql', why: 'it holds Flink SQL' }));
}

/** Scripts are job sources. */
const sqlFiles = ({ sources }: ProjectInputs, paths: readonly string[]): readonly string[] =>
  sources ? paths.filter((path) => path.endsWith('.sql')) : [];

function scriptsNamedIn(facts: Facts | undefined): readonly NamedScript[] {
  const resources = facts?.kind === 'manifest' ? facts.resources : [];
  const commands = facts?.kind === 'commands' ? facts.commands : resources.flatMap((one) => one.commands ?? []);
  return [...resources, ...commands].flatMap(({ scripts = [] }) => scripts);
}

/** A YAML file named on the command line may be configuration whatever it is called, and any other what a container is given. */
function candidateKind(path: string, named: readonly string[]): FileKind | undefined {
  const kind = byName(path)?.kind;
  if (kind === undefined) return named.includes(path) ? 'env' : undefined;
  return kind === 'manifest' && named.includes(path) ? 'config-yaml' : kind;
}

/** Manifests are many, and each speaks of its own deployment; only those beside the configuration are looked at. */
function namesVersions(path: string, kind: FileKind | undefined, near: ReadonlySet<string>): boolean {
  if (kind === undefined || kind === 'env' || CONFIGURATION.has(kind)) return false;
  return kind !== 'manifest' || near.has(folderOf(path));
}

function readContext(
  path: string,
  kind: FileKind,
  workspace: Workspace,
): readonly { readonly file: RecognisedFile; readonly evidence: readonly VersionEvidence[] }[] {
  const text = textOf(workspace, path);
  if (text === undefined) return [];
  const evidence = evidenceIn(path, kind, text);
  return [
    { file: { file: path, kind, why: 'it names a Flink version', text, bom: false, facts: undefined }, evidence },
  ];
}

/** Of builds that use Flink and name no version themselves. */
async function resolvedEvidence(context: ReturnType<typeof readContext>): Promise<readonly VersionEvidence[]> {
  if (!context.some(({ file, evidence }) => evidence.length === 0 && file.text.includes('org.apache.flink'))) return [];
  const { evidenceOfBuilds } = await import('./builds.js');
  return evidenceOfBuilds(context.map(({ file }) => file));
}

function textOf(workspace: Workspace, path: string): string | undefined {
  const result = workspace.read(path);
  if (!result.ok) return undefined;
  const decoded = decode(result.bytes);
  return 'text' in decoded ? decoded.text : undefined;
}

async function readConfig(path: string, kind: FileKind, inputs: ProjectInputs): Promise<RecognisedFile | undefined> {
  const certain = byName(path)?.certain === true;
  const why = `it is named ${nameOf(path)}`;
  const result = inputs.workspace.read(path);
  const decoded = result.ok ? decode(result.bytes) : undefined;
  if (decoded === undefined || !('text' in decoded)) {
    const reason = result.ok ? 'it is not a text in UTF-8' : result.why;
    return certain ? { file: path, kind, why, text: '', bom: false, facts: unreadable(path, reason) } : undefined;
  }
  const { text, bom } = decoded;
  if (certain ? isManifest(text) : isOtherYaml(text) || !mayBeFlinks(text)) return undefined;
  const facts = await factsOf(path, kind, decoded, inputs.readers);
  if (certain) return { file: path, kind, why, text, bom, facts };
  const share = shareOf(facts.settings, inputs.catalogue);
  const counted = `${share.known} of its ${share.total} keys are options of Flink`;
  return isFlinks(path, share) ? { file: path, kind, why: counted, text, bom, facts } : undefined;
}

/** Reads a configuration file whatever it is called; nothing where it cannot be read. */
export async function readConfiguration(
  file: string,
  { workspace, readers }: Pick<ProjectInputs, 'workspace' | 'readers'>,
): Promise<ConfigFacts | undefined> {
  const result = workspace.read(file);
  const decoded = result.ok ? decode(result.bytes) : undefined;
  if (decoded === undefined || !('text' in decoded)) return undefined;
  return factsOf(file, /flink-conf/i.test(file) ? 'flink-conf' : 'config-yaml', decoded, readers);
}

function factsOf(
  path: string,
  kind: FileKind,
  { text, bom }: { readonly text: string; readonly bom: boolean },
  readers: Readers,
): ConfigFacts | Promise<ConfigFacts> {
  const source = sourceText(path, text);
  return kind === 'flink-conf' ? readers.flinkConf(source, { bom }) : readers.configYaml(source);
}

function unreadable(file: string, reason: string): ConfigFacts {
  const at = { file, start: 0, end: 0 };
  const faults = [{ kind: 'unreadable', at, reason }] as const;
  return { kind: 'config', grammar: 'legacy', file, settings: [], faults, refused: true, comments: [] };
}

/** Names that only Flink's scripts look for. */
const FLINKS_LOGGING = /^(?:log4j-(?:console|cli|session)\.properties|logback-(?:console|session)\.xml)$/;

async function readLogging(
  path: string,
  kind: FileKind,
  besideConfig: boolean,
  { workspace, readers }: ProjectInputs,
): Promise<RecognisedFile | undefined> {
  const result = workspace.read(path);
  const decoded = result.ok ? decode(result.bytes) : undefined;
  if (decoded === undefined || !('text' in decoded)) return undefined;
  const { text, bom } = decoded;
  const usual = /^(?:log4j|logback)(?:-(?:console|cli|session))?\.(?:properties|xml)$/.test(nameOf(path));
  const mentions = /org\.apache\.flink|\bflink\b/i.test(text);
  const why =
    besideConfig && usual
      ? 'it lies beside a Flink configuration'
      : FLINKS_LOGGING.test(nameOf(path)) && mentions
        ? `it is named ${nameOf(path)} and mentions Flink`
        : undefined;
  if (why === undefined) return undefined;
  const source = sourceText(path, text);
  const facts = kind === 'log4j' ? await readers.log4j(source) : await readers.logback(source);
  return { file: path, kind, why, text, bom, facts };
}
