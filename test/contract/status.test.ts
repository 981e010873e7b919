import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flinklint, type Surroundings, writeTree } from '../command.js';

const GOOD =
  'high-availability: {type: kubernetes, storageDir: "s3://bucket/ha"}\nkubernetes.cluster-id: orders\n' +
  'jobmanager.memory.process.size: 2g\ntaskmanager.memory.process.size: 4g\n' +
  'metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory\n';
const INFO = `${GOOD}execution.checkpointing.interval: 2 h\n`;
const WARNING = `${GOOD}restart-strategy.type: none\n`;
const ERROR = `${GOOD}pipeline.max-parallelism: 40000\n`;
const IGNORED = `${GOOD}# flinklint-ignore recovery/restart-strategy: jobs bring their own\nrestart-strategy.type: none\n`;

let above: string;
let folder: string;
const here = (args: readonly string[], more: Surroundings = {}) => flinklint(args, { cwd: folder, ...more });

beforeAll(() => {
  above = mkdtempSync(join(tmpdir(), 'flinklint-'));
  folder = join(above, 'tree');
  writeTree(join(above, 'wrong'), {
    '.flinklint.yaml': 'ruels:\n  state/backend: off\n',
    'conf/config.yaml': GOOD,
  });
  writeTree(folder, {
    'good/conf/config.yaml': GOOD,
    'info/conf/config.yaml': INFO,
    'warning/conf/config.yaml': WARNING,
    'error/conf/config.yaml': ERROR,
    'ignored/conf/config.yaml': IGNORED,
    'nothing/README.md': '# Nothing of Flink\n',
    'nothing/values.yaml': 'replicas: 3\n',
    'words/config/conf/config.yaml': WARNING,
    'words/check': 'not Flink\n',
    'dashes/-/conf/config.yaml': ERROR,
    'charts/deploy/Chart.yaml': 'apiVersion: v2\nname: orders\nversion: 0.1.0\n',
  });
});
afterAll(() => {
  rmSync(above, { recursive: true });
});

describe.concurrent('exit status', () => {
  test.each<readonly [number, string]>([
    [0, 'good'],
    [0, 'info'],
    [0, 'warning'],
    [0, 'warning info good'],
    [1, 'error'],
    [1, 'good error'],
    [1, 'check error'],
    [1, 'warning --fail-on warning'],
    [0, 'info --fail-on warning'],
    [1, 'info --fail-on info'],
    [1, 'error --fail-on info'],
    [0, 'error --fail-on never'],
    [0, 'warning --max-warnings 1'],
    [1, 'warning --max-warnings 0'],
    [1, 'warning --fail-on never --max-warnings 0'],
    [0, 'info --max-warnings 0'],
    [1, 'warning --severity recovery/restart-strategy=error --fail-on warning'],
    [0, 'error --severity job/parallelism-bounds=warning'],
    [0, 'error --severity job/parallelism-bounds=off'],
    [0, 'error --only recovery/restart-strategy'],
    [1, 'error --only recovery/restart-strategy,job/parallelism-bounds'],
    [0, 'ignored --fail-on info'],
    [1, 'ignored --fail-on warning --no-ignores'],
    [3, 'nothing'],
    [3, 'nothing --fail-on never'],
    [0, 'nothing --allow-empty'],
    [0, 'nothing/README.md'],
    [0, 'nothing/README.md nothing/values.yaml'],
    [1, 'nothing/README.md error'],
    [1, 'nothing error'],
    [2, 'not-there'],
    [2, 'error not-there'],
    [2, 'error --unknown-flag'],
    [2, 'error --fail-on sometimes'],
    [2, 'error --max-warnings few'],
    [2, 'error --max-warnings -1'],
    [2, 'error --flink-version latest'],
    [2, 'error --platform mainframe'],
    [2, 'error --profile staging'],
    [2, 'error --format pdf'],
    [2, 'error --format json:'],
    [2, 'error --format json --format text'],
    [2, 'error --format json:a.json --format text:a.txt --output a'],
    [2, 'error --output not/there/report.txt'],
    [2, 'error --only state/no-such-rule'],
    [2, 'error --severity state/no-such-rule=off'],
    [2, 'error --severity state/backend=loud'],
    [2, 'error --severity state/backend'],
    [2, 'error --root good'],
    [2, 'error --root not-there'],
    [2, 'error --settings not-there.yaml'],
    [2, '../wrong'],
    [0, '../wrong --no-settings'],
    [3, '-'],
    [2, '- error --stdin-filename conf/config.yaml'],
    [2, 'explain state/no-such-rule'],
    [2, 'explain'],
    [2, 'schema no-such-schema'],
    [0, 'explain state/backend'],
    [0, 'explain state.backend.type'],
    [0, 'rules'],
    [0, 'schema settings'],
    [0, 'config error'],
    [3, 'config nothing'],
    [2, 'config not-there'],
    [0, '--help'],
    [0, 'check --help'],
    [0, '--version'],
  ])('%i: flinklint %s', async (status, line) => {
    const outcome = await here(line.split(' '));
    expect(outcome.status, outcome.stderr).toBe(status);
    expect(outcome.stderr).not.toMatch(/defect|\bat .*:\d+:\d+/);
    // What goes wrong is said once, and not where the report goes.
    if (status === 2) {
      expect(outcome.stdout).toBe('');
      expect(outcome.stderr).not.toBe('');
    }
    if (status === 3) expect(outcome.stderr).toMatch(/nothing/i);
    if (status === 1) expect(outcome.stderr).toBe('');
  });

  test.skipIf(process.platform === 'win32')('what is neither file nor folder is named', async () => {
    const message = "flinklint: '/dev/null' is neither a file nor a folder; '-' is standard input.\n";
    expect(await here(['/dev/null'])).toMatchObject({ status: 2, stderr: message });
  });

  test('a path that does not exist is named', async () => {
    expect((await here(['error', 'not-there'])).stderr).toBe("flinklint: The path 'not-there' does not exist.\n");
  });

  test('an unknown flag is named', async () => {
    expect((await here(['error', '--fial-on', 'never'])).stderr).toMatch(/--fial-on/);
  });

  test('what is wrong in the settings is told with its place, and the nearest known name', async () => {
    const { stderr } = await here(['../wrong']);
    expect(stderr).toMatch(/^\.flinklint\.yaml:1:1: .*ruels.*'rules'/);
  });

  test('files that are not Flink’s are said to be skipped', async () => {
    const { stdout, stderr } = await here(['nothing/README.md']);
    expect(stderr).toBe("flinklint: nothing/README.md: not a file of Flink's, skipped.\n");
    expect(stdout).toBe('Nothing to check.\n');
  });
});

