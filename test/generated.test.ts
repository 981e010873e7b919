import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import rules from '../rules/index.js';
import { root } from './command.js';

const run = promisify(execFile);

test('what is generated is fresh', async () => {
  const scripts: { scripts: Record<string, string> } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(scripts.scripts.generate).toBe('tsx tools/generate.ts');
  // tsx itself, for npm adds its own words to the output.
  const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  const { stderr } = await run(process.execPath, [tsx, join(root, 'tools', 'generate.ts'), '--check']).catch(
    (error) => error,
  );
  expect(stderr).toBe('');
}, 60_000);

test('rules/index.ts has every rule', () => {
  const files = readdirSync(join(root, 'rules'), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && path !== 'index.ts')
    .map((path) => path.replace(/\.ts$/, ''));
  expect(Object.keys(rules).sort()).toEqual(files.sort());
});
