import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.js';
import { jsonReport } from '../../src/report/json.js';
import { aFinding, aReport, spanOf } from './sample.js';

const files = { 'conf/config.yaml': 'execution.checkpointing:\n  interval: 1 min\n  min-pause: 5 min\n' };
const pause = spanOf(files, 'conf/config.yaml', '5 min');
const interval = spanOf(files, 'conf/config.yaml', '1 min');

const schema: unknown = JSON.parse(readFileSync(new URL('../../schemas/report.schema.json', import.meta.url), 'utf8'));
const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true });
const isValid = ajv.compile(schema as object);

function parsed(report: Report): unknown {
  return JSON.parse(jsonReport(report));
}

const full = aReport(
  files,
  [
    aFinding(pause, {
      message: "The pause '5 min' is longer than the interval '1 min'.",
      help: 'Lower the pause.',
      key: 'execution.checkpointing.min-pause',
      cost: 'restart',
      related: [{ at: interval, message: 'The interval.' }],
      fix: { safety: 'unsafe', edits: [{ ...pause, text: '30 s' }] },
    }),
  ],
  { notices: [{ level: 'warning', message: 'Could not be read.', file: 'conf/masters' }] },
);

describe('jsonReport', () => {
  test('has exactly the shape of the contract', () => {
    expect(parsed(full)).toStrictEqual({
      schemaVersion: 1,
      tool: { name: 'flinklint', version: '0.1.0' },
      summary: { files: 1, targets: 1, errors: 0, warnings: 1, infos: 0, suppressed: 0, baselined: 0 },
      targets: [
        {
          name: 'conf',
          kind: 'cluster',
          deployment: 'session',
          mode: 'streaming',
          platform: 'standalone',
          profile: 'production',
          complete: { cluster: true, job: false },
          flinkVersion: { value: '1.20', assumed: false, from: 'Dockerfile:1' },
          files: ['conf/config.yaml'],
        },
      ],
      notifications: [{ level: 'warning', message: 'Could not be read.', file: 'conf/masters' }],
      findings: [
        {
          ruleId: 'checkpointing/min-pause',
          severity: 'warning',
          confidence: 'high',
          message: "The pause '5 min' is longer than the interval '1 min'.",
          help: 'Lower the pause.',
          file: 'conf/config.yaml',
          range: { start: { line: 3, column: 14 }, end: { line: 3, column: 19 } },
          key: 'execution.checkpointing.min-pause',
          targets: ['conf'],
          cost: 'restart',
          related: [
            {
              file: 'conf/config.yaml',
              range: { start: { line: 2, column: 13 }, end: { line: 2, column: 18 } },
              message: 'The interval.',
            },
          ],
          fix: {
            safety: 'unsafe',
            edits: [
              {
                file: 'conf/config.yaml',
                range: { start: { line: 3, column: 14 }, end: { line: 3, column: 19 } },
                text: '30 s',
              },
            ],
          },
          fingerprint: 'f00d',
          docs: 'https://example.org/rules/checkpointing/min-pause',
        },
      ],
    });
  });

  test('leaves out what a finding does not have', () => {
    const report = parsed(aReport(files, [aFinding(pause)])) as { findings: object[] };
    expect(report.findings[0]).not.toHaveProperty('key');
    expect(report.findings[0]).not.toHaveProperty('fix');
    expect(report.findings[0]).toHaveProperty('related', []);
  });

  test('gives the same bytes for the same report, and ends with a line end', () => {
    expect(jsonReport(full)).toBe(jsonReport(full));
    expect(jsonReport(full)).toMatch(/\}\n$/);
  });

  test('stays JSON whatever the messages hold', () => {
    const hostile = '\u0000\u001b[2J"\\\u2028\ud800\n</script>';
    const report = parsed(aReport(files, [aFinding(pause, { message: hostile })])) as { findings: object[] };
    expect(report.findings[0]).toHaveProperty('message', hostile);
  });
});

describe('schemas/report.schema.json', () => {
  const errorsOf = (document: unknown) => (isValid(document) ? [] : (isValid.errors ?? []));

  test('accepts reports', () => {
    expect(errorsOf(parsed(full))).toEqual([]);
    expect(errorsOf(parsed(aReport({}, [], { targets: [] })))).toEqual([]);
  });

  test('accepts a finding about a running cluster, which has a url in place of file and range', () => {
    const document = parsed(full) as { findings: Record<string, unknown>[] };
    const [{ file, range, ...finding } = {}] = document.findings;
    expect(errorsOf({ ...document, findings: [{ ...finding, url: 'http://jobmanager:8081/jobs' }] })).toEqual([]);
    expect(errorsOf({ ...document, findings: [finding] })).not.toEqual([]);
    expect(errorsOf({ ...document, findings: [{ ...finding, file, range, url: 'http://x' }] })).not.toEqual([]);
  });

  test.each([
    ['1.20', true],
    ['1.20.4', true],
    ['2.0-preview1', true],
    ['latest', false],
  ])('takes %s for a version of Flink: %s', (value, taken) => {
    const document = parsed(full) as { targets: { flinkVersion: object }[] };
    const targets = document.targets.map((target) => ({ ...target, flinkVersion: { ...target.flinkVersion, value } }));
    expect(isValid({ ...document, targets })).toBe(taken);
  });

  test.each([
    ['another version', { schemaVersion: 2 }],
    ['an unknown property', { more: true }],
    ['a missing summary', { summary: undefined }],
    ['line 0', { findings: [{ range: { start: { line: 0, column: 1 }, end: { line: 1, column: 1 } } }] }],
  ])('refuses %s', (_, change) => {
    const document = JSON.parse(JSON.stringify({ ...(parsed(full) as object), ...change }));
    expect(errorsOf(document)).not.toEqual([]);
  });
});
