import type { SqlKind, SqlStatement } from '../../src/model/sql.js';
import { readSql } from '../../src/sources/sql.js';
import { sourceText } from '../../src/syntax/source-text.js';
import type { Node, Sent } from './judge.js';

/** Which of Flink's classes is which kind of ours. */
const KINDS: readonly (readonly [RegExp, SqlKind])[] = [
  [/^(?:SqlSet|SetOperation)$/, 'set'],
  [/^(?:SqlReset|ResetOperation)$/, 'reset'],
  [/^(?:Client|(?:Help|Clear|Quit)Operation)$/, 'client'],
  [/^(?:SqlCreateTable|SqlCreateTableLike)$/, 'create-table'],
  [/^(?:SqlCreateTableAs|SqlReplaceTableAs)$/, 'create-table-as'],
  [/^SqlCreateView$/, 'create-view'],
  [/^SqlCreateCatalog$/, 'create-catalog'],
  [/^SqlCreateDatabase$/, 'create-database'],
  [/^SqlCreateFunction$/, 'create-function'],
  [/^SqlCreate/, 'create-other'],
  [/^RichSqlInsert$/, 'insert'],
  [/^SqlStatementSet$/, 'statement-set'],
  [/^SqlBeginStatementSet$/, 'begin-statement-set'],
  [/^SqlEndStatementSet$/, 'end-statement-set'],
  [/^SqlRichExplain$/, 'explain'],
  [/^SqlCompilePlan$/, 'compile-plan'],
  [/^(?:SqlCompileAndExecutePlan|SqlExecutePlan)$/, 'execute-plan'],
  [/^(?:SqlAlter|SqlAddPartitions$|SqlDropPartitions$)/, 'alter'],
  [/^SqlDrop/, 'drop'],
  [/^SqlUse/, 'use'],
  [/^SqlShow/, 'show'],
  [/^Sql(?:Rich)?Describe/, 'describe'],
  [/^Sql(?:Add|Remove)Jar$/, 'jar'],
  [/^Sql(?:Unl|L)oadModule$/, 'module'],
  [/^SqlUpdate$/, 'update'],
  [/^SqlDelete$/, 'delete'],
  [/^SqlTruncateTable$/, 'truncate'],
  [/^SqlAnalyzeTable$/, 'analyze'],
  [/^SqlStopJob$/, 'stop-job'],
  [/^SqlProcedureCall$/, 'call'],
  [/^Sql(?:Select|OrderBy|With|BasicCall)$/, 'query'],
];

/** How a script was compared. */
export interface Comparison {
  /** How many statements Flink takes. */
  readonly taken: number;
  /** How many it refuses, which ours need not tell. */
  readonly refused: number;
  readonly disagreements: readonly string[];
}

/** Compares what we read of a script with what Flink's client sends and its parser makes of it. */
export function compare(script: string, sent: readonly Sent[]): Comparison {
  const { statements } = readSql(sourceText('script.sql', script));
  let from = 0;
  let [taken, refused] = [0, 0];
  const disagreements: string[] = [];
  for (const { text, nodes, error } of sent) {
    // The client adds the last semicolon.
    const start = Math.max(script.indexOf(text.replace(/;$/, ''), from), from);
    from = start + text.length;
    if (error !== undefined) {
      refused += 1;
      continue;
    }
    const ours = statements.filter(({ at }) => at.start >= start && at.start < from);
    taken += nodes.length;
    if (ours.length === nodes.length)
      disagreements.push(...nodes.flatMap((node, index) => differences(ours[index], node)));
    else disagreements.push(`${String(ours.length)} statements, Flink has ${String(nodes.length)}: ${text}`);
  }
  return { taken, refused, disagreements };
}

/** What of a statement is compared, in the words of both. */
const ASPECTS: readonly (readonly [string, (ours: SqlStatement, node: Node) => readonly [unknown, unknown]])[] = [
  ['kind', ({ kind }, node) => [kind, kindOf(node)]],
  ['key', ({ setting, key }, node) => [setting?.key ?? key, node.key]],
  ['value', ({ setting }, node) => [setting?.value, node.value]],
  ['options', (ours, node) => [pairsOf(ours), ours.kind.startsWith('create-') ? (node.options ?? []) : []]],
  ['hints', (ours, node) => [hintsOf(ours), node.hints ?? []]],
  ['inserts', ({ inserts }, node) => [inserts.map(({ table }) => table), node.inserts ?? []]],
  ['watermark', ({ kind, table }, node) => [table?.watermark !== undefined, isTable(kind) && node.watermark === true]],
  [
    'primary key',
    ({ kind, table }, node) => [table?.primaryKey !== undefined, isTable(kind) && node.primaryKey === true],
  ],
];

const isTable = (kind: SqlKind): boolean => kind === 'create-table';

const pairsOf = ({ options }: SqlStatement) => options.map(({ key, value }) => [key, value]);

const hintsOf = ({ hints }: SqlStatement) => hints.map(({ name, options }) => [name, pairsByKey(options)]);

const pairsByKey = (options: SqlStatement['options']) =>
  Object.fromEntries(options.map(({ key, value }) => [key, value] as const).sort(([a], [b]) => (a < b ? -1 : 1)));

const kindOf = (node: Node): string => KINDS.find(([pattern]) => pattern.test(node.kind))?.[1] ?? node.kind;

function differences(ours: SqlStatement | undefined, node: Node): readonly string[] {
  if (ours === undefined) return [];
  return ASPECTS.flatMap(([name, of]) => {
    const [own, theirs] = of(ours, node).map((value) => JSON.stringify(value)) as [string, string];
    return own === theirs ? [] : [`${name}: ${own}, Flink has ${theirs}`];
  });
}
