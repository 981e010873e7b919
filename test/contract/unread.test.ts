import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flinklint, type Surroundings, writeTree } from '../command.js';

/** In an encoding that holds letters which UTF-8 has otherwise. */
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

const CONFIG = 'parallelism.default: 2\ntaskmanager.numberOfTaskSlots: 2\n';
const DEPLOYMENT = 'apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nmetadata: {name: orders}\n';
const MIB = 1024 * 1024;
const TOO_LARGE = 17 * MIB;

/** What is Flink's, each in a text that is not in UTF-8. */
const FLINKS: Readonly<Record<string, Uint8Array>> = {
  'A.java': latin1('// Größe\nimport org.apache.flink.api.java.tuple.Tuple2;\nclass A {}\n'),
  'a.sql': latin1("-- Größe\nSET 'table.exec.state.ttl' = '1 d';\n"),
  'base/kustomization.yaml': latin1('# Größe\nresources: [orders.yaml]\n'),
  'docker/Dockerfile': latin1('# Größe\nFROM flink:1.20\nENV FLINK_PROPERTIES="rest.port: 8081"\n'),
  'k8s/a.yaml': latin1(`# Größe\n${DEPLOYMENT}`),
  'override/compose.override.yaml': latin1('services:\n  jobmanager:\n    labels: {size: größe}\n'),
  'run.sh': latin1('#!/bin/sh\n# Größe\nflink run a.jar\n'),
  'stack/compose.yaml': latin1('# Größe\nservices:\n  jobmanager:\n    image: flink:1.20\n    command: jobmanager\n'),
  'variables/.env': latin1('# Größe\nVERSION=1.20\n'),
};

/** What has nothing to do with Flink. */
const OTHERS: Readonly<Record<string, Uint8Array>> = {
  'B.java': latin1('// Größe\nclass B {}\n'),
  'b.sql': latin1('-- Größe\nCREATE TABLE a (b INT);\n'),
  'dump.sql': Uint8Array.of(0, 1, 2),
  'docker/other/Dockerfile': latin1('# Größe\nFROM debian\n'),
  'k8s/map.yaml': latin1('# Größe\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  config.yaml: a\n'),
  'other.sh': latin1('#!/bin/sh\n# Größe\nls\n'),
  'db/compose.yaml': latin1('# Größe\nservices:\n  db:\n    image: postgres\n'),
  'db/.env': latin1('# Größe\nVERSION=16\n'),
  'data.yaml': new Uint8Array(TOO_LARGE).fill(0x20),
};

const composed = (image: string): string => `services:\n  jobmanager:\n    image: ${image}\n    command: jobmanager\n`;

