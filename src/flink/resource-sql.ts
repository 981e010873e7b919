import type { Resource } from '../model/manifest.js';
import type { SqlFacts } from '../model/sql.js';

/** The SQL that stands in a resource: files of a ConfigMap, which something else runs, or statements for its own job. */
export const sqlIn = ({ embedded }: Resource): readonly SqlFacts[] =>
  embedded.flatMap(({ facts }) => (facts?.kind === 'sql' ? [facts] : []));
