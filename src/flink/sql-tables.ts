import { lookup } from '../lookup.js';
import type { Setting } from '../model/facts.js';
import type { SqlFacts, SqlStateful, SqlStatement } from '../model/sql.js';
import { hasPlaceholder } from './placeholder.js';

/** The option of a table, whatever its value is. */
export const optionOf = ({ options }: SqlStatement, key: string): Setting | undefined =>
  options.find((option) => option.key === key);

/** The last part of a name: tables are told by it, whatever catalog and database are current. */
const shortName = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** The one statement that creates a table or view; nothing where several might. */
export function createdIn({ statements }: SqlFacts, name: string): SqlStatement | undefined {
  const [first, ...others] = statements.filter(
    (one) => one.kind.startsWith('create-') && one.name !== undefined && shortName(one.name) === shortName(name),
  );
  return others.length === 0 ? first : undefined;
}

/** What a statement reads, through views: tables by name, and the operations on the way that keep state. */
export interface Reached {
  readonly tables: readonly string[];
  readonly stateful: readonly SqlStateful[];
}

/** Follows the views of a script down to the tables that a statement reads. */
export function reachedBy(script: SqlFacts, statement: SqlStatement): Reached {
  const tables = new Set<string>();
  const stateful = [...statement.stateful];
  const seen = new Set<string>();
  const follow = ({ reads }: SqlStatement): void => {
    for (const name of reads.filter((one) => !seen.has(one))) {
      seen.add(name);
      const made = createdIn(script, name);
      if (made?.kind === 'create-view') {
        stateful.push(...made.stateful);
        follow(made);
      } else tables.add(shortName(name));
    }
  };
  follow(statement);
  return { tables: [...tables], stateful };
}

/** Connectors of streams that end nowhere, and the options that give them an end. */
const UNBOUNDED: Readonly<Record<string, RegExp>> = {
  kafka: /^scan\.bounded\./,
  pulsar: /^source\.stop\./,
  kinesis: /^$/,
  datagen: /^number-of-rows$|^fields\..*\.kind$/,
};

/** Formats whose rows change others, so that what is deleted at the source is deleted from the state. */
const OF_CHANGES = /^(?:debezium|canal|maxwell|ogg)-/;

/** Whether a table certainly is a stream that only ever adds rows, and never ends. */
export function isEndless(table: SqlStatement | undefined): boolean {
  if (table?.kind !== 'create-table' || table.table?.like === true) return false;
  const connector = optionOf(table, 'connector')?.value ?? '';
  const end = lookup(UNBOUNDED, connector);
  const format = (optionOf(table, 'format') ?? optionOf(table, 'value.format'))?.value ?? '';
  if (end === undefined || OF_CHANGES.test(format) || hasPlaceholder(format)) return false;
  return !table.options.some(({ key }) => end.test(key));
}
