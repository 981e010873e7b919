import { describe, expect, test } from 'vitest';
import { effective, lintTexts, onlyTargetIn, targetsIn } from './project.js';

type Files = Readonly<Record<string, string>>;

async function findings(files: Files, only?: readonly string[], paths: readonly string[] = ['']) {
  const { report } = await lintTexts(files, { paths, ...(only === undefined ? {} : { only }) });
  return report.findings.map(({ rule, at, message }) => {
    const text = files[at.file] ?? '';
    return `${at.file}: ${text.slice(at.start, at.end)}: ${rule}: ${message}`;
  });
}

const indented = (text: string, by: number): string => text.trimEnd().replace(/^(?=.)/gm, ' '.repeat(by));

interface Workload {
  readonly name?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly image?: string;
  readonly args?: string;
  /** More fields of its container. */
  readonly fields?: string;
  readonly volumes?: string;
}

const workload = ({
  name = 'jm',
  kind = 'Deployment',
  namespace,
  image = 'flink:1.20.1',
  args = '[jobmanager]',
  fields = '',
  volumes = '',
}: Workload): string =>
  `apiVersion: apps/v1
kind: ${kind}
metadata:
  name: ${name}
${namespace === undefined ? '' : `  namespace: ${namespace}\n`}spec:
  template:
    metadata:
      labels: {app: flink, component: ${name}}
    spec:
      containers:
        - name: ${name}
          image: ${image}
          args: ${args}
${fields === '' ? '' : `${indented(fields, 10)}\n`}${volumes === '' ? '' : `      volumes:\n${indented(volumes, 8)}\n`}---
`;

const env = (name: string, value: string): string => `env:\n- name: ${name}\n  value: ${value}\n`;
const properties = (...lines: readonly string[]): string =>
  env('FLINK_PROPERTIES', `|\n${lines.map((line) => `    ${line}\n`).join('')}`);

