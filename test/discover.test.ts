import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { walk } from '../src/discover/walk.js';
import { diskWorkspace } from '../src/workspace/disk.js';
import { memoryWorkspace } from '../src/workspace/memory.js';
import { writeTree } from './command.js';
import { lintTexts } from './project.js';

type Files = Readonly<Record<string, string>>;

async function recognised(files: Files, paths: readonly string[] = ['']): Promise<readonly string[]> {
  const { files: found } = await lintTexts(files, { paths });
  return found.map(({ file, kind }) => `${file}: ${kind}`);
}

const CONFIG = 'taskmanager.numberOfTaskSlots: 4\nparallelism.default: 4\n';

describe('what is Flink’s', () => {
  test.each<readonly [string, Files, readonly string[]]>([
    ['by its name', { 'conf/flink-conf.yaml': '' }, ['conf/flink-conf.yaml: flink-conf']],
    ['by its name and content', { 'conf/config.yaml': CONFIG }, ['conf/config.yaml: config-yaml']],
    ['nested', { 'conf/config.yaml': 'taskmanager:\n  numberOfTaskSlots: 4\n' }, ['conf/config.yaml: config-yaml']],
    ['for one environment', { 'deploy/flink-conf.prod.yaml': CONFIG }, ['deploy/flink-conf.prod.yaml: flink-conf']],
    [
      'as a template',
      {
        'roles/flink/templates/flink-conf.yaml.j2': CONFIG,
        'docker/flink/config.yaml.template': CONFIG,
        'docker/config.yaml.tmpl': 'server:\n  port: 8080\n',
        'docker/compose-config.yaml.tmpl': 'services: {}\n',
      },
      ['docker/flink/config.yaml.template: config-yaml', 'roles/flink/templates/flink-conf.yaml.j2: flink-conf'],
    ],
    [
      'with its logging beside it',
      {
        'conf/config.yaml': CONFIG,
        'conf/log4j.properties': 'rootLogger.level = INFO\n',
        'conf/logback.xml': '<configuration/>',
      },
      ['conf/config.yaml: config-yaml', 'conf/log4j.properties: log4j', 'conf/logback.xml: logback'],
    ],
    [
      'its logging alone, by a name that only Flink has',
      { 'docker/log4j-console.properties': 'logger.flink.name = org.apache.flink\nlogger.flink.level = INFO\n' },
      ['docker/log4j-console.properties: log4j'],
    ],
    [
      'a compose file by a name of its own',
      {
        'docker/flink-job-cluster.yml': 'services:\n  jobmanager:\n    image: flink:1.20.1\n    command: jobmanager\n',
      },
      ['docker/flink-job-cluster.yml: compose'],
    ],
    [
      'with what names its version',
      {
        'conf/config.yaml': CONFIG,
        Dockerfile: 'FROM flink:1.20.1\n',
        'pom.xml': '<flink.version>1.20.1</flink.version>',
      },
      ['Dockerfile: dockerfile', 'conf/config.yaml: config-yaml', 'pom.xml: maven'],
    ],
  ])('%s', async (_, files, expected) => {
    expect(await recognised(files)).toEqual(expected);
  });
});

test('a template is read as what it may become, for the version of its role', async () => {
  const template = [
    '{% if flink_ha %}',
    'high-availability: zookeeper',
    '{% else %}',
    'high-availability: none',
    '{% endif %}',
    '{% for key, value in flink_options.items() %}',
    '{{ key }}: {{ value }}',
    '{% endfor %}',
    "jobmanager.memory.process.size: {{ flink_memory | default('2g') }}",
    'parallelism.default: {% if flink_wide %}8{% else %}2{% endif %}',
    'taskmanager.numberOfTaskSlots: four',
  ];
  const { report, targets } = await lintTexts({
    'roles/flink/templates/flink-conf.yaml.j2': template.join('\n'),
    'roles/flink/defaults/main.yml': 'flink_version: 1.20.1\n',
    'roles/kafka/defaults/main.yml': 'flink_version: 1.15.1\n',
  });
  expect(report.findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
    expect.stringMatching(/^options\/invalid-value: .*'four'/),
  ]);
  expect(targets.map(({ target }) => target.version.from)).toEqual(['roles/flink/defaults/main.yml:1']);
});

