import { describe, expect, test } from 'vitest';
import { evidenceOfBuilds } from '../src/discover/builds.js';
import { evidenceIn } from '../src/discover/evidence.js';
import { byName } from '../src/discover/recognise.js';
import { versionText } from '../src/flink/versions.js';
import { versionOfSource } from '../src/targets/version.js';
import { lintTexts, targetsIn } from './project.js';

type Files = Readonly<Record<string, string>>;

/** What a source in a repository of these build files is compiled against, and where that is written. */
function versionOf(files: Files, source: string): string | undefined {
  const builds = Object.entries(files).map(([file, text]) => ({ file, text, kind: byName(file)?.kind ?? 'manifest' }));
  const evidence = [
    ...builds.flatMap(({ file, kind, text }) => evidenceIn(file, kind, text)),
    ...evidenceOfBuilds(builds),
  ];
  const found = versionOfSource(source, evidence);
  if (found === undefined) return undefined;
  const written = files[found.at?.file ?? '']?.slice(found.at?.start, found.at?.end);
  return `${versionText(found.range)} (${written} in ${found.from})`;
}

const dependency = (artifact: string, version?: string, more = ''): string =>
  `<dependency><groupId>org.apache.flink</groupId><artifactId>${artifact}</artifactId>${version === undefined ? '' : `<version>${version}</version>`}${more}</dependency>`;

const project = (artifact: string, body: string): string =>
  `<project>\n<groupId>org.example</groupId>\n<artifactId>${artifact}</artifactId>\n${body}\n</project>\n`;

const parent = (artifact: string, path?: string): string =>
  `<parent><groupId>org.example</groupId><artifactId>${artifact}</artifactId><version>1</version>${path === undefined ? '' : `<relativePath>${path}</relativePath>`}</parent>`;

const SOURCE = 'app/src/main/java/a/Job.java';

