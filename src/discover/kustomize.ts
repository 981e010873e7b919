import { entryAt, isWorkload, textAt } from '../flink/manifest.js';
import type { Resource } from '../model/manifest.js';
import type { Span } from '../model/span.js';
import type { Entry, Mapping, Tree } from '../model/tree.js';
import { besideFile } from '../sources/containers/paths.js';
import type { Kustomization, KustomizePatch } from '../sources/kustomization.js';
import { type ItemKeys, merged, stepped, stepsOf } from '../syntax/patches.js';
import { withImages } from './kustomize-images.js';

/** What kustomizations are followed with. */
export interface KustomizeInputs {
  /** By the folder of each: a folder is what others name it by. */
  readonly kustomizations: ReadonlyMap<string, Kustomization>;
  /** The resources of a file; none where it has none of Flink's. */
  resourcesIn(file: string): Promise<readonly Resource[]>;
  /** The documents of a patch's file. */
  patchIn(file: string): readonly Tree[];
}

/** What a kustomization that no other one takes up deploys. */
export interface Deployed {
  readonly kustomization: Kustomization;
  readonly resources: readonly DeployedResource[];
}

/** A resource on its way through kustomizations. */
export interface DeployedResource {
  /** As it stands in its file. */
  readonly original: Resource;
  readonly root: Mapping;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  /** What it is put together from: itself, and the patches that were applied to it. */
  readonly parts: readonly Span[];
}

/** What every kustomization deploys that no other one takes up. */
export async function deployedBy(inputs: KustomizeInputs): Promise<readonly Deployed[]> {
  const { kustomizations } = inputs;
  const takenUp = new Set(
    [...kustomizations.values()].flatMap(({ file, resources, components }) =>
      [...resources, ...components].map((path) => besideFile(file, path)),
    ),
  );
  const roots = [...kustomizations].filter(([folder]) => !takenUp.has(folder)).map(([, one]) => one);
  const known = new Map<Kustomization, Promise<readonly DeployedResource[]>>();
  return Promise.all(
    roots.map(async (kustomization) => {
      const walk: Walk = { inputs, known, components: new Set() };
      return { kustomization, resources: await builtBy(kustomization, walk, []) };
    }),
  );
}

/** What is known on the way through kustomizations, which may name each other in more ways than anybody can follow. */
interface Walk {
  readonly inputs: KustomizeInputs;
  /** What each makes of its own resources. */
  readonly known: Map<Kustomization, Promise<readonly DeployedResource[]>>;
  /** Components that have been applied. */
  readonly components: Set<Kustomization>;
}

/** @param above the kustomizations that lead here, each of which counts once */
function builtBy(
  kustomization: Kustomization,
  walk: Walk,
  above: readonly Kustomization[],
): Promise<readonly DeployedResource[]> {
  const known = walk.known.get(kustomization);
  if (known !== undefined) return known;
  const built = above.includes(kustomization) ? Promise.resolve([]) : appliedTo([], kustomization, walk, above);
  walk.known.set(kustomization, built);
  return built;
}

/** What a kustomization makes of its resources and of those that are there already. */
async function appliedTo(
  there: readonly DeployedResource[],
  kustomization: Kustomization,
  walk: Walk,
  above: readonly Kustomization[],
): Promise<readonly DeployedResource[]> {
  const { file } = kustomization;
  const way = [...above, kustomization];
  const below = (written: string): Kustomization | undefined =>
    walk.inputs.kustomizations.get(besideFile(file, written) ?? file);
  let resources = [...there];
  for (const written of kustomization.resources) {
    const folder = below(written);
    if (folder === undefined)
      resources.push(...(await walk.inputs.resourcesIn(besideFile(file, written) ?? file)).map(deployedAsIs));
    else resources.push(...(await builtBy(folder, walk, way)));
  }
  // kustomize refuses a resource that comes in twice.
  resources = [...new Map(resources.map((one) => [one.original, one])).values()];
  for (const component of kustomization.components.flatMap((written) => below(written) ?? [])) {
    if (walk.components.has(component)) continue;
    walk.components.add(component);
    resources = [...(await appliedTo(resources, component, walk, way))];
  }
  const patches = kustomization.patches.flatMap((patch) => treesOf(patch, kustomization, walk.inputs));
  const patched = resources.map((resource) => patches.reduce(patchedBy, resource));
  const renames = patched.flatMap(({ original: { kind }, name = '' }) =>
    kind === 'ConfigMap' ? [[name, newName(name, kustomization)] as const] : [],
  );
  return patched.map((resource) => transformed(resource, kustomization, new Map(renames)));
}

const deployedAsIs = (original: Resource): DeployedResource => ({
  original,
  root: original.root,
  name: original.name,
  namespace: original.namespace,
  parts: [original.root.at],
});