describe('what only looks like it', () => {
  test.each<readonly [string, Files]>([
    ['the config.yaml of a Go program', { 'config.yaml': 'server:\n  port: 8080\nlog:\n  level: debug\n' }],
    ['the config.yaml of Airflow', { 'config/config.yaml': 'core:\n  executor: CeleryExecutor\n  parallelism: 32\n' }],
    [
      'the config.yml of CircleCI',
      { '.circleci/config.yml': 'version: 2.1\njobs:\n  build:\n    docker:\n      - image: cimg/base:stable\n' },
    ],
    ['the config.yaml of a Kubernetes client', { 'config.yaml': 'apiVersion: v1\nkind: Config\nclusters: []\n' }],
    [
      'one word in common',
      { 'config.yaml': 'state:\n  path: /var/lib\nrest:\n  url: http://host\nio:\n  threads: 4\n' },
    ],
    [
      'Helm values',
      { 'charts/flink/values.yaml': 'image:\n  repository: flink\n  tag: 1.20.1\ntaskmanager:\n  replicas: 2\n' },
    ],
    ['a chart', { 'charts/flink/Chart.yaml': 'apiVersion: v2\nname: flink\nversion: 1.0.0\n' }],
    [
      'a Deployment that merely has flink in its name',
      {
        'k8s/flink-dashboard.yaml':
          'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: flink-dashboard\nspec:\n  replicas: 1\n',
      },
    ],
    ['a Service', { 'k8s/flink-jobmanager-service.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: flink\n' }],
    [
      'a manifest behind a comment and a marker',
      { 'flink-config.yaml': '# ours\n---\nkind: ConfigMap\napiVersion: v1\ndata: {}\n' },
    ],
    [
      'a compose file of other software',
      { 'docker-compose.flink.yaml': 'services:\n  kafka:\n    image: apache/kafka\n' },
    ],
    [
      'a compose file that mentions Flink',
      {
        'compose.yml':
          '# beside flink\nservices:\n  flink-docs:\n    image: nginx\n    command: nginx -g "daemon off;"\n',
      },
    ],
    [
      'a stack of other software, and the services of something else',
      {
        'flink-free-stack.yml': 'services:\n  kafka:\n    image: apache/kafka\n',
        'flink-routes.yaml': 'services:\n  flink:\n    url: http://jobmanager:8081\n',
      },
    ],
    [
      'a workflow',
      { '.github/workflows/flink.yaml': 'name: flink\non: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n' },
    ],
    ['log4j of a Spring service', { 'src/main/resources/log4j2.properties': 'rootLogger.level = INFO\n' }],
    ['log4j of Kafka', { 'kafka/config/log4j.properties': 'log4j.rootLogger=INFO, stdout\n' }],
    ['log4j of a job’s resources', { 'src/main/resources/log4j.properties': 'rootLogger.level = WARN\n' }],
    ['logback of another service', { 'service/src/main/resources/logback.xml': '<configuration/>' }],
    ['a Dockerfile of nothing', { Dockerfile: 'FROM flink:1.20.1\n' }],
    [
      'what is in other people’s folders',
      { 'node_modules/x/conf/flink-conf.yaml': CONFIG, '.git/flink-conf.yaml': CONFIG },
    ],
    [
      'what builds made',
      {
        'pom.xml': '<project/>',
        'target/classes/flink-conf.yaml': CONFIG,
        'module/build.gradle.kts': '',
        'module/build/resources/main/flink-conf.yaml': CONFIG,
      },
    ],
    ['what git ignores', { '.gitignore': 'out/\n', 'out/conf/flink-conf.yaml': CONFIG }],
    [
      'what the settings exclude',
      { '.flinklint.yaml': 'exclude: [legacy/**]\n', 'legacy/conf/flink-conf.yaml': CONFIG },
    ],
  ])('%s', async (_, files) => {
    expect(await recognised(files)).toEqual([]);
  });

  test('what a build made is looked at where that is asked for, and a folder that only is called so', async () => {
    const made = { 'pom.xml': '<project/>', 'target/classes/flink-conf.yaml': CONFIG };
    const file = 'target/classes/flink-conf.yaml: flink-conf';
    expect(await recognised(made, ['target/classes'])).toEqual([file]);
    expect(await recognised(made, ['target/classes/flink-conf.yaml'])).toEqual([file]);
    expect(await recognised({ 'target/flink-conf.yaml': CONFIG })).toEqual(['target/flink-conf.yaml: flink-conf']);
  });

  test('a file named alone is looked at even where git ignores it', async () => {
    const files = { '.gitignore': 'out/\n', 'out/conf/flink-conf.yaml': CONFIG };
    expect(await recognised(files, ['out/conf/flink-conf.yaml'])).toEqual(['out/conf/flink-conf.yaml: flink-conf']);
  });
});

