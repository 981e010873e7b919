// The hooks, run by the pre-commit of today from a clean clone of this repository: as it is, and as a release has it, with
// dist/ committed.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { bad, foreign, good } from './projects.mjs';
import { expect, expectStatus, mustRun, root, run, suite, writeFiles } from './suite.mjs';

await suite('pre-commit', async (check, folder) => {
  const preCommit = installPreCommit(join(folder, 'venv'));
  const projects = Object.fromEntries(
    Object.entries({ bad, good, foreign }).map(([name, files]) => [name, project(join(folder, name), files)]),
  );
  const trees = { 'the tree': clone(folder, 'source'), 'a tree with dist': withDist(clone(folder, 'release')) };
  const hooks = (tree, on, ...options) =>
    run(preCommit, ['try-repo', trees[tree], ...options], {
      cwd: projects[on],
      env: { PRE_COMMIT_HOME: join(folder, 'pre-commit') },
    });

  for (const tree of Object.keys(trees)) {
    await check(`${tree}: both hooks fail a bad configuration`, () => {
      const result = hooks(tree, 'bad', '--all-files');
      expectStatus(result, 1, 'pre-commit');
      expectHook(result, 'flinklint', 'Failed');
      expectHook(result, 'flinklint (whole project)', 'Failed');
      expect(/options\/invalid-value/.test(result.output), `the finding is not shown:\n${result.output}`);
    });
    await check(`${tree}: both hooks pass a good configuration`, () => {
      const result = hooks(tree, 'good', '--all-files');
      expectStatus(result, 0, 'pre-commit');
      expectHook(result, 'flinklint', 'Passed');
      expectHook(result, 'flinklint (whole project)', 'Passed');
    });
    await check(`${tree}: a commit without Flink files passes`, () => {
      const result = hooks(tree, 'foreign', '--all-files');
      expectStatus(result, 0, 'pre-commit');
      expectHook(result, 'flinklint', 'Passed');
      expectHook(result, 'flinklint (whole project)', 'Passed');
    });
  }
  await check('a commit of other names starts nothing', () => {
    const result = hooks('a tree with dist', 'bad', '--files', 'README.md');
    expectStatus(result, 0, 'pre-commit');
    expectHook(result, 'flinklint', 'Skipped');
    expectHook(result, 'flinklint (whole project)', 'Skipped');
  });
});

function installPreCommit(venv) {
  mustRun('python3', ['-m', 'venv', venv]);
  mustRun(join(venv, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', 'pre-commit>=4.7']);
  const preCommit = join(venv, 'bin', 'pre-commit');
  console.log(mustRun(preCommit, ['--version']).stdout.trim());
  return preCommit;
}

function project(folder, files) {
  writeFiles(folder, { 'README.md': '# A project\n', ...files });
  mustRun('git', ['init', '--quiet', folder]);
  commitAll(folder);
  return folder;
}

/** Of what is committed: files of a working tree that nobody else has must not help. */
function clone(folder, name) {
  const target = join(folder, name);
  mustRun('git', ['clone', '--quiet', '--no-local', `file://${root}`, target]);
  return target;
}

function withDist(tree) {
  mustRun(process.execPath, [join(root, 'tools', 'build.mjs'), '--if-stale']);
  cpSync(join(root, 'dist'), join(tree, 'dist'), { recursive: true });
  mustRun('git', ['checkout', '--quiet', '--detach'], { cwd: tree });
  mustRun('git', ['add', '--force', 'dist'], { cwd: tree });
  commitAll(tree);
  return tree;
}

function commitAll(folder) {
  mustRun('git', ['add', '--all'], { cwd: folder });
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];
  mustRun('git', [...identity, 'commit', '--quiet', '--no-verify', '--message', 'Files'], { cwd: folder });
}

function expectHook({ output }, name, outcome) {
  const line = output.split('\n').find((text) => text.startsWith(`${name}.`));
  expect(line?.endsWith(outcome), `the hook '${name}' did not end with ${outcome}:\n${output}`);
}
