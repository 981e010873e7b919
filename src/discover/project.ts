import type { VersionEvidence } from '../model/version.js';
import { chartOf, compare, folderOf, isYaml, join } from '../paths.js';
import type { Workspace } from '../workspace/workspace.js';
import { isConfiguration, readConfigurations } from './configuration.js';
import { evidenceIn } from './evidence.js';
import type { FoundFile } from './found-container.js';
import type { ProjectInputs } from './inputs.js';
import { readCommandLines, readScripts, readSources } from './job-files.js';
import { readManifests, sourcesStartedBy } from './manifests.js';
import { readText } from './read-text.js';
import { byName, type FileKind, isStack, mayBeStack } from './recognise.js';
import type { RecognisedFile } from './recognised-file.js';
import { readVersionFiles, resolvedEvidence } from './version-files.js';

/** Everything in a repository that concerns Flink and the folders in question. */
export interface Project {
  readonly files: readonly RecognisedFile[];
  readonly evidence: readonly VersionEvidence[];
  /** What names versions in manifests, each of which speaks of its own resources. */
  readonly inManifests: readonly VersionEvidence[];
  /** Compose files by path, with their text. */
  readonly compose: ReadonlyMap<string, string>;
}

/** The paths of each kind of file, in their order. */
type Kinds = ReadonlyMap<FileKind, readonly string[]>;

/** Finds and reads what concerns Flink: configuration in the folders asked for, and what names versions around them. */
export async function readProject(inputs: ProjectInputs): Promise<Project> {
  const { workspace, selected, named } = inputs;
  // By code units, as `compare` does, and sooner.
  const paths = [...new Set(inputs.paths)].sort();
  const kinds = byKind(paths, (path) => kindOf(path, workspace, named));
  const commands = await readCommandLines(inputs, paths);
  // A source's job, and what a script starts, may run with any configuration around it.
  const ofSources =
    commands.length > 0 ||
    (inputs.sources && paths.some((path) => (path.endsWith('.java') || path.endsWith('.sql')) && selected(path)));

  const files = [...(await readConfigurations(wantedConfiguration(kinds, selected, ofSources), inputs))];
  const contained = await readContainers({ inputs, paths, kinds, before: files });
  files.push(...contained);

  const taken = new Set([...files.map(({ file }) => file), ...(kinds.get('compose') ?? [])]);
  const manifests = await readManifests({
    workspace,
    catalogue: inputs.catalogue,
    read: inputs.readers.manifest,
    readers: inputs.readers,
    all: paths,
    paths: paths.filter((path) => isYaml(path) && !taken.has(path)),
    selected,
    ofSources,
  });
  files.push(...commands, ...(await readScripts(inputs, paths, [...commands, ...contained, ...manifests])));
  const sources = await readSources(inputs, paths, files, manifests.flatMap(sourcesStartedBy));
  const beside = new Set([...files, ...sources].map(({ file }) => folderOf(file)));
  // Templates of a chart have their image from its values, those of an Ansible role what they install from its variables.
  for (const { file } of [...files, ...manifests]) {
    const chart = chartOf(file);
    if (chart !== undefined) beside.add(chart).add(join(chart, 'defaults')).add(join(chart, 'vars'));
  }
  files.push(...sources, ...manifests.map((manifest) => ({ ...manifest, kind: 'manifest' as const })));

  const around = files.length === 0 ? [] : readVersionFiles(workspace, kinds, beside);
  const known = new Set(files.map(({ file }) => file));
  const resolved = await resolvedEvidence(around);
  // A variable that a build takes its version from may be all of Flink's that its own file has.
  const held = new Set(resolved.flatMap(({ at }) => at?.file ?? []));
  const telling = around.filter(
    ({ file, evidence }) => !known.has(file.file) && (evidence.length > 0 || held.has(file.file)),
  );
  return {
    files: [...files, ...telling.map(({ file }) => file)].sort((a, b) => compare(a.file, b.file)),
    evidence: [
      ...around.flatMap(({ evidence }) => evidence),
      ...contained.flatMap(({ evidence = [] }) => evidence),
      ...resolved,
    ],
    inManifests: manifests.flatMap(({ file, text }) => evidenceIn(file, 'manifest', text)),
    compose: new Map(around.filter(({ file }) => file.kind === 'compose').map(({ file }) => [file.file, file.text])),
  };
}

/**
 * What a file is taken for until it is read. A YAML file named on the command line may be configuration whatever it is
 * called, and any other what a container is given.
 */
function kindOf(path: string, workspace: Workspace, named: readonly string[]): FileKind | undefined {
  const { kind, certain } = byName(path) ?? {};
  // Many a cluster's compose file is `flink-cluster.yml`.
  if (certain === false && mayBeStack(path) && isStack(readText(workspace, path)?.text ?? '')) return 'compose';
  if (kind === undefined) return named.includes(path) ? 'env' : undefined;
  return kind === 'manifest' && named.includes(path) ? 'config-yaml' : kind;
}

function byKind(paths: readonly string[], kindOf: (path: string) => FileKind | undefined): Kinds {
  const kinds = new Map<FileKind, string[]>();
  for (const path of paths) {
    const kind = kindOf(path);
    const known = kind === undefined ? undefined : kinds.get(kind);
    if (known !== undefined) known.push(path);
    else if (kind !== undefined) kinds.set(kind, [path]);
  }
  return kinds;
}

/** The configuration in folders with something that is asked for, or all there is where job sources are. */
function wantedConfiguration(
  kinds: Kinds,
  selected: (path: string) => boolean,
  ofSources: boolean,
): readonly (readonly [file: string, kind: FileKind])[] {
  const configuration = [...kinds].filter(([kind]) => isConfiguration(kind));
  if (configuration.length === 0) return [];
  const foldersOf = (lists: readonly (readonly [FileKind, readonly string[]])[]): ReadonlySet<string> =>
    new Set(lists.flatMap(([, paths]) => paths.filter(selected).map(folderOf)));
  const own = foldersOf(configuration);
  // An image or build file may contradict what lies beside and right below it.
  const near = foldersOf([...kinds].filter(([kind]) => !isConfiguration(kind)));
  const isWanted = (folder: string): boolean =>
    ofSources || own.has(folder) || near.has(folder) || near.has(folderOf(folder));
  return configuration
    .flatMap(([kind, paths]) => paths.map((path) => [path, kind] as const))
    .filter(([path]) => isWanted(folderOf(path)))
    .sort(([a], [b]) => compare(a, b));
}

/** Compose files and Dockerfiles, wherever they are: what is asked for may be a part of what they start. */
async function readContainers({
  inputs: { workspace, readers, selected, sources },
  paths,
  kinds,
  before,
}: {
  readonly inputs: ProjectInputs;
  readonly paths: readonly string[];
  readonly kinds: Kinds;
  readonly before: readonly RecognisedFile[];
}): Promise<readonly FoundFile[]> {
  const [composeFiles = [], dockerfiles = []] = [kinds.get('compose'), kinds.get('dockerfile')];
  if (composeFiles.length + dockerfiles.length === 0) return [];
  const isAsked =
    [...kinds.values()].some((ofKind) => ofKind.some(selected)) ||
    (sources && paths.some((path) => path.endsWith('.sql') && selected(path)));
  if (!isAsked) return [];
  const { readContainers: read } = await import('./containers.js');
  return read({ workspace, readers, composeFiles, dockerfiles, paths, known: new Set(before.map(({ file }) => file)) });
}
