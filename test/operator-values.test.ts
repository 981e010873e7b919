/** Values of the operator's chart: the layer beneath all of its resources. */
import { describe, expect, test } from 'vitest';
import { openCatalogue } from '../src/environment.js';
import type { Target } from '../src/model/target.js';
import { effectiveSettings } from '../src/targets/effective.js';
import { lintTexts } from './project.js';

type Texts = Readonly<Record<string, string>>;

const deployment = (configuration = '', more = ''): string => `apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata: {name: orders${more}}
spec:
  image: flink:1.20
  flinkVersion: v1_20
  serviceAccount: flink
  flinkConfiguration:
    taskmanager.numberOfTaskSlots: "2"
${configuration.replace(/^(?=.)/gm, '    ')}  jobManager: {resource: {memory: 2g, cpu: 1}}
  taskManager: {resource: {memory: 4g, cpu: 2}}
  job: {jarURI: local:///opt/flink/usrlib/orders.jar, upgradeMode: last-state, parallelism: 4}
`;

const values = (settings: string, { key = 'flink-conf.yaml', more = '' } = {}): string =>
  `image: {repository: apache/flink-kubernetes-operator}\ndefaultConfiguration:\n${more}  ${key}: |+\n${settings.replace(/^(?=.)/gm, '    ')}`;

async function ordersIn(files: Texts, paths: readonly string[] = ['']): Promise<Target | undefined> {
  const { report } = await lintTexts(files, { paths });
  return report.targets.find(({ resource }) => resource?.name === 'orders');
}

/** What the operator's own configuration gives to the resource. */
async function defaultsIn(files: Texts): Promise<readonly string[] | undefined> {
  const layer = (await ordersIn(files))?.layers.find(({ name }) => name === 'operator-defaults');
  return layer?.settings.map(({ key, value }) => `${key}=${value}`);
}

describe('lies beneath the resources', () => {
  const FILES = {
    'operator/values.yaml': values('web.cancel.enable: true\nrest.port: 8082\ntaskmanager.numberOfTaskSlots: 8\n'),
    'jobs/orders.yaml': deployment(),
  };

  test.each([[''], ['jobs/orders.yaml'], ['operator/values.yaml']])('asked for %j', async (path) => {
    const target = await ordersIn(FILES, [path]);
    expect(target?.files).toEqual(['jobs/orders.yaml', 'operator/values.yaml']);
    expect(target?.layers.map(({ name, settings }) => [name, ...settings.map(({ key }) => key)])).toEqual([
      ['operator-defaults', 'web.cancel.enable', 'rest.port', 'taskmanager.numberOfTaskSlots'],
      // What its own configuration sets the operator does not set by itself.
      [
        'operator',
        'kubernetes.rest-service.exposed.type',
        'execution.checkpointing.interval',
        'execution.checkpointing.externalized-checkpoint-retention',
        'execution.submit-failed-job-on-application-error',
      ],
      ['flinkConfiguration', 'taskmanager.numberOfTaskSlots'],
      expect.arrayContaining(['spec', 'parallelism.default']),
    ]);
  });

  test('each value with its place in the values, and what it gives way to', async () => {
    const target = await ordersIn(FILES);
    if (target === undefined) throw new Error('no target');
    const shown = effectiveSettings(target, openCatalogue(), false);
    const text = FILES['operator/values.yaml'];
    const port = shown.find(({ key }) => key === 'rest.port');
    const { file = '', start = 0, end = 0 } = port?.origin?.at ?? {};
    expect([file, text.slice(start, end), port?.origin?.layer]).toEqual([
      'operator/values.yaml',
      '8082',
      'operator-defaults',
    ]);
    const slots = shown.find(({ key }) => key === 'taskmanager.numberOfTaskSlots');
    expect([slots?.value, slots?.overrides.map(({ value, origin }) => [value, origin.layer])]).toEqual([
      '2',
      [['8', 'operator-defaults']],
    ]);
  });

  test('so that what it sets is not missing, for the operator neither', async () => {
    const found = async (text: string): Promise<readonly string[]> => {
      const { report } = await lintTexts({ 'values.yaml': text, 'orders.yaml': deployment() });
      return report.findings.filter(({ at }) => at.file === 'orders.yaml').map(({ rule }) => rule);
    };
    expect(await found(values('rest.port: 8082\n'))).toContain('kubernetes/upgrade-mode');
    const whole =
      'execution.checkpointing.dir: s3://a/c\nhigh-availability.type: kubernetes\nhigh-availability.storageDir: s3://a/h\n';
    expect(await found(values(whole))).not.toContain('kubernetes/upgrade-mode');
  });

  test('but not where the settings file says what does', async () => {
    const settings = 'layers:\n  - {file: platform/flink-conf.yaml, as: operator-defaults}\n';
    const files = { ...FILES, 'platform/flink-conf.yaml': 'rest.port: 8083\n', '.flinklint.yaml': settings };
    const target = await ordersIn(files);
    expect(target?.layers.filter(({ name }) => name === 'operator-defaults').map(({ file }) => file)).toEqual([
      'platform/flink-conf.yaml',
    ]);
  });
});