const FILE = 'jobmanager.rpc.address: flink-jm\nrest.port: 8083\nparallelism.default: 2\n';
const map = (data: string = FILE, file = 'config.yaml', name = 'flink-config'): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  ${file}: |\n${indented(data, 4)}\n---\n`;

const MOUNT = 'volumeMounts:\n- {name: conf, mountPath: /opt/flink/conf}\n';
const VOLUME = '- name: conf\n  configMap: {name: flink-config}\n';
const MOUNTED = { fields: MOUNT, volumes: VOLUME };
const WORKER = { name: 'tm', args: '[taskmanager]' };

describe('what Kubernetes runs', () => {
  test('misses a setting where the others are, not among the arguments of a container', async () => {
    const found = await findings(
      {
        'map.yaml': map(),
        'jm.yaml': workload({ fields: MOUNT, volumes: VOLUME, args: '[jobmanager, -Drest.port=8084]' }),
        'tm.yaml': workload({
          name: 'tm',
          fields: MOUNT,
          volumes: VOLUME,
          args: '[taskmanager, -Dtaskmanager.rpc.port=6122]',
        }),
      },
      ['availability/high-availability'],
    );
    expect(found).toEqual([
      'map.yaml: jobmanager.rpc.address: availability/high-availability: The JobManager is a single point of failure: high availability is off.',
    ]);
  });

  test('a Deployment of the group that Kubernetes had before', async () => {
    const [old, ours] = ['extensions/v1beta1', 'example.com/v1'].map((group) => workload({}).replace('apps/v1', group));
    expect(await onlyTargetIn({ 'jm.yaml': old ?? '' })).toMatchObject({ platform: 'kubernetes-standalone' });
    expect(await targetsIn({ 'jm.yaml': ours ?? '' })).toEqual([]);
  });

  test('is one session cluster over what its image ships', async () => {
    const target = await onlyTargetIn({
      'k8s/jm.yaml': workload({ fields: properties('jobmanager.rpc.address: jm', 'rest.port: 8082') }),
      'k8s/tm.yaml': workload({ ...WORKER, fields: env('TASK_MANAGER_NUMBER_OF_TASK_SLOTS', '"4"') }),
    });
    expect(target).toMatchObject({
      name: 'Deployment/jm',
      kind: 'cluster',
      deployment: 'session',
      platform: 'kubernetes-standalone',
      profile: 'production',
      complete: { cluster: true, job: false },
      version: { value: '1.20.1', from: 'k8s/jm.yaml:12' },
      files: ['k8s/jm.yaml', 'k8s/tm.yaml'],
    });
    expect(effective(target, 'rest.port')).toBe('8082 (FLINK_PROPERTIES)');
    expect(effective(target, 'jobmanager.memory.process.size')).toBe('1600m (distribution)');
    expect(effective(target, 'blob.server.port')).toBe('6124 (entry point)');
    expect(effective(target, 'taskmanager.numberOfTaskSlots')).toBe('4 (environment of TaskManagers)');
  });

  test('an application brings its job, and arguments win over everything', async () => {
    const args = '[standalone-job, --job-classname, a.B, -D, parallelism.default=3, --host, $(POD_IP)]';
    const target = await onlyTargetIn({ 'jm.yaml': workload({ kind: 'StatefulSet', args, ...MOUNTED }) + map() });
    expect(target).toMatchObject({
      name: 'StatefulSet/jm',
      kind: 'application',
      entryClass: 'a.B',
      complete: { cluster: true, job: true },
    });
    expect(effective(target, 'parallelism.default')).toBe('3 (command line)');
    expect(effective(target, 'jobmanager.rpc.address')).toBe('$(POD_IP) (command line)');
    expect(effective(target, 'rest.port')).toBe('8083 (ConfigMap)');
    expect(effective(target, 'jobmanager.memory.process.size')).toBeUndefined();
  });

  test('the address that jobmanager.sh takes without a name', async () => {
    const target = await onlyTargetIn({ 'jm.yaml': workload({ args: '[jobmanager, $(POD_IP)]', ...MOUNTED }) + map() });
    expect(effective(target, 'jobmanager.rpc.address')).toBe('$(POD_IP) (command line)');
  });

  test('a script of Flink’s alone reads the file as it is', async () => {
    const fields = `command: [/opt/flink/bin/jobmanager.sh]\n${properties('rest.port: 8082')}`;
    const files = { 'jm.yaml': workload({ args: '[start-foreground, -D, rest.port=1]', fields }) };
    const target = await onlyTargetIn(files);
    expect(effective(target, 'rest.port')).toBe('1 (command line)');
    expect(effective(target, 'blob.server.port')).toBeUndefined();
    expect(await findings(files, ['files/ignored-file'])).toEqual([
      "jm.yaml: FLINK_PROPERTIES: files/ignored-file: Flink does not read 'FLINK_PROPERTIES': the image's entry point reads it, and the command starts 'jobmanager.sh' without that.",
    ]);
  });

  test('in a folder of examples it is tried out', async () => {
    expect(await onlyTargetIn({ 'examples/k8s/jm.yaml': workload({}) })).toMatchObject({ profile: 'development' });
  });
});

describe('a ConfigMap over the configuration', () => {
  test('is all that Flink reads, and belongs to what mounts it', async () => {
    const target = await onlyTargetIn({
      'k8s/conf.yaml': map(),
      'k8s/jm.yaml': workload(MOUNTED),
      'k8s/tm.yaml': workload({ ...WORKER, ...MOUNTED }),
    });
    expect(target).toMatchObject({
      name: 'Deployment/jm',
      complete: { cluster: true, job: false },
      files: ['k8s/jm.yaml', 'k8s/conf.yaml', 'k8s/tm.yaml'],
    });
    expect(target.layers.map(({ name }) => name)).toEqual(['ConfigMap']);
    expect(effective(target, 'rest.port')).toBe('8083 (ConfigMap)');
  });

  test('leaves nothing for the variables to do: the entry point cannot write', async () => {
    const fields = `${MOUNT}${properties('rest.port: 8083', 'parallelism.default: 8')}- {name: JOB_MANAGER_RPC_ADDRESS, value: flink-jm}\n- {name: TASK_MANAGER_NUMBER_OF_TASK_SLOTS, value: "7"}\n`;
    const files = { 'jm.yaml': workload({ fields, volumes: VOLUME }) + map() };
    expect(effective(await onlyTargetIn(files), 'parallelism.default')).toBe('2 (ConfigMap)');
    const why =
      "the image's entry point writes it into the configuration file, and '/opt/flink/conf' is mounted read-only.";
    expect(await findings(files, ['files/ignored-file'])).toEqual([
      `jm.yaml: FLINK_PROPERTIES: files/ignored-file: Flink does not read 'FLINK_PROPERTIES': ${why}`,
      `jm.yaml: TASK_MANAGER_NUMBER_OF_TASK_SLOTS: files/ignored-file: Flink does not read 'TASK_MANAGER_NUMBER_OF_TASK_SLOTS': ${why}`,
    ]);
  });

  test('is no loss where the variables say the same', async () => {
    const fields = `${MOUNT}${properties('rest.port: 8083')}- {name: JOB_MANAGER_RPC_ADDRESS, value: flink-jm}\n`;
    expect(
      await findings({ 'jm.yaml': workload({ fields, volumes: VOLUME }) + map() }, ['files/ignored-file']),
    ).toEqual([]);
  });

  test('may replace one file', async () => {
    const fields =
      'volumeMounts:\n- {name: conf, mountPath: /opt/flink/conf/config.yaml, subPath: config.yaml}\n- {name: conf, mountPath: /opt/flink/conf/log4j-console.properties, subPath: log4j.properties}\n';
    const logging = '  log4j.properties: |\n    rootLogger.level = INFO\n';
    const files = { 'jm.yaml': workload({ fields, volumes: VOLUME }) + map().replace('---\n', `${logging}---\n`) };
    const target = await onlyTargetIn(files);
    expect(target.logging).toHaveLength(1);
    expect(effective(target, 'rest.port')).toBe('8083 (ConfigMap)');
    expect(effective(target, 'jobmanager.memory.process.size')).toBeUndefined();
  });

  test('has other names where its items say so', async () => {
    const volumes =
      '- name: conf\n  configMap:\n    name: flink-config\n    items: [{key: settings, path: config.yaml}, {key: config.yaml, path: other.yaml}]\n';
    const target = await onlyTargetIn({ 'jm.yaml': workload({ fields: MOUNT, volumes }) + map() });
    // The file is called otherwise in the container, and what is called so there is no file of Flink's here.
    expect(target.layers[0]?.open).toBe('/opt/flink/conf holds no file that Flink reads');
    const named = volumes.replace('key: config.yaml, path: other.yaml', 'key: config.yaml, path: flink-conf.yaml');
    expect(
      (await onlyTargetIn({ 'jm.yaml': workload({ fields: MOUNT, volumes: named }) + map() })).layers,
    ).toMatchObject([{ name: 'ConfigMap' }]);
  });

  test('one of several of a projected volume', async () => {
    const volumes =
      '- name: conf\n  projected:\n    sources: [{configMap: {name: flink-config}}, {configMap: {name: logging}}]\n';
    const logging = map('rootLogger.level = INFO\n', 'log4j-console.properties', 'logging');
    const target = await onlyTargetIn({ 'jm.yaml': workload({ fields: MOUNT, volumes }) + map() + logging });
    expect(target.logging).toHaveLength(1);
    expect(effective(target, 'rest.port')).toBe('8083 (ConfigMap)');
  });

  test.each<readonly [string, Workload]>([
    ['is elsewhere', { fields: MOUNT, volumes: '- name: conf\n  configMap: {name: other}\n' }],
    [
      'is copied before Flink starts',
      { fields: MOUNT, volumes: '- {name: conf, emptyDir: {}}\n- {name: map, configMap: {name: flink-config}}\n' },
    ],
    [
      'is worked on by the command',
      {
        fields: `command: [bash, -c, "cp /c/* conf/ && bin/jobmanager.sh start-foreground"]\n${MOUNT}`,
        volumes: VOLUME,
      },
    ],
  ])('%s: nothing can be said to be missing', async (_, fields) => {
    const found = await targetsIn({ 'jm.yaml': workload(fields) + map() });
    expect(found.find(({ name }) => name === 'Deployment/jm')?.complete).toEqual({ cluster: false, job: false });
  });

  test('that is elsewhere hides what the image ships, and what its entry point would write', async () => {
    const fields = `${MOUNT}${properties('rest.port: 8082')}`;
    const files = { 'jm.yaml': workload({ fields, volumes: VOLUME }) };
    expect((await onlyTargetIn(files)).layers.map(({ settings, open }) => [settings, open])).toEqual([
      [[], 'what is in /opt/flink/conf is not in the repository'],
    ]);
    expect(await findings(files, ['files/ignored-file'])).toEqual([]);
  });

  test.each([
    ['without a namespace', { 'jm.yaml': workload({ ...MOUNTED, namespace: 'flink' }) + map() }, true],
    [
      'of another namespace',
      { 'jm.yaml': workload(MOUNTED) + map().replace('\ndata', '\n  namespace: b\ndata') },
      false,
    ],
    ['in a folder of its own', { 'jm/jm.yaml': workload(MOUNTED), 'conf/conf.yaml': map() }, true],
    ['of two that are equally far', { 'jm/a.yaml': workload(MOUNTED), 'a/c.yaml': map(), 'b/c.yaml': map() }, false],
  ])('%s', async (_, files, found) => {
    const target = (await targetsIn(files)).find(({ name }) => name.startsWith('Deployment/'));
    expect(target?.complete.cluster).toBe(found);
  });

  test('logs with the file for the console, whatever stands in the other', async () => {
    const level = 'rootLogger.level = WARN\n';
    const having = (...names: readonly string[]): Files => ({
      'jm.yaml':
        workload(MOUNTED) +
        names.reduce(
          (text, name) => text.replace('\ndata:\n', `\ndata:\n  ${name}: |\n${indented(level, 4)}\n`),
          map(),
        ),
    });
    expect(await findings(having('log4j.properties'), ['files/ignored-file'])).toEqual([
      "jm.yaml: WARN: files/ignored-file: Flink does not read 'flink-config/log4j.properties': in a container it logs with 'log4j-console.properties'.",
    ]);
    expect(await findings(having('log4j.properties', 'log4j-console.properties'), ['files/ignored-file'])).toEqual([]);
    const background = '["/bin/bash", "-c", "$FLINK_HOME/bin/jobmanager.sh start; tail -f log/*.log"]';
    const [[name, text = ''] = ['']] = Object.entries(having('log4j.properties'));
    const daemon = { [name]: text.replace('args: [jobmanager]', `command: ${background}`) };
    expect(await findings(daemon, ['files/ignored-file'])).toEqual([]);
  });

  test('of an older name is ignored by Flink 2', async () => {
    const files = { 'jm.yaml': workload({ ...MOUNTED, image: 'flink:2.1.0' }) + map(FILE, 'flink-conf.yaml') };
    expect(await findings(files, ['files/ignored-file'])).toEqual([
      "jm.yaml: jobmanager.rpc.address: files/ignored-file: Flink does not read 'flink-config/flink-conf.yaml': Flink 2.0 and later read only config.yaml.",
    ]);
  });
});

describe('which workloads are one cluster', () => {
  test('those of one namespace', async () => {
    const found = await targetsIn({
      'a.yaml': workload({ namespace: 'a' }) + workload({ ...WORKER, namespace: 'a' }),
      'b.yaml': workload({ namespace: 'b' }) + workload({ ...WORKER, namespace: 'b', name: 'workers' }),
    });
    expect(found.map(({ name, workloads }) => [name, workloads?.map((one) => one.name)])).toEqual([
      ['Deployment/a/jm', ['jm', 'tm']],
      ['Deployment/b/jm', ['jm', 'workers']],
    ]);
  });

  test('of two in one namespace those with the same address', async () => {
    const at = (address: string) => ({ fields: env('JOB_MANAGER_RPC_ADDRESS', address) });
    const found = await targetsIn({
      'all.yaml':
        workload({ name: 'one', ...at('one') }) +
        workload({ name: 'two', ...at('two') }) +
        workload({ ...WORKER, ...at('two') }),
    });
    expect(found.map(({ name, workloads }) => [name, workloads?.map((one) => one.name)])).toEqual([
      ['Deployment/one', ['one']],
      ['Deployment/two', ['two', 'tm']],
    ]);
  });

  test('TaskManagers alone are a part of one', async () => {
    const files = { 'tm.yaml': workload({ ...WORKER, fields: properties('taskmanager.numberOfTaskSlots: 4') }) };
    expect(await onlyTargetIn(files)).toMatchObject({ name: 'Deployment/tm', kind: 'fragment' });
    expect(await targetsIn({ 'tm.yaml': workload(WORKER) })).toEqual([]);
  });
});

describe('findings', () => {
  const files: Files = {
    'k8s/jm.yaml': workload({
      fields: properties(
        's3.secret-key: wJalrXUtnFEMIK7MDENG',
        'rest.prot: 8082',
        'execution.checkpointing.interval: 5',
      ),
    }),
    'k8s/tm.yaml': workload({ ...WORKER, fields: properties('taskmanager.numberOfTaskSlots: many') }),
    'k8s/ui.yaml':
      'apiVersion: v1\nkind: Service\nmetadata: {name: ui}\nspec:\n  type: LoadBalancer\n  selector: {app: flink, component: jm}\n  ports: [{port: 8081}]\n',
  };

  test('stand where they are written', async () => {
    const rules = ['security/plaintext-secret', 'options/unknown', 'options/invalid-value', 'security/rest-exposure'];
    expect(await findings(files, rules)).toEqual([
      "k8s/jm.yaml: s3.secret-key: security/plaintext-secret: The secret of 's3.secret-key' stands here in plain text.",
      "k8s/jm.yaml: rest.prot: options/unknown: Flink has no option 'rest.prot'; did you mean 'rest.port'?",
      "k8s/tm.yaml: many: options/invalid-value: Flink refuses this value of 'taskmanager.numberOfTaskSlots': 'many' is not an integer.",
      "k8s/ui.yaml: LoadBalancer: security/rest-exposure: The Service 'ui' puts REST behind a load balancer: whoever reaches it can run code on the cluster.",
    ]);
  });

  test('are the same one by one as all at once', async () => {
    const alone = await Promise.all(Object.keys(files).map((path) => findings(files, undefined, [path])));
    expect(alone.flat().sort()).toEqual([...(await findings(files))].sort());
  });

  test('are silenced by comments, in the manifest and in the text itself', async () => {
    const comment = 'flinklint-ignore options/unknown: read by our own metrics';
    const silenced = (line: string): Files => ({ 'jm.yaml': workload({ fields: properties(...line.split('\n')) }) });
    expect(await findings(silenced(`# ${comment}\nrest.prot: 8082`), ['options/unknown'])).toEqual([]);
    expect(await findings(silenced('rest.prot: 8082'), ['options/unknown'])).toHaveLength(1);
  });

  test('show no secret', async () => {
    const fields = `${properties('s3.secret-key: wJalrXUtnFEMIK7MDENG', 'rest.prot: 1')}- {name: DB_PASSWORD, value: hunter2hunter2}\n`;
    const { report } = await lintTexts({
      'jm.yaml': workload({ fields, args: '[jobmanager, -D, s3.access-key=AKIA12345678]' }),
    });
    const all =
      JSON.stringify(report.findings.map(({ at, message }) => [report.excerpt(at), message])) +
      (report.text('jm.yaml') ?? '');
    expect(all).not.toMatch(/wJalrXUtn|hunter2|AKIA1234/);
  });
});

