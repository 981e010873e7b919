import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Log, Result, Run } from 'sarif';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.js';
import { lineHashes } from '../../src/report/line-hash.js';
import { type SarifOptions, sarifReport } from '../../src/report/sarif.js';
import { aFinding, aReport, aRule, type Files, RULES, spanOf } from './sample.js';

const file = 'conf/config.yaml';
const files: Files = { [file]: 'execution.checkpointing:\n  interval: 1 min\n  min-pause: 5 min\n' };
const pause = spanOf(files, file, '5 min');
const interval = spanOf(files, file, '1 min');
const full = aReport(
  files,
  [
    aFinding(pause, {
      message: "The pause '5 min' is longer than the interval '1 min'.",
      help: 'Lower the pause.',
      key: 'execution.checkpointing.min-pause',
      related: [{ at: interval, message: 'The interval.' }],
      fix: { safety: 'safe', edits: [{ ...pause, text: '30 s' }] },
    }),
  ],
  { notices: [{ level: 'warning', message: 'Could not be read.', file: 'conf/a b.yaml' }] },
);

/** ajv knows draft-07; of draft-04 this schema uses nothing that means something else there but `id`. */
function officialSchema(): object {
  const url = new URL('../schemas/sarif-schema-2.1.0.json', import.meta.url);
  const { id, $schema, ...schema } = JSON.parse(readFileSync(url, 'utf8'));
  expect([id, $schema]).toEqual([
    'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    'http://json-schema.org/draft-04/schema#',
  ]);
  return schema;
}

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
const isValid = ajv.compile(officialSchema());

function logOf(report: Report, options: SarifOptions = {}): Log {
  const log: Log = JSON.parse(sarifReport(report, options));
  expect(isValid(log) ? [] : isValid.errors).toEqual([]);
  return log;
}

function runOf(report: Report, options: SarifOptions = {}): Run {
  const [run] = logOf(report, options).runs;
  if (run === undefined) throw new Error('no run');
  return run;
}

function resultOf(report: Report): Result {
  const [result] = runOf(report).results ?? [];
  if (result === undefined) throw new Error('no result');
  return result;
}

