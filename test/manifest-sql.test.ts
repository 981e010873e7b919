/** SQL in manifests: in the arguments of a job, in a ConfigMap, in Ververica's Deployment, in a file that arguments name. */
import { describe, expect, test } from 'vitest';
import type { Target } from '../src/model/target.js';
import type { Run } from '../src/pipeline.js';
import { lintTexts } from './project.js';

const TABLES =
  "CREATE TABLE s (a INT) WITH ('connector'='datagen');\nCREATE TABLE t (a INT) WITH ('connector'='blackhole');\n";
const INSERT = 'INSERT INTO t SELECT a FROM s;\n';

/** A job of the operator's SQL runner, with what stands under `args:`. */
const deployment = (args: string): string => `apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata: {name: orders}
spec:
  image: registry.example/sql-runner:1
  flinkVersion: v1_20
  serviceAccount: flink
  flinkConfiguration:
    parallelism.default: "2"
    execution.checkpointing.dir: s3://orders/checkpoints
  jobManager: {resource: {memory: 2g, cpu: 1}}
  taskManager: {resource: {memory: 4g, cpu: 2}}
  job:
    jarURI: local:///opt/flink/usrlib/sql-runner.jar
    upgradeMode: last-state
    args:
${args.replace(/^(?=.)/gm, '      ')}`;

