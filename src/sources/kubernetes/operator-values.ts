import { entryAt, scalarAt } from '../../flink/manifest.js';
import type { OperatorDefaults } from '../../model/manifest.js';
import type { Entry, Mapping } from '../../model/tree.js';

/** A file of the operator's own configuration among the values of its chart. */
export interface OperatorFile {
  readonly entry: Entry;
  /** What it is to the operator; left out where it is none of its configuration. */
  readonly defaults?: OperatorDefaults;
}

const FILES = ['flink-conf.yaml', 'config.yaml', 'log4j-console.properties'];

/**
 * The files in the `defaultConfiguration` of the operator's chart. It mounts `flink-conf.yaml` where the values have that
 * key, which the chart's own do: `config.yaml` takes its place only where the key is taken away with `null`
 * (`templates/controller/deployment.yaml`).
 */
export function filesOfOperator(mapping: Mapping): readonly OperatorFile[] {
  const created = scalarAt(mapping, 'create')?.value !== false;
  return mapping.entries.flatMap((entry): readonly OperatorFile[] => {
    const { key, value } = entry;
    if (!FILES.includes(key) || value.kind !== 'scalar' || typeof value.value !== 'string') return [];
    const defaults = created ? defaultsOf(key, mapping) : undefined;
    return [{ entry, ...(defaults === undefined ? {} : { defaults }) }];
  });
}

function defaultsOf(key: string, mapping: Mapping): OperatorDefaults | undefined {
  const legacy = entryAt(mapping, 'flink-conf.yaml')?.value;
  if (key === 'flink-conf.yaml') return 'certain';
  if (key !== 'config.yaml') return undefined;
  if (legacy === undefined) return 'possible';
  return legacy.kind === 'scalar' && legacy.value === null ? 'certain' : undefined;
}
