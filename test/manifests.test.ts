import { describe, expect, test } from 'vitest';
import { run } from '../src/pipeline.js';
import { effectiveSettings } from '../src/targets/effective.js';
import { allRules, toolFor } from '../src/tool.js';
import { memoryWorkspace } from '../src/workspace/memory.js';
import { lintTexts } from './project.js';

type Files = Readonly<Record<string, string>>;

const HEAD = (name: string, kind = 'FlinkDeployment'): string =>
  `apiVersion: flink.apache.org/v1beta1\nkind: ${kind}\nmetadata:\n  name: ${name}\n`;
const CLUSTER =
  'spec:\n  image: flink:1.20.1\n  flinkVersion: v1_20\n  serviceAccount: flink\n  jobManager:\n    resource: {memory: 2048m, cpu: 1}\n  taskManager:\n    resource: {memory: 4Gi, cpu: 0.5}\n';
const JOB = '  job:\n    jarURI: local:///opt/orders.jar\n    parallelism: 6\n';

async function listed(files: Files, paths: readonly string[] = ['']): Promise<readonly string[]> {
  const { files: found } = await lintTexts(files, { paths });
  return found.filter(({ kind }) => kind === 'manifest').map(({ file, why }) => `${file}: ${why}`);
}

/** The files that a run parses. */
async function parsedOf(files: Files): Promise<readonly string[]> {
  const inputs = toolFor(memoryWorkspace(files), {});
  const parsed: string[] = [];
  const readers: typeof inputs.readers = {
    ...inputs.readers,
    manifest: (source) => {
      parsed.push(source.file);
      return inputs.readers.manifest(source);
    },
    configYaml: (source) => {
      parsed.push(source.file);
      return inputs.readers.configYaml(source);
    },
  };
  await run({ ...inputs, readers, rules: allRules }, { paths: [''] });
  return parsed;
}