describe('what the operator makes of it', () => {
  const PREFIX = 'kubernetes.operator.default-configuration.';
  test.each([
    ['for a namespace', `a.b: 1\n${PREFIX}namespace.shop.a.b: 2\n${PREFIX}namespace.other.a.b: 3\n`, ['a.b=2']],
    ['for its version', `a.b: 1\n${PREFIX}flink-version.v1_20.a.b: 2\n`, ['a.b=2']],
    ['for another version', `a.b: 1\n${PREFIX}flink-version.v1_19.a.b: 2\n`, ['a.b=1']],
    [
      'for versions from one on',
      `${PREFIX}flink-version.v1_18+.a.b: 1\n${PREFIX}flink-version.v2_0+.a.b: 2\n`,
      ['a.b=1'],
    ],
    [
      'the newer of two versions',
      `${PREFIX}flink-version.v1_19+.a.b: 2\n${PREFIX}flink-version.v1_18+.a.b: 1\n`,
      ['a.b=2'],
    ],
    [
      'its own version above all',
      `${PREFIX}flink-version.v1_20.a.b: 3\n${PREFIX}flink-version.v1_20+.a.b: 2\n${PREFIX}namespace.shop.a.b: 1\n`,
      ['a.b=3'],
    ],
  ])('%s', async (_, settings, expected) => {
    const files = { 'values.yaml': values(settings), 'orders.yaml': deployment('', ', namespace: shop') };
    expect(await defaultsIn(files)).toEqual(expected);
  });

  test('what is for some namespaces may be for a resource that names none', async () => {
    const text = values(`a.b: 1\nc.d: 2\n${PREFIX}namespace.shop.a.b: 2\n`);
    expect(await defaultsIn({ 'values.yaml': text, 'orders.yaml': deployment() })).toEqual(['a.b=${unknown}', 'c.d=2']);
  });

  test.each([
    ['config.yaml in place of flink-conf.yaml', 'config.yaml', '  flink-conf.yaml: null\n', ['rest.port=1']],
    ['config.yaml beside what the chart has', 'config.yaml', '', ['rest.port=${unknown}']],
    ['config.yaml beside flink-conf.yaml', 'config.yaml', '  flink-conf.yaml: |\n    rest.port: 2\n', ['rest.port=2']],
    ['nothing where the chart creates none', 'flink-conf.yaml', '  create: false\n', undefined],
  ])('%s', async (_, key, more, expected) => {
    const files = { 'values.yaml': values('rest.port: 1\n', { key, more }), 'orders.yaml': deployment() };
    expect(await defaultsIn(files)).toEqual(expected);
  });

  test.each([
    ['Flux', 'helm.toolkit.fluxcd.io/v2', 'HelmRelease', ['values']],
    ['Argo CD', 'argoproj.io/v1alpha1', 'Application', ['source', 'helm', 'valuesObject']],
  ])('the values that %s keeps', async (_, apiVersion, kind, path) => {
    const head = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: operator}\nspec:\n`;
    const keys = path.map((key, index) => `${'  '.repeat(index + 1)}${key}:\n`).join('');
    const text = values('rest.port: 8082\n').replace(/^(?=.)/gm, '  '.repeat(path.length + 1));
    const files = { 'operator.yaml': head + keys + text, 'orders.yaml': deployment() };
    expect(await defaultsIn(files)).toEqual(['rest.port=8082']);
    expect((await ordersIn(files, ['orders.yaml']))?.files).toEqual(['orders.yaml', 'operator.yaml']);
  });

  test('the values among what a kustomization deploys', async () => {
    const release =
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: operator}\nspec:\n  values:\n';
    const files = {
      'overlay/operator.yaml': release + values('rest.port: 8082\n').replace(/^(?=.)/gm, '    '),
      'overlay/orders.yaml': deployment(),
      'overlay/kustomization.yaml': 'namespace: shop\nresources: [operator.yaml, orders.yaml]\n',
    };
    expect(await defaultsIn(files)).toEqual(['rest.port=8082']);
  });

  test('of another chart’s nothing', async () => {
    const text = values('plugins: [flink]\nlevel: 3\n', { key: 'config.yaml' });
    expect(await defaultsIn({ 'values.yaml': text, 'orders.yaml': deployment() })).toBe(undefined);
  });

  test('the values of a chart that depends on the operator’s', async () => {
    const text = `flink-kubernetes-operator:\n${values('a.b: 1\n').replace(/^(?=.)/gm, '  ')}`;
    expect(await defaultsIn({ 'platform/values.yaml': text, 'orders.yaml': deployment() })).toEqual(['a.b=1']);
  });
});

describe('which of several', () => {
  const dev = values('a.b: 1\nc.d: 1\ne.f: 1\n');
  const prod = values('a.b: 2\nc.d: 1\n');

  test('is the nearest', async () => {
    const files = { 'prod/values.yaml': prod, 'stage/values.yaml': dev, 'prod/jobs/orders.yaml': deployment() };
    expect(await defaultsIn(files)).toEqual(['a.b=2', 'c.d=1']);
  });

  test('nobody knows where none is nearer, but for what they agree on', async () => {
    const files = { 'values/prod.yaml': prod, 'values/stage.yaml': dev, 'jobs/orders.yaml': deployment() };
    expect(await defaultsIn(files)).toEqual(['a.b=${unknown}', 'c.d=1', 'e.f=${unknown}']);
  });

  test('that is for development says nothing of production', async () => {
    const files = { 'dev/values.yaml': dev, 'jobs/orders.yaml': deployment() };
    expect(await defaultsIn(files)).toEqual(['a.b=${unknown}', 'c.d=${unknown}', 'e.f=${unknown}']);
  });

  test('what is unknown is judged by no rule', async () => {
    const whole = (dir: string): string =>
      values(`execution.checkpointing.dir: ${dir}\nhigh-availability.type: kubernetes\n`);
    const files = { 'v/prod.yaml': whole('s3://a'), 'v/stage.yaml': whole('file:///b'), 'orders.yaml': deployment() };
    const { report } = await lintTexts(files);
    const rules = report.findings.filter(({ at }) => at.file === 'orders.yaml').map(({ rule }) => rule);
    expect(rules).not.toContain('kubernetes/upgrade-mode');
    expect(rules).not.toContain('checkpointing/storage');
  });
});
