import { sqlTables } from '../../src/examples.js';
import { suggester } from '../../src/flink/nearest.js';
import { hasPlaceholder } from '../../src/flink/placeholder.js';
import { connectorOptions } from '../../src/flink/sql-connectors.generated.js';
import { optionOf } from '../../src/flink/sql-tables.js';
import { lookup } from '../../src/lookup.js';
import type { Setting } from '../../src/model/facts.js';
import type { SqlStatement } from '../../src/model/sql.js';
import { defineRule } from '../../src/rule.js';

/** Options that are read by what the connector uses: clients, generators of fields, formats of keys and values. */
const OF_OTHERS = /^(?:properties|fields)\.|^(?:key|value)\..+\./;

/** A script that reads orders with options more than it needs. */
const reading = (options: string): string =>
  `${sqlTables.replace("'topic' = 'orders'", `'topic' = 'orders',\n  ${options}`)}INSERT INTO totals SELECT id, price FROM orders;\n`;

export default defineRule({
  title: 'Misspelt option of a table',
  severity: 'warning',
  cost: 'restart',
  docs: {
    what: 'WITH names an option that the connector does not have, and that differs little from one that it has. Known are the connectors that come with Flink, and that of Kafka.',
    why: 'CREATE TABLE takes it, but Flink refuses every statement that uses the table: the connector validates its options then.',
    fix: 'Correct the spelling.',
    references: ['FactoryUtil#validateUnconsumedKeys'],
  },
  examples: {
    bad: [
      {
        files: { 'sql/orders.sql': reading("'scan.startup-mode' = 'earliest-offset'") },
        finds: [
          {
            at: "'scan.startup-mode'",
            message: "The connector 'kafka' has no option 'scan.startup-mode'; did you mean 'scan.startup.mode'?",
          },
        ],
      },
    ],
    good: [
      { files: { 'sql/orders.sql': reading("'scan.startup.mode' = 'earliest-offset'") } },
      {
        files: {
          'sql/orders.sql': reading("'properties.group.ids' = 'orders',\n  'json.ignore-parse-errors' = 'true'"),
        },
      },
    ],
  },
  check: {
    *statement(statement) {
      const connector = optionOf(statement, 'connector')?.value ?? '';
      const known = lookup(connectorOptions, connector);
      if (known === undefined || !statement.kind.startsWith('create-table')) return;
      const nearest = suggester(() => known);
      for (const option of statement.options.filter(({ key }) => !known.includes(key))) {
        if (isOfOthers(option, statement)) continue;
        const [meant] = nearest(option.key);
        // Both may be there where another version of the connector has both.
        if (meant === undefined || optionOf(statement, meant) !== undefined) continue;
        const message = `The connector '${connector}' has no option '${option.key}'; did you mean '${meant}'?`;
        yield { at: option.keyAt, message };
      }
    },
  },
});

function isOfOthers({ key }: Setting, statement: SqlStatement): boolean {
  const formats = ['format', 'key.format', 'value.format'].flatMap((name) => optionOf(statement, name)?.value ?? []);
  return OF_OTHERS.test(key) || hasPlaceholder(key) || formats.some((format) => key.startsWith(`${format}.`));
}