test('what a kustomization puts together is masked in the files that it stands in', async () => {
  const files = {
    'base/jm.yaml': workload({ args: '[jobmanager, -Ds3.secret-key=wJalrXUtnFEMIK7MDENG]' }),
    'base/kustomization.yaml': 'resources: [jm.yaml]\n',
    'prod/kustomization.yaml': 'resources: [../base]\nnamespace: prod\n',
  };
  const { report } = await lintTexts(files, { only: ['operations/jobmanager-address'] });
  expect(report.findings.map(({ at }) => at.file)).toEqual(['base/jm.yaml']);
  expect(JSON.stringify(report.findings.map(({ at }) => report.excerpt(at)))).not.toContain('wJalr');
});

test('the image is the one that a kustomization puts in its place', async () => {
  const images = 'images:\n- name: flink\n  newTag: 2.0.1\n- name: other\n  newTag: "3"\n';
  const files = {
    'base/jm.yaml': workload({}),
    'base/kustomization.yaml': 'resources: [jm.yaml]\n',
    'prod/kustomization.yaml': `resources: [../base]\n${images}`,
  };
  expect(await onlyTargetIn(files)).toMatchObject({ version: { value: '2.0.1', from: 'prod/kustomization.yaml:4' } });
});

describe('programs of Flink’s in pods', () => {
  const job = (command: string): string =>
    `apiVersion: batch/v1\nkind: Job\nmetadata: {name: submit}\nspec:\n  template:\n    spec:\n      containers:\n      - name: submit\n        image: flink:1.18.1\n        ${command}\n`;

  test('clients are read like command lines in scripts', async () => {
    const files = { 'job.yaml': job('command: [bin/flink, run, -d, orders.jar, -Dparallelism.default=4]') };
    expect(await onlyTargetIn(files)).toMatchObject({
      name: 'Job/submit (flink run)',
      kind: 'application',
      version: { value: '1.18.1' },
    });
    expect(await findings(files, ['operations/misplaced-option'])).toEqual([
      "job.yaml: -Dparallelism.default=4: operations/misplaced-option: Flink ignores '-Dparallelism.default' behind 'orders.jar', and hands it to the program.",
    ]);
  });

  test.each([
    ['have the one cluster beside them beneath', '', 3],
    ['have none where there are two', workload({ name: 'other' }), undefined],
  ])('clients %s', async (_, more, parallelism) => {
    const targets = await targetsIn({
      'k8s/jm.yaml': workload({ args: '[jobmanager, -Dparallelism.default=3]' }) + more,
      'k8s/job.yaml': job('command: [bin/flink, run, -d, orders.jar]'),
      'elsewhere/jm.yaml': workload({}),
    });
    const client = targets.find(({ name }) => name === 'Job/submit (flink run)');
    const shown = parallelism === undefined ? undefined : `${String(parallelism)} (command line of the cluster)`;
    expect(client && [effective(client, 'parallelism.default'), client.version.value]).toEqual([shown, '1.18.1']);
  });

  test('in the script of a shell, where they stand', async () => {
    const script = '|\n          set -e\n          flink cancel -s s3://savepoints $JOB\n';
    const files = { 'job.yaml': job(`command: [sh, -c]\n        args:\n        - ${script}`) };
    expect(await findings(files, ['operations/cancel'])).toEqual([
      "job.yaml: -s: operations/cancel: 'flink cancel -s' is deprecated: what the job writes behind the savepoint is written again after a restart.",
    ]);
  });

  test('options of a job behind what is for its program', async () => {
    const args = '[standalone-job, --job-classname, a.B, --topic, orders, --fromSavepoint, s3://x/1, -Da.b=c]';
    const files = { 'jm.yaml': workload({ args }) };
    expect(effective(await onlyTargetIn(files), 'a.b')).toBeUndefined();
    expect(await findings(files, ['operations/misplaced-option'])).toEqual([
      "jm.yaml: --fromSavepoint: operations/misplaced-option: Flink ignores '--fromSavepoint' behind '--topic', and hands it to the program.",
    ]);
  });

  test('what other options stand for is set too, by its name in that version', async () => {
    const args = '[standalone-job, --fromSavepoint, s3://x/1, --allowNonRestoredState, --job-classname, a.B]';
    const target = await onlyTargetIn({ 'jm.yaml': workload({ args, image: 'flink:1.18.1' }) });
    expect(effective(target, 'execution.savepoint.path')).toBe('s3://x/1 (command line option)');
    expect(effective(target, 'execution.savepoint.ignore-unclaimed-state')).toBe('true (command line option)');
  });

  test('show no secret of their command lines', async () => {
    const files = {
      'job.yaml': job('command: [bin/flink, run, -Ds3.secret-key=wJalrXUtnFEMIK7MDENG, -Drest.prot=1, a.jar]'),
    };
    const { report } = await lintTexts(files);
    expect(JSON.stringify(report.findings.map(({ at, message }) => [report.excerpt(at), message]))).not.toContain(
      'wJalr',
    );
  });

  test('in a file without any are not looked for', async () => {
    expect(await targetsIn({ 'job.yaml': job('command: [sh, -c, "echo run"]') })).toEqual([]);
  });
});

