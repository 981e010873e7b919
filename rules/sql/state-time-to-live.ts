import { sqlTables } from '../../src/examples.js';
import { isEndless } from '../../src/flink/sql-tables.js';
import type { SqlFacts, SqlScript, SqlStatement } from '../../src/model/sql.js';
import { defineRule, type TargetView } from '../../src/rule.js';

/** What Flink keeps for each operation, for ever. */
const KEPT = {
  join: 'Nothing bounds what this join remembers: Flink keeps every row of both sides.',
  aggregation: 'Nothing bounds what this aggregation remembers: Flink keeps every group that it ever saw.',
  distinct: 'Nothing bounds what this DISTINCT remembers: Flink keeps every row that it ever saw.',
} as const;

export default defineRule({
  title: 'Query over an unbounded stream whose state never expires',
  severity: 'info',
  confidence: 'medium',
  cost: 'restart',
  applies: { mode: 'streaming' },
  profiles: { development: 'off' },
  docs: {
    what: 'A join, a GROUP BY or a DISTINCT without a window runs over an unbounded stream, and the script sets no table.exec.state.ttl.',
    why: 'table.exec.state.ttl is 0 by default, which means that the state is never cleared: it grows with every new key until checkpoints time out or the disk is full.',
    fix: 'Set table.exec.state.ttl before the statement to the longest time after which a key comes back, use a window or an interval join, or give the hint STATE_TTL. Where the keys are few and known, leave it as it is.',
    references: ['ExecutionConfigOptions#IDLE_STATE_RETENTION', 'StateTtlHint'],
  },
  examples: {
    bad: [
      {
        files: {
          'sql/orders.sql': `${sqlTables}INSERT INTO totals SELECT id, SUM(price) FROM orders GROUP BY id;\n`,
        },
        finds: [{ at: 'GROUP BY', message: KEPT.aggregation }],
      },
    ],
    good: [
      {
        files: {
          'sql/orders.sql': `SET 'table.exec.state.ttl' = '3 d';\n${sqlTables}INSERT INTO totals SELECT id, SUM(price) FROM orders GROUP BY id;\n`,
        },
      },
      {
        files: {
          'sql/orders.sql': `${sqlTables}INSERT INTO totals SELECT id, SUM(price) FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(ts), INTERVAL '1' HOUR)) GROUP BY id, window_start, window_end;\n`,
        },
      },
    ],
  },
  check: {
    *statement(statement, { script, target }) {
      if (statement.inserts.length === 0 || isUncertain(script) || expires(statement, script, target)) return;
      const { tables, stateful } = script.reachedBy(statement);
      const [first] = stateful;
      if (first === undefined || !tables.every((name) => isEndless(script.createdAs(name)))) return;
      yield { at: first.at, message: KEPT[first.kind] };
    },
  },
});

/** Code, or what runs before the script, may set the time to live by other means. */
const isUncertain = ({ template, code, partial }: SqlFacts): boolean =>
  [template, code, partial].some((one) => one === true);

/** Whether anything at hand gives state a time to live, or may. */
const expires = ({ hints }: SqlStatement, script: SqlScript, target: TargetView): boolean =>
  hints.some(({ name }) => name === 'STATE_TTL') ||
  target.setting('table.exec.state.ttl') !== undefined ||
  script.firstToSet('table.exec.state.ttl') !== undefined;
