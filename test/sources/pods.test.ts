import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ContainerFacts } from '../../src/model/facts.js';
import type { Span } from '../../src/model/span.js';
import { readers } from '../../src/readers.js';
import { readManifest } from '../../src/sources/kubernetes.js';
import { sourceText } from '../../src/syntax/source-text.js';

const HEAD: Readonly<Record<string, string>> = {
  Deployment: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: jm}\nspec:\n  template:\n    spec:\n',
  Pod: 'apiVersion: v1\nkind: Pod\nmetadata: {name: jm}\nspec:\n',
  CronJob:
    'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: jm}\nspec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n',
};

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

/** A workload with one container. */
function manifest(fields: string, kind = 'Deployment'): string {
  const head = HEAD[kind] ?? '';
  const depth = / *(?=\w+:\n$)/.exec(head)?.[0].length ?? 0;
  return `${head}${indented(`containers:\n- name: flink\n${indented(fields.trimEnd(), 2)}\n`, depth + 2)}`;
}

async function containersIn(text: string): Promise<readonly ContainerFacts[]> {
  const { resources } = await readManifest(sourceText('a.yaml', text), readers);
  return resources.flatMap(({ containers = [] }) => containers);
}

/** A container with the text that its spans show. */
async function shown(fields: string) {
  const text = manifest(fields);
  const [container] = await containersIn(text);
  const at = ({ start, end }: Span): string => text.slice(start, end);
  const settings = (taking: 'appended' | 'squeezed') =>
    (container?.properties?.[taking].settings ?? []).map(({ key, value, keyAt, valueAt }) => [
      key,
      value,
      at(keyAt),
      at(valueAt),
    ]);
  return { container, at, squeezed: settings('squeezed'), appended: settings('appended') };
}

const JOB_MANAGER = 'image: flink:1.20.1\nargs: [jobmanager]\n';
const properties = (value: string): string => `${JOB_MANAGER}env:\n- name: FLINK_PROPERTIES\n  value: ${value}`;

describe('FLINK_PROPERTIES of a container', () => {
  test.each([
    ['a block', '|\n    rest.port: 8082\n    a.b: x\n'],
    ['a block without its last break', '|-\n    rest.port: 8082\n    a.b: x\n'],
    ['a block that keeps all breaks', '|+\n    rest.port: 8082\n\n    a.b: x\n\n'],
    ['a block whose indentation is given', '|2\n    rest.port: 8082\n    a.b: x\n'],
    ['double quotes', '"rest.port: 8082\\na.b: x\\n"\n'],
    ['single quotes over lines', "'rest.port: 8082\n\n    a.b: x'\n"],
  ])('%s', async (_, value) => {
    const both = [
      ['rest.port', '8082', 'rest.port', '8082'],
      ['a.b', 'x', 'a.b', 'x'],
    ];
    const { squeezed, appended } = await shown(properties(value));
    expect(squeezed).toEqual(both);
    expect(appended).toEqual(both);
  });

  test('has the variables filled in whose values stand beside it', async () => {
    const more = '- {name: PORT, value: "8083"}\n- name: ADDRESS\n  valueFrom: {fieldRef: {fieldPath: status.podIP}}\n';
    const { squeezed } = await shown(
      `${properties('"rest.port: $PORT\\nrest.address: $ADDRESS\\na: $(PORT)"')}\n${more}`,
    );
    expect(squeezed.map(([key, value]) => [key, value])).toEqual([
      ['rest.port', '8083'],
      ['rest.address', '$ADDRESS'],
      ['a', '$(PORT)'],
    ]);
  });

  test.each([
    ['from a Secret', '- name: FLINK_PROPERTIES\n  valueFrom: {secretKeyRef: {name: s, key: k}}\n'],
    ['from another variable', '- {name: FLINK_PROPERTIES, value: $(OTHER)}\n'],
  ])('%s cannot be seen', async (_, variable) => {
    const { container } = await shown(`${JOB_MANAGER}env:\n${variable}`);
    expect(container?.properties).toBeUndefined();
    expect(container?.open).toBe('FLINK_PROPERTIES is given from outside');
  });

  test('may be added to by what a whole ConfigMap gives', async () => {
    const { container } = await shown(`${JOB_MANAGER}envFrom:\n- configMapRef: {name: c}\n`);
    expect(container?.open).toBe('its envFrom may add to it');
  });
});