describe('which YAML files are manifests of Flink’s', () => {
  test('those with resources of the operator, and why', async () => {
    expect(
      await listed({
        'k8s/orders.yaml': HEAD('orders') + CLUSTER,
        'k8s/all.yml': `${HEAD('a')}---\n${HEAD('b', 'FlinkSessionJob')}spec: {deploymentName: a}\n`,
      }),
    ).toEqual([
      'k8s/all.yml: it holds FlinkDeployment/a, FlinkSessionJob/b',
      'k8s/orders.yaml: it holds FlinkDeployment/orders',
    ]);
  });

  test('ConfigMaps with files of Flink’s', async () => {
    const map = (data: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf}\ndata:\n${data}`;
    expect(
      await listed({
        'a.yaml': map('  flink-conf.yaml: |\n    parallelism.default: 2\n'),
        'b.yaml': map('  config.yaml: |\n    server: {port: 80}\n'),
        'c.yaml': map('  app.yaml: |\n    parallelism.default: 2\n'),
        'd.yaml': map('  log4j-console.properties: |\n    rootLogger.level = INFO\n'),
      }),
    ).toEqual(['a.yaml: it holds ConfigMap/conf', 'd.yaml: it holds ConfigMap/conf']);
  });

  test('no Deployment that has Flink in its name, no definition of resources, no role', async () => {
    expect(
      await listed({
        'k8s/flink-deployment.yaml':
          'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: flink-service}\nspec:\n  template:\n    spec:\n      containers: [{name: flink, image: crypto-flink}]\n',
        'crd.yaml':
          'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: flinkdeployments.flink.apache.org}\nspec: {names: {kind: FlinkDeployment}}\n',
        'role.yaml':
          'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nrules: [{apiGroups: [flink.apache.org], resources: ["*"]}]\n',
      }),
    ).toEqual([]);
  });

  test('the configuration of an environment that names no kind', async () => {
    expect(await listed({ 'env.yaml': 'spec:\n  flinkConfiguration:\n    parallelism.default: 2\n' })).toEqual([
      'env.yaml: it holds configuration of Flink',
    ]);
    expect(await listed({ 'env.yaml': 'spec:\n  flinkConfiguration:\n    colour: red\n    size: 5\n' })).toEqual([]);
  });

  test.each([
    ['FlinkCluster', 'flinkoperator.k8s.io/v1beta1', 'flinkProperties'],
    ['FlinkApplication', 'flink.k8s.io/v1beta1', 'flinkConfig'],
  ])('the configuration of a %s of another operator', async (kind, group, field) => {
    const text = `apiVersion: ${group}\nkind: ${kind}\nmetadata:\n  name: orders\nspec:\n  flinkVersion: "1.18"\n  ${field}:\n    parallelism.default: many\n`;
    const { report } = await lintTexts({ 'orders.yaml': text });
    expect(report.findings.map(({ rule, at }) => [rule, text.slice(at.start, at.end)])).toContainEqual([
      'options/invalid-value',
      'many',
    ]);
  });

  test('the objects of a Template of OpenShift', async () => {
    const objects = `${HEAD('orders')}${CLUSTER}`.trimEnd().replaceAll('\n', '\n    ');
    const text = `apiVersion: template.openshift.io/v1\nkind: Template\nobjects:\n  - ${objects}\n`;
    expect(await listed({ 'template.yaml': text })).toEqual(['template.yaml: it holds FlinkDeployment/orders']);
  });

  test('not what tests are fed with, unless it is asked for', async () => {
    const files = { 'api/src/test/resources/orders.yaml': HEAD('orders') + CLUSTER };
    const found = ['api/src/test/resources/orders.yaml: it holds FlinkDeployment/orders'];
    expect(await listed(files)).toEqual([]);
    expect(await listed(files, ['api'])).toEqual([]);
    expect(await listed(files, ['api/src/test'])).toEqual(found);
    expect(await listed(files, ['api/src/test/resources/orders.yaml'])).toEqual(found);
    expect(await listed({ 'src/integrationTest/k8s/orders.yaml': HEAD('orders') + CLUSTER })).toEqual([]);
  });

  test('values of charts: mappings of options and whole files, as pieces of something', async () => {
    const files = {
      'charts/orders/values.yaml':
        'replicas: 2\njobs:\n  orders:\n    flinkConfiguration:\n      taskmanager.numberOfTaskSlots: "two"\nflinkProperties:\n  state.backend.tpye: rocksdb\n  rest.port: 8081\n',
      'operator-values.yaml':
        'image: {tag: "1.12"}\ndefaultConfiguration:\n  create: true\n  flink-conf.yaml: |+\n    # For all jobs.\n    rest.port: many\n',
      // A template makes other keys of them.
      'other/values.yaml':
        'global:\n  flinkConfiguration:\n    state-savepoints-dir: file:///savepoints\n    high-availability: none\n    ha-dir: x\n',
    };
    expect(await listed(files)).toEqual([
      'charts/orders/values.yaml: it holds configuration of Flink',
      'operator-values.yaml: it holds configuration of Flink',
    ]);
    const { report } = await lintTexts(files);
    expect(report.targets.map(({ kind }) => kind)).toEqual(['fragment', 'fragment', 'fragment']);
    expect(report.findings.map(({ rule, at }) => [rule, at.file, report.excerpt(at).start])).toEqual([
      ['options/invalid-value', 'charts/orders/values.yaml', { line: 5, column: 38 }],
      ['options/unknown', 'charts/orders/values.yaml', { line: 7, column: 3 }],
      ['options/invalid-value', 'operator-values.yaml', { line: 6, column: 16 }],
    ]);
  });

  test('two thousand foreign files are dismissed without being parsed', async () => {
    const foreign = Object.fromEntries(
      Array.from({ length: 2000 }, (_, index) => [
        `charts/${String(index)}.yaml`,
        `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: flink-${String(index)}\nspec:\n  template: {spec: {volumes: [{configMap: {name: x}}]}}\n`,
      ]),
    );
    const files = { ...foreign, 'k8s/orders.yaml': HEAD('orders') + CLUSTER + JOB };
    expect(await parsedOf(files)).toEqual(['k8s/orders.yaml']);
  });

  test('what only defines kinds of resources is not parsed, and what stands behind it is', async () => {
    const definition = `# The operator's.
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: flinkdeployments.flink.apache.org}
spec: {names: {kind: FlinkDeployment}, versions: [{name: v1beta1, schema: {openAPIV3Schema: {properties: {spec: {
flinkConfiguration: {type: object}}}}}}]}
`;
    const files = { 'crds/a.yaml': definition, 'b.yaml': `${definition}---\n${HEAD('orders')}${CLUSTER}${JOB}` };
    expect(await parsedOf(files)).toEqual(['b.yaml']);
  });
});

async function targetsOf(files: Files, paths: readonly string[] = ['']) {
  const { targets } = await lintTexts(files, { paths });
  return targets.map(({ target }) => target);
}

/** What a target runs with, each value with the layer that it comes from. */
async function stack(files: Files, name: string): Promise<Readonly<Record<string, string>>> {
  const target = (await targetsOf(files)).find((one) => one.name === name);
  if (target === undefined) throw new Error(`no target ${name}`);
  const { catalogue } = toolFor(memoryWorkspace({}), {});
  return Object.fromEntries(
    effectiveSettings(target, catalogue, false).map(({ key, value, origin }) => [
      key,
      `${value} (${origin?.layer ?? ''})`,
    ]),
  );
}

describe('what a FlinkDeployment runs with', () => {
  test('an application: the operator’s defaults, its configuration, and what its fields say', async () => {
    const files = {
      'k8s/orders.yaml': `${HEAD('orders')}${CLUSTER}${JOB}    upgradeMode: last-state\n    allowNonRestoredState: true\n  flinkConfiguration:\n    parallelism.default: 2\n    web.cancel.enable: true\n    high-availability.type: kubernetes\n`,
    };
    expect(await stack(files, 'FlinkDeployment/orders')).toEqual({
      'execution.checkpointing.externalized-checkpoint-retention': 'RETAIN_ON_CANCELLATION (operator)',
      'execution.checkpointing.interval': '5 min (operator)',
      'execution.shutdown-on-application-finish': 'false (spec)',
      'execution.state-recovery.ignore-unclaimed-state': 'true (spec)',
      'execution.submit-failed-job-on-application-error': 'true (operator)',
      'high-availability.cluster-id': 'orders (spec)',
      'high-availability.type': 'kubernetes (flinkConfiguration)',
      'jobmanager.memory.process.size': '2 gb (spec)',
      'kubernetes.cluster-id': 'orders (spec)',
      'kubernetes.container.image.ref': 'flink:1.20.1 (spec)',
      'kubernetes.jobmanager.cpu.amount': '1 (spec)',
      'kubernetes.rest-service.exposed.type': 'ClusterIP (operator)',
      'kubernetes.service-account': 'flink (spec)',
      'kubernetes.taskmanager.cpu.amount': '0.5 (spec)',
      'parallelism.default': '6 (spec)',
      'taskmanager.memory.process.size': '4 gb (spec)',
      'web.cancel.enable': 'true (flinkConfiguration)',
    });
    const [target] = await targetsOf(files);
    expect(target).toMatchObject({
      kind: 'application',
      deployment: 'application',
      platform: 'kubernetes-operator',
      complete: { cluster: true, job: true },
      version: { value: '1.20.1', assumed: false, strength: 'deployment' },
    });
  });

  test('requests and limits, and all slots of a number of TaskManagers', async () => {
    const fields =
      'spec:\n  flinkVersion: v2_1\n  serviceAccount: flink\n  jobManager:\n    resources: {limits: {memory: 1Gi}}\n    resource: {memory: 9g}\n  taskManager:\n    replicas: 3\n    resources: {requests: {memory: 2Gi, cpu: "2"}, limits: {memory: 4Gi}}\n';
    const files = {
      'a.yaml': `${HEAD('a')}${fields}${JOB}  flinkConfiguration: {taskmanager: {numberOfTaskSlots: 4}}\n`,
    };
    expect(await stack(files, 'FlinkDeployment/a')).toMatchObject({
      'jobmanager.memory.process.size': '1 gb (spec)',
      'taskmanager.memory.process.size': '2 gb (spec)',
      'kubernetes.taskmanager.cpu.amount': '2 (spec)',
      'parallelism.default': '12 (spec)',
    });
  });

  test('a cluster without a job is for sessions', async () => {
    const [target] = await targetsOf({ 'a.yaml': HEAD('a') + CLUSTER });
    expect(target).toMatchObject({ kind: 'cluster', deployment: 'session', complete: { cluster: true, job: false } });
  });

  test('a template leaves open what it fills in', async () => {
    const [target] = await targetsOf({
      'a.yaml': `${HEAD('a')}${CLUSTER}{{ include "more" . }}\n  flinkConfiguration: {}\n`,
    });
    expect(target).toMatchObject({ complete: { cluster: false, job: false } });
  });

  test('a patch is a fragment', async () => {
    const [target] = await targetsOf({
      'a.yaml': `${HEAD('a')}spec:\n  flinkConfiguration: {parallelism.default: 2}\n`,
    });
    expect(target).toMatchObject({ kind: 'fragment', complete: { cluster: false, job: false } });
  });

  test.each([
    'local:///opt/flink/examples/streaming/StateMachineExample.jar',
    'https://repo1.maven.org/maven2/org/apache/flink/flink-examples-streaming/2.2.0/flink-examples-streaming-2.2.0.jar',
  ])('an example of Flink’s is tried out, and its code sets what nobody sees here: %s', async (jar) => {
    const files = { 'a.yaml': `${HEAD('a')}${CLUSTER}${JOB.replace('local:///opt/orders.jar', jar)}` };
    const [target] = await targetsOf(files);
    expect(target).toMatchObject({ profile: 'development', complete: { cluster: true, job: false } });
    const { report } = await lintTexts(files, { profile: 'production', only: ['checkpointing/disabled'] });
    expect(report.findings).toEqual([]);
  });

  test.each([
    ['by its class', '  entryClass: org.apache.flink.client.python.PythonDriver\n', 'local:///opt/orders.jar'],
    ['by Flink’s jar', '', 'local:///opt/flink/opt/flink-python-1.20.1.jar'],
  ])('a program in Python sets what nobody sees here: %s', async (_, entry, jar) => {
    const job = JOB.replace('local:///opt/orders.jar', jar) + (entry === '' ? '' : `  ${entry}`);
    const files = { 'a.yaml': `${HEAD('a')}${CLUSTER}${job}` };
    const [target] = await targetsOf(files);
    expect(target).toMatchObject({ kind: 'application', complete: { cluster: true, job: false } });
    const { report } = await lintTexts(files, { only: ['checkpointing/disabled', 'job/max-parallelism'] });
    expect(report.findings).toEqual([]);
  });

  test.each([
    ['a', 'local:///opt/flink/usrlib/hello_world.jar'],
    ['pyflink-hello-world', 'local:///opt/flink/opt/flink-python-1.20.1.jar'],
  ])('what greets the world is tried out: %s, %s', async (name, jar) => {
    const job = JOB.replace('local:///opt/orders.jar', jar);
    const [target] = await targetsOf({ 'a.yaml': `${HEAD(name)}${CLUSTER}${job}` });
    expect(target).toMatchObject({ profile: 'development' });
  });

  test('overlays of one resource are targets of their own, with the same name whatever else is read', async () => {
    const files = { 'prod/a.yaml': HEAD('a') + CLUSTER, 'test/a.yaml': HEAD('a') + CLUSTER };
    expect((await targetsOf(files)).map(({ name, files: [file], profile }) => [name, file, profile])).toEqual([
      ['FlinkDeployment/a', 'prod/a.yaml', 'production'],
      ['FlinkDeployment/a', 'test/a.yaml', 'development'],
    ]);
  });
});

describe('session jobs', () => {
  const job = `${HEAD('clicks', 'FlinkSessionJob')}spec:\n  deploymentName: a\n  job: {jarURI: "https://x/y.jar", parallelism: 3, upgradeMode: stateless}\n`;
  const cluster = `${HEAD('a')}${CLUSTER}  flinkConfiguration: {state.backend.type: rocksdb}\n`;

  test('stand on their cluster', async () => {
    const files = { 'k8s/cluster.yaml': cluster, 'k8s/job.yaml': job };
    expect(await stack(files, 'FlinkSessionJob/clicks')).toMatchObject({
      'state.backend.type': 'rocksdb (flinkConfiguration)',
      'parallelism.default': '3 (spec)',
      'jobmanager.memory.process.size': '2 gb (spec)',
    });
  });

  test('see it where only they are asked for, and it sees them', async () => {
    const files = { 'k8s/cluster.yaml': cluster, 'jobs/job.yaml': job };
    for (const path of Object.keys(files)) {
      const names = (await targetsOf(files, [path])).map(({ name, complete }) => [name, complete.job]);
      expect(names).toContainEqual(['FlinkSessionJob/clicks', true]);
    }
  });

  test('of a cluster that is elsewhere are no whole', async () => {
    const [target] = await targetsOf({ 'job.yaml': job });
    expect(target).toMatchObject({ kind: 'fragment', complete: { cluster: false, job: false } });
  });
});

describe('ConfigMaps', () => {
  const map =
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf}\ndata:\n  flink-conf.yaml: |\n    jobmanager.rpc.address: jm\n    parallelism.default: 2\n';
  const workload = (fields: string, image = 'flink:1.18.1'): string =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: jm}\nspec:\n  template:\n    spec:\n      containers:\n      - name: jm\n        image: ${image}\n        ${fields}\n      volumes:\n      - name: c\n        configMap: {name: conf}\n`;
  const open = { complete: { cluster: true, job: false } };

  test.each<readonly [string, Files, object]>([
    ['alone', {}, { kind: 'cluster', deployment: 'unknown', complete: { cluster: false, job: false } }],
    [
      'of a process that is not the JobManager',
      { 'k8s/gateway.yaml': workload('command: [bin/sql-gateway.sh]') },
      { kind: 'cluster', deployment: 'session', ...open, version: { value: '1.18.1' } },
    ],
    [
      'that something copies before Flink starts',
      { 'k8s/jm.yaml': workload('args: [jobmanager]') },
      { layers: [{ name: 'ConfigMap', open: 'Deployment/jm makes its configuration of it when it starts' }] },
    ],
    [
      'to which a container adds',
      { 'k8s/g.yaml': workload('command: [bin/sql-gateway.sh, -Da=b]') },
      { layers: [{ name: 'ConfigMap', open: 'Deployment/jm adds to it when it starts' }] },
    ],
  ])('%s', async (_, more, expected) => {
    const found = await targetsOf({ 'k8s/conf.yaml': map, ...more });
    const target = found.find(({ name }) => name === 'ConfigMap/conf');
    expect(target).toMatchObject({ platform: 'kubernetes-standalone', ...expected });
  });

  test('the configuration of the operator itself is no cluster', async () => {
    const own = map.replace('parallelism.default: 2', 'kubernetes.operator.reconcile.interval: 60s');
    const [target] = await targetsOf({ 'k8s/conf.yaml': own, 'k8s/operator.yaml': workload('operator') });
    expect(target).toMatchObject({
      kind: 'fragment',
      deployment: 'unknown',
      platform: 'kubernetes-operator',
      complete: { cluster: false, job: false },
    });
  });

  test('a flink-conf.yaml is ignored by Flink 2', async () => {
    const mounted = 'args: [jobmanager]\n        volumeMounts: [{name: c, mountPath: /opt/flink/conf}]';
    const files = { 'k8s/conf.yaml': map, 'k8s/jm.yaml': workload(mounted, 'flink:2.1.0') };
    const { report } = await lintTexts(files, { only: ['files/ignored-file'] });
    expect(report.findings.map(({ message }) => message)).toEqual([
      "Flink does not read 'conf/flink-conf.yaml': Flink 2.0 and later read only config.yaml.",
    ]);
  });
});

test('secrets in manifests are masked in excerpts', async () => {
  const text = `${HEAD('a')}${CLUSTER}  flinkConfiguration: {s3.secret-key: abcdefgh}\n`;
  const { report } = await lintTexts({ 'a.yaml': text });
  const all = JSON.stringify(report.findings.map(({ at }) => report.excerpt(at)));
  expect(all).not.toContain('abcdefgh');
});

describe('the version of the operator', () => {
  const files = (upgradeMode: string, flinkVersion = 'v1_18'): Files => ({
    'k8s/orders.yaml': `${HEAD('orders')}${CLUSTER.replace('v1_20', flinkVersion).replace('1.20.1', '1.18')}${JOB}    upgradeMode: ${upgradeMode}\n  flinkConfiguration:\n    execution.checkpointing.dir: s3://bucket/checkpoints\n    execution.checkpointing.savepoint-dir: s3://bucket/savepoints\n`,
  });
  const errors = async (all: Files, operatorVersion?: string): Promise<readonly string[]> => {
    const { report } = await lintTexts(all, operatorVersion === undefined ? {} : { operatorVersion });
    return report.findings
      .filter(({ severity, rule }) => severity === 'error' && rule.startsWith('kubernetes/'))
      .map(({ message }) => message);
  };

  test('decides which of the modes it takes', async () => {
    const refused = (version: string): readonly string[] => [
      `Version ${version} of the operator refuses the upgrade mode 'last-state' without high availability.`,
    ];
    expect(await errors(files('last-state'))).toEqual([]);
    expect(await errors(files('last-state'), '1.10')).toEqual([]);
    expect(await errors(files('last-state'), '1.9')).toEqual(refused('1.9'));
    expect(await errors(files('savepoint'), '1.9')).toEqual([]);
    const settings = { '.flinklint.yaml': 'operatorVersion: "1.7"\n' };
    expect(await errors({ ...files('last-state'), ...settings })).toEqual(refused('1.7'));
    // The flag is the last word.
    expect(await errors({ ...files('last-state'), ...settings }, '1.15')).toEqual([]);
  });

  test('decides which versions of Flink it takes', async () => {
    expect(await errors(files('savepoint', 'v1_14'))).toEqual([
      "The operator refuses Flink 'v1_14': since its version 1.9 it takes 1.15 and later.",
    ]);
    expect(await errors(files('savepoint', 'v1_14'), '1.8')).toEqual([]);
    expect(await errors(files('savepoint', 'v2_0'), '1.11')).toEqual([]);
    expect(await errors(files('savepoint', 'v2_0'), '1.10.0')).toEqual([
      "Kubernetes refuses Flink 'v2_0': version 1.10.0 of the operator knows none later than 'v1_20'.",
    ]);
  });

  test('decides what it sets by itself', async () => {
    const set = async (operatorVersion: string): Promise<boolean> => {
      const { targets } = await lintTexts(files('stateless'), { operatorVersion });
      return targets.some(({ target }) =>
        target.layers.some(({ settings }) =>
          settings.some(({ key }) => key === 'execution.submit-failed-job-on-application-error'),
        ),
      );
    };
    expect(await set('1.9')).toBe(false);
    expect(await set('1.10')).toBe(true);
  });
});
