import { sqlTables } from '../../src/examples.js';
import { isEndless } from '../../src/flink/sql-tables.js';
import type { SqlFacts } from '../../src/model/sql.js';
import { defineRule } from '../../src/rule.js';

export default defineRule({
  title: 'Several jobs that read the same stream',
  severity: 'info',
  cost: 'state',
  applies: { mode: 'streaming' },
  profiles: { development: 'off' },
  docs: {
    what: 'Two INSERT statements of a script read the same unbounded table, and no statement set holds them together.',
    why: 'Each INSERT outside of a statement set is a job of its own, with slots, checkpoints and a reader of the source of its own: the stream is read and parsed once for each.',
    fix: 'Write them into one EXECUTE STATEMENT SET BEGIN … END, or leave them apart on purpose, so that one can be stopped without the other. A running job does not take its state along.',
    references: ['OperationExecutor#callModifyOperations', 'StatementSet'],
  },
  examples: {
    bad: [
      {
        files: {
          'sql/orders.sql': `${sqlTables}INSERT INTO totals SELECT id, price FROM orders;\nINSERT INTO names SELECT id, name FROM orders;\n`,
        },
        finds: [
          {
            at: 'INSERT INTO names',
            message: "This INSERT is a job of its own, and reads 'orders' once more than the one before.",
          },
        ],
      },
    ],
    good: [
      {
        files: {
          'sql/orders.sql': `${sqlTables}EXECUTE STATEMENT SET BEGIN\nINSERT INTO totals SELECT id, price FROM orders;\nINSERT INTO names SELECT id, name FROM orders;\nEND;\n`,
        },
      },
      {
        files: {
          'sql/orders.sql': `${sqlTables}INSERT INTO totals SELECT id, price FROM orders;\nINSERT INTO names VALUES (1, 'one');\n`,
        },
      },
    ],
  },
  check: {
    *statement(statement, { script }) {
      const [insert] = statement.inserts;
      if (statement.kind !== 'insert' || insert === undefined || isUncertain(script)) return;
      if (!script.insertsAlone(statement)) return;
      const read = script.reachedBy(statement).tables.filter((name) => isEndless(script.createdAs(name)));
      const [by] = read
        .flatMap((name) => script.firstToRead(name) ?? [])
        .sort((a, b) => script.placeOf(a) - script.placeOf(b));
      if (by === undefined || by === statement) return;
      const shared = script.reachedBy(by).tables.find((name) => read.includes(name)) ?? '';
      const message = `This INSERT is a job of its own, and reads '${shared}' once more than the one before.`;
      yield { at: insert.at, message, related: [{ at: by.head, message: 'A job that reads it already.' }] };
    },
  },
});

/** Code may run its statements in any order, or only some of them. */
const isUncertain = ({ template, code }: SqlFacts): boolean => template === true || code === true;
