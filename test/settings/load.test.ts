import { expect, test, vi } from 'vitest';
import { memoryWorkspace } from '../../src/workspace/memory.js';
import { load, problemsOf } from './helpers.js';

const BASE = { 'conf/config.yaml': '', 'a/b/config.yaml': '', 'a/c/config.yaml': '' };

test('the nearest settings file upwards counts, and it alone', async () => {
  const { settingsFor } = await load({
    ...BASE,
    '.flinklint.yaml': 'platform: yarn\nflinkVersion: "1.20"\n',
    'a/.flinklint.yml': 'platform: emr\n',
    'a/b/.flinklint.yaml': 'flinkVersion: "2.0"\n',
    'a/b/.flinklint.yml': 'flinkVersion: "1.15"\n',
  });
  expect(settingsFor('conf/config.yaml')).toMatchObject({
    from: '.flinklint.yaml',
    platform: 'yarn',
    flinkVersion: '1.20',
  });
  expect(settingsFor('a/c/config.yaml')).toMatchObject({ from: 'a/.flinklint.yml', platform: 'emr' });
  expect(settingsFor('a/c/config.yaml')).not.toHaveProperty('flinkVersion');
  expect(settingsFor('a/b/config.yaml')).toMatchObject({ from: 'a/b/.flinklint.yaml', flinkVersion: '2.0' });
});

test('without a settings file, or with settings disabled, nothing is set', async () => {
  const empty = { layers: [], rules: new Map(), jobs: [], from: undefined };
  const none = await load(BASE);
  expect(none.settingsFor('conf/config.yaml')).toMatchObject(empty);
  const disabled = await load({ '.flinklint.yaml': 'platfrom: x' }, { disabled: true });
  expect(disabled.settingsFor('conf/config.yaml')).toMatchObject(empty);
  expect(disabled.settingsFor('conf/config.yaml').exclude('conf/config.yaml')).toBe(false);
  expect(disabled.problems()).toEqual([]);
});

test('a file named explicitly replaces all others; its patterns start at the root', async () => {
  const files = {
    ...BASE,
    '.flinklint.yaml': 'platform: yarn',
    'a/.flinklint.yaml': 'not: read',
    'ci/lint.yaml': 'extends: ./base.yaml\nexclude: [a/b/**]',
    'ci/base.yaml': 'platform: emr',
  };
  const settings = await load(files, { settingsFile: 'ci/lint.yaml' });
  expect(settings.problems()).toEqual([]);
  expect(settings.settingsFor('a/c/config.yaml')).toMatchObject({ from: 'ci/lint.yaml', platform: 'emr' });
  expect(settings.settingsFor('a/b/config.yaml').exclude('a/b/config.yaml')).toBe(true);
  expect(await problemsOf(files, { settingsFile: 'ci/lnt.yaml' })).toEqual([
    "ci/lnt.yaml [] 'ci/lnt.yaml' cannot be read: it does not exist.",
  ]);
});

test('of what is extended the later wins, rules option by option, lists as a whole', async () => {
  const { settingsFor, problems } = await load({
    '.flinklint.yaml': [
      'extends: [strict, ./settings/team.yaml]',
      'rules:',
      '  checkpointing/interval: error',
      '  checkpointing/min-pause: {severity: info}',
      'options: {allow: [own.*]}',
    ].join('\n'),
    'settings/team.yaml': [
      'extends: ../settings/company.yaml',
      'platform: kubernetes-operator',
      'rules:',
      '  checkpointing/interval: {severity: warning, max: 1 h}',
    ].join('\n'),
    'settings/company.yaml': [
      'extends: development',
      'flinkVersion: "1.19"',
      'platform: yarn',
      'options: {allow: [acme.*]}',
      'rules:',
      '  checkpointing/interval: {min: 5 s, max: 2 h}',
      '  checkpointing/min-pause: off',
      '  observability/flame-graphs: off',
      'overrides:',
      '  - {files: "*.yaml", flinkVersion: "1.18", platform: emr}',
    ].join('\n'),
  });
  expect(problems()).toEqual([]);
  const resolved = settingsFor('conf/config.yaml');
  expect(resolved).toMatchObject({ profile: 'development', flinkVersion: '1.18', platform: 'kubernetes-operator' });
  expect(Object.fromEntries(resolved.rules)).toEqual({
    'checkpointing/interval': { severity: 'error', options: { min: '5 s', max: '1 h' } },
    'checkpointing/min-pause': { severity: 'info', options: {} },
    'observability/flame-graphs': { severity: 'off', options: {} },
  });
  expect([resolved.allow('own.key'), resolved.allow('acme.key')]).toEqual([true, false]);
});

