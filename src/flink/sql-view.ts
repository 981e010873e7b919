import { lazy } from '../lazy.js';
import type { Reached, SqlFacts, SqlScript, SqlStatement } from '../model/sql.js';
import { jobsIn } from './sql-script.js';

/** A script as rules see it. */
export function scriptView(facts: SqlFacts): SqlScript {
  const { statements } = facts;
  const jobs = lazy(() => jobsIn(statements));
  const places = lazy(() => firstOf(statements.map((statement, place) => [statement, place])));
  const setters = lazy(() => firstOf(statements.flatMap((one) => (one.setting ? [[one.setting.key, one]] : []))));
  const inSets = lazy(() => withinSets(statements));
  const created = lazy(() => createdIn(statements));
  const createdAs = (name: string): SqlStatement | undefined => created().get(shortName(name));
  const alone = lazy(() => new Set(jobs().flatMap(({ by }) => (by.kind === 'insert' ? [by] : []))));
  const known = new Map<SqlStatement, Reached>();
  const reachedBy = (statement: SqlStatement): Reached => {
    const reached = known.get(statement) ?? follow(statement, createdAs);
    known.set(statement, reached);
    return reached;
  };
  const readers = lazy(() =>
    firstOf([...alone()].flatMap((by) => reachedBy(by).tables.map((table) => [table, by] as const))),
  );
  return {
    ...facts,
    placeOf: (statement) => places().get(statement) ?? -1,
    lastToRun: () => jobs().at(-1)?.by,
    firstToSet: (key) => setters().get(key),
    isInSet: (statement) => inSets().has(statement),
    createdAs,
    reachedBy,
    insertsAlone: (statement) => alone().has(statement),
    firstToRead: (table) => readers().get(table),
  };
}

/** Of pairs with the same key the first. */
const firstOf = <K, V>(pairs: readonly (readonly [K, V])[]): ReadonlyMap<K, V> => new Map(pairs.toReversed());

function withinSets(statements: readonly SqlStatement[]): ReadonlySet<SqlStatement> {
  const within = new Set<SqlStatement>();
  let open = false;
  for (const statement of statements) {
    if (open) within.add(statement);
    if (statement.kind === 'begin-statement-set') open = true;
    else if (statement.kind === 'end-statement-set') open = false;
  }
  return within;
}

/** The last part of a name: tables are told by it, whatever catalog and database are current. */
const shortName = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** The tables and views by name; nothing under a name that several statements create. */
function createdIn(statements: readonly SqlStatement[]): ReadonlyMap<string, SqlStatement | undefined> {
  const created = new Map<string, SqlStatement | undefined>();
  for (const one of statements) {
    if (!one.kind.startsWith('create-') || one.name === undefined) continue;
    const name = shortName(one.name);
    created.set(name, created.has(name) ? undefined : one);
  }
  return created;
}

function follow(from: SqlStatement, createdAs: SqlScript['createdAs']): Reached {
  const tables = new Set<string>();
  const stateful = [...from.stateful];
  const seen = new Set<string>();
  const visit = ({ reads }: SqlStatement): void => {
    for (const name of reads.filter((one) => !seen.has(one))) {
      seen.add(name);
      const made = createdAs(name);
      if (made?.kind === 'create-view') {
        stateful.push(...made.stateful);
        visit(made);
      } else tables.add(shortName(name));
    }
  };
  visit(from);
  return { tables: [...tables], stateful };
}
