import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Resource } from '../src/model/manifest.js';
import type { Tree } from '../src/model/tree.js';
import { cases, type KustomizeCase } from '../tools/kustomize/cases.js';
import { root } from './command.js';
import { lintTexts } from './project.js';

/** What kustomize itself deploys, by case; null where it refuses. */
const { results }: { readonly results: Readonly<Record<string, readonly unknown[] | null>> } = JSON.parse(
  readFileSync(join(root, 'fixtures', 'kustomize.json'), 'utf8'),
);

function plain(tree: Tree): unknown {
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(plain);
  return Object.fromEntries(tree.entries.map(({ key, value }) => [key, plain(value)]));
}

/** A resource as kustomize prints it: its name and namespace are those that it is given last. */
function deployed({ root: tree, name, namespace }: Resource): unknown {
  const resource = plain(tree) as { readonly metadata?: object };
  const metadata = { ...resource.metadata, name, ...(namespace === undefined ? {} : { namespace }) };
  return { ...resource, metadata };
}

async function ours({ files }: KustomizeCase): Promise<readonly unknown[]> {
  const { files: found } = await lintTexts(files);
  return found.flatMap(({ facts }) => (facts?.kind === 'manifest' ? facts.resources.map(deployed) : []));
}

const byKind = (resources: readonly unknown[]): readonly unknown[] =>
  [...resources].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));

const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, one]) => [key, sorted(one)]),
        )
      : value;

describe('kustomizations deploy what kustomize makes of them', () => {
  test.each(cases.filter(({ name }) => results[name] !== null))('$name', async (one) => {
    const expected = results[one.name] ?? [];
    expect(byKind((await ours(one)).map(sorted))).toEqual(byKind(expected.map(sorted)));
  });

  test('every case has its answer', () => {
    expect(Object.keys(results)).toEqual(cases.map(({ name }) => name));
  });
});

describe('what comes of them', () => {
  const base = `apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata: {name: orders}
spec:
  flinkVersion: v1_19
  flinkConfiguration:
    taskmanager.numberOfTaskSlots: "2"
  job: {jarURI: "local:///opt/orders.jar", parallelism: 2, upgradeMode: stateless}
`;
  const patch = `apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata: {name: orders}
spec:
  flinkVersion: v1_20
  flinkConfiguration:
    execution.checkpointing.interval: soon
    execution.checkpointing.dir: s3://orders/checkpoints
`;
  const files = {
    'base/kustomization.yaml': 'resources: [orders.yaml]\n',
    'base/orders.yaml': base,
    'overlays/production/kustomization.yaml': 'resources: [../../base]\npatches: [{path: patch.yaml}]\n',
    'overlays/production/patch.yaml': patch,
    'overlays/staging/kustomization.yaml': 'namePrefix: staging-\nresources: [../../base]\n',
  };
  const found = async (more: Readonly<Record<string, string>>, paths = ['']) => {
    const { report } = await lintTexts({ ...files, ...more }, { paths });
    return report.findings
      .filter(({ rule }) => rule === 'checkpointing/disabled' || rule === 'options/invalid-value')
      .map(({ rule, at, targets }) => `${at.file} ${rule} ${targets.join(', ')}`);
  };
  const invalid = 'overlays/production/patch.yaml options/invalid-value FlinkDeployment/orders';

  test('a finding stands in the file that says it; a base is a deployment only where something deploys it', async () => {
    const deployed = await lintTexts(files);
    expect(deployed.report.targets.map(({ name, files: of, version }) => [name, of, version.from])).toEqual([
      [
        'FlinkDeployment/orders',
        Object.keys(files).slice(2, 3).concat('base/orders.yaml', 'overlays/production/patch.yaml'),
        'overlays/production/patch.yaml:5',
      ],
      [
        'FlinkDeployment/staging-orders',
        ['overlays/staging/kustomization.yaml', 'base/orders.yaml'],
        'base/orders.yaml:5',
      ],
    ]);
    expect(await found({})).toEqual([
      'base/orders.yaml checkpointing/disabled FlinkDeployment/staging-orders',
      invalid,
    ]);
    expect(await found({ 'bare/kustomization.yaml': 'resources: [../base]\n' })).toEqual([
      'base/orders.yaml checkpointing/disabled FlinkDeployment/orders, FlinkDeployment/staging-orders',
      invalid,
    ]);
  });

  test('older names stand in the file that writes them', async () => {
    const renamed = patch.replace('execution.checkpointing.dir', 'state.checkpoints.dir');
    const { report } = await lintTexts({ ...files, 'overlays/production/patch.yaml': renamed });
    const places = report.findings.filter(({ rule }) => rule === 'options/deprecated').map(({ at }) => at);
    expect(places.map(({ file, start, end }) => [file, renamed.slice(start, end)])).toEqual([
      ['overlays/production/patch.yaml', 'state.checkpoints.dir'],
    ]);
  });

  test('a patch that is asked for alone is seen with its base', async () => {
    expect(await found({}, ['overlays/production/patch.yaml'])).toEqual([invalid]);
  });

  test('a base that cannot be seen leaves its patches fragments', async () => {
    const remote = 'resources: ["https://example.org/base?ref=v1"]\npatches: [{path: patch.yaml}]\n';
    expect(await found({ 'overlays/production/kustomization.yaml': remote })).toEqual([
      'base/orders.yaml checkpointing/disabled FlinkDeployment/staging-orders',
      invalid,
    ]);
  });

  test('kustomizations that name each other, in circles or in more ways than there is time for, end', async () => {
    const depth = 40;
    const level = (name: string, at: number) => [
      `${name}${at}/kustomization.yaml`,
      at === depth
        ? 'resources: [../base]\nnamePrefix: a-\n'
        : `resources: [../x${at + 1}, ../y${at + 1}]\ncomponents: [../c${at}]\n`,
    ];
    const levels = Array.from({ length: depth + 1 }, (_, at) => [
      level('x', at),
      level('y', at),
      [`c${at}/kustomization.yaml`, `kind: Component\ncomponents: [../c${at + 1}, ../c${at + 2}]\n`],
    ]);
    const circle = {
      'a/kustomization.yaml': 'resources: [../b]\n',
      'b/kustomization.yaml': 'resources: [../a, ../base]\n',
    };
    const { report } = await lintTexts({ ...files, ...Object.fromEntries(levels.flat()), ...circle });
    expect(report.targets.map(({ name }) => name)).toContain('FlinkDeployment/a-orders');
  });
});
