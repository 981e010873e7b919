// What a user gets: the tarball that npm would publish, in an empty folder; and the commands of the README, in a clone.
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bad, good } from './projects.mjs';
import { expect, expectStatus, mustRun, root, run, suite, writeFiles } from './suite.mjs';

await suite('package', async (check, folder) => {
  const packed = pack(folder);
  const home = join(folder, 'home');

  await check('the tarball holds what it should and nothing else', () => {
    const allowed =
      /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|dist\/[\w-]+\.(?:cjs|txt|wasm)|dist\/index\.js|dist\/THIRD-PARTY-NOTICES\.txt|dist\/types\/.*\.d\.ts|schemas\/.*\.json)$/;
    const paths = packed.files.map(({ path }) => path);
    const odd = paths.filter((path) => !allowed.test(path));
    expect(odd.length === 0, `it holds ${odd.join(', ')}`);
    for (const path of ['LICENSE', 'README.md', 'dist/cli.cjs', 'dist/index.js', 'dist/THIRD-PARTY-NOTICES.txt']) {
      expect(paths.includes(path), `${path} is missing`);
    }
    console.log(`${paths.length} files, ${Math.round(packed.size / 1024)} KiB packed`);
  });

  await check('it installs into an empty folder, alone and without scripts', () => {
    mkdirSync(home);
    mustRun('npm', ['install', '--no-audit', '--no-fund', join(folder, packed.filename)], { cwd: home });
    const installed = readdirSync(join(home, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(installed.join() === 'flinklint', `it brought ${installed.join(', ')}`);
    const { scripts = {} } = manifest(join(home, 'node_modules', 'flinklint'));
    const atInstall = ['preinstall', 'install', 'postinstall'].filter((name) => name in scripts);
    expect(atInstall.length === 0, `it runs ${atInstall.join(', ')}`);
  });

  await check('the installed command passes a good configuration and fails a bad one', () => {
    writeFiles(join(home, 'good'), good);
    writeFiles(join(home, 'bad'), bad);
    const flinklint = join(home, 'node_modules', '.bin', 'flinklint');
    const { stdout } = mustRun(flinklint, ['--version'], { cwd: home });
    expect(stdout.trim() === manifest(root).version, `--version says ${stdout}`);
    expectStatus(run(flinklint, ['check', 'good'], { cwd: home }), 0, 'check good');
    expectStatus(run(flinklint, ['check', 'bad'], { cwd: home }), 1, 'check bad');
  });

  await check('the library imports and its types compile', () => {
    writeFiles(home, {
      'use.mts': "import { lint } from 'flinklint';\nexport const kind: string = typeof lint;\n",
      'use.mjs': "import { lint } from 'flinklint';\nif (typeof lint !== 'function') throw new Error(typeof lint);\n",
    });
    mustRun(process.execPath, ['use.mjs'], { cwd: home });
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--types', 'node'];
    const types = ['--typeRoots', join(root, 'node_modules', '@types')];
    mustRun(process.execPath, [tsc, ...options, ...types, 'use.mts'], { cwd: home });
  });

  await check('publint and knip find nothing', () => {
    mustRun('npm', ['run', 'publint'], { cwd: root });
    mustRun('npm', ['run', 'knip'], { cwd: root });
  });

  await check('`npm install && npx flinklint …` of the README, in a fresh clone with an empty cache', () => {
    const clone = join(folder, 'clone');
    mustRun('git', ['clone', '--quiet', '--no-local', `file://${root}`, clone]);
    const options = { cwd: clone, env: { npm_config_cache: join(folder, 'cache') } };
    mustRun('npm', ['install'], options);
    expect(existsSync(join(clone, 'dist', 'cli.cjs')), 'npm install did not build dist/');
    expectStatus(run('npx', ['flinklint', 'fixtures/projects/orders'], options), 0, 'npx flinklint …/orders');
    expectStatus(run('npx', ['flinklint', 'fixtures/projects/payments'], options), 1, 'npx flinklint …/payments');
    const { stdout } = mustRun('git', ['status', '--porcelain'], options);
    expect(stdout === '', `npm install changed files of the clone:\n${stdout}`);
  });
});

function pack(folder) {
  const { stdout } = mustRun('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root });
  const answer = JSON.parse(stdout);
  // npm 12 answers with an object by package name, earlier ones with a list.
  return Array.isArray(answer) ? answer[0] : Object.values(answer)[0];
}

function manifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
