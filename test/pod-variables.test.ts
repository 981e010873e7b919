import { describe, expect, test } from 'vitest';
import type { Target } from '../src/model/target.js';
import { effective, lintTexts, onlyTargetIn } from './project.js';

type Files = Readonly<Record<string, string>>;

/** A JobManager whose container has these fields, written as one line. */
const jobManager = (fields: string): string =>
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: jm}
spec:
  template:
    spec:
      containers:
        - {name: jm, image: "flink:1.20.1", args: [jobmanager], ${fields}}
---
`;

const map = (name: string, data: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata:\n${data.replace(/^(?=.)/gm, '  ')}---\n`;

const PORT = map('env', 'FLINK_PROPERTIES: |\n  rest.port: 8082\n');
const FROM = 'envFrom: [{configMapRef: {name: env}}]';
const KEY = (more = ''): string =>
  `env: [{name: FLINK_PROPERTIES, valueFrom: {configMapKeyRef: {name: env, key: conf${more}}}}]`;

const opens = ({ layers }: Target): readonly string[] => layers.flatMap(({ open }) => open ?? []);

async function portIn(files: Files): Promise<string | undefined> {
  return effective(await onlyTargetIn(files), 'rest.port');
}

describe('variables that a ConfigMap gives', () => {
  test.each<[string, Files]>([
    ['all of them, in the same file', { 'k8s/jm.yaml': jobManager(FROM) + PORT }],
    ['all of them, before what takes them', { 'k8s/jm.yaml': PORT + jobManager(FROM) }],
    ['all of them, in a file beside it', { 'k8s/jm.yaml': jobManager(FROM), 'k8s/env.yaml': PORT }],
    [
      'beside a ConfigMap with a file',
      { 'jm.yaml': jobManager(FROM), 'maps.yaml': map('other', 'log4j.properties: |\n  a = b\n') + PORT },
    ],
    [
      'behind a prefix',
      {
        'jm.yaml':
          jobManager('envFrom: [{prefix: FLINK_, configMapRef: {name: env}}]') +
          map('env', 'PROPERTIES: "rest.port: 8082"\n'),
      },
    ],
    ['one of them', { 'jm.yaml': jobManager(KEY()) + map('env', 'conf: "rest.port: 8082"\n') }],
    [
      'one of them, under the name of a file that nobody mounts',
      {
        'jm.yaml':
          jobManager(KEY().replace('key: conf', 'key: flink-conf.yaml')) +
          map('env', 'flink-conf.yaml: |\n  rest.port: 8082\n'),
      },
    ],
    [
      'a later source over an earlier one',
      {
        'jm.yaml':
          jobManager('envFrom: [{configMapRef: {name: first}}, {configMapRef: {name: env}}]') +
          map('first', 'FLINK_PROPERTIES: "rest.port: 1"\n') +
          PORT,
      },
    ],
    [
      'a source that is here over one that is not',
      { 'jm.yaml': jobManager('envFrom: [{secretRef: {name: s}}, {configMapRef: {name: env}}]') + PORT },
    ],
    [
      'its own over those of a source',
      {
        'jm.yaml':
          jobManager(`env: [{name: FLINK_PROPERTIES, value: "rest.port: 8082"}], ${FROM}`) +
          map('env', 'FLINK_PROPERTIES: "rest.port: 1"\n'),
      },
    ],
    [
      'those of a source where a key that need not be there is not',
      { 'jm.yaml': jobManager(`${KEY(', optional: true')}, ${FROM}`) + PORT },
    ],
  ])('%s', async (_, files) => {
    expect(await portIn(files)).toBe('8082 (FLINK_PROPERTIES)');
  });

  test('stand where the ConfigMap says them', async () => {
    const files = { 'k8s/jm.yaml': jobManager(FROM), 'k8s/env.yaml': PORT };
    const target = await onlyTargetIn(files);
    expect(target.files).toEqual(['k8s/jm.yaml', 'k8s/env.yaml']);
    expect(opens(target)).toEqual([]);
    const settings = target.layers.flatMap((layer) => layer.settings).filter(({ key }) => key === 'rest.port');
    expect(
      settings.map(({ keyAt, valueAt }) =>
        [keyAt, valueAt].map(({ file, start, end }) => [file, PORT.slice(start, end)]),
      ),
    ).toEqual([
      [
        ['k8s/env.yaml', 'rest.port'],
        ['k8s/env.yaml', '8082'],
      ],
    ]);
  });

  test('are filled in where FLINK_PROPERTIES names them', async () => {
    const data = map('env', 'PORT: "8082"\nFLINK_PROPERTIES: "rest.port: $PORT"\n');
    expect(await portIn({ 'jm.yaml': jobManager(FROM) + data })).toBe('8082 (FLINK_PROPERTIES)');
  });

  test('give the options that have a variable of their own', async () => {
    const target = await onlyTargetIn({
      'jm.yaml': jobManager(FROM) + map('env', 'TASK_MANAGER_NUMBER_OF_TASK_SLOTS: "4"\n'),
    });
    expect(effective(target, 'taskmanager.numberOfTaskSlots')).toBe('4 (environment)');
  });

  test('are those that a kustomization renames', async () => {
    const port = await portIn({
      'jm.yaml': jobManager(FROM),
      'env.yaml': PORT,
      'kustomization.yaml': 'namePrefix: prod-\nresources: [jm.yaml, env.yaml]\n',
    });
    expect(port).toBe('8082 (FLINK_PROPERTIES)');
  });

  test.each([
    ['the workload', ['k8s/jm.yaml']],
    ['the ConfigMap', ['k8s/env.yaml']],
  ])('are read where only %s is asked for', async (_, paths) => {
    const bad = PORT.replace('8082', 'many');
    const { report } = await lintTexts(
      { 'k8s/jm.yaml': jobManager(FROM), 'k8s/env.yaml': bad },
      {
        paths,
        only: ['options/invalid-value'],
      },
    );
    const at = report.findings.map(({ at: { file, start, end } }) => [file, bad.slice(start, end)]);
    expect(at).toEqual(paths.includes('k8s/env.yaml') ? [['k8s/env.yaml', 'many']] : []);
  });
});

describe('what a container is given cannot be seen', () => {
  test.each([
    ['where the ConfigMap is elsewhere', jobManager(FROM)],
    ['where it has another name', jobManager(FROM) + map('other', 'FLINK_PROPERTIES: "rest.port: 1"\n')],
    ['where there are two of that name', jobManager(FROM) + PORT + PORT],
    ['where a Secret gives it', jobManager('envFrom: [{secretRef: {name: env}}]') + PORT],
    [
      'where a Secret may replace it',
      jobManager('envFrom: [{configMapRef: {name: env}}, {secretRef: {name: s}}]') + PORT,
    ],
    ['where a template makes the ConfigMap', jobManager(FROM) + PORT.replace('data:', 'data:\n{{- if .Values.a }}')],
  ])('%s', async (_, text) => {
    const target = await onlyTargetIn({ 'jm.yaml': text });
    expect(opens(target)[0]).toMatch(/envFrom may add to it|is a template/);
    expect(effective(target, 'rest.port')).toBeUndefined();
  });

  test('where a ConfigMap that is elsewhere has the key', async () => {
    const target = await onlyTargetIn({ 'jm.yaml': jobManager(KEY()) });
    expect(opens(target)).toEqual(['FLINK_PROPERTIES is given from outside']);
  });
});
