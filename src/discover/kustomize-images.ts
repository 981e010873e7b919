import { entryAt } from '../flink/manifest.js';
import type { Entry, Mapping, Scalar, Tree } from '../model/tree.js';
import type { KustomizeImage } from '../sources/kustomization.js';

/**
 * `images`: another name, tag or digest for what containers run, wherever they stand. What none of them is for stays the
 * same object. Follows kustomize's `imagetag`.
 */
export function withImages(mapping: Mapping, images: readonly KustomizeImage[]): Mapping {
  if (images.length === 0) return mapping;
  const entries = mapping.entries.map((entry) => {
    const value = valueWith(entry, images);
    return value === entry.value ? entry : { ...entry, value };
  });
  return entries.every((entry, index) => entry === mapping.entries[index]) ? mapping : { ...mapping, entries };
}

function valueWith({ key, value }: Entry, images: readonly KustomizeImage[]): Tree {
  if (value.kind === 'mapping') return withImages(value, images);
  if (value.kind !== 'list') return value;
  const ofContainers = key === 'containers' || key === 'initContainers';
  const items = value.items.map((item) => {
    if (item.kind !== 'mapping') return item;
    return withImages(ofContainers ? containerWith(item, images) : item, images);
  });
  return items.every((item, index) => item === value.items[index]) ? value : { ...value, items };
}

function containerWith(container: Mapping, images: readonly KustomizeImage[]): Mapping {
  const image = entryAt(container, 'image');
  if (image?.value.kind !== 'scalar') return container;
  const value = images.reduce(replaced, image.value);
  if (value === image.value) return container;
  return { ...container, entries: container.entries.map((one) => (one === image ? { ...one, value } : one)) };
}

/** The new image stands where its tag does, or what else is new of it. */
function replaced(image: Scalar, { name, newName, newTag, digest }: KustomizeImage): Scalar {
  const text = String(image.value);
  const rest = text.slice(name.length);
  const from = digest ?? newTag ?? newName;
  if (from === undefined || !text.startsWith(name) || !/^(?:$|:[\w.{}-]*$|@)/.test(rest)) return image;
  const end =
    digest === undefined ? (newTag === undefined ? rest : `:${String(newTag.value)}`) : `@${String(digest.value)}`;
  const value = `${String(newName?.value ?? name)}${end}`;
  return { ...image, value, written: from.written, at: from.at };
}
