import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../src/pipeline.js';
import { textReport } from '../src/report/text.js';
import type { ExampleRun } from '../src/rule.js';
import { allRules, toolFor } from '../src/tool.js';
import { diskWorkspace } from '../src/workspace/disk.js';
import { root } from './command.js';
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

/** Folders fixtures/rules/<concern>/<rule>/<case>, each a project with what the terminal says of it in expected.txt. */
const cases = allRules.flatMap((rule) => {
  const folder = join(root, 'fixtures', 'rules', rule.id);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => [rule.id, name, rule, join(folder, name)] as const);
});

describe('edge cases', () => {
  // Regenerate with UPDATE_GOLDEN=1, and then read what changed.
  test.each(cases)('%s: %s', async (id, _, rule, folder) => {
    const inputs = toolFor(diskWorkspace(folder), {});
    const only = rule.check.directive === undefined ? { only: [id] } : {};
    const { report, defects } = await run(inputs, { paths: [''], ...only });
    expect(defects).toEqual([]);
    const findings = report.findings.filter((finding) => finding.rule === id);
    const shown = textReport({ ...report, findings }, { color: false, links: false, width: 100 });
    // The last block counts the findings of all rules.
    const text = `${shown.trimEnd().split('\n\n').slice(0, -1).join('\n\n')}\n`;
    const expected = join(folder, 'expected.txt');
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(expected, text);
    expect(text).toBe(readFileSync(expected, 'utf8'));
  });

  test('every folder is of a rule', () => {
    const below = join(root, 'fixtures', 'rules');
    const found = readdirSync(below, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('expected.txt'),
    );
    expect(found.map((path) => join(below, dirname(path))).sort()).toEqual(
      cases.map(([, , , folder]) => folder).sort(),
    );
  });
});
