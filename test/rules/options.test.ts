import { expect, test } from 'vitest';
import type { Platform } from '../../src/model/target.js';
import { lintTexts } from '../project.js';

interface Row {
  readonly what: string;
  readonly rule: string;
  readonly file?: string;
  readonly text: string;
  readonly version: string;
  readonly platform?: Platform;
  readonly finds: readonly string[];
}

const OVERLAP = 'state.backend: rocksdb\nstate.backend.incremental: true\n';
const conflict = { rule: 'options/prefix-conflict', text: OVERLAP, version: '2.2' } as const;
const told = (rest: string) => `'state.backend' is also the beginning of 'state.backend.incremental'; ${rest}`;
const REFUSED = told('the Kubernetes operator refuses the two together from Flink 2 on.');
const WRITTEN = told('Flink hands its configuration on as nested YAML, and fails or loses one of them.');
const ENTRY = told(
  "the image's entry point writes config.yaml as nested YAML, and loses one of them or all that the environment sets.",
);

const rows: readonly Row[] = [
  {
    rule: 'options/unknown',
    what: 'options of StateFun',
    text: 'statefun.flink-job-name: a\n',
    version: '1.16',
    finds: [],
  },
  { ...conflict, what: 'a standalone cluster reads its own file', platform: 'standalone', finds: [] },
  { ...conflict, what: 'the operator, Flink 2', platform: 'kubernetes-operator', finds: [`error: ${REFUSED}`] },
  { ...conflict, what: 'the operator, Flink 1', platform: 'kubernetes-operator', version: '1.20', finds: [] },
  { ...conflict, what: 'YARN', platform: 'yarn', finds: [`error: ${WRITTEN}`] },
  { ...conflict, what: 'YARN, config.yaml', platform: 'yarn', version: '1.19', finds: [`error: ${WRITTEN}`] },
  {
    ...conflict,
    what: 'YARN, flink-conf.yaml',
    platform: 'yarn',
    file: 'flink-conf.yaml',
    version: '1.20',
    finds: [],
  },
  { ...conflict, what: 'native Kubernetes', platform: 'kubernetes-native', finds: [`error: ${WRITTEN}`] },
  {
    ...conflict,
    what: 'an id that high availability may ask for',
    text: `${OVERLAP}kubernetes.cluster-id: orders\nhigh-availability.type: kubernetes\n`,
    finds: [],
  },
  { ...conflict, what: 'the official image', platform: 'docker', finds: [`warning: ${ENTRY}`] },
  {
    ...conflict,
    what: "the operator's own options",
    platform: 'kubernetes-operator',
    text: 'kubernetes.operator.savepoint.history.max.count: 5\nkubernetes.operator.savepoint.history.max.count.threshold: 9\n',
    finds: [],
  },
  ...[
    ['STATE_BACKEND:70', []],
    ['OPERATOR:70,STATE_BACKEND:-1', ["Flink refuses the weight 'STATE_BACKEND' of '-1', for it is negative"]],
    ['STATE_BACKEND:70,PYTHON:-1', ["Flink refuses the weight 'PYTHON' of '-1', for it is negative"]],
    ['STATE_BACKEND:70,OPERATOR:x', ["Flink reads 'x' as the weight 'OPERATOR', which is no integer"]],
    // No weight of that name is read.
    ['STATE_BACKEND:70,OTHERS:-1', []],
  ].map(
    ([weights, problems]): Row => ({
      rule: 'memory/rocksdb-managed',
      what: String(weights),
      text: `state.backend.type: rocksdb\ntaskmanager.memory.managed.consumer-weights: ${String(weights)}\n`,
      version: '2.2',
      finds: [problems ?? []].flat().map((problem) => `error: Every task with state fails: ${problem}.`),
    }),
  ),
  {
    rule: 'recovery/approximate-local-recovery',
    what: 'nothing reads it before 1.19',
    file: 'flink-conf.yaml',
    text: 'execution.checkpointing.approximate-local-recovery: true\n',
    version: '1.18',
    finds: [],
  },
  ...[
    'https://orders:******@registry.acme.com',
    'https://orders:$PASSWORD@registry.acme.com',
    'https://orders:${PASSWORD}@registry.acme.com',
    'https://orders:<password>@registry.acme.com',
    'https://orders@registry.acme.com:8443/a:b@c',
    's3://bucket/a:b@c',
  ].map(
    (url): Row => ({
      rule: 'security/plaintext-secret',
      what: url,
      text: `rest.port: 8081\nacme.registry.url: ${url}\n`,
      version: '2.2',
      finds: [],
    }),
  ),
  {
    rule: 'security/plaintext-secret',
    what: 'a password in one of two addresses',
    text: 'rest.port: 8081\nrest.address: jm\nparallelism.default: 2\nacme.brokers: amqp://a:${P}@one,amqp://b:9ksW2@two\nacme.two: amqp://a:****@one,amqp://b:9ksW2@two\n',
    version: '2.2',
    finds: ["warning: The password in the address of 'acme.two' stands here in plain text."],
  },
];

test.each(rows.map((row) => [row.rule, row.what, row] as const))('%s: %s', async (rule, _, row) => {
  const { text, version, platform, finds, file = 'config.yaml' } = row;
  const { report, defects } = await lintTexts(
    { [`conf/${file}`]: text },
    { only: [rule], flinkVersion: version, ...(platform === undefined ? {} : { platform }) },
  );
  expect(defects).toEqual([]);
  expect(report.findings.map(({ severity, message }) => `${severity}: ${message}`)).toEqual(finds);
});
