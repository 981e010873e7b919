/** A small repository with one kustomization that deploys: `overlay/`. */
export interface KustomizeCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
}

const CLUSTER = `apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata:
  name: orders
spec:
  flinkVersion: v1_20
  flinkConfiguration:
    taskmanager.numberOfTaskSlots: "2"
    state.backend.type: rocksdb
  podTemplate:
    spec:
      containers:
        - name: flink-main-container
          env: [{name: A, value: a}]
  job:
    jarURI: local:///opt/flink/usrlib/orders.jar
    args: [--topic, orders]
    parallelism: 2
`;

const WORKLOAD = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: jobmanager
spec:
  selector: {matchLabels: {app: flink}}
  template:
    metadata: {labels: {app: flink}}
    spec:
      containers:
        - name: jobmanager
          image: flink:1.20.1
          args: [jobmanager]
          env: [{name: A, value: a}, {name: B, value: b}]
          volumeMounts: [{name: conf, mountPath: /opt/flink/conf}]
          ports: [{containerPort: 8081, name: rest}]
      volumes: [{name: conf, configMap: {name: conf}}]
`;

const MAP = `apiVersion: v1
kind: ConfigMap
metadata: {name: conf}
data:
  flink-conf.yaml: |
    parallelism.default: 2
  log4j-console.properties: |
    rootLogger.level = INFO
