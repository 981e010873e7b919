import { expect, test } from 'vitest';
import type { Target } from '../src/model/target.js';
import { lintTexts } from './project.js';

const TABLES =
  "CREATE TABLE s (a INT) WITH ('connector'='datagen');\nCREATE TABLE t (a INT) WITH ('connector'='print');\n";
const INSERT = 'INSERT INTO t SELECT a FROM s;\n';

async function targetsOf(files: Readonly<Record<string, string>>): Promise<readonly Target[]> {
  const { report } = await lintTexts(files);
  return report.targets.filter(({ script }) => script !== undefined);
}

const settingsOf = ({ layers }: Target): readonly (readonly string[])[] =>
  layers.map(({ name, settings }) => [name, ...settings.map(({ key, value }) => `${key}=${value}`)]);

test('a script lies above the configuration near it', async () => {
  const targets = await targetsOf({
    'conf/config.yaml': 'parallelism.default: 2\n',
    'sql/job.sql': `SET 'parallelism.default' = '4';\n${TABLES}${INSERT}`,
  });
  expect(targets.map(({ name }) => name)).toEqual(['sql/job.sql']);
  expect(targets.map(settingsOf)).toEqual([
    [
      ['file', 'parallelism.default=2'],
      ['sql', 'parallelism.default=4'],
    ],
  ]);
});

test('each job has what SET and RESET leave before it', async () => {
  const script = `${TABLES}SET 'a.x'='1';\nSET 'b.y'='2';\n${INSERT}RESET 'a.x';\nSET 'b.y'='3';\n${INSERT}${INSERT}RESET;\nBEGIN STATEMENT SET;\n${INSERT}END;\nSET 'c.z'='4';\n`;
  const targets = await targetsOf({ 'job.sql': script });
  expect(targets.map((target) => [target.name, ...settingsOf(target)])).toEqual([
    ['job.sql', ['sql', 'a.x=1', 'b.y=2']],
    ['job.sql (2)', ['sql', 'b.y=3']],
    ['job.sql (3)', ['sql']],
    ['job.sql (4)', ['sql', 'c.z=4']],
  ]);
});

test('SET decides about the mode, and Confluent Cloud is told by options of its own', async () => {
  const [batch] = await targetsOf({ 'a.sql': `SET 'execution.runtime-mode'='batch';\n${TABLES}${INSERT}` });
  expect(batch?.mode).toBe('batch');
  const [cloud] = await targetsOf({ 'a.sql': `SET 'sql.state-ttl'='1 d';\n${TABLES}${INSERT}` });
  expect(cloud?.platform).toBe('confluent');
});

test('rules about settings judge SET, at its place', async () => {
  const text = `SET 'execution.checkpointing.intervall' = '1 min';\nSET 'table.exec.state.ttl' = '1 dy';\n${TABLES}${INSERT}`;
  const { report } = await lintTexts({ 'job.sql': text });
  const found = report.findings.map(({ rule, at }) => [rule, text.slice(at.start, at.end)]);
  expect(found).toContainEqual(['options/unknown', "'execution.checkpointing.intervall'"]);
  expect(found).toContainEqual(['options/invalid-value', "'1 dy'"]);
});

test('comments silence, and passwords are never shown', async () => {
  const script = `-- flinklint-ignore options/unknown: ours\nSET 'execution.checkpointing.intervall' = '1 min';\n${TABLES.replace("'print'", "'jdbc', 'password' = 'hunter2'")}${INSERT}`;
  const { report } = await lintTexts({ 'job.sql': script });
  expect(report.findings.filter(({ rule }) => rule === 'options/unknown')).toEqual([]);
  expect(report.counts.suppressed).toBe(1);
  const at = script.indexOf('hunter2');
  const [line] = report.excerpt({ file: 'job.sql', start: at, end: at + 1 }).lines;
  expect(JSON.stringify(line)).not.toContain('hunter2');
});

test('scripts are job sources: they are left alone where those are', async () => {
  const files = { 'a.sql': `SET 'a.x'='1';\n${TABLES}${INSERT}` };
  const { report } = await lintTexts(files, { sources: false });
  expect(report.targets).toEqual([]);
});