test('overrides apply in order to the files that match from the folder of the settings file', async () => {
  const { settingsFor } = await load({
    'deploy/.flinklint.yaml': [
      'rules: {checkpointing/interval: {max: 1 min}}',
      'overrides:',
      '  - {files: [staging/**, "**/test/**"], profile: development, rules: {checkpointing/interval: {severity: info}}}',
      '  - {files: staging/eu, platform: yarn, rules: {checkpointing/interval: {max: 3 min}}}',
    ].join('\n'),
  });
  const seen = (file: string) => {
    const { profile, platform, rules } = settingsFor(file);
    return [profile, platform, rules.get('checkpointing/interval')];
  };
  expect(seen('deploy/config.yaml')).toEqual([undefined, undefined, { options: { max: '1 min' } }]);
  expect(seen('deploy/staging/a.yaml')).toEqual([
    'development',
    undefined,
    { severity: 'info', options: { max: '1 min' } },
  ]);
  expect(seen('deploy/staging/eu/a.yaml')).toEqual([
    'development',
    'yarn',
    { severity: 'info', options: { max: '3 min' } },
  ]);
  expect(seen('deploy/x/test/a.yaml')[0]).toBe('development');
  expect(seen('deploy/x/staging/a.yaml')[0]).toBeUndefined();
  expect(settingsFor('deploy/staging/a.yaml')).toBe(settingsFor('deploy/staging/b.yaml'));
});

test('excludes are patterns as in .gitignore, case and all', async () => {
  const { settingsFor } = await load({
    'a/.flinklint.yaml': 'exclude: [legacy/**, "*.bak.yaml", old, "!old/keep", "Big.yaml"]',
  });
  const { exclude } = settingsFor('a/config.yaml');
  const excluded = ['a/legacy/x.yaml', 'a/b/x.bak.yaml', 'a/b/old/x.yaml', 'a/Big.yaml'];
  const kept = ['legacy/x.yaml', 'a/b/legacy/x.yaml', 'a/big.yaml', 'a', 'b/x.bak.yaml', ''];
  expect(excluded.filter(exclude)).toEqual(excluded);
  expect(kept.filter(exclude)).toEqual([]);
});

test.each([
  ['acme.*', 'acme.a.b', true],
  ['acme.*', 'acme', false],
  ['acme.*', 'xacme.a', false],
  ['*.internal', 'a.b.internal', true],
  ['a.*.c.*.e', 'a.b.c.d.e', true],
  ['a.*.c.*.e', 'a.b.d.e', false],
  ['ab*ba', 'aba', false],
  ['exact', 'exact', true],
  ['exact', 'exact.more', false],
])('allow %s: %s is %s', async (pattern, key, expected) => {
  const { settingsFor } = await load({ '.flinklint.yaml': `options: {allow: ["${pattern}"]}` });
  expect(settingsFor('config.yaml').allow(key)).toBe(expected);
});

test('layers and jobs are seen from the root, wherever the file that declares them lies', async () => {
  const { settingsFor, problems } = await load({
    'a/.flinklint.yaml':
      'extends: ../platform/lint.yaml\njobs: [{name: orders, config: b/config.yaml, sources: [../src/main]}]',
    'platform/lint.yaml': 'layers: [{file: ./defaults.yaml, as: operator-defaults}]',
    'platform/defaults.yaml': '',
    'a/b/config.yaml': '',
    'src/main/Orders.java': '',
  });
  expect(problems()).toEqual([]);
  expect(settingsFor('a/b/config.yaml')).toMatchObject({
    layers: [{ file: 'platform/defaults.yaml', as: 'operator-defaults' }],
    jobs: [{ name: 'orders', config: 'a/b/config.yaml', sources: ['src/main'], manifests: [] }],
  });
});

test('paths that lead nowhere are problems', async () => {
  expect(
    await problemsOf({
      '.flinklint.yaml':
        'extends: ./a/b.yaml\nlayers: [{file: a, as: image}]\njobs: [{name: x, config: no.yaml, sources: [../s]}]',
      'a/c.yaml': '',
    }),
  ).toEqual([
    ".flinklint.yaml [a] 'a' does not exist.",
    ".flinklint.yaml [no.yaml] 'no.yaml' does not exist.",
    ".flinklint.yaml [../s] '../s' leads out of the root.",
    ".flinklint.yaml [./a/b.yaml] './a/b.yaml' does not exist, or is no regular file.",
  ]);
});

