import type { Catalogue } from '../flink/catalogue.js';
import { mayExpose } from '../flink/exposure.js';
import {
  clusterFields,
  entryClassOf,
  fieldAt,
  isOperators,
  isWorkload,
  mountsConfigMap,
  resourceName,
  sourceOf,
} from '../flink/manifest.js';
import type { ManifestFacts, Resource } from '../model/manifest.js';
import type { SourceText } from '../model/span.js';
import { folderOf, nameOf } from '../paths.js';
import type { EmbeddedReaders } from '../sources/kubernetes.js';
import { LONGEST } from '../syntax/limits.js';
import { sourceText } from '../syntax/source-text.js';
import type { FoundManifest } from './found-manifest.js';
import {
  holdsMap,
  isPlainlyFlinks,
  isWayIn,
  mayHoldDefaults,
  mayHoldFlinks,
  mayMount,
  startsJob,
} from './manifest-signs.js';
import { readText } from './read-text.js';
import { isFlinks, shareOf } from './recognise.js';
import { type NotingWorkspace, noteLong } from './unread.js';

/** What manifests are looked for with. */
export interface ManifestInputs {
  readonly workspace: NotingWorkspace;
  readonly catalogue: Catalogue;
  readonly read: (source: SourceText) => Promise<ManifestFacts>;
  readonly readers: EmbeddedReaders;
  /** Every file to consider. */
  readonly all: readonly string[];
  /** YAML files that are not taken for anything else. */
  readonly paths: readonly string[];
  /** What is asked for. */
  readonly selected: (path: string) => boolean;
  /** Whether job sources are asked for, which any manifest may start. */
  readonly ofSources: boolean;
}

/**
 * The manifests among what is asked for, and around them those that they must be seen with: the clusters of session jobs,
 * the jobs of session clusters, what mounts a ConfigMap or has one mounted, the processes of one cluster, what configures
 * the operator, and for job sources what may start them. All other YAML is dismissed without being parsed.
 */
export async function readManifests(inputs: ManifestInputs): Promise<readonly FoundManifest[]> {
  const asked = inputs.paths.filter((path) => inputs.selected(path) && !isOfTests(path, inputs.selected));
  const beside = besides(asked);
  const noting = (text: string, file: string): boolean => {
    beside.note(text, file);
    return mayHoldFlinks(text);
  };
  const found = await readAll(inputs, asked, noting, isFlinksResource(inputs.catalogue));
  const resources = found.flatMap(({ facts }) => facts.resources);
  const flinks = [...found, ...(await contextOf(resources, asked, inputs))];
  const manifests = [...flinks, ...(await belongingTo(flinks, beside, inputs))];
  return withVariables(await withKustomizations(manifests, mapsGivingTo(resourcesOf(flinks)), inputs));
}

const resourcesOf = (manifests: readonly FoundManifest[]): readonly Resource[] =>
  manifests.flatMap(({ facts }) => facts.resources);

/** What stands beside Flink's resources and belongs to them: ways to REST, what mounts their ConfigMaps, what gives variables. */
function belongingTo(
  flinks: readonly FoundManifest[],
  { waysIn, mounts, givingMaps, read }: Besides,
  inputs: ManifestInputs,
): Promise<readonly FoundManifest[]> {
  const seen = resourcesOf(flinks);
  const known = new Set(flinks.map(({ file }) => file));
  const maps = seen.filter(isConfigMap);
  const named = mapsGivingTo(seen);
  const reached = seen.filter((one) => isConfigMap(one) || isOperators(one) || runsFlink(one));
  const folders = new Set(reached.map(({ file }) => folderOf(file)));
  // What was read for Flink's resources is not read again to find nothing.
  const mayBelong = (path: string): boolean =>
    !read.has(path) ||
    waysIn.has(path) ||
    (maps.length > 0 && mounts.has(path)) ||
    (named.size > 0 && givingMaps.has(path));
  return readAll(
    inputs,
    inputs.paths.filter((path) => folders.has(folderOf(path)) && !known.has(path) && mayBelong(path)),
    (text) => isWayIn(text) || (maps.length > 0 && mayMount(text)) || (named.size > 0 && holdsMap(text)),
    (resource) =>
      mayExpose(resource) ||
      gives(resource, named) ||
      maps.some((map) => isWorkload(resource) && mountsConfigMap(resource, map)),
  );
}

