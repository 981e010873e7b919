import { resourceName } from '../flink/manifest.js';
import type { Resource } from '../model/manifest.js';
import type { SourceText, Span } from '../model/span.js';
import { folderOf, isAtOrBelow } from '../paths.js';
import { type EmbeddedReaders, rebuilt } from '../sources/kubernetes.js';
import { type Kustomization, readKustomization, readPatch } from '../sources/kustomization.js';
import { yamlDocuments } from '../sources/yaml-documents.js';
import { sourceText } from '../syntax/source-text.js';
import type { FoundManifest } from './found-manifest.js';
import { type Deployed, type DeployedResource, deployedBy } from './kustomize.js';
import { readText } from './read-text.js';
import type { NotingWorkspace } from './unread.js';

/** What kustomizations are looked at with. */
export interface KustomizedInputs {
  readonly workspace: NotingWorkspace;
  readonly readers: EmbeddedReaders;
  /** Files that kustomize would take for its own. */
  readonly paths: readonly string[];
  /** What is asked for. */
  readonly selected: (path: string) => boolean;
  /** Reads the resources of Flink in a manifest that was not found on the way. */
  readonly find: (file: string) => Promise<readonly FoundManifest[]>;
}

/** A file that was opened. */
interface Opened {
  readonly source: SourceText;
  readonly bom: boolean;
}

type Open = (file: string) => Opened | undefined;

/**
 * Manifests with what kustomizations make of them: a base that is only ever deployed with patches is no deployment by
 * itself, nor is a patch. What a kustomization leaves as it is stays where it is.
 */
export async function kustomized(
  manifests: readonly FoundManifest[],
  inputs: KustomizedInputs,
): Promise<readonly FoundManifest[]> {
  const isConcerning = (folder: string): boolean => manifests.some(({ file }) => isAtOrBelow(file, folder));
  const open = opener(inputs.workspace, isConcerning);
  const known = new Map(manifests.map((manifest) => [manifest.file, manifest]));
  const concerned = new Set(known.keys());
  const deployed = await deployedBy({
    kustomizations: kustomizationsAt(inputs.paths, open),
    resourcesIn: async (file) => {
      const manifest = known.get(file) ?? (await inputs.find(file))[0];
      if (manifest !== undefined) known.set(file, manifest);
      return manifest?.facts.resources ?? [];
    },
    patchIn: (file) => readPatch(open(file)?.source ?? sourceText(file, '')),
  });
  const building = deployed.filter(({ resources }) => resources.some(isChanged));
  const leaving = deployed.filter((one) => !building.includes(one));
  const isConcerned = (file: string): boolean => inputs.selected(file) || concerned.has(file);
  const wanted = building.filter((one) => filesOf(one).some(isConcerned));
  if (wanted.length === 0) return manifests;
  const made = await Promise.all(wanted.map((one) => manifestOf(one, open, inputs.readers)));
  const patches = wanted.flatMap(filesOf).filter((file) => !known.has(file) && !inputs.paths.includes(file));
  return [
    ...withoutParts([...known.values()], building, leaving),
    ...made.flat(),
    ...[...new Set(patches)].flatMap((file) => found(file, 'a kustomization applies it', [], open)),
  ];
}

function opener(workspace: NotingWorkspace, isConcerning: (folder: string) => boolean): Open {
  const opened = new Map<string, Opened | undefined>();
  return (file) => {
    if (opened.has(file)) return opened.get(file);
    const text = readText(workspace, file, (rough) => /flink/i.test(rough) || isConcerning(folderOf(file)));
    const one = text === undefined ? undefined : { source: sourceText(file, text.text), bom: text.bom };
    opened.set(file, one);
    return one;
  };
}

function kustomizationsAt(paths: readonly string[], open: Open): ReadonlyMap<string, Kustomization> {
  const read = paths.flatMap((path) => {
    const opened = open(path);
    return (opened === undefined ? undefined : readKustomization(opened.source)) ?? [];
  });
  return new Map(read.map((one) => [folderOf(one.file), one]));
}

const isChanged = ({ original, root, name, namespace }: DeployedResource): boolean =>
  root !== original.root || name !== original.name || namespace !== original.namespace;

/** Every file that has to do with what a kustomization deploys. */
const filesOf = ({ kustomization, resources }: Deployed): readonly string[] => [
  kustomization.file,
  ...resources.flatMap(({ parts }) => parts.map(({ file }) => file)),
];

/** The resources of a kustomization as it deploys them. */
async function manifestOf(
  { kustomization: { file }, resources }: Deployed,
  open: Open,
  readers: EmbeddedReaders,
): Promise<readonly FoundManifest[]> {
  const sourceOf = (one: string): SourceText => open(one)?.source ?? sourceText(one, '');
  const built = await Promise.all(
    resources.map(async ({ original, root, name, namespace, parts }): Promise<Resource> => {
      const { name: _, namespace: __, ...resource } = await rebuilt(original, root, sourceOf, readers);
      return {
        ...resource,
        file,
        parts: [...new Set(parts.map((part) => part.file))],
        ...(name === undefined ? {} : { name }),
        ...(namespace === undefined ? {} : { namespace }),
      };
    }),
  );
  return found(file, `it deploys ${built.map(resourceName).join(', ')}`, built, open);
}

function found(file: string, why: string, resources: readonly Resource[], open: Open): readonly FoundManifest[] {
  const opened = open(file);
  if (opened === undefined) return [];
  const { comments } = yamlDocuments(opened.source, opened.source.text);
  const facts = { kind: 'manifest', file, resources, comments } as const;
  return [{ file, why, text: opened.source.text, bom: opened.bom, facts }];
}

/** What is only ever deployed as a part of something is no deployment by itself. */
function withoutParts(
  manifests: readonly FoundManifest[],
  building: readonly Deployed[],
  leaving: readonly Deployed[],
): readonly FoundManifest[] {
  const keyOf = ({ file, start }: Span): string => `${file}:${start}`;
  const partsOf = (deployed: readonly Deployed[]): readonly string[] =>
    deployed.flatMap(({ resources }) => resources.flatMap(({ parts }) => parts.map(keyOf)));
  const whole = new Set(partsOf(leaving));
  const parts = new Set(partsOf(building).filter((key) => !whole.has(key)));
  return manifests.map((manifest) => {
    const resources = manifest.facts.resources.filter(({ root }) => !parts.has(keyOf(root.at)));
    return { ...manifest, facts: { ...manifest.facts, resources } };
  });
}
