import { itemsAt } from '../../flink/manifest.js';
import { isFlinkSql, mayBeFlinkSql } from '../../flink/sql-dialect.js';
import { ververicaField } from '../../flink/ververica.js';
import type { NamedScript } from '../../model/commands.js';
import type { Resource } from '../../model/manifest.js';
import type { SourceText } from '../../model/span.js';
import type { SqlFacts } from '../../model/sql.js';
import type { Entry, Scalar, Tree } from '../../model/tree.js';

type ReadSql = (source: SourceText) => SqlFacts | Promise<SqlFacts>;

/** The arguments of a job, of the operator's resources and of those for which they were the model. */
const argumentsOf = (root: Tree): readonly Scalar[] =>
  [...itemsAt(root, 'spec', 'job', 'args'), ...itemsAt(root, 'spec', 'template', 'spec', 'job', 'args')].flatMap(
    (item) => (item.kind === 'scalar' && typeof item.value === 'string' ? [item] : []),
  );

/** The SQL among the fields of a resource: arguments that are statements, the script of Ververica's Deployment. */
export function statementsOf({ root }: Pick<Resource, 'root'>): readonly Entry[] {
  const words = argumentsOf(root).filter(({ value }) => STATEMENT.test(String(value)));
  const isSql = mayBeFlinkSql(words.map(({ value }) => String(value)).join('\n'));
  const given = isSql ? words.map((value) => ({ key: 'args', keyAt: value.at, value })) : [];
  const script = ververicaField({ root }, 'artifact', 'sqlScript');
  return script?.value.kind === 'scalar' && typeof script.value.value === 'string' ? [...given, script] : given;
}

/** What statements begin with, behind comments. */
const STATEMENT =
  /^\s*(?:(?:--[^\n]*\n|\/\*.*?\*\/)\s*)*(?:SET|RESET|CREATE|REPLACE|INSERT|EXECUTE|BEGIN|END|USE|DROP|ALTER|ADD|LOAD|WITH|SELECT)\s/is;

/** The files of SQL that the arguments of a job name, as a word of their own or behind `--script=`. */
export function scriptsOf({ root }: Pick<Resource, 'root'>): readonly NamedScript[] {
  return argumentsOf(root).flatMap(({ value, at }) => {
    const path = /^(?:--?[\w.-]+=)?(\S+\.sql)$/.exec(String(value).trim())?.[1];
    return path === undefined ? [] : [{ initial: false, at: { ...at, value: path } }];
  });
}

/** A file of a ConfigMap, where it is of Flink's dialect. */
export async function readOwnSql(source: SourceText, read: ReadSql): Promise<SqlFacts | undefined> {
  const facts = mayBeFlinkSql(source.text) ? await read(source) : undefined;
  return facts !== undefined && isFlinkSql(facts) ? facts : undefined;
}
