import rules from '../../rules/index.js';
import { readSql } from '../../src/sources/sql.js';
import { sourceText } from '../../src/syntax/source-text.js';
import { type Came, type FlinkVersion, sessions, VERSIONS } from './judge.js';

/** Which examples of a rule a session of the SQL gateway is given, from 0. */
export interface SqlClaim {
  readonly bad: number;
  readonly good: number;
}

/** What the rules say of Flink's SQL gateway, and how it shows it. */
export const sqlClaims: Readonly<Record<string, readonly SqlClaim[]>> = {
  'sql/misplaced-set': [{ bad: 0, good: 0 }],
};

type Files = Readonly<Record<string, string>>;

/** What a rule's claims come to on real Flink, as fixtures/evidence has it. */
export function evidenceOf(rule: string): object {
  const told = (sqlClaims[rule] ?? []).map(({ bad, good }) => ({
    action: 'session',
    calls: 'OperationExecutor.executeStatement',
    runs: VERSIONS.map((flink) => ({
      flink,
      bad: sideOf(filesOf(rule, 'bad', bad), flink),
      good: sideOf(filesOf(rule, 'good', good), flink),
    })),
  }));
  return { rule, command: 'npm run sql', claims: told };
}

function filesOf(rule: string, side: 'bad' | 'good', index: number): Files {
  const files = rules[rule]?.examples[side][index]?.files;
  if (files === undefined) throw new Error(`${rule} has no ${side} example ${String(index)}`);
  return files;
}

function sideOf(files: Files, version: FlinkVersion): { readonly files: Files; readonly came: Came | undefined } {
  const [script = ''] = Object.values(files);
  const { statements } = readSql(sourceText('script.sql', script));
  return { files, came: sessions([statements.map(({ at }) => script.slice(at.start, at.end))], version)[0] };
}