describe('a container', () => {
  test('has its words, variables and mounts where they stand', async () => {
    const { container, at } = await shown(
      'image: "flink:1.20.1"\ncommand: [/docker-entrypoint.sh]\nargs:\n- jobmanager\n- -Drest.port=1\nenv:\n- name: TASK_MANAGER_NUMBER_OF_TASK_SLOTS\n  value: "4"\nvolumeMounts:\n- {name: conf, mountPath: /opt/flink/conf/, readOnly: true}\n- {name: one, mountPath: /opt/flink/lib/a.jar, subPath: b.jar}\n',
    );
    const words = [...(container?.entrypoint ?? []), ...(container?.command ?? [])];
    expect(words.map((word) => [word.text, at(word.at)])).toEqual([
      ['/docker-entrypoint.sh', '/docker-entrypoint.sh'],
      ['jobmanager', 'jobmanager'],
      ['-Drest.port=1', '-Drest.port=1'],
    ]);
    expect(container?.image && [container.image.text, at(container.image.at)]).toEqual([
      'flink:1.20.1',
      '"flink:1.20.1"',
    ]);
    expect(
      container?.environment.map(({ name, value, keyAt, valueAt }) => [name, value, at(keyAt), at(valueAt)]),
    ).toEqual([['TASK_MANAGER_NUMBER_OF_TASK_SLOTS', '4', 'TASK_MANAGER_NUMBER_OF_TASK_SLOTS', '4']]);
    expect(container?.mounts.map(({ source, target, readOnly }) => [source, target, readOnly])).toEqual([
      ['conf', '/opt/flink/conf', true],
      ['one/b.jar', '/opt/flink/lib/a.jar', false],
    ]);
  });

  test.each(Object.keys(HEAD))('of a %s', async (kind) => {
    const [container] = await containersIn(manifest(JOB_MANAGER, kind));
    expect(container?.image?.text).toBe('flink:1.20.1');
  });

  test.each([
    ['by its arguments', 'image: acme/orders:1\nargs: [standalone-job, --job-classname, a.B]\n'],
    ['by a script of Flink’s', 'image: acme/orders:1\ncommand: [/opt/flink/bin/taskmanager.sh, start-foreground]\n'],
    ['by the entry point', 'image: acme/orders:1\ncommand: [tini, -g, --, /docker-entrypoint.sh, jobmanager]\n'],
    ['by a script of its own', 'image: a/b\ncommand: [sh, -c, "cp a b && /docker-entrypoint.sh jobmanager"]\n'],
  ])('is Flink’s %s', async (_, fields) => {
    expect(await containersIn(manifest(fields))).toHaveLength(1);
  });

  test.each([
    ['Deployment', 1],
    ['CronJob', 0],
  ])('of a %s that leaves to its image what is done', async (kind, count) => {
    const text = manifest('image: acme/flink:1.20.1\n', kind).replace('name: flink\n', 'name: jobmanager\n');
    expect(await containersIn(text)).toHaveLength(count);
  });

  test.each([
    ['an exporter that reads from it', 'image: acme/flink-exporter:1\nargs: [--url, "http://flink/jobmanager"]\n'],
    ['nginx in front of it', 'image: nginx:1.27\nenv: [{name: JOB_MANAGER_RPC_ADDRESS, value: jobmanager}]\n'],
    ['the SQL gateway', 'image: flink:1.20.1\ncommand: [bin/sql-gateway.sh, start-foreground]\n'],
    ['the operator', 'image: apache/flink-kubernetes-operator:1.12\ncommand: [/docker-entrypoint.sh, operator]\n'],
    ['a client', 'image: flink:1.20.1\ncommand: [bash, -c, "flink list -m jobmanager:8081"]\n'],
    ['what only has its name', 'image: acme/flink-service\n'],
  ])('is none of Flink’s: %s', async (_, fields) => {
    expect(await containersIn(manifest(fields))).toEqual([]);
  });
});

test('whatever stands in a container, it is read within its file', async () => {
  const line = fc.oneof(
    fc.constantFrom('a: b', '$X', '- x', 'args: [', '"', "'", '|', '  c: d', '&a', '*a'),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 6 }), async (lines) => {
      const text = manifest(properties(`|\n${indented(lines.join('\n'), 4)}`));
      for (const { environment } of await containersIn(text)) {
        for (const { valueAt } of environment) {
          expect(valueAt.start).toBeLessThanOrEqual(valueAt.end);
          expect(valueAt.end).toBeLessThanOrEqual(text.length);
        }
      }
    }),
    { numRuns: 200 },
  );
});
