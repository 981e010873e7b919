import type { SqlKind } from '../../model/sql.js';
import type { Token } from './tokens.js';

/** What a statement is by the words that it starts with (`SqlStatementEx` and the other rules of Flink's grammar). */
const KINDS = (): readonly (readonly [RegExp, SqlKind])[] => [
  [/^SET(?: |$)/, 'set'],
  [/^RESET(?: |$)/, 'reset'],
  [/^(?:CREATE |CREATE OR REPLACE |REPLACE )(?:TEMPORARY )?(?:SYSTEM )?TABLE(?: |$)/, 'create-table'],
  [/^CREATE (?:OR REPLACE )?(?:TEMPORARY )?VIEW(?: |$)/, 'create-view'],
  [/^CREATE CATALOG(?: |$)/, 'create-catalog'],
  [/^CREATE DATABASE(?: |$)/, 'create-database'],
  [/^CREATE (?:OR REPLACE )?(?:TEMPORARY )?(?:SYSTEM )?FUNCTION(?: |$)/, 'create-function'],
  [/^CREATE /, 'create-other'],
  [/^(?:EXECUTE )?(?:INSERT|UPSERT) /, 'insert'],
  [/^EXECUTE STATEMENT SET(?: |$)/, 'statement-set'],
  [/^BEGIN STATEMENT SET$/, 'begin-statement-set'],
  [/^END$/, 'end-statement-set'],
  [/^(?:EXECUTE )?(?:SELECT|WITH|VALUES|TABLE|\()(?: |$)/, 'query'],
  [/^EXPLAIN /, 'explain'],
  [/^(?:COMPILE AND )?EXECUTE PLAN /, 'execute-plan'],
  [/^COMPILE PLAN /, 'compile-plan'],
  [/^ALTER /, 'alter'],
  [/^DROP /, 'drop'],
  [/^USE /, 'use'],
  [/^SHOW /, 'show'],
  [/^(?:DESCRIBE|DESC) /, 'describe'],
  [/^(?:ADD|REMOVE) JAR /, 'jar'],
  [/^(?:LOAD|UNLOAD) MODULE /, 'module'],
  [/^UPDATE /, 'update'],
  [/^DELETE /, 'delete'],
  [/^TRUNCATE TABLE /, 'truncate'],
  [/^ANALYZE TABLE /, 'analyze'],
  [/^CALL /, 'call'],
  [/^STOP JOB /, 'stop-job'],
  [/^(?:HELP|CLEAR|QUIT|EXIT)$/, 'client'],
];

/** How many tokens tell what a statement is. */
const HEAD = 8;

/** Tells what statements are. */
export function kindReader(): (tokens: readonly Token[]) => SqlKind {
  const kinds = KINDS();
  return (tokens) => {
    const head = tokens.slice(0, HEAD).map(({ kind, text }) => (kind === 'word' || kind === 'symbol' ? text : '?'));
    const joined = head.join(' ');
    return kinds.find(([pattern]) => pattern.test(joined))?.[1] ?? 'other';
  };
}