/** `images`, `namePrefix`, `nameSuffix` and `namespace`, which kustomize applies after the patches. */
function transformed(
  patched: DeployedResource,
  kustomization: Kustomization,
  configMaps: ReadonlyMap<string, string>,
): DeployedResource {
  const images = isWorkload(patched.original) ? kustomization.images : [];
  const resource = { ...patched, root: withImages(patched.root, images) };
  const { namespace = resource.namespace } = kustomization;
  const name = resource.name === undefined ? undefined : newName(resource.name, kustomization);
  if (name === resource.name) return { ...resource, namespace };
  const root = isKnown(resource.root)
    ? withEntries(resource.root, (entry) => referring(entry, configMaps))
    : resource.root;
  return { ...resource, root, name, namespace };
}

const newName = (name: string, { namePrefix, nameSuffix }: Kustomization): string =>
  `${namePrefix}${name}${nameSuffix}`;

/** A ConfigMap is renamed wherever a workload names it: in volumes, in their projected sources, in variables. */
function referring(entry: Entry, names: ReadonlyMap<string, string>): Entry {
  const { key, value } = entry;
  if (value.kind === 'list') {
    const items = value.items.map((item) =>
      item.kind === 'mapping' ? withEntries(item, (below) => referring(below, names)) : item,
    );
    return { ...entry, value: { ...value, items } };
  }
  if (value.kind !== 'mapping') return entry;
  const isReference = /^configMap(?:Ref|KeyRef)?$/.test(key);
  return {
    ...entry,
    value: withEntries(value, (below) =>
      isReference && below.key === 'name' ? named(below, names) : referring(below, names),
    ),
  };
}

function named(entry: Entry, names: ReadonlyMap<string, string>): Entry {
  const name = entry.value.kind === 'scalar' ? names.get(String(entry.value.value)) : undefined;
  return name === undefined
    ? entry
    : { ...entry, value: { ...entry.value, kind: 'scalar', value: name, written: name } };
}

const withEntries = (tree: Mapping, change: (entry: Entry) => Entry): Mapping => ({
  ...tree,
  entries: tree.entries.map(change),
});

/** One document of a patch. */
interface PatchTree {
  readonly target: KustomizePatch['target'];
  readonly tree: Tree;
  /** What it says of itself. */
  readonly kind: string | undefined;
  readonly name: string | undefined;
}

function treesOf(
  { path: written, trees, target }: KustomizePatch,
  { file }: Kustomization,
  inputs: KustomizeInputs,
): readonly PatchTree[] {
  const path = written === undefined ? undefined : besideFile(file, written);
  return (path === undefined ? trees : inputs.patchIn(path)).map((tree) => ({
    tree,
    target,
    kind: textAt(tree, 'kind'),
    name: textAt(tree, 'metadata', 'name'),
  }));
}

function patchedBy(resource: DeployedResource, patch: PatchTree): DeployedResource {
  const root = isMeant(resource, patch) ? patchedRoot(resource.root, patch.tree) : undefined;
  return root === undefined ? resource : { ...resource, root, parts: [...resource.parts, patch.tree.at] };
}

/** A target chooses by regular expressions that must match as a whole; a patch that merges names its resource. */
function isMeant({ original, name }: DeployedResource, { target, kind, name: wanted }: PatchTree): boolean {
  const matches = (pattern: string | undefined, text: string | undefined): boolean =>
    pattern === undefined || matchesWhole(pattern, text ?? '');
  if (target !== undefined) {
    const named = matches(target.name, original.name) || matches(target.name, name);
    return matches(target.kind, original.kind) && named && matches(target.namespace, original.namespace);
  }
  return kind === original.kind && wanted !== undefined && (wanted === original.name || wanted === name);
}

/** Names and wildcards; what else a regular expression may say is not followed, for it may take for ever to match. */
function matchesWhole(pattern: string, text: string): boolean {
  return pattern.split('|').some((one) => {
    if (!/^[\w.*-]*$/.test(one)) return false;
    const [first = '', ...rest] = one.split('.*');
    const last = rest.at(-1);
    if (last === undefined) return text === one;
    return text.length >= first.length + last.length && text.startsWith(first) && text.endsWith(last);
  });
}

function patchedRoot(root: Mapping, patch: Tree): Mapping | undefined {
  const steps = stepsOf(patch);
  const result =
    steps === undefined
      ? merged(root, patch, keysFor(root))
      : steps.reduce<Tree | undefined>((tree, step) => (tree === undefined ? undefined : stepped(tree, step)), root);
  // The kind stands where the resource is; a patch only repeats it.
  return result?.kind === 'mapping'
    ? { ...result, entries: result.entries.map((entry) => identity(entry, root)) }
    : undefined;
}

const identity = (entry: Entry, root: Mapping): Entry =>
  entry.key === 'kind' || entry.key === 'apiVersion' ? (entryAt(root, entry.key) ?? entry) : entry;

/** Whether kustomize knows what the fields of a resource are, which it does not of custom resources. */
const isKnown = (root: Mapping): boolean => /^(?:v1$|apps\/|batch\/)/.test(textAt(root, 'apiVersion') ?? '');

/** Lists are merged item by item where it is known what tells their items apart. */
const keysFor = (root: Mapping): ItemKeys => (isKnown(root) ? ITEM_KEYS : {});

const ITEM_KEYS: ItemKeys = {
  containers: 'name',
  initContainers: 'name',
  env: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  ports: 'containerPort',
};
