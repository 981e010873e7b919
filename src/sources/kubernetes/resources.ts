import { entryAt, fieldAt, textAt } from '../../flink/manifest.js';
import { ververicaField } from '../../flink/ververica.js';
import { lookup } from '../../lookup.js';
import type { Resource } from '../../model/manifest.js';
import type { SourceText } from '../../model/span.js';
import type { Entry, Mapping } from '../../model/tree.js';
import { configurationOf } from './configuration.js';
import { filesOfOperator } from './operator-values.js';
import { scriptsOf } from './sql.js';
import { nowhere } from './trees.js';

/** A resource before the files in it are read. */
export type BareResource = Omit<Resource, 'embedded' | 'template'>;

/** The resources of a document: itself, the items of a `List`, the objects of a `Template` of OpenShift; the pieces of configuration in values of a chart. */
export function resourcesOf(root: Mapping, source: SourceText): readonly BareResource[] {
  const kind = textAt(root, 'kind');
  if (kind === undefined && entryAt(root, 'spec') === undefined) return piecesIn(root, source);
  const items = entryAt(root, /List$/.test(kind ?? '') ? 'items' : kind === 'Template' ? 'objects' : '')?.value;
  if (items?.kind === 'list') {
    return items.items.flatMap((item) => (item.kind === 'mapping' ? resourcesOf(item, source) : []));
  }
  return [resourceOf(root, source), ...valuesIn(root).flatMap((values) => piecesIn(values, source))];
}

/** Where Flux and Argo CD keep the values of a chart that they deploy. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  HelmRelease: ['spec', 'values'],
  Application: ['spec', 'source', 'helm', 'valuesObject'],
};

function valuesIn(root: Mapping): readonly Mapping[] {
  const path = lookup(VALUES, textAt(root, 'kind') ?? '');
  const values = path === undefined ? undefined : fieldAt(root, ...path)?.value;
  return values?.kind === 'mapping' ? [values] : [];
}

/** A resource by its content. */
export function resourceOf(root: Mapping, source: SourceText): BareResource {
  const name = textAt(root, 'metadata', 'name');
  const namespace = textAt(root, 'metadata', 'namespace');
  const configuration = configurationEntry(root);
  const scripts = scriptsOf({ root });
  return {
    apiVersion: textAt(root, 'apiVersion') ?? '',
    kind: textAt(root, 'kind') ?? '',
    file: source.file,
    at: entryAt(root, 'kind')?.value.at ?? root.entries[0]?.keyAt ?? nowhere(source),
    root,
    ...(name === undefined ? {} : { name }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(configuration === undefined ? {} : { configuration: configurationOf(configuration) }),
    ...(scripts.length === 0 ? {} : { scripts }),
  };
}

/**
 * Where each kind of resource keeps its Flink configuration: at its `spec`, or at that of a template in it; under words
 * of their own the FlinkCluster of Google's and Spotify's operator, and the FlinkApplication of Lyft's.
 */
function configurationEntry(root: Mapping): Entry | undefined {
  return (
    fieldAt(root, 'spec', 'flinkConfiguration') ??
    ververicaField({ root }, 'flinkConfiguration') ??
    fieldAt(root, 'spec', 'flinkProperties') ??
    fieldAt(root, 'spec', 'flinkConfig')
  );
}

/** Charts nest their values as they like; no sensible one does so deeper. */
const MAX_DEPTH = 8;

/** Configuration in what is no resource, such as the values of a chart: mappings of options, and whole files. */
function piecesIn(mapping: Mapping, source: SourceText, depth = 0): readonly BareResource[] {
  if (depth > MAX_DEPTH) return [];
  const bare = { apiVersion: '', kind: '', file: source.file, root: mapping };
  return mapping.entries.flatMap((entry): readonly BareResource[] => {
    const { key, keyAt, value } = entry;
    if (value.kind === 'mapping' && key === 'defaultConfiguration') {
      return filesOfOperator(value).map(({ entry: { keyAt: at }, defaults }) => ({
        ...bare,
        root: value,
        at,
        ...(defaults === undefined ? {} : { operatorDefaults: defaults }),
      }));
    }
    if (value.kind === 'mapping' && isOptions(key))
      return [{ ...bare, at: keyAt, configuration: configurationOf(entry) }];
    if (value.kind === 'mapping') return piecesIn(value, source, depth + 1);
    return value.kind === 'scalar' && isConfFile(key) ? [{ ...bare, at: keyAt }] : [];
  });
}

/** What charts call options of Flink. */
const isOptions = (key: string): boolean => /^flink(?:Configuration|Properties|Conf)$/i.test(key);

/** Names of files that are Flink's wherever they stand. */
const isConfFile = (key: string): boolean => /^(?:flink-conf\.yaml|log4j-console\.properties)$/.test(key);