describe.concurrent('a word that is a command and a path', () => {
  const among = (args: readonly string[]) => here(args, { cwd: join(folder, 'words') });

  test('is refused, with how to be clear', async () => {
    for (const word of ['config', 'check']) {
      const { status, stdout, stderr } = await among([word]);
      expect(status).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toContain(`flinklint check -- ${word}`);
    }
  });

  test('is a path behind --', async () => {
    const { status, stdout } = await among(['check', '--quiet', '--', 'config']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^config\/conf\/config\.yaml:6:24: warning: /);
  });

  test('is a path with a slash', async () => {
    expect((await among(['./config', '--fail-on', 'warning'])).status).toBe(1);
  });

  test('is a command where no such path is', async () => {
    expect((await here(['rules'])).status).toBe(0);
  });
});

describe.concurrent('standard input', () => {
  const args = ['-', '--stdin-filename', 'conf/config.yaml', '--quiet'];

  test('is one file by the name that is given', async () => {
    const { status, stdout } = await here(args, { stdin: ERROR });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^conf\/config\.yaml:6:27: error: .*'40000'.* \[job\/parallelism-bounds\]\n$/);
  });

  test('stands in for the file on disk', async () => {
    const { status, stdout } = await here(args, { stdin: GOOD, cwd: join(folder, 'error') });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });

  test('may be anything', async () => {
    expect((await here(args, { stdin: new Uint8Array([0xff, 0xfe, 0, 1, 2]) })).status).toBeLessThan(2);
    expect((await here(args, { stdin: '' })).status).toBe(0);
  });

  const RENDERED = `---
# Source: orders/templates/account.yaml
apiVersion: v1
kind: ServiceAccount
metadata: {name: orders}
---
# Source: orders/templates/orders.yaml
apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata: {name: orders}
spec:
  flinkVersion: v1_20
  flinkConfiguration:
    taskmanager.numberOfTaskSlots: "two"
`;

  test.each([
    ['a chart from elsewhere', 'good', 'orders/templates/orders.yaml'],
    ['a chart of the repository', 'charts', 'deploy/templates/orders.yaml'],
  ])('is a rendered stream: %s', async (_, cwd, file) => {
    const { status, stdout } = await here(['-', '--quiet', '--only', 'options/invalid-value'], {
      stdin: RENDERED,
      cwd: join(folder, cwd),
    });
    expect(status).toBe(1);
    expect(stdout).toMatch(new RegExp(`^${file}:8:36: error: .*'two' is not an integer.*\n$`));
  });

  test('is a rendered stream without templates', async () => {
    const stdin = RENDERED.replaceAll(/^# Source.*\n/gm, '');
    const { stdout } = await here(['-', '--quiet', '--only', 'options/invalid-value'], { stdin });
    expect(stdout).toMatch(/^stdin\.yaml:12:36: error/);
  });

  test.each([
    [2, GOOD],
    [3, ''],
    [3, 'apiVersion: v1\nkind: ServiceAccount\n'],
  ])('ends with %d where it is neither named nor a stream with anything of Flink', async (expected, stdin) => {
    expect((await here(['-'], { stdin })).status).toBe(expected);
  });

  test('is not read where a folder is called -', async () => {
    expect((await here(['./-'], { cwd: join(folder, 'dashes') })).status).toBe(1);
  });
});

