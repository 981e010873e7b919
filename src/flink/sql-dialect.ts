import type { Setting } from '../model/facts.js';
import type { SqlFacts, SqlStatement } from '../model/sql.js';

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
