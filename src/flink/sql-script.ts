import type { Setting } from '../model/facts.js';
import type { SqlKind, SqlStatement } from '../model/sql.js';

/** A job that a script submits. */
export interface SqlJob {
  /** What submits it; the END of a statement set that BEGIN opened. */
  readonly by: SqlStatement;
  /** What it consists of: one statement, or those of the set. */
  readonly statements: readonly SqlStatement[];
  /** What the session has set by then, in the order in which it was set; of several files what each of them has. */
  readonly settings: readonly Setting[];
}

/** What runs as a job of its own (`OperationExecutor#executeOperation`). */
const RUNS: ReadonlySet<SqlKind> = new Set([
  'insert',
  'statement-set',
  'create-table-as',
  'query',
  'execute-plan',
  'update',
  'delete',
  'call',
]);

/** The jobs of a script, in the order in which they are submitted: each with the SETs before it, as RESET left them. */
export function jobsIn(statements: readonly SqlStatement[]): readonly SqlJob[] {
  const jobs: SqlJob[] = [];
  const session = new Map<string, Setting>();
  let open: SqlStatement[] | undefined;
  for (const by of statements) {
    changeSession(session, by);
    const ended = by.kind === 'end-statement-set' ? open : undefined;
    const own = open === undefined && RUNS.has(by.kind) ? [by] : ended;
    if (own !== undefined) jobs.push({ by, statements: own, settings: [...session.values()] });
    if (by.kind === 'begin-statement-set') open = [];
    else if (by.kind === 'end-statement-set') open = undefined;
    else open?.push(by);
  }
  return jobs;
}

function changeSession(session: Map<string, Setting>, { kind, key, setting }: SqlStatement): void {
  if (setting !== undefined) {
    session.delete(placeIn(setting));
    session.set(placeIn(setting), setting);
  } else if (kind === 'reset') {
    for (const [place, set] of session) if (key === undefined || set.key === key) session.delete(place);
  }
}

/** By this each file has a setting once. */
const placeIn = ({ key, keyAt }: Setting): string => `${keyAt.file} ${key}`;