`;

const head = (kind = 'FlinkDeployment', name = 'orders'): string =>
  `apiVersion: ${kind === 'Deployment' ? 'apps/v1' : kind === 'ConfigMap' ? 'v1' : 'flink.apache.org/v1beta1'}\nkind: ${kind}\nmetadata: {name: ${name}}\n`;

const overlay = (name: string, kustomization: string, files: Readonly<Record<string, string>> = {}): KustomizeCase => ({
  name,
  files: {
    'base/kustomization.yaml': 'resources: [orders.yaml, jobmanager.yaml, conf.yaml]\n',
    'base/orders.yaml': CLUSTER,
    'base/jobmanager.yaml': WORKLOAD,
    'base/conf.yaml': MAP,
    'overlay/kustomization.yaml': `resources: [../base]\n${kustomization}`,
    ...Object.fromEntries(Object.entries(files).map(([file, text]) => [`overlay/${file}`, text])),
  },
});

/** One patch that is merged. */
const merging = (name: string, patch: string): KustomizeCase =>
  overlay(name, 'patches: [{path: patch.yaml}]\n', { 'patch.yaml': patch });

/** One JSON patch of the cluster. */
const stepping = (name: string, steps: string): KustomizeCase =>
  overlay(name, 'patches: [{path: patch.yaml, target: {kind: FlinkDeployment}}]\n', { 'patch.yaml': steps });

/** What kustomizations do with the resources of Flink, by what they do. */
export const cases: readonly KustomizeCase[] = [
  overlay('nothing', ''),
  overlay('a namespace', 'namespace: production\n'),
  overlay('a prefix and a suffix', 'namePrefix: eu-\nnameSuffix: -v2\n'),
  overlay('another image', 'images: [{name: flink, newName: registry.acme.com/flink, newTag: 2.0.1}]\n'),
  overlay('another tag', 'images: [{name: flin, newTag: "9"}, {name: flink, newTag: 1.20.2}]\n'),
  overlay('an image by its digest', `images: [{name: flink, digest: "sha256:${'0'.repeat(64)}"}]\n`),
  merging('a key more', `${head()}spec: {flinkConfiguration: {execution.checkpointing.interval: 1 min}}\n`),
  merging(
    'another value',
    `${head()}spec: {flinkConfiguration: {state.backend.type: hashmap}, job: {parallelism: 8}}\n`,
  ),
  merging('a key less', `${head()}spec: {flinkConfiguration: {state.backend.type: null}}\n`),
  merging('a mapping less', `${head()}spec: {flinkConfiguration: null}\n`),
  merging('a mapping deleted', `${head()}spec: {job: {$patch: delete}}\n`),
  merging('a mapping replaced', `${head()}spec: {flinkConfiguration: {$patch: replace, rest.port: "8082"}}\n`),
  merging('a list of a custom resource', `${head()}spec: {job: {args: [--topic, payments]}}\n`),
  merging(
    'containers of a custom resource',
    `${head()}spec: {podTemplate: {spec: {containers: [{name: flink-main-container, env: [{name: B, value: b}]}]}}}\n`,
  ),
  merging('a nested key', `${head()}spec: {flinkConfiguration: {state: {backend: {incremental: "true"}}}}\n`),
  merging('something of another kind', `${head('FlinkSessionJob')}spec: {job: {parallelism: 8}}\n`.replace(/^/, '')),
  merging(
    'a variable of a container',
    `${head('Deployment', 'jobmanager')}spec: {template: {spec: {containers: [{name: jobmanager, env: [{name: B, value: c}, {name: C, value: c}]}]}}}\n`,
  ),
  merging(
    'a variable less',
    `${head('Deployment', 'jobmanager')}spec: {template: {spec: {containers: [{name: jobmanager, env: [{name: A, $patch: delete}]}]}}}\n`,
  ),
  merging(
    'a mount and a volume more',
    `${head('Deployment', 'jobmanager')}spec: {template: {spec: {containers: [{name: jobmanager, volumeMounts: [{name: ha, mountPath: /ha}]}], volumes: [{name: ha, emptyDir: {}}]}}}\n`,
  ),
  merging(
    'another container and other arguments',
    `${head('Deployment', 'jobmanager')}spec: {template: {spec: {containers: [{name: jobmanager, args: [standalone-job]}, {name: logs, image: logs}]}}}\n`,
  ),
  merging('data of a ConfigMap', `${head('ConfigMap', 'conf')}data: {flink-conf.yaml: "parallelism.default: 4"}\n`),
  merging(
    'two in one file',
    `${head()}spec: {job: {parallelism: 8}}\n---\n${head('ConfigMap', 'conf')}data: {log4j-console.properties: null}\n`,
  ),
  stepping('a step that adds', '- {op: add, path: /spec/flinkConfiguration/rest.port, value: "8082"}\n'),
  stepping('a step that adds over', '- {op: add, path: /spec/job/parallelism, value: 4}\n'),
  stepping('a step that replaces', '- {op: replace, path: /spec/job/parallelism, value: 4}\n'),
  stepping('a step that removes', '- {op: remove, path: /spec/flinkConfiguration/state.backend.type}\n'),
  stepping('a step at the end of a list', '- {op: add, path: /spec/job/args/-, value: --dry}\n'),
  stepping(
    'a step in a list',
    '- {op: add, path: /spec/job/args/0, value: --dry}\n- {op: remove, path: /spec/job/args/1}\n',
  ),
  stepping('a step with an escaped path', '- {op: add, path: /spec/flinkConfiguration/a~1b~0c, value: x}\n'),
  stepping(
    'several steps',
    '- {op: replace, path: /spec/job, value: {parallelism: 3}}\n- {op: add, path: /spec/job/state, value: running}\n',
  ),
  overlay(
    'a target by a pattern, and a patch in the kustomization',
    'patches:\n  - target: {kind: Flink.*, name: ord.*}\n    patch: |-\n      - op: replace\n        path: /spec/job/parallelism\n        value: 5\n  - patch: |-\n      apiVersion: flink.apache.org/v1beta1\n      kind: FlinkDeployment\n      metadata: {name: orders}\n      spec: {job: {upgradeMode: savepoint}}\n',
  ),
  overlay(
    'a target of several kinds',
    'patches:\n  - target: {kind: FlinkDeployment|ConfigMap}\n    patch: |-\n      - op: add\n        path: /metadata/labels\n        value: {team: orders}\n',
  ),
  overlay(
    'a target that is named by only a part of its name',
    'patches:\n  - target: {kind: FlinkDeployment, name: order}\n    patch: |-\n      - op: replace\n        path: /spec/job/parallelism\n        value: 5\n',
  ),
  overlay('a patch in the older field', 'patchesStrategicMerge: [patch.yaml]\n', {
    'patch.yaml': `${head()}spec: {job: {parallelism: 6}}\n`,
  }),
  overlay(
    'a patch in the older field, in place',
    `patchesStrategicMerge:\n  - |-\n${indented(`${head()}spec: {job: {parallelism: 6}}`)}\n`,
  ),
  overlay(
    'JSON patches in the older field',
    'patchesJson6902: [{path: patch.yaml, target: {group: flink.apache.org, version: v1beta1, kind: FlinkDeployment, name: orders}}]\n',
    { 'patch.yaml': '- {op: replace, path: /spec/job/parallelism, value: 7}\n' },
  ),
  {
    name: 'three layers',
    files: {
      'base/kustomization.yaml': 'resources: [orders.yaml]\nnamePrefix: x-\n',
      'base/orders.yaml': CLUSTER,
      'region/kustomization.yaml': 'resources: [../base]\npatches: [{path: region.yaml}]\nnamespace: eu\n',
      'region/region.yaml': `${head('FlinkDeployment', 'x-orders')}spec: {flinkConfiguration: {rest.port: "8082"}}\n`,
      'overlay/kustomization.yaml':
        'resources: [../region/]\npatches: [{path: ./one.yaml}, {path: two.yaml}]\nnamespace: eu-west\n',
      'overlay/one.yaml': `${head()}spec: {job: {parallelism: 4}, flinkConfiguration: {rest.port: "8083"}}\n`,
      'overlay/two.yaml': `${head('FlinkDeployment', 'x-orders')}spec: {job: {parallelism: 5}}\n`,
    },
  },
  {
    name: 'a component',
    files: {
      'component/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{path: patch.yaml}]\n',
      'component/patch.yaml': `${head()}spec: {job: {parallelism: 9}}\n`,
      'overlay/kustomization.yaml': 'resources: [orders.yaml]\ncomponents: [../component]\n',
      'overlay/orders.yaml': CLUSTER,
    },
  },
];

function indented(text: string): string {
  return text.replace(/^/gm, '      ');
}
