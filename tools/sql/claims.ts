import rules from '../../rules/index.js';
import type { SqlFacts } from '../../src/model/sql.js';
import { sqlInJava } from '../../src/sources/sql/in-java.js';
import { readSql } from '../../src/sources/sql.js';
import { sourceText } from '../../src/syntax/source-text.js';
import { type Came, come, type FlinkVersion, VERSIONS } from './judge.js';

/** Which examples of a rule are asked about, from 0: scripts in a session of the SQL gateway, programs in executeSql. */
export interface SqlClaim {
  readonly bad: number;
  readonly good: number;
}

/** What the rules say of Flink's SQL, and how it shows it. */
export const sqlClaims: Readonly<Record<string, readonly SqlClaim[]>> = {
  'sql/misplaced-set': [
    { bad: 0, good: 0 },
    { bad: 1, good: 1 },
  ],
  'sql/unknown-option': [{ bad: 0, good: 0 }],
};

type Files = Readonly<Record<string, string>>;

/** What a rule's claims come to on real Flink, as fixtures/evidence has it. */
export function evidenceOf(rule: string): object {
  const told = (sqlClaims[rule] ?? []).map(({ bad, good }) => ({
    action: 'sql',
    calls: isProgram(filesOf(rule, 'bad', bad)) ? 'TableEnvironment.executeSql' : 'OperationExecutor.executeStatement',
    runs: VERSIONS.map((flink) => ({
      flink,
      bad: sideOf(filesOf(rule, 'bad', bad), flink),
      good: sideOf(filesOf(rule, 'good', good), flink),
    })),
  }));
  return { rule, command: 'npm run sql', claims: told };
}

const isProgram = (files: Files): boolean => Object.keys(files).some((file) => file.endsWith('.java'));

function filesOf(rule: string, side: 'bad' | 'good', index: number): Files {
  const files = rules[rule]?.examples[side][index]?.files;
  if (files === undefined) throw new Error(`${rule} has no ${side} example ${String(index)}`);
  return files;
}

function sideOf(files: Files, version: FlinkVersion): { readonly files: Files; readonly came: Came } {
  const [text = ''] = Object.values(files);
  const program = isProgram(files);
  const source = sourceText('file', text);
  const { statements }: SqlFacts = program ? sqlInJava(source, []) : readSql(source);
  // Without the quotes of Java, in which the examples escape nothing.
  const written = statements.map(({ at }) => text.slice(at.start, at.end));
  return { files, came: come(written, program ? 'tables' : 'session', version) };
}