describe('sarifReport', () => {
  test('is one run of 2.1.0 with every rule', () => {
    const log = logOf(full);
    expect(log.version).toBe('2.1.0');
    expect(log.runs).toHaveLength(1);
    expect(runOf(full).tool.driver.rules?.map((rule) => rule.id)).toEqual(RULES.map((rule) => rule.id));
    expect(runOf(full).columnKind).toBe('utf16CodeUnits');
  });

  test('lists every rule also where nothing was found, so that alerts are closed', () => {
    const run = runOf(aReport(files, []));
    expect(run.results).toEqual([]);
    expect(run.tool.driver.rules).toHaveLength(RULES.length);
  });

  test('describes a rule', () => {
    expect(runOf(full).tool.driver.rules?.[1]).toEqual({
      id: 'checkpointing/min-pause',
      name: 'CheckpointingMinPause',
      shortDescription: { text: 'Title of checkpointing/min-pause' },
      fullDescription: { text: 'What checkpointing/min-pause is. Why it matters.' },
      help: {
        text: 'What checkpointing/min-pause is.\n\nWhy it matters.\n\nHow to mend it.\n\nhttps://example.org/rules/checkpointing/min-pause',
        markdown:
          'What checkpointing/min-pause is.\n\n**Why**: Why it matters.\n\n**What to do**: How to mend it.\n\n[checkpointing/min-pause](https://example.org/rules/checkpointing/min-pause)',
      },
      helpUri: 'https://example.org/rules/checkpointing/min-pause',
      defaultConfiguration: { level: 'warning' },
      properties: { tags: ['apache-flink', 'checkpointing'], precision: 'high', 'problem.severity': 'warning' },
    });
  });

  test('gives a security severity to the rules under security/ alone', () => {
    const rules = runOf(full).tool.driver.rules ?? [];
    const severe = rules.filter((rule) => 'security-severity' in (rule.properties ?? {}));
    expect(severe.map((rule) => [rule.id, rule.properties?.['security-severity']])).toEqual([
      ['security/plaintext-secret', '8.0'],
    ]);
  });

  test('speaks of an info as a note and a recommendation', () => {
    const report = aReport(files, [aFinding(pause, { rule: 'options/deprecated', severity: 'info' })]);
    const rule = runOf(report).tool.driver.rules?.[2];
    expect(resultOf(report).level).toBe('note');
    expect(rule?.defaultConfiguration?.level).toBe('note');
    expect(rule?.properties?.['problem.severity']).toBe('recommendation');
  });

  test('gives a result its place, help, related places, fingerprints and fix', () => {
    const artifactLocation = { uri: 'conf/config.yaml', uriBaseId: '%SRCROOT%' };
    expect(resultOf(full)).toEqual({
      ruleId: 'checkpointing/min-pause',
      ruleIndex: 1,
      level: 'warning',
      message: {
        text: "The pause '5 min' is longer than the interval '1 min'. Lower the pause. See [conf/config.yaml:2](1).",
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation,
            region: { startLine: 3, startColumn: 14, endLine: 3, endColumn: 19 },
          },
        },
      ],
      relatedLocations: [
        {
          id: 1,
          physicalLocation: {
            artifactLocation,
            region: { startLine: 2, startColumn: 13, endLine: 2, endColumn: 18 },
          },
          message: { text: 'The interval.' },
        },
      ],
      partialFingerprints: {
        'flinklint/v1': 'f00d',
        primaryLocationLineHash: lineHashes(files[file] ?? '')[2],
      },
      fixes: [
        {
          description: { text: 'Lower the pause.' },
          artifactChanges: [
            {
              artifactLocation,
              replacements: [
                {
                  deletedRegion: { startLine: 3, startColumn: 14, endLine: 3, endColumn: 19 },
                  insertedContent: { text: '30 s' },
                },
              ],
            },
          ],
        },
      ],
      properties: { key: 'execution.checkpointing.min-pause', targets: ['conf'], confidence: 'high', cost: 'none' },
    });
  });

  test('leaves the line hash to the upload where the text cannot be given', () => {
    const report = aReport(files, [aFinding(pause)], { text: () => undefined });
    expect(resultOf(report).partialFingerprints).toEqual({ 'flinklint/v1': 'f00d' });
  });

  test('hashes each file once', () => {
    let reads = 0;
    const text = (name: string) => {
      reads++;
      return files[name];
    };
    sarifReport(aReport(files, [aFinding(pause), aFinding(interval)], { text }));
    expect(reads).toBe(1);
  });

  test('percent-encodes paths', () => {
    const odd = 'k8s/a b#ü%?[x]:漢\ud800.yaml';
    const report = aReport({ [odd]: 'a: b\n' }, [aFinding({ file: odd, start: 0, end: 1 })]);
    expect(resultOf(report).locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(
      'k8s/a%20b%23%C3%BC%25%3F%5Bx%5D%3A%E6%BC%A2%EF%BF%BD.yaml',
    );
  });

  test('lets no message make a link', () => {
    const hostile = "The value '[open](https://example.com)' and 'a[0] (b)'.";
    const report = aReport(files, [aFinding(pause, { message: hostile, help: '' })]);
    expect(resultOf(report).message.text).toBe("The value '\\[open](https://example.com)' and 'a[0] (b)'.");
  });

  test('reports notices as notifications, and failure only for errors', () => {
    expect(runOf(full).invocations).toEqual([
      {
        executionSuccessful: true,
        toolExecutionNotifications: [
          {
            level: 'warning',
            message: { text: 'Could not be read.' },
            locations: [{ physicalLocation: { artifactLocation: { uri: 'conf/a%20b.yaml', uriBaseId: '%SRCROOT%' } } }],
          },
        ],
      },
    ]);
    const failed = aReport(files, [], { notices: [{ level: 'error', message: 'A defect.' }] });
    expect(runOf(failed).invocations?.[0]?.executionSuccessful).toBe(false);
  });

  test('names its category as code scanning reads it', () => {
    expect(runOf(full).automationDetails).toBeUndefined();
    expect(runOf(full, { category: 'staging' }).automationDetails).toEqual({ id: 'staging/' });
    expect(runOf(full, { category: 'flink/staging/' }).automationDetails).toEqual({ id: 'flink/staging/' });
  });

  test('gives the same bytes for the same report', () => {
    expect(sarifReport(full)).toBe(sarifReport(full));
  });

  test('stays valid whatever files and messages hold', () => {
    const hostile = '\u0000\u001b[2J\u202e"\\\n';
    const name = `${hostile}.yaml`;
    const at = { file: name, start: 0, end: 0 };
    logOf(aReport({ [name]: hostile }, [aFinding(at, { message: hostile, related: [{ at, message: hostile }] })]));
  });
});

describe('limits of GitHub code scanning', () => {
  test('at most 25 000 results, the most severe, with a notification of what is left out', () => {
    const infos = Array.from({ length: 25_000 }, () => aFinding(pause, { severity: 'info' }));
    const report = aReport(files, [...infos, aFinding(interval, { severity: 'error' })]);
    const [run] = (JSON.parse(sarifReport(report)) as Log).runs;
    expect(run?.results).toHaveLength(25_000);
    expect(run?.results?.at(-1)?.level).toBe('error');
    expect(run?.invocations?.[0]?.toolExecutionNotifications?.at(-1)?.message.text).toBe(
      '1 of the least severe findings are left out: code scanning accepts 25000 in a run.',
    );
  });

  test('at most 100 related places, each with a message', () => {
    const related = Array.from({ length: 1500 }, () => ({ at: interval, message: 'Here.' }));
    const { relatedLocations } = resultOf(aReport(files, [aFinding(pause, { related })]));
    expect(relatedLocations).toHaveLength(100);
    expect(relatedLocations?.every(({ message }) => message?.text === 'Here.')).toBe(true);
  });

  test('descriptions of at most 1024 characters, names of at most 255, at most 20 tags', () => {
    const long = {
      ...aRule('files/long'),
      title: 'x'.repeat(3000),
      docs: { what: 'y'.repeat(3000), why: '', fix: '' },
    };
    for (const rule of runOf(aReport(files, [], { rules: [...RULES, long] })).tool.driver.rules ?? []) {
      expect(rule.shortDescription?.text.length).toBeLessThanOrEqual(1024);
      expect(rule.fullDescription?.text.length).toBeLessThanOrEqual(1024);
      expect(rule.name?.length).toBeLessThanOrEqual(255);
      expect(rule.properties?.tags?.length).toBeLessThanOrEqual(20);
      for (const text of [rule.id, rule.shortDescription?.text, rule.fullDescription?.text, rule.help?.text]) {
        expect(text).toMatch(/\S/);
      }
    }
  });
});
