import { describe, expect, test } from 'vitest';
import type { ExampleRun } from '../src/rule.js';
import { allRules } from '../src/tool.js';
import { lintTexts } from './project.js';

const runOf = ({ flinkVersion, profile }: ExampleRun) => ({
  ...(flinkVersion === undefined ? {} : { flinkVersion }),
  ...(profile === undefined ? {} : { profile }),
});

describe.each(allRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const { title, docs, examples } = rule;

  test('is documented', () => {
    expect(title.length).toBeLessThanOrEqual(80);
    expect(title).not.toMatch(/\.$/);
    for (const text of [docs.what, docs.why, docs.fix]) expect(text).toMatch(/[.!]$/);
    expect(examples.bad.length).toBeGreaterThan(0);
    expect(examples.bad.length).toBeLessThanOrEqual(2);
    expect(examples.good.length).toBeGreaterThan(0);
    expect(examples.good.length).toBeLessThanOrEqual(2);
  });

  test.each(examples.bad.map((example, index) => [index + 1, example] as const))(
    'bad example %i',
    async (_, example) => {
      const { report, files, defects } = await lintTexts(example.files, {
        ...runOf(example),
        // Ignore comments are judged by what all rules find.
        ...(rule.check.directive === undefined ? { only: [id] } : {}),
      });
      expect(defects).toEqual([]);
      const found = report.findings
        .filter(({ rule: own }) => own === id)
        .map(({ at, message }) => ({
          at: files.find(({ file }) => file === at.file)?.text.slice(at.start, at.end),
          message,
        }));
      expect(found).toEqual(example.finds);
      for (const { message } of found) expect(message).toMatch(/[.?]$/);
    },
  );

  test.each(examples.good.map((example, index) => [index + 1, example] as const))(
    'good example %i',
    async (_, example) => {
      const { report, defects } = await lintTexts(example.files, runOf(example));
      expect(defects).toEqual([]);
      expect(report.findings.filter(({ rule: own }) => own === id)).toEqual([]);
      expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    },
  );
});
