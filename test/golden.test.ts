// Regenerate with UPDATE_GOLDEN=1, and then read the difference line by line against fixtures/projects/*.expected.md.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { flinklint, root } from './command.js';

const PROJECTS = { orders: 0, payments: 1, rides: 0, clicks: 1 } as const;
const FORMATS = ['text', 'json', 'sarif', 'github'] as const;
const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { rules: readonly { readonly id: string }[] } };
    readonly results: readonly { readonly ruleId: string; ruleIndex: number }[];
  }[];
}

/** Without what changes with every release and with every new rule: the version, and rules that found nothing. */
function steady(format: (typeof FORMATS)[number], text: string): string {
  const plain =
    format === 'text' || format === 'github' ? text : text.replaceAll(`"version": "${version}"`, '"version": "0"');
  if (format !== 'sarif') return plain;
  const log: Sarif = JSON.parse(plain);
  for (const { tool, results } of log.runs) {
    const { rules } = tool.driver;
    expect(results.map(({ ruleIndex }) => rules[ruleIndex]?.id)).toEqual(results.map(({ ruleId }) => ruleId));
    tool.driver.rules = rules.filter(({ id }) => results.some(({ ruleId }) => ruleId === id));
    for (const result of results) result.ruleIndex = tool.driver.rules.findIndex(({ id }) => id === result.ruleId);
  }
  return `${JSON.stringify(log, null, 2)}\n`;
}

function compareWithGolden(name: string, text: string): void {
  const golden = join(root, 'fixtures', 'golden', name);
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(join(root, 'fixtures', 'golden'), { recursive: true });
    writeFileSync(golden, text);
  }
  expect(existsSync(golden), `${golden} is missing`).toBe(true);
  expect(text).toBe(readFileSync(golden, 'utf8'));
}

describe.each(Object.entries(PROJECTS))('the project %s', (project, status) => {
  const folder = join(root, 'fixtures', 'projects', project);

  test.each(FORMATS)('as %s', async (format) => {
    const outcome = await flinklint(['check', '--root', folder, '--format', format, folder]);
    expect(outcome.stderr).toBe('');
    expect(outcome.status).toBe(status);
    const text = steady(format, outcome.stdout);
    compareWithGolden(`${project}.${format}`, text);
  });

  test.each(['text', 'json'])('its effective configuration as %s', async (format) => {
    const outcome = await flinklint(['config', '--root', folder, '--format', format, folder]);
    expect(outcome.stderr).toBe('');
    compareWithGolden(`${project}.config.${format}`, outcome.stdout);
  });
});
