// The built command and the contract tests on every Node that the package promises. The executables come from npm: the
// package node-<system>-<processor> carries one, without an install script.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bad, good } from './projects.mjs';
import { expect, expectStatus, mustRun, root, run, suite, writeFiles } from './suite.mjs';

/** The oldest that `engines` allows, and the newest of each line after it. */
export const versions = ['20.19.0', '22.23.3', '24.21.0'];

/** The path of that Node, installed once below node_modules. */
export function nodeOf(version) {
  const home = join(root, 'node_modules', '.cache', 'flinklint', `node-${version}`);
  const name = `node-${process.platform}-${process.arch}`;
  const node = join(home, 'node_modules', name, 'bin', 'node');
  if (!existsSync(node)) {
    mkdirSync(home, { recursive: true });
    mustRun('npm', ['install', '--prefix', home, '--no-save', '--no-audit', '--no-fund', `${name}@${version}`], {
      cwd: home,
    });
  }
  expect(run(node, ['--version']).stdout.trim() === `v${version}`, `${node} is not Node ${version}`);
  return node;
}

const command = join(root, 'dist', 'cli.cjs');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await suite('nodes', async (check, folder) => {
    mustRun(process.execPath, [join(root, 'tools', 'build.mjs'), '--if-stale']);
    writeFiles(join(folder, 'bad'), bad);
    writeFiles(join(folder, 'good'), good);
    const { version: expected } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    for (const version of versions) {
      await check(`Node ${version}: --version`, () => {
        const { stdout } = mustRun(nodeOf(version), [command, '--version']);
        expect(stdout === `${expected}\n`, `--version says '${stdout}', not '${expected}'`);
      });
      await check(`Node ${version}: a good and a bad configuration`, () => {
        expectStatus(run(nodeOf(version), [command, 'check', 'good'], { cwd: folder }), 0, 'check good');
        expectStatus(run(nodeOf(version), [command, 'check', 'bad'], { cwd: folder }), 1, 'check bad');
      });
      await check(`Node ${version}: the library`, () => {
        mustRun(nodeOf(version), ['--input-type=module', '--eval', `import '${root}/dist/index.js'`]);
      });
      await check(`Node ${version}: the contract tests`, () => {
        const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
        const { output } = mustRun(nodeOf(version), [vitest, 'run', 'test/contract'], { cwd: root });
        console.log(
          output
            .split('\n')
            .filter((line) => /Tests|Test Files/.test(line))
            .join('\n'),
        );
      });
    }
  });
}