const configMap = (name: string, text: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata:\n  ${name}.sql: |\n${text.replace(/^(?=.)/gm, '    ')}`;

const ofSql = ({ report }: Run): readonly Target[] => report.targets.filter(({ script }) => script !== undefined);

const sqlSettings = ({ layers }: Target): readonly string[] =>
  layers.flatMap(({ name, settings }) => (name === 'sql' ? settings.map(({ key, value }) => `${key}=${value}`) : []));

/** What is found in texts, as the text that it is found at. */
const foundIn = ({ report }: Run, files: Readonly<Record<string, string>>): readonly (readonly string[])[] =>
  report.findings.map(({ rule, at }) => [rule, at.file, files[at.file]?.slice(at.start, at.end) ?? '']);

describe('in the arguments of a job', () => {
  const SET = "SET 'table.exec.state.ttl' = '1 dy';\n";
  test.each([
    ['a block', `- |\n${`${SET}${TABLES}${INSERT}`.replace(/^(?=.)/gm, '  ')}`],
    ['a folded text in quotes', `- "${SET.trim()}\n  ${TABLES.replaceAll('\n', '\n  ')}${INSERT.trim()}"\n`],
    [
      'several',
      [SET, ...TABLES.split('\n').slice(0, 2), INSERT].map((one) => `- ${JSON.stringify(one.trim())}\n`).join(''),
    ],
    ['one behind an option', `- --sql\n- |\n${`-- all\n${SET}${TABLES}${INSERT}`.replace(/^(?=.)/gm, '  ')}`],
  ])('%s', async (_, args) => {
    const files = { 'orders.yaml': deployment(args) };
    const run = await lintTexts(files);
    const [target, ...others] = ofSql(run);
    expect([target?.name, others]).toEqual(['FlinkDeployment/orders', []]);
    expect(target?.script?.statements.map(({ kind }) => kind)).toEqual([
      'set',
      'create-table',
      'create-table',
      'insert',
    ]);
    expect(foundIn(run, files)).toContainEqual(['options/invalid-value', 'orders.yaml', "'1 dy'"]);
  });

  test('SET lies above the resource, so that what it sets is not missing', async () => {
    const args = `- |\n  SET 'parallelism.default' = '4';\n  SET 'execution.checkpointing.interval' = '1 min';\n  SET 'high-availability.type' = 'none';\n`;
    const [target] = ofSql(await lintTexts({ 'orders.yaml': deployment(args) }));
    expect(target?.layers.map(({ name }) => name)).toEqual(['operator', 'flinkConfiguration', 'spec', 'sql']);
    expect(target === undefined ? [] : sqlSettings(target)).toEqual([
      'parallelism.default=4',
      'execution.checkpointing.interval=1 min',
      'high-availability.type=none',
    ]);
  });

  test('words that only look like it are none', async () => {
    const args = '- --create\n- SELECT\n- insert into the queue\n- "with 5"\n';
    expect(ofSql(await lintTexts({ 'orders.yaml': deployment(args) }))).toEqual([]);
  });
});

describe('a file that arguments name', () => {
  const SCRIPT = `SET 'execution.checkpointing.interval' = '1 min';\nSET 'table.exec.state.ttl' = '1 dy';\n${TABLES}${INSERT}`;
  const RESOURCE = deployment('- /opt/flink/usrlib/sql-scripts/orders.sql\n');

  test.each([['orders.yaml'], ['sql-scripts/orders.sql'], ['']])('runs in its cluster, asked for %j', async (path) => {
    const files = { 'orders.yaml': RESOURCE, 'sql-scripts/orders.sql': SCRIPT };
    const run = await lintTexts(files, { paths: [path] });
    expect(ofSql(run).map((target) => [target.name, target.files, ...sqlSettings(target)])).toEqual([
      [
        'FlinkDeployment/orders',
        ['orders.yaml', 'sql-scripts/orders.sql'],
        'execution.checkpointing.interval=1 min',
        'table.exec.state.ttl=1 dy',
      ],
    ]);
  });

  test('is judged where it stands', async () => {
    const files = { 'orders.yaml': RESOURCE, 'sql-scripts/orders.sql': SCRIPT };
    const found = foundIn(await lintTexts(files), files);
    expect(found).toContainEqual(['options/invalid-value', 'sql-scripts/orders.sql', "'1 dy'"]);
  });

  test('is found in a ConfigMap', async () => {
    const files = { 'orders.yaml': RESOURCE, 'sql.yaml': configMap('orders', SCRIPT) };
    for (const path of ['orders.yaml', 'sql.yaml', '']) {
      const targets = ofSql(await lintTexts(files, { paths: [path] }));
      expect(targets.map(({ name, files }) => [name, files])).toEqual([
        ['FlinkDeployment/orders', ['orders.yaml', 'sql.yaml']],
      ]);
    }
  });

  test('may set what the resource does not, where it cannot be seen', async () => {
    const whole = (await lintTexts({ 'orders.yaml': deployment('- --input\n') })).report;
    const hidden = (await lintTexts({ 'orders.yaml': RESOURCE })).report;
    expect(whole.targets.map(({ complete }) => complete)).toEqual([{ cluster: true, job: true }]);
    expect(hidden.targets.map(({ complete }) => complete)).toEqual([{ cluster: true, job: false }]);
  });

  test.each(['- --script=/opt/orders.sql\n', '- --scriptUri\n- file:///opt/flink/orders.sql\n', '- orders.sql\n'])(
    'is named by %j',
    async (args) => {
      const files = { 'orders.yaml': deployment(args), 'sql/orders.sql': SCRIPT };
      expect(ofSql(await lintTexts(files)).map(({ name }) => name)).toContain('FlinkDeployment/orders');
    },
  );
});

describe('what the SQL client runs in a pod', () => {
  const job = (command: string): string => `apiVersion: batch/v1
kind: Job
metadata: {name: submit}
spec:
  template:
    spec:
      containers:
        - name: client
          image: flink:1.20
          command: ${command}
`;
  const SCRIPT = `SET 'table.exec.state.ttl' = '1 dy';\n${TABLES}${INSERT}`;

  test.each([
    ['from a ConfigMap', 'sql.yaml', configMap('orders', SCRIPT), '[sql-client.sh, -f, /opt/sql/orders.sql]'],
    ['from the image', 'image/orders.sql', SCRIPT, '["bash", "-c", "sleep 9; sql-client.sh -f /opt/sql/orders.sql"]'],
  ])('%s', async (_, file, text, command) => {
    const files = { 'submit.yaml': job(command), [file]: text };
    for (const path of ['', 'submit.yaml', file]) {
      const run = await lintTexts(files, { paths: [path] });
      expect(ofSql(run).map((target) => [target.name, target.files, ...sqlSettings(target)])).toEqual([
        ['Job/submit (sql-client.sh embedded)', ['submit.yaml', file], 'table.exec.state.ttl=1 dy'],
      ]);
    }
    expect(foundIn(await lintTexts(files), files)).toContainEqual(['options/invalid-value', file, "'1 dy'"]);
  });
});

describe('in a ConfigMap that nothing here runs', () => {
  test('it stands alone', async () => {
    const text = configMap('orders', `SET 'table.exec.state.ttl' = '1 dy';\n${TABLES}${INSERT}`);
    const run = await lintTexts({ 'k8s/orders.yaml': text, 'conf/config.yaml': 'parallelism.default: 2\n' });
    expect(ofSql(run).map((target) => [target.name, target.layers.length])).toEqual([
      ['k8s/orders.yaml (orders.sql)', 1],
    ]);
    const found = foundIn(run, { 'k8s/orders.yaml': text }).filter(([, file]) => file === 'k8s/orders.yaml');
    expect(found).toEqual([['options/invalid-value', 'k8s/orders.yaml', "'1 dy'"]]);
  });

  test('comments silence, and secrets are never shown', async () => {
    const sql = `-- flinklint-ignore options/invalid-value: ours\nSET 'table.exec.state.ttl' = '1 dy';\n${TABLES.replace("'blackhole'", "'jdbc', 'password'='hunter2'")}${INSERT}`;
    const text = configMap('orders', sql);
    const { report } = await lintTexts({ 'orders.yaml': text });
    expect(report.findings.map(({ rule }) => rule)).not.toContain('options/invalid-value');
    const at = text.indexOf('hunter2');
    const { lines } = report.excerpt({ file: 'orders.yaml', start: at, end: at + 1 });
    expect(JSON.stringify(lines)).not.toContain('hunter2');
  });

  test('SQL of another database is none of ours', async () => {
    const text = configMap('orders', 'CREATE TABLE a (b SERIAL PRIMARY KEY);\nINSERT INTO a VALUES (1);\n');
    expect((await lintTexts({ 'orders.yaml': text })).report.targets).toEqual([]);
  });
});

describe('Ververica Platform', () => {
  const ververica = (configuration: string): string => `apiVersion: v1
kind: Deployment
metadata: {name: orders}
spec:
  template:
    spec:
      artifact:
        kind: SQLSCRIPT
        flinkVersion: '2.2'
        sqlScript: |-
          SET 'table.exec.state.ttl' = '1 dy';
          INSERT INTO t SELECT * FROM s
${configuration}`;

  test.each([
    ['with configuration', '      flinkConfiguration: {parallelism.default: 2}\n', 'Deployment/orders'],
    ['without', '', 'orders.yaml (sqlScript)'],
  ])('%s', async (_, configuration, name) => {
    const files = { 'orders.yaml': ververica(configuration) };
    const run = await lintTexts(files);
    expect(ofSql(run).map((target) => [target.name, target.platform])).toEqual([[name, 'ververica']]);
    expect(foundIn(run, files)).toEqual([['options/invalid-value', 'orders.yaml', "'1 dy'"]]);
  });

  test('as a resource of Kubernetes', async () => {
    const text = `apiVersion: ververicaplatform.fintechstudios.com/v1beta2
kind: VpDeployment
metadata: {name: orders}
spec:
  deploymentTargetName: default
  spec:
    template:
      spec:
        artifact:
          kind: JAR
          flinkVersion: '1.20'
        flinkConfiguration: {execution.checkpointing.interval: 1 mn}
`;
    const run = await lintTexts({ 'orders.yaml': text });
    expect(run.report.targets.map(({ name, platform, version }) => [name, platform, version.value])).toEqual([
      ['VpDeployment/orders', 'ververica', '1.20'],
    ]);
    expect(foundIn(run, { 'orders.yaml': text })).toEqual([['options/invalid-value', 'orders.yaml', '1 mn']]);
  });

  test('a Deployment of Kubernetes has no such script', async () => {
    const text = ververica('').replace('v1', 'apps/v1').replace('sqlScript', 'script');
    expect((await lintTexts({ 'orders.yaml': text })).report.targets).toEqual([]);
  });
});
