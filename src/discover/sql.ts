import type { Setting } from '../model/facts.js';
import type { SourceText } from '../model/span.js';
import type { SqlFacts, SqlStatement } from '../model/sql.js';
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
}

/** What only Flink's dialect has, as it stands in scripts that are not dumps of other databases. */
const FLINKS = (): readonly RegExp[] => [
  /^[ \t]*(?:RE)?SET[ \t]+'(?!')[\w.-]+'[ \t]*(?:=|;)/im,
  /^[ \t]*(?:RE)?SET[ \t]+(?:table|pipeline|execution|sql-client|state|parallelism|restart-strategy)\.[\w.-]+[ \t]*(?:=|;)/im,
  /(?<![\\'])'connector(?:\.type)?'\s*=\s*'(?!')/i,
  /\b(?:EXECUTE|BEGIN)\s+STATEMENT\s+SET\b/i,
  /^[ \t]*CREATE\s+CATALOG\b[^;]*\bWITH\s*\(\s*'type'\s*=/im,
  /\/\*\+\s*(?:OPTIONS|STATE_TTL)\s*\(\s*'/i,
];

/** A cheap look at a SQL text before it is read: whether it is of Flink's dialect. */
export const mayBeFlinkSql = (text: string): boolean => FLINKS().some((pattern) => pattern.test(text));

/** The scripts of Flink SQL among the files; all others are dismissed without being read. */
export async function readSqlFiles({ workspace, read, paths }: SqlInputs): Promise<readonly SqlFile[]> {
  const files: SqlFile[] = [];
  for (const file of paths.filter((path) => path.endsWith('.sql'))) {
    const result = workspace.read(file);
    const decoded = result.ok ? decode(result.bytes) : undefined;
    if (decoded === undefined || !('text' in decoded) || !mayBeFlinkSql(decoded.text)) continue;
    const facts = await read(sourceText(file, decoded.text));
    if (isFlinkSql(facts)) files.push({ file, ...decoded, facts });
  }
  return files;
}

/** Whether what was read has a statement that no other dialect has. */
export const isFlinkSql = ({ statements }: SqlFacts): boolean =>
  statements.some(isOfFlink) && !statements.some(isOfSeaTunnel);

const isOfFlink = ({ kind, setting, options, hints }: SqlStatement): boolean =>
  (setting !== undefined && isFlinksKey(setting)) ||
  kind === 'statement-set' ||
  kind === 'begin-statement-set' ||
  options.some((option) => /^connector(?:\.type)?$|^type$/.test(option.key)) ||
  hints.some(({ name }) => name === 'OPTIONS' || name === 'STATE_TTL');

/** Keys in quotes are Flink's alone. */
const isFlinksKey = ({ key, keyAt }: Setting): boolean =>
  keyAt.end - keyAt.start > key.length ||
  /^(?:table|pipeline|execution|sql-client|state|parallelism|restart-strategy)\./.test(key);

/** Apache SeaTunnel's SQL looks the same but for this. */
const isOfSeaTunnel = ({ kind, options }: SqlStatement): boolean =>
  kind === 'create-table' &&
  options.some(({ key, value }) => key === 'type' && /^(?:source|sink|transform)$/.test(value));
