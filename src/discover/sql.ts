import { scriptNamed } from '../flink/script-files.js';
import { isFlinkSql, mayBeFlinkSql } from '../flink/sql-dialect.js';
import type { NamedScript } from '../model/commands.js';
import type { SourceText } from '../model/span.js';
import type { SqlFacts } from '../model/sql.js';
import { nameOf } from '../paths.js';
import { LONGEST } from '../syntax/limits.js';
import { sourceText } from '../syntax/source-text.js';
import { type ReadFile, readText } from './read-text.js';
import { type NotingWorkspace, noteLong } from './unread.js';

/** What scripts of SQL are read with. */
export interface SqlInputs {
  readonly workspace: NotingWorkspace;
  read(source: SourceText): SqlFacts | Promise<SqlFacts>;
  /** Files to look at, root-relative. */
  readonly paths: readonly string[];
  /** What command lines and manifests run. */
  readonly named: readonly NamedScript[];
  /** Every script of the repository. */
  readonly all: readonly string[];
}

/**
 * The scripts of Flink SQL among the files, and those that Flink is told to run; all others are dismissed without being
 * read.
 */
export async function readSqlFiles({
  workspace,
  read,
  paths,
  named,
  all,
}: SqlInputs): Promise<readonly ReadFile<SqlFacts>[]> {
  const files: ReadFile<SqlFacts>[] = [];
  const run = new Set(named.flatMap((script) => scriptNamed(script, script.at.file, all, CERTAIN) ?? []));
  const names = new Set(named.flatMap(({ at, path }) => (path === undefined ? nameOf(at.value ?? '') : [])));
  for (const file of all.filter((path) => paths.includes(path) || run.has(path) || names.has(nameOf(path)))) {
    const text = readText(workspace, file, (text) => run.has(file) || mayBeFlinkSql(text));
    if (text === undefined || !(run.has(file) || mayBeFlinkSql(text.text))) continue;
    noteLong(workspace, file, text.text, LONGEST.sql);
    const facts = await read(sourceText(file, text.text));
    if (run.has(file) || isFlinkSql(facts)) files.push({ file, ...text, facts });
  }
  return files;
}

/** The name of a file alone is no sign that it is the one which is run, where it is not seen to be of Flink's dialect. */
const CERTAIN = 2;