test('an installed package gives data, from the nearest node_modules', async () => {
  const { settingsFor, problems } = await load({
    'a/.flinklint.yaml': 'extends: ["@acme/flinklint", plain, plain/strict.json]',
    'a/node_modules/@acme/flinklint/flinklint.yaml': 'platform: yarn',
    'node_modules/@acme/flinklint/flinklint.yaml': 'platform: emr',
    'node_modules/plain/flinklint.json': '{"flinkVersion": "1.20"}',
    'node_modules/plain/strict.json': '{"extends": "strict"}',
  });
  expect(problems()).toEqual([]);
  expect(settingsFor('a/x.yaml')).toMatchObject({ platform: 'yarn', flinkVersion: '1.20', profile: 'strict' });
});

test('a package that is not installed, or brings code only, is a problem', async () => {
  expect(
    await problemsOf({
      '.flinklint.yaml': 'extends: [acme, acme/other.yaml]',
      'node_modules/acme/index.js': 'throw 1',
    }),
  ).toEqual([
    ".flinklint.yaml [acme] No installed package has 'acme/flinklint.yaml'. A path starts with './'.",
    ".flinklint.yaml [acme/other.yaml] No installed package has 'acme/other.yaml'. A path starts with './'.",
  ]);
});

test('settings that extend themselves are a problem, told once', async () => {
  expect(
    await problemsOf({
      '.flinklint.yaml': 'extends: ./one.yaml',
      'sub/.flinklint.yaml': 'extends: ../one.yaml',
      'one.yaml': 'extends: ./two.yaml',
      'two.yaml': 'extends: [production, ./one.yaml]',
    }),
  ).toEqual(["two.yaml [./one.yaml] These settings extend themselves: 'one.yaml' → 'two.yaml' → 'one.yaml'."]);
});

test('many ways to the same file cost no more than one', async () => {
  const levels = 25;
  const files: Record<string, string> = { '.flinklint.yaml': 'extends: [./0.yaml, ./0.yaml]' };
  for (let level = 0; level < levels; level++)
    files[`${level}.yaml`] = `extends: [./${level + 1}.yaml, ./${level + 1}.yaml]`;
  files[`${levels}.yaml`] = 'platform: yarn';
  const { settingsFor, problems } = await load(files);
  expect(problems()).toEqual([]);
  expect(settingsFor('a').platform).toBe('yarn');
});

test('problems of an extended file are told at that file; the file counts as empty', async () => {
  const files = { '.flinklint.yaml': 'extends: ./base.yaml\nplatform: emr', 'base.yaml': 'flinkVersion: 1.20' };
  expect(await problemsOf(files)).toEqual([
    'base.yaml [1.20] \'flinkVersion\' must be in quotes: YAML reads 1.20 as the number 1.2. Write "1.20".',
  ]);
  expect((await load(files)).settingsFor('a')).toMatchObject({ platform: 'emr' });
});

test('what is excluded is not read, settings files included', async () => {
  const settings = await load({
    '.flinklint.yaml': 'exclude: [fixtures/**]',
    'fixtures/bad/.flinklint.yaml': 'bad: true',
  });
  expect(settings.problems()).toEqual([]);
  expect(settings.settingsFor('fixtures/bad/config.yaml').from).toBe('.flinklint.yaml');
});

test('a byte order mark is not counted, bytes that are no text are a problem', async () => {
  expect(await problemsOf({ '.flinklint.yaml': new Uint8Array([0xff, 0x00, 0x41]) })).toEqual([
    ".flinklint.yaml [] '.flinklint.yaml' is not text in UTF-8.",
  ]);
  const settings = await load({ '.flinklint.yaml': '\ufeffplatfrm: yarn' });
  expect(settings.problems()[0]?.at).toEqual({ file: '.flinklint.yaml', start: 0, end: 7 });
});

test('each file is read once', async () => {
  const workspace = memoryWorkspace({
    '.flinklint.yaml': 'extends: ./a.yaml',
    'b/.flinklint.yaml': 'extends: ../a.yaml',
    'a.yaml': '',
  });
  const read = vi.fn(workspace.read);
  const { settingsFor } = await load(
    {},
    { workspace: { ...workspace, read }, present: ['.flinklint.yaml', 'b/.flinklint.yaml'] },
  );
  for (const file of ['x', 'y', 'b/x', 'b/c/x']) settingsFor(file);
  expect(read.mock.calls.map(([file]) => file).sort()).toEqual(['.flinklint.yaml', 'a.yaml', 'b/.flinklint.yaml']);
});
