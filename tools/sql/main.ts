/**
 * Compares what flinklint reads of SQL with what Flink's own SQL client sends and its parser makes of it, and keeps what
 * sessions of the client have set by their end.
 *
 *   npm run sql                    compares, prints counts, and writes fixtures/sql, the evidence of rules and the options of
 *                                connectors
 *   npm run sql -- <folder>…       compares over the scripts of other repositories too
 *   npm run sql -- --check         compares, and says where a fixture would be another
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isFlinkSql, mayBeFlinkSql } from '../../src/flink/sql-dialect.js';
import { readSql } from '../../src/sources/sql.js';
import { sourceText } from '../../src/syntax/source-text.js';
import { allCases, byHand } from './cases.js';
import { evidenceOf, sqlClaims } from './claims.js';
import { compare } from './compare.js';
import { type Connectors, connectors, judge, VERSIONS } from './judge.js';
import { sessionCases, sessions } from './sessions.js';

const check = process.argv.includes('--check');
const folders = process.argv.slice(2).filter((argument) => argument !== '--check');

const scripts = [...allCases(), ...folders.flatMap(scriptsIn)];
const kept: Record<string, unknown> = {};
for (const version of VERSIONS) {
  const answers = judge(scripts, version);
  kept[version] = answers.slice(0, byHand.length).map((sent, index) => ({ script: byHand[index], sent }));
  const compared = scripts.map((script, index) => ({ script, ...compare(script, answers[index] ?? []) }));
  const sum = (of: (one: (typeof compared)[number]) => number): string =>
    String(compared.reduce((total, one) => total + of(one), 0));
  for (const { script, disagreements } of compared) {
    for (const disagreement of disagreements) console.log(`${disagreement}\n${script.slice(0, 2000)}\n`);
    if (disagreements.length > 0) process.exitCode = 1;
  }
  console.log(
    `Flink ${version} and flinklint on ${String(scripts.length)} scripts: ${sum(({ taken }) => taken)} statements that Flink takes, ${sum(({ refused }) => refused)} that it refuses, ${sum(({ disagreements }) => disagreements.length)} disagreements.`,
  );
}

keep('fixtures/sql/answers.json', `${JSON.stringify(kept, undefined, 1)}\n`);
for (const rule of Object.keys(sqlClaims)) {
  keep(`fixtures/evidence/${rule}.json`, `${JSON.stringify(evidenceOf(rule), undefined, 2)}\n`);
}

const shown = Object.fromEntries(VERSIONS.map((version) => [version, sessions(version)]));
keep('fixtures/sql/sessions.json', `${JSON.stringify({ cases: sessionCases, shown }, undefined, 1)}\n`);

keep('src/flink/sql-connectors.generated.ts', connectorTable(VERSIONS.map(connectors)));

function keep(name: string, text: string): void {
  const file = fileURLToPath(new URL(`../../${name}`, import.meta.url));
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  if (check) {
    console.error(`Flink now does something else than ${name} says.`);
    process.exitCode = 1;
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** What connectors of any of the versions have for options, as a source of ours. */
function connectorTable(all: readonly Connectors[]): string {
  const names = [...new Set(all.flatMap(({ options }) => Object.keys(options)))].sort();
  const keysOf = (name: string) => [...new Set(all.flatMap(({ options }) => options[name] ?? []))].sort();
  const rows = names.map(
    (name) =>
      `  '${name}': [\n${keysOf(name)
        .map((key) => `    '${key}',\n`)
        .join('')}  ],\n`,
  );
  return `// Written by \`npm run sql\` from the factories of connectors; not to be edited.\n\n/** The options of connectors for tables, in any of the versions asked. */\nexport const connectorOptions: Readonly<Record<string, readonly string[]>> = {\n${rows.join('')}};\n`;
}

/** The scripts below a folder that may be Flink's. */
function scriptsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.sql'))
    .map((path) => readFileSync(join(folder, path), 'utf8'))
    .filter((text) => mayBeFlinkSql(text) && isFlinkSql(readSql(sourceText('script.sql', text))));
}