describe.concurrent('where reports go', () => {
  test('one to a file, with nothing on standard output', async () => {
    const outcome = await here(['error', '--format', 'json', '--output', 'one.json']);
    expect({ ...outcome, stderr: outcome.stderr }).toEqual({ status: 1, stdout: '', stderr: '' });
    expect(JSON.parse(readFileSync(join(folder, 'one.json'), 'utf8'))).toMatchObject({ schemaVersion: 1 });
  });

  test('several to files and one to standard output, all from one run', async () => {
    const outcome = await here(['error', '-f', 'json:two.json', '-f', 'sarif:two.sarif', '-f', 'github']);
    expect(outcome.status).toBe(1);
    expect(outcome.stdout).toMatch(/^::error file=error\/conf\/config\.yaml,/);
    const alone = await Promise.all(['json', 'sarif'].map((format) => here(['error', '-f', format])));
    expect(['json', 'sarif'].map((format) => readFileSync(join(folder, `two.${format}`), 'utf8'))).toEqual(
      alone.map(({ stdout }) => stdout),
    );
  });

  test('machine formats are nothing but themselves, whatever is found', async () => {
    for (const path of ['good', 'error', 'nothing', 'nothing/README.md']) {
      const [json, sarif] = await Promise.all(['json', 'sarif'].map((format) => here([path, '-f', format])));
      expect(JSON.parse(json?.stdout ?? '')).toHaveProperty('findings');
      expect(JSON.parse(sarif?.stdout ?? '')).toHaveProperty('runs');
    }
  });

  test('a reader that closes the pipe ends it quietly', async () => {
    const { spawn } = await import('node:child_process');
    const { command } = await import('../command.js');
    const child = spawn(process.execPath, [command, 'error', '-f', 'sarif'], { cwd: folder });
    child.stdout.destroy();
    const stderr: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    const status = await new Promise((done) => child.on('close', done));
    expect({ status, stderr: Buffer.concat(stderr).toString() }).toEqual({ status: 1, stderr: '' });
  });

  test('--quiet is one line for each finding', async () => {
    const { stdout } = await here(['warning', 'error', '--quiet']);
    expect(stdout.split('\n').map((line) => line.replace(/^(\S+: \w+): .* (\[.*\])$/, '$1 $2'))).toEqual([
      'error/conf/config.yaml:6:27: error [job/parallelism-bounds]',
      'warning/conf/config.yaml:6:24: warning [recovery/restart-strategy]',
      '',
    ]);
  });

  test('--list-files says what was recognised as what, and why, and lints nothing', async () => {
    const { status, stdout } = await here(['error', 'nothing', '--list-files']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^error\/conf\/config\.yaml: config-yaml \(.+\)\n$/);
  });
});

describe.concurrent('colour', () => {
  const ESCAPE = '\u001B[';

  test.each<readonly [boolean, readonly string[], Readonly<Record<string, string>>]>([
    [false, [], {}],
    [true, [], { FORCE_COLOR: '1' }],
    [false, [], { FORCE_COLOR: '0' }],
    [false, [], { NO_COLOR: '1', FORCE_COLOR: '1' }],
    [true, [], { NO_COLOR: '', FORCE_COLOR: '1' }],
    [true, ['--color'], {}],
    [true, ['--color'], { NO_COLOR: '1' }],
    [false, ['--no-color'], { FORCE_COLOR: '1' }],
    [false, ['--color', '-f', 'json'], {}],
  ])('%s with %j and %j', async (coloured, args, env) => {
    const { stdout } = await here(['error', ...args], { env });
    expect(stdout.includes(ESCAPE)).toBe(coloured);
    // Links are for terminals alone.
    expect(stdout).not.toContain('\u001B]8');
  });

  test('never goes into a file', async () => {
    await here(['error', '--color', '-o', 'plain.txt']);
    expect(readFileSync(join(folder, 'plain.txt'), 'utf8')).not.toContain(ESCAPE);
  });
});

describe('the same everywhere', () => {
  test('from every working directory, and twice', async () => {
    const project = join(folder, 'project');
    mkdirSync(join(project, '.git'), { recursive: true });
    writeTree(project, {
      'app/conf/config.yaml': ERROR,
      'app/Dockerfile': 'FROM flink:1.20.1\n',
      'conf/config.yaml': WARNING,
    });
    for (const format of ['text', 'json', 'sarif', 'github']) {
      const runs = await Promise.all([
        flinklint(['-f', format], { cwd: project }),
        flinklint(['-f', format], { cwd: project }),
        flinklint(['-f', format, '..'], { cwd: join(project, 'app') }),
        flinklint(['-f', format, '../..', 'conf'], { cwd: join(project, 'app') }).then(() =>
          flinklint(['-f', format, '../..'], { cwd: join(project, 'app', 'conf') }),
        ),
        flinklint(['-f', format, project], { cwd: tmpdir() }),
        flinklint(['-f', format, '--root', project, join(project, 'conf'), join(project, 'app')], { cwd: folder }),
      ]);
      expect(new Set(runs.map(({ stdout }) => stdout)).size, format).toBe(1);
      expect(runs[0]?.stdout).toContain('app/conf/config.yaml');
    }
  });
});
