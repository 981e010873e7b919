import { describe, expect, test } from 'vitest';
import { lintTexts } from '../project.js';

type Files = Readonly<Record<string, string>>;

const resource = (entryClass: string): string => `apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata: {name: orders}
spec:
  image: acme/orders:1.4
  flinkVersion: v1_20
  serviceAccount: flink
  flinkConfiguration: {taskmanager.numberOfTaskSlots: 2}
  jobManager: {resource: {memory: 2g, cpu: 1}}
  taskManager: {resource: {memory: 4g, cpu: 1}}
  job: {jarURI: "local:///opt/orders.jar", entryClass: ${entryClass}, parallelism: 2, upgradeMode: stateless}
`;

const source = (body: string): string => `package com.acme;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
public class Orders {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        ${body}
        env.fromSource(orders(), noWatermarks(), "orders").uid("orders").print();
        env.execute();
    }
}
`;

const JOB = 'job/src/main/java/com/acme/Orders.java';
const CHECKPOINTS = source('env.enableCheckpointing(60000);');

const only = ['checkpointing/disabled', 'checkpointing/interval', 'options/overridden-in-code'];

async function linted(files: Files, paths: readonly string[] = ['']) {
  const { report, targets } = await lintTexts(files, { paths, only });
  return {
    targets: targets.map(({ target }) => `${target.name}: ${target.files.join(', ')}`),
    findings: report.findings.map(({ at, message }) => `${at.file}: ${message}`),
  };
}

describe('the job whose class a manifest names', () => {
  test('runs on top of the manifest: what its code sets is not missing', async () => {
    const files = { 'k8s/orders.yaml': resource('com.acme.Orders'), [JOB]: CHECKPOINTS };
    expect(await linted(files)).toEqual({
      targets: [`FlinkDeployment/orders: k8s/orders.yaml, ${JOB}`],
      findings: [],
    });
  });

  test('and what neither sets is', async () => {
    const files = { 'k8s/orders.yaml': resource('com.acme.Orders'), [JOB]: source('') };
    expect((await linted(files)).findings).toEqual([
      "k8s/orders.yaml: No checkpoints are taken: 'execution.checkpointing.interval' is not set.",
    ]);
  });

  test('each file alone says what it says in the whole', async () => {
    const files = { 'k8s/orders.yaml': resource('com.acme.Orders'), [JOB]: source('env.enableCheckpointing(100);') };
    const whole = await linted(files);
    const alone = await Promise.all(Object.keys(files).map(async (path) => linted(files, [path])));
    expect(whole.findings).toHaveLength(1);
    expect(alone.flatMap(({ findings }) => findings)).toEqual(whole.findings);
    expect(alone.map(({ targets }) => targets)).toEqual([whole.targets, whole.targets]);
  });

  test('is the nearest of several of that name, and none where two are equally near', async () => {
    const two = {
      'a/k8s/orders.yaml': resource('com.acme.Orders'),
      [`a/${JOB}`]: CHECKPOINTS,
      [`b/${JOB}`]: CHECKPOINTS,
    };
    expect((await linted(two)).targets).toEqual([
      `FlinkDeployment/orders: a/k8s/orders.yaml, a/${JOB}`,
      `b/${JOB}: b/${JOB}`,
    ]);
    const { 'a/k8s/orders.yaml': manifest, ...sources } = two;
    expect((await linted({ 'k8s/orders.yaml': manifest, ...sources })).targets).toHaveLength(3);
  });

  test('is none where the class has no package, or is another', async () => {
    for (const entryClass of ['Orders', 'com.acme.Clicks', 'acme.Orders2']) {
      const files = { 'k8s/orders.yaml': resource(entryClass), [JOB]: CHECKPOINTS };
      expect((await linted(files)).targets, entryClass).toHaveLength(2);
    }
  });

  test('stays a job of its own where it is only tried out', async () => {
    const files = { 'examples/orders.yaml': resource('com.acme.Orders'), [JOB]: CHECKPOINTS };
    expect((await linted(files)).targets).toEqual([
      `FlinkDeployment/orders: examples/orders.yaml, ${JOB}`,
      `${JOB}: ${JOB}`,
    ]);
  });

  test('of a standalone application is named by its arguments', async () => {
    const map =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf}\ndata:\n  flink-conf.yaml: |\n    parallelism.default: 2\n';
    const jobManager =
      'apiVersion: batch/v1\nkind: Job\nmetadata: {name: jm}\nspec:\n  template:\n    spec:\n      containers:\n      - name: jm\n        image: flink:1.18.1\n        args: [standalone-job, --job-classname, com.acme.Orders]\n        volumeMounts: [{name: c, mountPath: /opt/flink/conf}]\n      volumes:\n      - name: c\n        configMap: {name: conf}\n';
    const files = { 'conf.yaml': map, 'jm.yaml': jobManager, [JOB]: CHECKPOINTS };
    expect(await linted(files)).toEqual({ targets: [`Job/jm: jm.yaml, conf.yaml, ${JOB}`], findings: [] });
  });
});

test('a configuration that compose mounts is not the one that a job runs with in production', async () => {
  const files = {
    'docker-compose.yml':
      'services:\n  jobmanager:\n    image: flink:1.20.1\n    volumes: ["./conf:/opt/flink/conf"]\n',
    'conf/config.yaml': 'jobmanager.rpc.address: jobmanager\nstate.checkpoints.dir: file:///tmp/checkpoints\n',
    [JOB]: CHECKPOINTS,
  };
  const { targets } = await lintTexts(files, {});
  const [layers] = targets.flatMap(({ target }) =>
    target.name === JOB ? [target.layers.map(({ name }) => name)] : [],
  );
  expect(layers).toEqual(['code']);
});
