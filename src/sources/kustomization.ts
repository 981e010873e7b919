import { itemsAt, scalarAt, textAt } from '../flink/manifest.js';
import type { SourceText } from '../model/span.js';
import type { Mapping, Scalar, Tree } from '../model/tree.js';
import { scalarText } from '../syntax/yaml-text.js';
import { mappingOf, treesOf } from './kubernetes/trees.js';
import { yamlDocuments } from './yaml-documents.js';

/** What a patch of a kustomization says, and of what. */
export interface KustomizePatch {
  /** The file it stands in, as the kustomization names it; absent where it stands in the kustomization. */
  readonly path?: string;
  readonly trees: readonly Tree[];
  /** Which resources it is for, by regular expressions; a patch that merges may say it itself, by kind and name. */
  readonly target?: { readonly kind?: string; readonly name?: string; readonly namespace?: string };
}

/** What a kustomization runs in place of an image. */
export interface KustomizeImage {
  /** The image as it is named below, without tag and digest. */
  readonly name: string;
  readonly newName?: Scalar;
  readonly newTag?: Scalar;
  readonly digest?: Scalar;
}

/** What a `kustomization.yaml` says, as far as it decides what is deployed. */
export interface Kustomization {
  readonly file: string;
  /** Files and folders of resources, in their order, as they are named. */
  readonly resources: readonly string[];
  /** Folders of components, whose patches are for all that the kustomization has so far. */
  readonly components: readonly string[];
  readonly patches: readonly KustomizePatch[];
  readonly images: readonly KustomizeImage[];
  readonly namespace?: string;
  readonly namePrefix: string;
  readonly nameSuffix: string;
}

/** Reads a `kustomization.yaml`; nothing where it is none. */
export function readKustomization(source: SourceText): Kustomization | undefined {
  const [document, ...others] = yamlDocuments(source, source.text).documents;
  const root = document === undefined ? undefined : mappingOf(document, { source, parsed: source.text });
  if (root === undefined || others.length > 0 || !/^(?:Kustomization|Component)?$/.test(textAt(root, 'kind') ?? '')) {
    return undefined;
  }
  const namespace = textAt(root, 'namespace');
  return {
    file: source.file,
    resources: ['resources', 'bases'].flatMap((field) => textsAt(root, field)),
    components: textsAt(root, 'components'),
    patches: patchesOf(root, source),
    images: itemsAt(root, 'images').flatMap(imageOf),
    namePrefix: textAt(root, 'namePrefix') ?? '',
    nameSuffix: textAt(root, 'nameSuffix') ?? '',
    ...(namespace === undefined ? {} : { namespace }),
  };
}

/** The documents of a patch's text. */
export const readPatch = (source: SourceText): readonly Tree[] =>
  yamlDocuments(source, source.text).documents.flatMap((document) =>
    treesOf(document, { source, parsed: source.text }),
  );

const textsAt = (root: Mapping, field: string): readonly string[] =>
  itemsAt(root, field).flatMap((item) => (item.kind === 'scalar' ? [String(item.value)] : []));

/** `patches`, and the two fields that it replaces. */
function patchesOf(root: Mapping, source: SourceText): readonly KustomizePatch[] {
  const merging = itemsAt(root, 'patchesStrategicMerge').map((item): KustomizePatch => {
    const text = item.kind === 'scalar' ? String(item.value) : '';
    return text.includes('\n') ? { trees: inlined(item, source) } : { path: text, trees: [] };
  });
  const others = [...itemsAt(root, 'patches'), ...itemsAt(root, 'patchesJson6902')].map((item): KustomizePatch => {
    const path = textAt(item, 'path');
    const patch = item.kind === 'mapping' ? item.entries.find(({ key }) => key === 'patch')?.value : undefined;
    const target = targetOf(item);
    return {
      trees: patch === undefined ? [] : inlined(patch, source),
      ...(path === undefined ? {} : { path }),
      ...(target === undefined ? {} : { target }),
    };
  });
  return [...merging, ...others];
}

function imageOf(item: Tree): readonly KustomizeImage[] {
  const name = textAt(item, 'name');
  if (name === undefined) return [];
  const fields = (['newName', 'newTag', 'digest'] as const).flatMap((field) => {
    const value = scalarAt(item, field);
    return value === undefined ? [] : [[field, value] as const];
  });
  return [{ name, ...Object.fromEntries(fields) }];
}

function targetOf(item: Tree): KustomizePatch['target'] {
  const fields = (['kind', 'name', 'namespace'] as const).flatMap((field) => {
    const value = textAt(item, 'target', field);
    return value === undefined ? [] : [[field, value] as const];
  });
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

/** A patch that stands in the kustomization, as text or, in older ones, as YAML. */
function inlined(value: Tree, source: SourceText): readonly Tree[] {
  if (value.kind !== 'scalar') return [value];
  if (typeof value.value !== 'string') return [];
  const { at, written } = value;
  return readPatch(scalarText(source, { start: at.start, end: at.start + written.length, value: value.value }));
}