/** The manifests with what kustomizations make of them. */
async function withKustomizations(
  manifests: readonly FoundManifest[],
  named: ReadonlySet<string>,
  inputs: ManifestInputs,
): Promise<readonly FoundManifest[]> {
  const kustomizations = inputs.all.filter(isKustomization);
  if (kustomizations.length === 0) return manifests;
  const { kustomized } = await import('./kustomized.js');
  const isFlinks = isFlinksResource(inputs.catalogue);
  const find = (file: string) =>
    readAll(
      inputs,
      [file],
      (text) => mayHoldFlinks(text) || (named.size > 0 && holdsMap(text)),
      (resource, path) => isFlinks(resource, path) || gives(resource, named),
    );
  return kustomized(manifests, { ...inputs, paths: kustomizations, find });
}

/** The names of the ConfigMaps that containers of Flink's have variables from. */
const mapsGivingTo = (resources: readonly Resource[]): ReadonlySet<string> =>
  new Set(resources.flatMap(({ containers = [] }) => containers.flatMap(({ variablesFrom = [] }) => variablesFrom)));

const gives = ({ kind, name }: Resource, named: ReadonlySet<string>): boolean =>
  kind === 'ConfigMap' && name !== undefined && named.has(name);

/** The manifests with the variables that ConfigMaps among them give to containers. */
async function withVariables(manifests: readonly FoundManifest[]): Promise<readonly FoundManifest[]> {
  const resources = resourcesOf(manifests);
  if (mapsGivingTo(resources).size === 0) return manifests;
  const pods = await import('../sources/kubernetes/pods.js');
  const maps = resources.filter(isConfigMap);
  const sources = new Map(manifests.map(({ file, text }) => [file, sourceText(file, text)]));
  const sourceOf = (file: string): SourceText => sources.get(file) ?? sourceText(file, '');
  const filled = (one: Resource): Resource => pods.withVariables(one, maps, sourceOf);
  return manifests.map((one) => ({
    ...one,
    facts: { ...one.facts, resources: one.facts.resources.map(filled) },
  }));
}

/** Which of the files that are read may belong to a cluster of Flink's, though nothing in them is Flink's. */
interface Besides {
  readonly read: ReadonlySet<string>;
  readonly waysIn: ReadonlySet<string>;
  readonly mounts: ReadonlySet<string>;
  readonly givingMaps: ReadonlySet<string>;
  /** Takes note of a file that is read. */
  note(text: string, file: string): void;
}

function besides(read: readonly string[]): Besides {
  const waysIn = new Set<string>();
  const mounts = new Set<string>();
  const givingMaps = new Set<string>();
  const note = (text: string, file: string): void => {
    if (isWayIn(text)) waysIn.add(file);
    if (mayMount(text)) mounts.add(file);
    if (holdsMap(text)) givingMaps.add(file);
  };
  return { read: new Set(read), waysIn, mounts, givingMaps, note };
}

/** What is not asked for, and without which what is asked for cannot be understood. */
async function contextOf(
  resources: readonly Resource[],
  asked: readonly string[],
  inputs: ManifestInputs,
): Promise<readonly FoundManifest[]> {
  const around = inputs.paths.filter((path) => !inputs.selected(path));
  const isText = (test: (text: string) => boolean) => (path: string) =>
    test(readText(inputs.workspace, path)?.text ?? '');
  const read = (paths: readonly string[], mayHold: (text: string) => boolean) =>
    readAll(inputs, paths, mayHold, isFlinksResource(inputs.catalogue));
  const started = inputs.ofSources && around.some(isText(startsJob));
  if (started || resources.some(needsContext)) return read(around, mayHoldFlinks);
  const ways = around.length === 0 ? [] : asked.filter(isText((text) => isWayIn(text) || holdsMap(text)));
  const folders = new Set(ways.map(folderOf));
  const isBeside = (path: string): boolean => folders.has(folderOf(path));
  const others = resources.some(isOperators) ? around.filter((path) => !isBeside(path)) : [];
  return [...(await read(around.filter(isBeside), mayHoldFlinks)), ...(await read(others, mayHoldDefaults))];
}

/** Names of the file that kustomize looks for in a folder. */
const KUSTOMIZATIONS: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const isKustomization = (path: string): boolean => KUSTOMIZATIONS.includes(nameOf(path));

/** Source sets of tests: Maven's src/test, Gradle's src/integrationTest. */
const TESTS = /^(.*?)\/?\bsrc\/(?:[\w-]*[tT]est[\w-]*|it)\//;

