import { describe, expect, test } from 'vitest';
import { lintTexts } from './project.js';

/** What every object inherits, so that a table may seem to hold it. */
const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

/** Each place where a name of the user's own choice is looked up, with that name in it. */
const PLACES: Readonly<Record<string, (name: string) => Readonly<Record<string, string>>>> = {
  'keys and values of config.yaml': (name) => ({
    'conf/config.yaml': `rest.port: 8081\n${name}: 1\nstate.backend.type: ${name}\nexecution.target: ${name}\n`,
  }),
  'keys and values of flink-conf.yaml': (name) => ({
    'conf/flink-conf.yaml': `rest.port: 8081\n${name}: 1\nstate.${name}: x\nexecution.checkpointing.interval: 1 ${name}\n`,
  }),
  'fields of a resource': (name) => ({
    'k8s/a.yaml': `apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nmetadata:\n  name: ${name}\nspec:\n  ${name}: 1\n  image: ${name}\n  flinkVersion: ${name}\n  flinkConfiguration:\n    ${name}: x\n  job:\n    upgradeMode: ${name}\n    state: ${name}\n`,
  }),
  'kinds of resources': (name) => ({
    'k8s/a.yaml': [
      `apiVersion: ${name}\nkind: ${name}\nmetadata: {name: a}\nspec: {}\n`,
      `apiVersion: flink.apache.org/v1beta1\nkind: ${name}\nmetadata: {name: a}\nspec: {flinkConfiguration: {rest.port: "1"}}\n`,
    ].join('---\n'),
  }),
  'services and variables of compose': (name) => ({
    'compose.yaml': `services:\n  ${name}:\n    image: flink:1.20\n    command: ${name}\n  jobmanager:\n    image: flink:1.20\n    command: jobmanager\n    depends_on: [${name}]\n    environment:\n      ${name}: x\n      FLINK_PROPERTIES: "${name}: 1"\n      ENABLE_BUILT_IN_PLUGINS: ${name}\n`,
  }),
  'instructions of a Dockerfile': (name) => ({
    Dockerfile: `FROM flink:1.20 AS ${name}\n${name} x\nENV ${name}=1 FLINK_PROPERTIES="${name}: 1"\nCOPY ${name} /opt/flink/conf/\nCMD ["${name}"]\n`,
  }),
  'words of a command line': (name) => ({
    'run.sh': `#!/bin/sh\nflink ${name} a.jar\nflink run --${name} -${name} -D${name}=1 -t ${name} a.jar\nkubernetes-session.sh --${name} 1\n`,
  }),
  'names of SQL': (name) => ({
    'a.sql': `SET '${name}' = '${name}';\nCREATE TABLE ${name} (${name} INT) WITH ('connector' = '${name}', '${name}' = 'x');\nCREATE TABLE k (a INT) WITH ('connector' = 'kafka', '${name}' = 'x');\nINSERT INTO k SELECT ${name} FROM ${name} GROUP BY ${name};\n`,
  }),
  'names of Java': (name) => ({
    'A.java': `package ${name};\nimport org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;\nimport org.apache.flink.api.common.time.Time;\nclass ${name} {\n  public static void main(String[] args) throws Exception {\n    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();\n    env.${name}();\n    env.enableCheckpointing(Time.${name}(1).toMilliseconds());\n    env.enableCheckpointing("a".${name}().length());\n    env.enableCheckpointing(java.util.concurrent.TimeUnit.${name}.toMillis(1));\n    ${name}.of(1).${name}();\n    env.fromElements(1).map(x -> x).${name}().uid("${name}").print();\n    env.execute();\n  }\n}\n`,
  }),
  'loggers and appenders': (name) => ({
    'conf/config.yaml': 'rest.port: 8081\n',
    'conf/log4j-console.properties': `${name} = 1\nrootLogger.level = ${name}\nrootLogger.appenderRef.${name}.ref = ${name}\nappender.${name}.type = ${name}\nlogger.${name}.name = ${name}\nlogger.${name}.level = ${name}\n`,
    'conf/logback-console.xml': `<!DOCTYPE a [<!ENTITY ${name} "x">]>\n<configuration>\n  <${name}/>\n  <appender name="${name}" class="${name}"/>\n  <root level="&${name};"><appender-ref ref="${name}"/></root>\n</configuration>\n`,
  }),
  'versions in build files': (name) => ({
    'conf/config.yaml': 'rest.port: 8081\n',
    'pom.xml': `<project><properties><${name}>1</${name}></properties><dependencies><dependency><groupId>org.apache.flink</groupId><artifactId>flink-core</artifactId><version>\${${name}}</version></dependency></dependencies></project>\n`,
    'build.gradle': `def ${name} = ${name}\nimplementation "org.apache.flink:flink-core:$${name}"\n`,
  }),
};

