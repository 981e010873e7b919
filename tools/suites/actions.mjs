// action.yml, the workflows and the example under docs/: actionlint and zizmor find nothing in them, and the script of the
// action does what it says.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { bad, foreign, good } from './projects.mjs';
import { expect, expectStatus, mustRun, root, run, suite, writeFiles } from './suite.mjs';

const actionlintVersion = 'v1.7.12';
const zizmorVersion = '1.32.0';

const workflows = ['.github/workflows', 'docs/examples'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => `${folder}/${name}`),
);

await suite('actions', async (check, folder) => {
  const bin = join(folder, 'bin');
  mkdirSync(bin);

  await check('actionlint finds nothing', () => {
    const actionlint = `github.com/rhysd/actionlint/cmd/actionlint@${actionlintVersion}`;

    mustRun('go', ['install', actionlint], { cwd: folder, env: { GOBIN: bin } });
    // Without helpers that may or may not be on this machine.
    mustRun(join(bin, 'actionlint'), ['-shellcheck=', '-pyflakes=', ...workflows], { cwd: root });
  });

  await check('zizmor finds nothing', () => {
    const venv = join(folder, 'venv');
    mustRun('python3', ['-m', 'venv', venv]);
    mustRun(join(venv, 'bin', 'pip'), [
      'install',
      '--quiet',
      '--disable-pip-version-check',
      `zizmor==${zizmorVersion}`,
    ]);
    mustRun(join(venv, 'bin', 'zizmor'), ['--offline', 'action.yml', ...workflows], { cwd: root });
  });

  mustRun(process.execPath, [join(root, 'tools', 'build.mjs'), '--if-stale']);
  const act = (name, files, inputs = {}) => runAction(join(folder, name), files, inputs);

  await check('the script reports findings and leaves failing to a later step', () => {
    const { outputs, annotations, sarif } = act('bad', bad);
    expect(outputs.status === '1', `status is ${outputs.status}`);
    expect(Number(outputs.findings) >= 1, `findings is ${outputs.findings}`);
    expect(/^::error /m.test(annotations), `no annotation in:\n${annotations}`);
    expect(sarif.runs[0].results.length === Number(outputs.findings), 'SARIF holds another number of findings');
  });
  await check('the script passes a good configuration', () => {
    const { outputs, sarif } = act('good', good);
    expect(outputs.status === '0', `status is ${outputs.status}`);
    expect(Array.isArray(sarif.runs[0].results), 'SARIF has no results, so earlier alerts would stay open');
  });
  await check('the script tells a repository without Flink from a clean one', () => {
    expect(act('foreign', foreign).outputs.status === '3', 'status is not 3');
  });
  await check('a path with spaces and shell syntax stays one argument', () => {
    const files = { 'a $(touch hacked) b/conf/flink-conf.yaml': bad['conf/flink-conf.yaml'] };
    const { outputs, cwd } = act('spaces', files, { FLINKLINT_PATHS: 'a $(touch hacked) b\n' });
    expect(outputs.status === '1', `status is ${outputs.status}`);
    expect(!readdirSync(cwd).includes('hacked'), 'the shell ran the path');
  });
});

function runAction(cwd, files, inputs) {
  const temp = `${cwd}-temp`;
  writeFiles(cwd, files);
  writeFiles(temp, { output: '' });
  mustRun('git', ['init', '--quiet', cwd]);
  const env = {
    ...defaults(),
    ...inputs,
    GITHUB_ACTION_PATH: root,
    GITHUB_OUTPUT: join(temp, 'output'),
    RUNNER_TEMP: temp,
  };
  expectStatus(run('bash', [join(root, 'tools', 'action', 'run.sh')], { cwd, env }), 0, 'run.sh');
  const lines = readFileSync(env.GITHUB_OUTPUT, 'utf8').trim().split('\n');
  const outputs = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
  return {
    cwd,
    outputs,
    annotations: outputs.annotations === undefined ? '' : readFileSync(outputs.annotations, 'utf8'),
    sarif: outputs['sarif-file'] === undefined ? undefined : JSON.parse(readFileSync(outputs['sarif-file'], 'utf8')),
  };
}

/** The inputs of action.yml at their defaults, as the variables that it hands to the script. */
function defaults() {
  const { inputs, runs } = parse(readFileSync(join(root, 'action.yml'), 'utf8'));
  const { env } = runs.steps.find(({ id }) => id === 'check');
  const defaultOf = (text) => inputs[/inputs\.([\w-]+)/.exec(text)[1]].default;
  return Object.fromEntries(Object.entries(env).map(([variable, text]) => [variable, defaultOf(text)]));
}
