import { sqlTables } from '../../src/examples.js';
import type { SqlScript, SqlStatement } from '../../src/model/sql.js';
import { type Draft, defineRule, type TargetView } from '../../src/rule.js';

const INSERT = 'INSERT INTO totals SELECT id, price FROM orders;\n';

/** A program that gives two statements to the Table API. */
const PROGRAM = (first: string): string => `import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

public class Orders {
    public static void main(String[] args) {
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        ${first};
        tables.executeSql("CREATE TABLE names (id BIGINT) WITH ('connector' = 'print')");
    }
}
`;

/** Options that only the processes of a cluster read, when they start. */
const OF_PROCESSES =
  /^(?:taskmanager\.(?!memory\.managed\.consumer-weights)|jobmanager\.memory\.|cluster\.|slotmanager\.|resourcemanager\.|metrics\.|heartbeat\.|web\.|historyserver\.|jobstore\.|blob\.|process\.)/;

export default defineRule({
  title: 'SET where it is refused or changes nothing',
  severity: 'error',
  cost: 'restart',
  docs: {
    what: 'A SET or RESET stands between BEGIN STATEMENT SET and END, in executeSql, after the last statement that it could change, or names an option of the processes of the cluster.',
    why: 'Between BEGIN STATEMENT SET and END Flink takes INSERT and CREATE TABLE AS only, and TableEnvironment#executeSql knows no session. Elsewhere SET changes the session for the statements that follow; the processes of the cluster that runs the jobs have read their configuration before.',
    fix: 'Move the statement in front of the jobs that it is meant for.',
    references: [
      'OperationExecutor#executeOperationInStatementSetState',
      'SessionContext#set',
      'TableEnvironmentImpl#executeInternal',
    ],
  },
  examples: {
    bad: [
      {
        files: {
          'sql/orders.sql': `${sqlTables}BEGIN STATEMENT SET;\n${INSERT}SET 'pipeline.name' = 'orders';\nEND;\n`,
        },
        finds: [{ at: "'pipeline.name'", message: 'Flink refuses SET between BEGIN STATEMENT SET and END.' }],
      },
      {
        files: {
          'src/main/java/Orders.java': PROGRAM("tables.executeSql(\"SET 'pipeline.name' = 'orders'\")"),
        },
        finds: [{ at: "'pipeline.name'", message: 'Flink refuses SET in executeSql.' }],
      },
    ],
    good: [
      {
        files: {
          'sql/orders.sql': `SET 'pipeline.name' = 'orders';\n${sqlTables}BEGIN STATEMENT SET;\n${INSERT}END;\n`,
        },
      },
      {
        files: {
          'src/main/java/Orders.java': PROGRAM('tables.getConfig().set("pipeline.name", "orders")'),
        },
      },
    ],
  },
  check: {
    *statement(statement, { script, target }) {
      if (script.template === true || (statement.kind !== 'set' && statement.kind !== 'reset')) return;
      const checks = script.code === true ? [inCode] : [refused, late, ofProcesses];
      const found = checks.map((check) => check(statement, script, target));
      const [first] = found.filter((draft) => draft !== undefined);
      if (first !== undefined) yield first;
    },
  },
});

type Check = (statement: SqlStatement, script: SqlScript, target: TargetView) => Draft | undefined;

const inCode: Check = ({ kind, setting, head }) => ({
  at: setting?.keyAt ?? head,
  message: `Flink refuses ${kind.toUpperCase()} in executeSql.`,
  help: 'Call getConfig().set(…) of the table environment; SET and RESET are for the SQL client and the SQL gateway.',
});

const refused: Check = (statement, script) => {
  if (!script.isInSet(statement)) return undefined;
  const message = `Flink refuses ${statement.kind.toUpperCase()} between BEGIN STATEMENT SET and END.`;
  return { at: statement.setting?.keyAt ?? statement.head, message };
};

const late: Check = (statement, script) => {
  const { setting } = statement;
  const last = script.lastToRun();
  // What the client shows is for whoever types on.
  if (setting === undefined || last === undefined || setting.key.startsWith('sql-client.')) return undefined;
  if (script.placeOf(last) > script.placeOf(statement)) return undefined;
  // What was set before is put back, for whoever types on.
  if (script.firstToSet(setting.key) !== statement) return undefined;
  const message = 'No statement of this script runs after this SET, so it changes nothing.';
  return { at: setting.keyAt, message, severity: 'warning' };
};

const ofProcesses: Check = ({ setting }, _script, target) => {
  if (setting === undefined || !OF_PROCESSES.test(setting.key) || startsCluster(target)) return undefined;
  const known = target.settings.some(({ keyAt, option }) => keyAt === setting.keyAt && option !== undefined);
  if (!known) return undefined;
  const message = `SET changes the session, and not the processes of the cluster that runs its jobs: '${setting.key}' has no effect here.`;
  const help = `Set it in the configuration of the cluster.`;
  return { at: setting.keyAt, message, help, severity: 'warning' };
};

/** Whether submitting a job may start a cluster of its own, with what the session has set. */
const startsCluster = (target: TargetView): boolean =>
  target.setting('execution.target') !== undefined ||
  target.under('kubernetes.').length > 0 ||
  target.under('yarn.').length > 0;
