import { expect, test } from 'vitest';
import type { Edit } from '../../src/model/finding.js';
import { lintTexts } from '../project.js';

interface Row {
  readonly rule: string;
  readonly what: string;
  readonly text: string;
  /** The text once the fix is made; nothing where there is none. */
  readonly fixed?: string;
  readonly safety?: 'unsafe';
  readonly legacy?: true;
  readonly version?: string;
  readonly settings?: string;
}

const JOB = 'jobs:\n  - {name: orders, config: conf/config.yaml}\n';
const TM = 'rest.port: 8081\ntaskmanager.memory.process.size';
const TIMEOUT = 'rest.port: 8081\nexecution.checkpointing.timeout';

const rows: readonly Row[] = [
  { rule: 'options/invalid-value', what: 'Gi', text: `${TM}: 4Gi\n`, fixed: `${TM}: 4g\n` },
  { rule: 'options/invalid-value', what: 'MiB', text: `${TM}: 4096 MiB # all\n`, fixed: `${TM}: 4096m # all\n` },
  { rule: 'options/invalid-value', what: 'in quotes', text: `${TM}: "4Gi"\n`, fixed: `${TM}: "4g"\n` },
  { rule: 'options/invalid-value', what: 'a fraction', text: `${TM}: 1.5Gi\n` },
  { rule: 'options/invalid-value', what: 'a power of ten', text: `${TM}: 4096MBs\n` },
  { rule: 'options/invalid-value', what: 'mins', text: `${TIMEOUT}: 5 mins\n`, fixed: `${TIMEOUT}: 5 min\n` },
  { rule: 'options/invalid-value', what: 'hrs', text: `${TIMEOUT}: 2hrs\n`, fixed: `${TIMEOUT}: 2 h\n` },
  { rule: 'options/invalid-value', what: 'two units', text: `${TIMEOUT}: 1h30m\n` },
  {
    rule: 'options/missing-unit',
    what: 'the unit of the comment',
    text: `${TIMEOUT}: 600 # seconds\n`,
    fixed: `${TIMEOUT}: 600 s # seconds\n`,
    safety: 'unsafe',
  },
  {
    rule: 'options/missing-unit',
    what: 'an option that counts milliseconds takes no unit',
    text: 'rest.port: 8081\nheartbeat.timeout: 50 # seconds\n',
    version: '1.19',
  },
  {
    rule: 'files/duplicate-key',
    what: 'the same again',
    text: 'rest.port: 8081\nrest:\n  address: jm\n  address: jm\n',
    fixed: 'rest.port: 8081\nrest:\n  address: jm\n  \n',
  },
  { rule: 'files/duplicate-key', what: 'another value', text: 'rest.port: 8081\nrest.port: 8082\n' },
  {
    rule: 'files/duplicate-key',
    what: 'another value between',
    text: 'rest.port: 8081\nrest.port: 8082\nrest.port: 8081\n',
    legacy: true,
    version: '1.18',
  },
  {
    rule: 'files/duplicate-key',
    what: 'the same again, legacy',
    text: 'rest.port: 8081\nrest.port: 8081 # again\n',
    fixed: 'rest.port: 8081\n # again\n',
    legacy: true,
    version: '1.18',
  },
  {
    rule: 'options/deprecated',
    what: 'flat',
    text: 'rest.port: 8081\nstate.backend: rocksdb\nstate.savepoints.dir: s3://b/s\n',
    fixed: 'rest.port: 8081\nstate.backend.type: rocksdb\nexecution.checkpointing.savepoint-dir: s3://b/s\n',
    settings: JOB,
  },
  {
    rule: 'options/deprecated',
    what: 'nested, where the parent stays',
    text: 'rest.port: 8081\nstate:\n  backend: rocksdb\n  savepoints.dir: s3://b/s\n',
    fixed: 'rest.port: 8081\nstate:\n  backend.type: rocksdb\n  savepoints.dir: s3://b/s\n',
    settings: JOB,
  },
  {
    rule: 'options/deprecated',
    what: 'jobs may bring an older name themselves',
    text: 'rest.port: 8081\nstate.backend: rocksdb\n',
  },
  {
    rule: 'options/deprecated',
    what: 'two spellings',
    text: 'rest.port: 8081\nstate.backend: rocksdb\nstate.backend.type: hashmap\n',
    settings: JOB,
  },
  {
    rule: 'options/prefix-conflict',
    what: 'the shorter key',
    text: 'yarn.application.name: orders\nhigh-availability: zookeeper\nhigh-availability.storageDir: s3://b/ha\n',
    fixed:
      'yarn.application.name: orders\nhigh-availability.type: zookeeper\nhigh-availability.storageDir: s3://b/ha\n',
  },
];

function applied(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((done, { start, end, text: put }) => done.slice(0, start) + put + done.slice(end), text);
}

test.each(rows.map((row) => [row.rule, row.what, row] as const))('%s: %s', async (rule, _, row) => {
  const { text, fixed, legacy, version = '2.2', settings } = row;
  const path = `conf/${legacy === true ? 'flink-conf.yaml' : 'config.yaml'}`;
  const lint = (config: string) =>
    lintTexts(
      { [path]: config, ...(settings === undefined ? {} : { '.flinklint.yaml': settings }) },
      { only: [rule], flinkVersion: version },
    );
  const { report } = await lint(text);
  expect(report.findings.length).toBeGreaterThan(0);
  const fixes = report.findings.flatMap(({ fix }) => (fix === undefined ? [] : [fix]));
  expect(fixes.length).toBe(fixed === undefined ? 0 : 1);
  for (const { safety, edits } of fixes) {
    expect(safety).toBe(row.safety ?? 'safe');
    expect(applied(text, edits)).toBe(fixed);
  }
});

test('a version that is assumed only renames nothing', async () => {
  const { report } = await lintTexts(
    { 'conf/config.yaml': 'rest.port: 8081\nhigh-availability: zookeeper\n' },
    { only: ['options/deprecated'] },
  );
  expect(report.findings.map(({ fix }) => fix)).toEqual([undefined]);
});