describe('the version of a workload whose own image names none', () => {
  const versionOf = async (image: string, more: Files): Promise<string> => {
    const chart = { 'chart/templates/jm.yaml': workload({ image }) };
    const { version } = await onlyTargetIn({ ...chart, ...more });
    return `${version.assumed ? 'assumed' : version.value} from ${version.from}`;
  };
  const VALUES = { 'chart/values.yaml': 'image:\n  repository: flink\n  tag: 1.17.1\n' };
  const BUILT = { 'docker/Dockerfile': 'FROM flink:1.18.1\nRUN rm -rf /tmp/*\n' };
  const TEMPLATED = '"{{ .Values.image.repository }}:{{ .Values.image.tag }}"';

  test.each<readonly [string, string, Files, string]>([
    ['the values of its chart', TEMPLATED, VALUES, '1.17.1 from chart/values.yaml:3'],
    ['these before a Dockerfile', TEMPLATED, { ...VALUES, ...BUILT }, '1.17.1 from chart/values.yaml:3'],
    ['a Dockerfile for an image of its own', 'example/flink:v7', BUILT, '1.18.1 from docker/Dockerfile:1'],
    [
      'its own image before all others',
      'flink:1.19.1',
      { ...VALUES, ...BUILT },
      '1.19.1 from chart/templates/jm.yaml:12',
    ],
    ['no Dockerfile for an image of the project', 'flink:latest', BUILT, 'assumed from nothing that names it'],
  ])('%s', async (_, image, more, expected) => {
    expect(await versionOf(image, more)).toBe(expected);
  });

  test('the values of another chart say nothing', async () => {
    expect(await versionOf(TEMPLATED, { 'other/values.yaml': VALUES['chart/values.yaml'] })).toMatch(/^assumed/);
  });

  test('a templated FlinkDeployment', async () => {
    const files = {
      'templates/orders.yaml':
        'apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nmetadata:\n  name: orders\nspec:\n  flinkVersion: {{ .Values.flinkVersion }}\n  flinkConfiguration:\n    rest.port: "8081"\n',
      'values.yaml': 'flinkVersion: v1_19\n',
    };
    expect((await onlyTargetIn(files)).version).toMatchObject({ value: '1.19', from: 'values.yaml:1' });
  });
});