/** Whether a manifest is what tests are fed with, which nobody deploys; one that is asked for by name or folder is read. */
function isOfTests(path: string, selected: (path: string) => boolean): boolean {
  const module = path.includes('src/') ? TESTS.exec(path)?.[1] : undefined;
  return module !== undefined && selected(module);
}

/** The ends of the paths of the sources whose jobs a manifest starts. */
export const sourcesStartedBy = ({ facts }: FoundManifest): readonly string[] =>
  facts.resources.flatMap((resource) => sourceOf(entryClassOf(resource) ?? '') ?? []);

const isConfigMap = ({ kind }: Resource): boolean => kind === 'ConfigMap';

const holdsVariablesAlone = ({ kind, embedded }: Resource): boolean =>
  kind === 'ConfigMap' && embedded.every(({ facts }) => facts === undefined);

const runsFlink = ({ containers, commands }: Resource): boolean => containers !== undefined || commands !== undefined;

/** Whether a resource is half of something. */
const needsContext = (resource: Resource): boolean =>
  isConfigMap(resource) ||
  resource.operatorDefaults !== undefined ||
  resource.scripts !== undefined ||
  resource.commands?.some(({ scripts }) => scripts !== undefined) === true ||
  runsFlink(resource) ||
  (isOperators(resource) && (resource.kind === 'FlinkSessionJob' || isSessionCluster(resource)));

const isSessionCluster = (resource: Resource): boolean =>
  resource.kind === 'FlinkDeployment' && fieldAt(clusterFields(resource), 'job') === undefined;

async function readAll(
  { workspace, read }: ManifestInputs,
  paths: readonly string[],
  mayHold: (text: string, file: string) => boolean,
  keeps: (resource: Resource, file: string) => boolean,
): Promise<readonly FoundManifest[]> {
  const found: FoundManifest[] = [];
  for (const file of paths) {
    const text = readText(workspace, file, isPlainlyFlinks);
    if (text === undefined || !mayHold(text.text, file)) continue;
    if (text.text.length > LONGEST.yaml && isPlainlyFlinks(text.text))
      noteLong(workspace, file, text.text, LONGEST.yaml);
    const facts = await read(sourceText(file, text.text));
    const kept = facts.resources.filter((resource) => keeps(resource, file));
    const { broken = [] } = facts;
    if (kept.length + broken.length === 0) continue;
    // What mounts a ConfigMap, leads to REST or gives variables may stand in the same stream.
    const resources = facts.resources.filter(
      (resource) =>
        kept.includes(resource) || isWorkload(resource) || mayExpose(resource) || holdsVariablesAlone(resource),
    );
    found.push({
      file,
      why: `it holds ${kept.length === 0 ? 'a resource that is no YAML' : wordsFor(kept)}`,
      ...text,
      facts: { ...facts, resources },
    });
  }
  return found;
}

function wordsFor(resources: readonly Resource[]): string {
  const all = [...new Set(resources.map((one) => resourceName(one) || 'configuration of Flink'))];
  const names = all.slice(0, 3);
  const more = all.length - names.length;
  return names.join(', ') + (more > 0 ? ` and ${String(more)} more` : '');
}

/** Whether a resource has anything of Flink's, judged by what was read. */
const isFlinksResource =
  (catalogue: Catalogue) =>
  (resource: Resource, file: string): boolean => {
    if (isOperators(resource) || runsFlink(resource)) return true;
    if (resource.embedded.some(({ facts }) => facts?.kind === 'sql')) return true;
    if (resource.configuration !== undefined) return hasOptions(resource.configuration.settings, catalogue);
    if (resource.kind !== 'ConfigMap' && resource.kind !== '') return false;
    return resource.embedded.some(({ name, facts }) => {
      if (facts?.kind === 'config') {
        // The name flink-conf.yaml is Flink's alone.
        return name === 'flink-conf.yaml' || isFlinks(`${file}/${name}`, shareOf(facts.settings, catalogue));
      }
      return (
        facts?.kind === 'logging' && (/-/.test(name) || facts.loggers.some((logger) => /flink/i.test(logger.name)))
      );
    });
  };

function hasOptions(settings: readonly { readonly key: string }[], catalogue: Catalogue): boolean {
  const { known, total } = shareOf(settings, catalogue);
  return total === 0 || known * 2 >= total;
}