describe('a configuration that is no UTF-8', () => {
  const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
  const found = async (files: Readonly<Record<string, Uint8Array>>): Promise<readonly string[]> =>
    (await lintTexts(files)).report.findings.map(({ rule, at }) => `${at.file} ${rule}`);

  test('is named, though only its content could tell that it is Flink’s', async () => {
    const text = '# Gr\u00f6\u00dfe\nrest.port: 8081\nparallelism.default: 2\n';
    expect(await found({ 'conf/config.yaml': latin1(text) })).toEqual(['conf/config.yaml files/unreadable']);
  });

  test.each(['name: Gr\u00f6\u00dfe\n', 'apiVersion: v1\nkind: Gr\u00f6\u00dfe\n', 'rest.port: 8081\n\u0000\u00ff'])(
    'is nothing to us where it is not Flink’s: %j',
    async (text) => {
      expect(await found({ 'conf/config.yaml': latin1(text) })).toEqual([]);
    },
  );
});

describe('names that every object has are names like others', () => {
  test.each(Object.keys(PLACES))('%s', async (place) => {
    for (const name of INHERITED) {
      const { defects, report } = await lintTexts(PLACES[place]?.(name) ?? {});
      expect(defects, name).toEqual([]);
      expect(report.findings.filter(({ message }) => /\[native code\]|\[object /.test(message))).toEqual([]);
    }
  });
});

/** A job that makes an object of its own class `Round`, with a sum that has no uid after it. */
const jobWith = (round: string): Readonly<Record<string, string>> => ({
  'src/main/java/Job.java': `import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
public class Job {
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    new Round();
    env.enableCheckpointing(60_000L);
    env.socketTextStream("events", 9000).keyBy(x -> x).reduce((a, b) -> a + b).print();
    env.execute();
  }
}
class Round {
  ${round}
}
`,
});

describe('code that would never end is followed for a while', () => {
  test.each([
    ['an object in its own field', 'Round next = new Round();'],
    ['an object in what its initialiser makes', 'Round next; { next = new Round(); }'],
    ['lambdas that call each other', 'java.util.function.Supplier<Round> a = () -> this.a.get(); Round b = a.get();'],
    ['two classes', 'static class Other { Round back = new Round(); } Other other = new Other();'],
  ])('%s', async (_, round) => {
    const { defects, report } = await lintTexts(jobWith(round));
    expect(defects).toEqual([]);
    expect(report.findings.map(({ rule }) => rule)).toEqual(['job/operator-uid']);
  });
});

/** What an expression that looks for an end from every beginning, or a list within a list, would take minutes for. */
const LONG: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  [
    'brackets that nothing closes',
    { 'conf/config.yaml': `rest.port: 8081\nenv.java.opts.all: "${'${'.repeat(200_000)}"\n` },
  ],
  ['underscores', { 'conf/config.yaml': `rest.port: 8081\nenv.java.opts.all: ${'_'.repeat(200_000)}a\n` }],
  [
    'digits',
    {
      'conf/config.yaml': `parallelism.default: ${'0'.repeat(200_000)}x\nblob.fetch.retries: ${'1'.repeat(200_000)}\n`,
    },
  ],
  ['digits of a fraction', { 'conf/config.yaml': `rest.port: 8081\ntaskmanager.cpu.cores: ${'0'.repeat(200_000)}x\n` }],
  [
    'a quantity',
    {
      'a.yaml': `apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nmetadata: {name: a}\nspec: {jobManager: {resource: {cpu: "${'0'.repeat(200_000)}!", memory: "${'0'.repeat(200_000)}!"}}}\n`,
    },
  ],
  ['a key', { 'conf/flink-conf.yaml': `rest.port: 8081\nstate.${'x'.repeat(1_000_000)}: 1\n` }],
  ['blanks behind a line', { 'conf/flink-conf.yaml': `rest.port: 8081\ns3.secret-key${' '.repeat(200_000)}x\n` }],
  [
    'quotation marks',
    { Dockerfile: `FROM flink:1.20\nCMD [${'\\\\"'.repeat(200_000)}\nCOPY ${'['.repeat(200_000)} conf\n` },
  ],
  ['a number on a command line', { 'run.sh': `#!/bin/sh\nflink run -p -${'0'.repeat(200_000)}x a.jar\n` }],
  ['a variable of a Makefile', { Makefile: `A = ${'a '.repeat(40_000)}#\\r\nrun:\n\tflink run $(A).jar\n` }],
  ['a number in a comment', { 'conf/flink-conf.yaml': `web.timeout: 10 # ${'1'.repeat(100_000)}\nweb.timeout: 10\n` }],
  [
    'empty lines in a broken resource',
    { 'a.yaml': `kind: FlinkDeployment\napiVersion: flink.apache.org/v1\n${'\n'.repeat(200_000)}a: [\n` },
  ],
  [
    'brackets in SQL',
    { 'a.sql': `CREATE TABLE t (a INT) WITH ('connector' = 'kafka');\nSELECT ${'${'.repeat(100_000)};\n` },
  ],
  ['a word in a script', { 'run.sh': `#!/bin/sh\n${'flink'.repeat(50_000)}!\nflink run a.jar\n` }],
  [
    'blanks in a build file',
    { 'conf/config.yaml': 'rest.port: 8081\n', 'build.gradle': `// flink\nextra${' '.repeat(200_000)}!\n` },
  ],
  [
    'empty lines in Java',
    {
      'A.java': `// org.apache.flink\n${'\n'.repeat(200_000)}class A {}\n`,
      'B.java': '// org.apache.flink\nclass B {}\n',
    },
  ],
];

describe('what is long is read in time that grows with it', () => {
  test.each(LONG)('%s', async (_, files) => {
    const before = process.cpuUsage().user;
    await lintTexts(files, { paths: [Object.keys(files)[0] ?? ''] });
    expect((process.cpuUsage().user - before) / 1000).toBeLessThan(2000);
  });

  const many = (line: (at: number) => string): string => Array.from({ length: 20_000 }, (_, at) => line(at)).join('');

  test.each([
    ['unknown keys', (at: number) => `state.k${at}.x: 1\n`, 20_000],
    ['keys of one family', (at: number) => `acme.k${at}: 1\n`, 1],
    ['keys that are set again', () => 'rest.port: 8081\n', 19_999],
    ['parents', (at: number) => `k${at}:\n  a${at}: 1\n`, 20_000],
  ])('very many %s', async (_, line, findings) => {
    const before = process.cpuUsage().user;
    const rules = ['options/unknown', 'options/prefix-conflict', 'files/duplicate-key', 'files/nested-in-legacy'];
    const { report } = await lintTexts({ 'conf/flink-conf.yaml': many(line) }, { only: rules });
    expect(report.findings).toHaveLength(findings);
    expect((process.cpuUsage().user - before) / 1000).toBeLessThan(8000);
  });
});
