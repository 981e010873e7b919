import { fileNamed } from '../flink/script-files.js';
import { isFlinkSql, mayBeFlinkSql } from '../flink/sql-dialect.js';
import type { NamedScript } from '../model/commands.js';
import type { SourceText } from '../model/span.js';
import type { SqlFacts } from '../model/sql.js';
import { nameOf } from '../paths.js';
import { decode, sourceText } from '../syntax/source-text.js';
import type { Workspace } from '../workspace/workspace.js';

/** A script of Flink SQL. */
export interface SqlFile {
  readonly file: string;
  readonly text: string;
  readonly bom: boolean;
  readonly facts: SqlFacts;
}

export interface SqlInputs {
  readonly workspace: Workspace;
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
export async function readSqlFiles({ workspace, read, paths, named, all }: SqlInputs): Promise<readonly SqlFile[]> {
  const files: SqlFile[] = [];
  const run = new Set(named.flatMap(({ at }) => fileNamed(at.value ?? '', at.file, all, CERTAIN) ?? []));
  const names = new Set(named.map(({ at }) => nameOf(at.value ?? '')));
  for (const file of all.filter((path) => paths.includes(path) || run.has(path) || names.has(nameOf(path)))) {
    const result = workspace.read(file);
    const decoded = result.ok ? decode(result.bytes) : undefined;
    if (decoded === undefined || !('text' in decoded) || !(run.has(file) || mayBeFlinkSql(decoded.text))) continue;
    const facts = await read(sourceText(file, decoded.text));
    if (run.has(file) || isFlinkSql(facts)) files.push({ file, ...decoded, facts });
  }
  return files;
}

/** The name of a file alone is no sign that it is the one which is run, where it is not seen to be of Flink's dialect. */
const CERTAIN = 2;