let folder: string;
const check = (args: readonly string[], more: Surroundings = {}) =>
  flinklint(['check', ...args], { cwd: folder, ...more });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'flinklint-'));
  writeTree(join(folder, 'latin1'), {
    'conf/config.yaml': CONFIG,
    'base/orders.yaml': DEPLOYMENT,
    'override/compose.yaml': composed('flink:1.20'),
    'variables/compose.yaml': composed('flink:${VERSION}'),
    ...FLINKS,
    ...OTHERS,
  });
  writeTree(join(folder, 'large'), {
    'conf/config.yaml': CONFIG,
    'rendered.yaml': `${DEPLOYMENT}---\n${' '.repeat(TOO_LARGE)}`,
  });
  writeTree(join(folder, 'long'), {
    'conf/config.yaml': CONFIG,
    'a.sql': `SET 'table.exec.state.ttl' = '1 d';\n${' '.repeat(2 * MIB)}`,
    'compose.yaml': `${composed('flink:1.20')}${' '.repeat(4 * MIB)}`,
    'data.yaml': ' '.repeat(5 * MIB),
    'dump.sql': 'INSERT INTO a VALUES (1);\n'.repeat(100_000),
    'k8s/a.yaml': `${DEPLOYMENT}---\n${' '.repeat(4 * MIB)}`,
    'run.sh': `flink run a.jar\n${' '.repeat(MIB)}`,
  });
  writeTree(join(folder, 'letters'), {
    'conf/config.yaml': CONFIG,
    'conf/log4j-console.properties': latin1('# Größe\nrootLogger.level = DEBUG\n'),
    'pom.xml': latin1('<!-- Größe --><project><flink.version>1.19.3</flink.version></project>\n'),
  });
  writeTree(join(folder, 'deep'), { 'conf/config.yaml': CONFIG, [`${'d/'.repeat(66)}a.yaml`]: CONFIG });
  writeTree(join(folder, 'layered'), {
    '.flinklint.yaml': 'layers:\n  - {file: image.yaml, as: image}\n',
    'image.yaml': latin1('# Größe\n'),
    'conf/config.yaml': CONFIG,
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const NO_TEXT = 'This file cannot be read: it is not a text in UTF-8.';

describe.concurrent('what is Flink’s and cannot be read is said', () => {
  test('each file that is no UTF-8, and nothing that only lies beside it', async () => {
    const { status, stdout, stderr } = await check(['latin1', '--format', 'json']);
    const files = Object.keys(FLINKS).map((file) => `latin1/${file}`);
    expect(stderr).toBe(files.map((file) => `flinklint: ${file}: ${NO_TEXT}\n`).join(''));
    expect(JSON.parse(stdout).notifications).toEqual(files.map((file) => ({ level: 'error', message: NO_TEXT, file })));
    expect(status).toBe(0);
  });

  test('where it is asked for', async () => {
    const { stderr } = await check(['latin1/k8s', 'latin1/conf']);
    expect(stderr).toBe(`flinklint: latin1/k8s/a.yaml: ${NO_TEXT}\n`);
  });

  test('in SARIF, whose run is not complete then', async () => {
    const { stdout } = await check(['large', '--format', 'sarif']);
    const [invocation] = JSON.parse(stdout).runs[0].invocations;
    const message = { text: 'This file cannot be read: it is larger than 16 MiB.' };
    expect(invocation).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [
        {
          level: 'error',
          message,
          locations: [{ physicalLocation: { artifactLocation: { uri: 'large/rendered.yaml' } } }],
        },
      ],
    });
  });

  test('what is longer than a reader takes', async () => {
    const { stderr } = await check(['long']);
    const limits = { 'a.sql': 2, 'compose.yaml': 4, 'k8s/a.yaml': 4, 'run.sh': 1 };
    expect(stderr).toBe(
      Object.entries(limits)
        .map(([file, limit]) => `flinklint: long/${file}: This file is not read: it is larger than ${limit} MiB.\n`)
        .join(''),
    );
  });

  test('by config and graph, too', async () => {
    for (const command of ['config', 'graph']) {
      const { stderr } = await flinklint([command, 'latin1'], { cwd: folder });
      expect(stderr).toContain(`flinklint: latin1/A.java: ${NO_TEXT}\n`);
    }
  });

  test('a layer of the settings', async () => {
    const { status, stderr } = await check(['layered']);
    expect([status, stderr]).toEqual([0, "flinklint: layered/image.yaml: The layer 'image' cannot be read.\n"]);
  });

  test('a folder that is too deep', async () => {
    const { stderr } = await check(['deep']);
    const last = `deep/${'d/'.repeat(64)}`.slice(0, -1);
    expect(stderr).toBe(`flinklint: ${last}: This folder is not looked into: it lies more than 64 folders deep.\n`);
  });
});

test('what speaks of letters alone is read in other encodings as well', async () => {
  const { stdout, stderr } = await check(['letters', '--format', 'json']);
  const { targets, findings } = JSON.parse(stdout);
  expect(stderr).toBe('');
  expect(targets[0].flinkVersion).toMatchObject({ value: '1.19.3', from: 'letters/pom.xml:1' });
  expect(findings).toContainEqual(
    expect.objectContaining({ ruleId: 'observability/log-level', file: 'letters/conf/log4j-console.properties' }),
  );
});

/** Who is root may read everything. */
const user = process.getuid?.() === 0 ? { user: { uid: 65534, gid: 65534 } } : {};

describe.skipIf(process.platform === 'win32')('what may not be read', () => {
  let tree: string;
  beforeAll(() => {
    tree = join(folder, 'denied');
    writeTree(tree, {
      '.flinklint.yaml': 'exclude: [other/**]\n',
      'conf/config.yaml': CONFIG,
      'k8s/a.yaml': DEPLOYMENT,
      'notes.md': '',
      'data/db/a.yaml': CONFIG,
      'other/db/a.yaml': CONFIG,
    });
    chmodSync(folder, 0o755);
    chmodSync(join(tree, 'k8s/a.yaml'), 0);
    chmodSync(join(tree, 'notes.md'), 0);
    for (const db of ['data/db', 'other/db']) chmodSync(join(tree, db), 0);
  });
  // Otherwise nobody but root could remove them.
  afterAll(() => {
    for (const db of ['data/db', 'other/db']) chmodSync(join(tree, db), 0o755);
  });

  test('is said, and the rest of the run goes on', async () => {
    const { status, stderr, stdout } = await check(['denied', '--format', 'json'], user);
    expect(stderr).toBe(
      'flinklint: denied/data/db: This folder is not looked into: permission was denied.\n' +
        'flinklint: denied/k8s/a.yaml: This file cannot be read: permission was denied.\n',
    );
    expect(JSON.parse(stdout).notifications).toMatchObject([{ level: 'warning' }, { level: 'warning' }]);
    expect(JSON.parse(stdout).targets).toMatchObject([{ name: 'denied/conf' }]);
    expect(status).toBe(0);
  });

  test('is nothing to a run over something else', async () => {
    expect((await check(['denied/conf'], user)).stderr).toBe('');
  });

  test('leaves nothing to check where it is all there is', async () => {
    const { status, stderr } = await check(['denied/data'], user);
    expect(status).toBe(3);
    expect(stderr).toContain('denied/data/db: This folder is not looked into');
  });
});
