import { lookup } from '../lookup.js';
import type { Setting } from '../model/facts.js';
import type { SqlStatement } from '../model/sql.js';
import { hasPlaceholder } from './placeholder.js';

/** The option of a table, whatever its value is. */
export const optionOf = ({ options }: SqlStatement, key: string): Setting | undefined =>
  options.find((option) => option.key === key);

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