test('of the folders above those that are walked only the files are listed', async () => {
  const files = [
    'a.txt',
    'conf/b.txt',
    'conf/deep/c.txt',
    'confetti/d.txt',
    'other/conf/e.txt',
    'x/y/f.txt',
    'x/z/g.txt',
  ];
  const workspace = memoryWorkspace(Object.fromEntries(files.map((file) => [file, ''])));
  expect(await walk(workspace, ['conf', 'x/y'])).toEqual(['a.txt', 'conf/b.txt', 'conf/deep/c.txt', 'x/y/f.txt']);
});

describe('.gitignore', () => {
  let folder: string;
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'core.excludesFile=', ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    });
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'flinklint-'));
    git('init', '--quiet');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const name = fc.constantFrom('a', 'b', 'ab', 'c.yaml', 'd.log', 'build', 'A', 'a b');
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
  const pattern = fc
    .tuple(
      fc.constantFrom('', '', '', '!', '/', '!/', '**/', '\\'),
      fc.oneof(
        path,
        fc.constantFrom('*', '*.yaml', 'a*', '?', '[ab]', '[!a]', 'a/**', 'a/**/b', '**/b', '*/b', 'a/*', '#', ''),
      ),
      fc.constantFrom('', '', '', '/', ' ', '/*', '/**'),
    )
    .map((parts) => parts.join(''));
  const tree = fc.record({
    files: fc.array(path, { minLength: 1, maxLength: 12 }),
    ignores: fc.array(fc.tuple(fc.oneof(fc.constant(''), path), fc.array(pattern, { minLength: 1, maxLength: 5 })), {
      maxLength: 3,
    }),
  });

  /** Files of a tree, without those that would have to be a file and a folder at once. */
  function filesOf(
    prefix: string,
    { files, ignores }: { files: readonly string[]; ignores: readonly (readonly [string, readonly string[]])[] },
  ): Files {
    const all: Record<string, string> = {};
    const folders = new Set<string>();
    const add = (path: string, text: string): void => {
      const parts = path.split('/');
      const above = parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
      if (folders.has(path) || above.some((one) => one in all)) return;
      for (const one of above) folders.add(one);
      all[path] = text;
    };
    for (const file of files) add(`${prefix}/${file}`, '');
    for (const [at, lines] of ignores) add(`${prefix}/${at === '' ? '' : `${at}/`}.gitignore`, `${lines.join('\n')}\n`);
    return all;
  }

  /** Folders that a deeper .gitignore takes back from one above it. */
  const takenBack = ['A', 'A/', 'a/*', 'a/**'].map((line) => ({
    files: ['a/A/b', 'a/A/b/c.yaml', 'a/b', 'A/b'],
    ignores: [
      ['', [line]],
      ['a', ['!A/']],
    ] as const,
  }));

  test('leaves out what git leaves out, nested and negated patterns included', async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const trees = [...takenBack, ...fc.sample(tree, { numRuns: 300, seed })];
    for (const [index, one] of trees.entries()) writeTree(folder, filesOf(`t${index}`, one));
    const expected = git('ls-files', '--others', '--exclude-standard', '-z')
      .split('\0')
      .filter((file) => file !== '');
    const ours = await walk(diskWorkspace(folder));
    const odd = [
      ...expected.filter((file) => !ours.includes(file)),
      ...ours.filter((file) => !expected.includes(file)),
    ];
    const about = odd.slice(0, 3).map((file) => `${file}: ${JSON.stringify(trees[Number(/^t(\d+)/.exec(file)?.[1])])}`);
    expect(about, `seed ${seed}`).toEqual([]);
    expect(expected.length).toBeGreaterThan(300);
  });
});
