/** Charts rendered with the user's helm: a stand-in prints what helm itself has made of the chart in fixtures/helm. */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flinklint, type Outcome, root, writeTree } from '../command.js';

const fixtures = join(root, 'fixtures', 'helm');

let above: string;
let folder: string;

/** Runs the command in the folder, with a program of that text as helm. */
function withHelm(script: string | undefined, ...args: readonly string[]): Promise<Outcome> {
  const bin = mkdtempSync(join(above, 'bin-'));
  if (script !== undefined) {
    writeFileSync(join(bin, 'helm'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, 'helm'), 0o755);
  }
  const path = script === undefined ? bin : `${bin}${delimiter}${process.env.PATH ?? ''}`;
  return flinklint(args, { cwd: folder, env: { PATH: path } });
}

const recorded = `cat '${join(fixtures, 'orders.rendered.yaml')}'`;

beforeAll(() => {
  above = mkdtempSync(join(tmpdir(), 'flinklint-helm-'));
  folder = join(above, 'tree');
  mkdirSync(folder);
  cpSync(join(fixtures, 'orders'), join(folder, 'deploy', 'orders'), { recursive: true });
  writeTree(folder, {
    '.git/HEAD': 'ref: refs/heads/main\n',
    'deploy/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 0.1.0\n',
    'deploy/web/templates/web.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: {{ .Release.Name }}}\n',
    'conf/config.yaml': 'parallelism.default: 2\n',
  });
});
afterAll(() => {
  rmSync(above, { recursive: true });
});

interface Found {
  readonly ruleId: string;
  readonly file: string;
  readonly targets: readonly string[];
}

const findingsOf = ({ stdout }: Outcome): readonly Found[] => JSON.parse(stdout).findings;

describe.skipIf(process.platform === 'win32')('--helm', () => {
  test('judges what a chart becomes, where its template lies', async () => {
    const outcome = await withHelm(recorded, '--helm', '--format', 'json', 'deploy');
    expect(outcome.stderr).toBe('');
    expect(outcome.status).toBe(1);
    expect(findingsOf(outcome).filter(({ ruleId }) => ruleId === 'options/invalid-value')).toMatchObject([
      { file: 'deploy/orders/templates/flink.yaml', targets: ['FlinkDeployment/orders-flink'] },
    ]);
  });

  test('shows what Flink would read', async () => {
    const { stdout } = await withHelm(recorded, 'config', '--helm', '--format', 'json', 'deploy/orders/templates');
    const [target] = JSON.parse(stdout).targets;
    const slots = target.settings.find(({ key }: { key: string }) => key === 'taskmanager.numberOfTaskSlots');
    expect(slots).toMatchObject({ value: '2', origin: { file: 'deploy/orders/templates/flink.yaml' } });
  });

  test('asks helm for charts with anything of Flink’s, by where they lie, and for no other', async () => {
    const log = join(above, 'asked');
    await withHelm(`echo "$@" >> '${log}'; ${recorded}`, '--helm', '.');
    expect(readFileSync(log, 'utf8')).toBe(`template orders ${join(folder, 'deploy', 'orders')} --skip-tests\n`);
  });

  test.each([
    ['without', ['deploy']],
    ['where no chart is asked for', ['--helm', 'conf']],
    ['where no chart mentions Flink', ['--helm', '--allow-empty', 'deploy/web']],
  ])('runs nothing %s', async (_, args) => {
    const ran = join(above, 'ran');
    const outcome = await withHelm(`echo > '${ran}'; exit 1`, ...args);
    expect(outcome.status).toBeLessThan(2);
    expect(() => readFileSync(ran)).toThrow('ENOENT');
  });

  test('needs helm', async () => {
    const { status, stdout, stderr } = await withHelm(undefined, '--helm', 'deploy');
    expect([status, stdout, stderr]).toEqual([
      2,
      '',
      "flinklint: '--helm' needs the program 'helm', which is not on the PATH.\n",
    ]);
  });

  test('says what helm says of a chart that it cannot render', async () => {
    const outcome = await withHelm('echo "Error: values do not meet the schema" >&2; exit 1', '--helm', 'deploy');
    expect([outcome.status, outcome.stderr]).toEqual([
      2,
      "flinklint: helm cannot render the chart 'deploy/orders': Error: values do not meet the schema\n",
    ]);
  });
});