describe('manifests', () => {
  const deployment = (version: string): string =>
    `apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nspec:\n  flinkVersion: ${version}\n`;

  test.each([
    ['v1_20', '1.20'],
    // Refused by the operator, and clear enough to go by.
    ['v1.20', '1.20'],
    ['"1.20"', '1.20'],
    // As other platforms spell it.
    ["'1.16'", '1.16'],
  ])('flinkVersion: %s', (written, version) => {
    const [found] = evidenceIn('orders.yaml', 'manifest', deployment(written));
    expect(found === undefined ? undefined : versionText(found.range)).toBe(version);
    expect(deployment(written).slice(found?.at?.start, found?.at?.end)).toBe(written.replace(/["'v]/g, ''));
  });
});

test('the image of a FlinkCluster', () => {
  const text = 'kind: FlinkCluster\nspec:\n  image:\n    name: flink:1.13.6\n  flinkProperties: {}\n';
  const [found] = evidenceIn('cluster.yaml', 'manifest', text);
  expect(found === undefined ? undefined : versionText(found.range)).toBe('1.13.6');
});

test.each([
  [
    'build.gradle',
    '// Flink\next.engineVersion = "1.15.4"\n',
    'jobs/build.gradle',
    'dependencies {\n  implementation "org.apache.flink:flink-clients:$engineVersion"\n}\n',
  ],
  [
    'pom.xml',
    project('all', '<properties><engine>1.15.4</engine></properties>\n<!-- Flink -->'),
    'jobs/pom.xml',
    project('jobs', `${parent('all')}${dependency('flink-clients', '${engine}')}`),
  ],
])('a version that a build takes from %s stands there in what is said of it', async (above, version, below, build) => {
  const files = { [above]: version, [below]: build, 'jobs/conf/flink-conf.yaml': 'rest.port: 8081\n' };
  const { report, files: texts } = await lintTexts(files, { only: ['upgrade/end-of-life'] });
  expect(report.findings.map(({ at }) => at.file)).toEqual([above]);
  // Only of files that are among these is the line known.
  expect(texts.map(({ file }) => file)).toContain(above);
});

test.each([
  ['the values of a chart', 'image:\n  repository: library/flink\n  tag: "1.17.1-scala_2.12"\n', '1.17.1'],
  ['an image named after Flink and Scala', 'image: example/flink-orders:1.10.0-scala_2.12-3\n', '1.10.0'],
  ['a variable of Ansible', '---\nflink_version: "1.16.3"\n', '1.16.3'],
  ['an operator', 'image:\n  repository: ghcr.io/apache/flink-kubernetes-operator\n  tag: 1.12.0\n', undefined],
  ['an image with a version of its own', 'image: example/flink-orders:1.10.0\n', undefined],
])('%s', (_, text, version) => {
  const [found] = evidenceIn('chart/values.yaml', 'manifest', text);
  expect(found && text.slice(found.at?.start, found.at?.end)).toBe(version);
});

describe('images of several versions, with none of them near', () => {
  const versionIn = async (file: string, ...images: readonly string[]): Promise<string> => {
    const stacks = images.map((image, index) => [
      `stacks/${String(index)}/compose.yaml`,
      `services:\n  jobmanager:\n    image: ${image}\n    command: jobmanager\n`,
    ]);
    const targets = await targetsIn({ ...Object.fromEntries(stacks), [file]: 'parallelism.default: 2\n' });
    const version = targets.find(({ files }) => files.includes(file))?.version;
    return `${versionText(version?.range ?? { min: 0, max: 0 })}${version?.assumed === true ? ', assumed' : ''}`;
  };

  test.each([
    ['conf/flink-conf.yaml', ['flink:1.18', 'flink:1.19'], '1.18 to 1.19, assumed'],
    // What the name of the file says weighs more.
    ['conf/flink-conf.yaml', ['flink:1.19', 'flink:2.1'], '1.19 to 1.20, assumed'],
    ['conf/flink-conf.yaml', ['flink:2.0', 'flink:2.1'], '1.15 to 1.20, assumed'],
    // Nothing is known of these.
    ['conf/flink-conf.yaml', ['flink:1.9', 'flink:1.10'], '1.9 to 1.10, assumed'],
    ['conf/flink-conf.yaml', ['flink:1.19', 'flink:1.19'], '1.19'],
  ])('%s beside %j', async (file, images, version) => {
    expect(await versionIn(file, ...images)).toBe(version);
  });
});

describe('Dockerfiles', () => {
  test.each([
    ['FROM flink:1.20.1-java17', '1.20.1'],
    ['ENV FLINK_VERSION=1.20.1', '1.20.1'],
    ['RUN wget https://archive.apache.org/dist/flink/flink-1.18.1/flink-1.18.1-bin-scala_2.12.tgz', '1.18.1'],
    ['ENV FLINK_HOME /usr/local/flink-1.9.3', '1.9.3'],
    ['# RUN wget https://archive.apache.org/dist/flink/flink-1.18.1/flink-1.18.1-bin-scala_2.12.tgz', undefined],
    ['COPY flink-connector-jdbc-3.2.0-1.19.jar /opt/flink/lib/', undefined],
  ])('%s', (line, version) => {
    const [found] = evidenceIn('Dockerfile', 'dockerfile', `FROM debian:12\n${line}\n`);
    expect(found === undefined ? undefined : versionText(found.range)).toBe(version);
  });
});

describe('Maven', () => {
  test.each<readonly [string, Files, string | undefined]>([
    [
      'the usual property',
      { 'app/pom.xml': '<project><properties>\n<flink.version>1.20.1</flink.version></properties></project>' },
      '1.20.1 (1.20.1 in app/pom.xml:2)',
    ],
    [
      'a property of any name',
      {
        'app/pom.xml': project(
          'app',
          `<properties><streaming>1.19.2</streaming></properties>${dependency('flink-streaming-java', '${streaming}')}`,
        ),
      },
      '1.19.2 (1.19.2 in app/pom.xml:4)',
    ],
    [
      'a version of its own',
      { 'app/pom.xml': project('app', dependency('flink-clients', '2.0.1')) },
      '2.0.1 (2.0.1 in app/pom.xml:4)',
    ],
    [
      'with a suffix for Scala',
      { 'app/pom.xml': project('app', dependency('flink-streaming-java_2.12', '1.14.6')) },
      '1.14.6 (1.14.6 in app/pom.xml:4)',
    ],
    [
      'managed by the parent in the folder above',
      {
        'pom.xml': project(
          'root',
          `<properties><f>1.18.1</f></properties><dependencyManagement>${dependency('flink-core', '${f}')}</dependencyManagement>`,
        ),
        'app/pom.xml': project('app', parent('root') + dependency('flink-core')),
      },
      '1.18.1 (1.18.1 in pom.xml:4)',
    ],
    [
      'managed by a parent beside',
      {
        'build/parent/pom.xml': project('base', dependency('flink-core', '1.18.1')),
        'app/pom.xml': project('app', parent('base', '../build/parent') + dependency('flink-core')),
      },
      '1.18.1 (1.18.1 in build/parent/pom.xml:4)',
    ],
    [
      'managed by a parent found by its name',
      {
        'build/parent/pom.xml': project('base', dependency('flink-core', '1.18.1')),
        'app/pom.xml': project('app', parent('base') + dependency('flink-core')),
      },
      '1.18.1 (1.18.1 in build/parent/pom.xml:4)',
    ],
    [
      'of an imported list in the repository',
      {
        'bom/pom.xml': project(
          'versions',
          `<properties><v>2.1.0</v></properties><dependencyManagement>${dependency('flink-runtime', '${v}')}</dependencyManagement>`,
        ),
        'app/pom.xml': project(
          'app',
          `<dependencyManagement><dependency><groupId>org.example</groupId><artifactId>versions</artifactId><version>1</version><type>pom</type><scope>import</scope></dependency></dependencyManagement>${dependency('flink-runtime')}`,
        ),
      },
      '2.1.0 (2.1.0 in bom/pom.xml:4)',
    ],
    [
      'a property that the module has otherwise',
      {
        'pom.xml': project('root', `<properties><f>1.18.1</f></properties>${dependency('flink-core', '${f}')}`),
        'app/pom.xml': project(
          'app',
          `${parent('root')}<properties><f>1.20.0</f></properties>${dependency('flink-core')}`,
        ),
      },
      '1.20.0 (1.20.0 in app/pom.xml:4)',
    ],
    [
      'what the nearest build says, though another disagrees',
      {
        'pom.xml': '<flink.version>1.17.2</flink.version>',
        'app/pom.xml': '<flink.version>1.20.1</flink.version>',
        'other/pom.xml': '<flink.version>2.0.0</flink.version>',
      },
      '1.20.1 (1.20.1 in app/pom.xml:1)',
    ],
    [
      'what a connector is made for',
      { 'app/pom.xml': project('app', dependency('flink-connector-kafka', '3.2.0-1.19')) },
      '1.19 (1.19 in app/pom.xml:4)',
    ],
    [
      'Flink itself before a connector',
      {
        'app/pom.xml': project(
          'app',
          dependency('flink-connector-kafka', '3.2.0-1.19') + dependency('flink-core', '1.20.1'),
        ),
      },
      '1.20.1 (1.20.1 in app/pom.xml:4)',
    ],
    [
      'nothing of a connector without it',
      { 'app/pom.xml': project('app', dependency('flink-connector-kafka', '3.2.0')) },
      undefined,
    ],
    [
      'nothing of a plugin',
      { 'app/pom.xml': project('app', `<build>${dependency('flink-core', '1.9.0')}</build>`) },
      undefined,
    ],
    [
      'nothing of a comment',
      { 'app/pom.xml': project('app', `<!-- ${dependency('flink-core', '1.9.0')} -->`) },
      undefined,
    ],
    [
      'nothing of a property that is not there',
      { 'app/pom.xml': project('app', dependency('flink-core', '${f}')) },
      undefined,
    ],
    [
      'nothing of properties in a circle',
      {
        'app/pom.xml': project(
          'app',
          `<properties><f>\${g}</f><g>\${f}</g></properties>${dependency('flink-core', '${f}')}`,
        ),
      },
      undefined,
    ],
    [
      'nothing of parents in a circle',
      { 'app/pom.xml': project('app', `${parent('app', '.')}${dependency('flink-core')}`) },
      undefined,
    ],
    ['nothing of another module', { 'other/pom.xml': '<flink.version>2.0.0</flink.version>' }, undefined],
    ['nothing of half a file', { 'app/pom.xml': '<project><dependency><groupId>org.apache.flink' }, undefined],
  ])('%s', (_, files, expected) => {
    expect(versionOf(files, SOURCE)).toBe(expected);
  });
});

describe('Gradle', () => {
  test.each<readonly [string, Files, string | undefined]>([
    [
      'a version in Groovy',
      {
        'app/build.gradle': "dependencies {\n  implementation 'org.apache.flink:flink-statebackend-rocksdb:1.20.1'\n}",
      },
      '1.20.1 (1.20.1 in app/build.gradle:2)',
    ],
    [
      'a variable in Groovy',
      {
        'app/build.gradle':
          'def streaming = \'1.19.1\'\ndependencies { implementation "org.apache.flink:flink-core:${streaming}" }',
      },
      '1.19.1 (1.19.1 in app/build.gradle:1)',
    ],
    [
      'a variable of the build above',
      {
        'build.gradle': "ext {\n  streaming = '1.19.1'\n}",
        'app/build.gradle': 'implementation "org.apache.flink:flink-core:$streaming"',
      },
      '1.19.1 (1.19.1 in build.gradle:2)',
    ],
    [
      'a map of versions',
      {
        'build.gradle': "ext.versions = [kafka: '3.5.0', flink: '1.18.1']",
        'app/build.gradle': 'implementation "org.apache.flink:flink-core:${versions.flink}"',
      },
      '1.18.1 (1.18.1 in build.gradle:1)',
    ],
    [
      'a sum',
      { 'app/build.gradle': "def v = '1.18.1'\nimplementation 'org.apache.flink:flink-core:' + v" },
      '1.18.1 (1.18.1 in app/build.gradle:1)',
    ],
    [
      'a value in Kotlin',
      {
        'app/build.gradle.kts':
          'val streaming = "2.0.0"\ndependencies { implementation("org.apache.flink:flink-core:$streaming") }',
      },
      '2.0.0 (2.0.0 in app/build.gradle.kts:1)',
    ],
    [
      'extra in Kotlin',
      {
        'build.gradle.kts': 'val streaming by extra("2.0.0")',
        'app/build.gradle.kts': 'implementation("org.apache.flink:flink-core:$streaming")',
      },
      '2.0.0 (2.0.0 in build.gradle.kts:1)',
    ],
    [
      'the properties of the build',
      {
        'gradle.properties': 'streaming=1.17.2',
        'app/build.gradle': 'implementation "org.apache.flink:flink-core:$streaming"',
      },
      '1.17.2 (1.17.2 in gradle.properties:1)',
    ],
    [
      'a catalog',
      { 'gradle/libs.versions.toml': '[versions]\nflink = "1.20.1"\n' },
      '1.20.1 (1.20.1 in gradle/libs.versions.toml:2)',
    ],
    [
      'a catalog with a name of its own',
      {
        'gradle/libs.versions.toml':
          '[versions]\nstreaming = "1.20.1"\nkafka = "3.5.0"\n[libraries]\ncore = { module = "org.apache.flink:flink-core", version.ref = "streaming" }\n',
      },
      '1.20.1 (1.20.1 in gradle/libs.versions.toml:2)',
    ],
    [
      'a catalog with groups, names and strict versions',
      {
        'gradle/libs.versions.toml':
          '[versions]\ns = { strictly = "1.20.1" }\n[libraries]\ncore = { group = "org.apache.flink", name = "flink-core", version.ref = "s" }\n',
      },
      '1.20.1 (1.20.1 in gradle/libs.versions.toml:2)',
    ],
    [
      'a short line of a catalog',
      { 'gradle/libs.versions.toml': '[libraries]\ncore = "org.apache.flink:flink-core:1.20.1"\n' },
      '1.20.1 (1.20.1 in gradle/libs.versions.toml:2)',
    ],
    [
      'what a connector is made for',
      { 'app/build.gradle': "implementation 'org.apache.flink:flink-connector-jdbc:3.1.2-1.18'" },
      '1.18 (1.18 in app/build.gradle:1)',
    ],
    [
      'nothing of what is computed',
      { 'app/build.gradle': 'implementation "org.apache.flink:flink-core:${version()}"' },
      undefined,
    ],
    [
      'nothing of a comment',
      { 'app/build.gradle': "// implementation 'org.apache.flink:flink-avro:1.9.0'" },
      undefined,
    ],
  ])('%s', (_, files, expected) => {
    expect(versionOf(files, SOURCE)).toBe(expected);
  });
});

test('hostile build files take no time', () => {
  const started = performance.now();
  for (const text of [
    '<dependency>',
    '<build>',
    '<!--',
    '<properties><a>',
    '/*',
    '<parent>',
    '"org.apache.flink:flink-core:$',
  ]) {
    versionOf({ 'app/pom.xml': `org.apache.flink ${text.repeat(50_000)}` }, SOURCE);
    versionOf({ 'app/build.gradle': `org.apache.flink ${text.repeat(50_000)}` }, SOURCE);
  }
  expect(performance.now() - started).toBeLessThan(10_000);
});
