import { jobsIn } from '../flink/sql-script.js';
import type { Setting } from '../model/facts.js';
import type { SqlFacts } from '../model/sql.js';
import type { Layer } from '../model/target.js';

/** What jobs of a script run with, each set of settings once; then what is set for none of them. One at least. */
export function sessionsOf({ statements }: SqlFacts): readonly (readonly Setting[])[] {
  const sessions: (readonly Setting[])[] = [];
  for (const { settings } of jobsIn(statements)) {
    if (!sessions.some((known) => hasSame(known, settings))) sessions.push(settings);
  }
  const used = new Set(sessions.flat());
  const rest = statements.flatMap(({ setting }) => (setting === undefined || used.has(setting) ? [] : [setting]));
  if (rest.length > 0) sessions.push(rest);
  return sessions.length === 0 ? [[]] : sessions;
}

const hasSame = (a: readonly Setting[], b: readonly Setting[]): boolean =>
  a.length === b.length && a.every((setting, index) => setting === b[index]);

/**
 * A session as layers, one for each file that sets anything.
 *
 * @param file the script, where none does
 */
export function sessionLayers(settings: readonly Setting[], file: string): readonly Layer[] {
  const files = settings.length === 0 ? [file] : [...new Set(settings.map(({ keyAt }) => keyAt.file))];
  return files.map((one) => ({
    name: 'sql',
    file: one,
    grammar: 'legacy',
    settings: settings.filter(({ keyAt }) => keyAt.file === one || settings.length === 0),
  }));
}
