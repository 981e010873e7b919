import { entryAt, fieldAt, textAt } from '../../flink/manifest.js';
import type { Resource } from '../../model/facts.js';
import type { SourceText } from '../../model/span.js';
import type { Entry, Mapping } from '../../model/tree.js';
import { configurationOf } from './configuration.js';
import { nowhere } from './trees.js';

/** A resource before the files in it are read. */
export type BareResource = Omit<Resource, 'embedded' | 'template'>;

/** The resources of a document: itself, or the items of a `List`. */
export function resourcesOf(root: Mapping, source: SourceText): readonly BareResource[] {
  const kind = textAt(root, 'kind');
  const items = /List$/.test(kind ?? '') ? entryAt(root, 'items')?.value : undefined;
  if (items?.kind === 'list') {
    return items.items.flatMap((item) => (item.kind === 'mapping' ? resourcesOf(item, source) : []));
  }
  return [resourceOf(root, source)];
}

/** A resource by its content. */
export function resourceOf(root: Mapping, source: SourceText): BareResource {
  const name = textAt(root, 'metadata', 'name');
  const namespace = textAt(root, 'metadata', 'namespace');
  const configuration = configurationEntry(root);
  return {
    apiVersion: textAt(root, 'apiVersion') ?? '',
    kind: textAt(root, 'kind') ?? '',
    file: source.file,
    at: entryAt(root, 'kind')?.value.at ?? root.entries[0]?.keyAt ?? nowhere(source),
    root,
    ...(name === undefined ? {} : { name }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(configuration === undefined ? {} : { configuration: configurationOf(configuration) }),
  };
}

/** Where each kind of resource keeps its Flink configuration: at its `spec`, or at that of the template in it. */
function configurationEntry(root: Mapping): Entry | undefined {
  return fieldAt(root, 'spec', 'flinkConfiguration') ?? fieldAt(root, 'spec', 'template', 'spec', 'flinkConfiguration');
}
