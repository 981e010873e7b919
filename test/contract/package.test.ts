import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cli = join(root, 'dist', 'cli.cjs');
const manifest: { version: string; bin: Record<string, string>; scripts: Record<string, string> } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'flinklint-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the package', () => {
  it('runs no script where it is installed', () => {
    expect(Object.keys(manifest.scripts).filter((name) => /^(pre|post)?install$/.test(name))).toEqual([]);
  });

  it('has no dependencies but those it bundles', () => {
    expect(manifest).not.toHaveProperty('dependencies');
  });

  it('names a command that can be executed', () => {
    const file = join(root, manifest.bin.flinklint ?? '');
    expect(readFileSync(file, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o111).toBe(0o111);
  });

  it('lists the licence of each package that it bundles', () => {
    const notices = readFileSync(join(root, 'dist', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    expect(notices).toMatch(/^yaml \d/m);
  });
});

describe('--version', () => {
  it('prints the version of the package and nothing else', () => {
    expect(execFileSync(process.execPath, [cli, '--version'], { encoding: 'utf8' })).toBe(`${manifest.version}\n`);
  });

  it('loads one file', () => {
    // A preloaded module that says, at the end, what was loaded beside itself.
    const spy = join(folder, 'spy.cjs');
    writeFileSync(spy, "process.on('exit', () => console.error(JSON.stringify(Object.keys(require.cache))));\n");
    const { stderr } = spawnSync(process.execPath, ['--require', spy, cli, '--version'], { encoding: 'utf8' });
    const loaded: readonly string[] = JSON.parse(stderr);
    expect(loaded.map((file) => basename(file))).toEqual(['spy.cjs', 'cli.cjs']);
  });
});
