import type { Setting } from '../model/facts.js';
import type { SqlJob, SqlKind, SqlStatement } from '../model/sql.js';

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
