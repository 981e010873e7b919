import { describe, expect, test } from 'vitest';
import { isFlinksOwn } from '../src/discover/flink-sources.js';
import { isGenerated, isLeftOut } from '../src/discover/java.js';
import { type Run, type RunOptions, run } from '../src/pipeline.js';
import { readers } from '../src/readers.js';
import { toolFor } from '../src/tool.js';
import { memoryWorkspace } from '../src/workspace/memory.js';

type Files = Readonly<Record<string, string | Uint8Array>>;

const FLINK = 'import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;\n';
const CONFIG = 'taskmanager.numberOfTaskSlots: 4\nparallelism.default: 4\n';

/** A run, with the sources that it parsed in their order. */
async function linted(files: Files, options: Partial<RunOptions> = {}): Promise<Run & { readonly parsed: string[] }> {
  const parsed: string[] = [];
  const inputs = toolFor(memoryWorkspace(files), {});
  const counting = {
    ...readers,
    java: (...[source, total]: Parameters<typeof readers.java>) => {
      parsed.push(source.file);
      return readers.java(source, total);
    },
  };
  return { ...(await run({ ...inputs, readers: counting }, { paths: [''], ...options })), parsed };
}

const parsedOf = async (files: Files, options?: Partial<RunOptions>): Promise<readonly string[]> =>
  (await linted(files, options)).parsed.sort();

describe('which sources are read', () => {
  test('those that mention Flink, each once', async () => {
    const files = {
      'a/src/main/java/Job.java': `${FLINK}class Job {}`,
      'a/src/main/java/Other.java': 'class Other {}',
      'a/src/main/java/Kafka.java': 'import org.apache.kafka.clients.producer.Producer;\nclass Kafka {}',
      'a/src/main/java/Name.java': '// org.apache.flink\nclass Name {}',
      'a/src/main/scala/Job.scala': FLINK,
    };
    expect(await parsedOf(files)).toEqual(['a/src/main/java/Job.java', 'a/src/main/java/Name.java']);
  });

  test('none where nobody asks for any', async () => {
    const files = { 'conf/flink-conf.yaml': CONFIG, 'src/main/java/Job.java': `${FLINK}class Job {}` };
    expect(await parsedOf(files, { paths: ['conf'] })).toEqual([]);
    expect(await parsedOf(files, { sources: false })).toEqual([]);
    expect(await parsedOf(files)).toEqual(['src/main/java/Job.java']);
  });

  test('those that are declared to run with a configuration', async () => {
    const files = {
      '.flinklint.yaml': 'jobs:\n  - name: rides\n    config: conf/flink-conf.yaml\n    sources: [rides/src]\n',
      'conf/flink-conf.yaml': CONFIG,
      'rides/src/main/java/Job.java': `${FLINK}class Job {}`,
      'fares/src/main/java/Job.java': `${FLINK}class Job {}`,
    };
    expect(await parsedOf(files, { paths: ['conf'] })).toEqual(['rides/src/main/java/Job.java']);
  });

  test('of the others those that are spoken of, over any number of steps', async () => {
    const files = {
      'app/src/main/java/a/Job.java': `package a;\n${FLINK}import b.Helper;\nimport static b.c.Names.UID;\nclass Job {}`,
      'app/src/main/java/a/Beside.java': `package a;\n${FLINK}class Beside {}`,
      'app/src/main/java/a/Plain.java': 'package a;\nclass Plain {}',
      'lib/src/main/java/a/SamePackage.java': `package a;\n${FLINK}class SamePackage {}`,
      'lib/src/main/java/b/Helper.java': `package b;\n${FLINK}import d.*;\nclass Helper {}`,
      'lib/src/main/java/b/c/Names.java': `package b.c;\n${FLINK}class Names {}`,
      'lib/src/main/java/d/Deep.java': `package d;\n${FLINK}class Deep {}`,
      'lib/src/main/java/e/Unrelated.java': `package e;\n${FLINK}class Unrelated {}`,
      'lib/src/test/java/b/HelperTest.java': `package b;\n${FLINK}class HelperTest {}`,
    };
    expect(await parsedOf(files, { paths: ['app/src/main/java/a/Job.java'] })).toEqual([
      'app/src/main/java/a/Beside.java',
      'app/src/main/java/a/Job.java',
      'lib/src/main/java/a/SamePackage.java',
      'lib/src/main/java/b/Helper.java',
      'lib/src/main/java/b/c/Names.java',
      'lib/src/main/java/d/Deep.java',
    ]);
    const { report, files: found } = await linted(files, { paths: ['app/src/main/java/a/Job.java'] });
    expect(report.counts.files).toBe(1);
    expect(found).toHaveLength(6);
  });

  test('those that speak of a helper, over any number of steps: its findings are those of the whole project', async () => {
    const files = {
      'app/src/main/java/a/Job.java': `package a;\n${FLINK}import b.Steps;
class Job {
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    new Steps().add(env.socketTextStream("numbers", 9000));
    env.execute();
  }
}`,
      'app/src/main/java/b/Steps.java': `package b;\n${FLINK}import org.apache.flink.streaming.api.datastream.DataStream;
public class Steps {
  public void add(DataStream<String> numbers) { Sums.add(numbers); }
}`,
      'app/src/main/java/b/Sums.java': `package b;\n${FLINK}import org.apache.flink.streaming.api.datastream.DataStream;
class Sums {
  static void add(DataStream<String> numbers) { numbers.keyBy(n -> n).reduce((x, y) -> x + y).print(); }
}`,
      'app/src/main/java/c/SumsOfOthers.java': `package c;\n${FLINK}class SumsOfOthers {}`,
      'other/src/main/java/x/Far.java': `package x;\n${FLINK}class Far { Object sums = new Sums(); }`,
    };
    const helper = 'app/src/main/java/b/Sums.java';
    expect(await parsedOf(files, { paths: [helper] })).toEqual([
      'app/src/main/java/a/Job.java',
      'app/src/main/java/b/Steps.java',
      helper,
    ]);
    const [alone, whole] = await Promise.all([linted(files, { paths: [helper] }), linted(files)]);
    const inHelper = whole.report.findings.filter(({ at }) => at.file === helper);
    expect(inHelper.map(({ rule }) => rule)).toContain('job/operator-uid');
    expect(alone.report.findings.map(({ rule, at }) => [rule, at])).toEqual(inHelper.map(({ rule, at }) => [rule, at]));
  });
});

describe('tests, builds and generated code', () => {
  test.each([
    'src/test/java/a/Job.java',
    'app/src/integrationTest/java/Job.java',
    'app/src/integration-test/java/Job.java',
    'app/src/testFixtures/java/Job.java',
    'app/src/it/java/Job.java',
    'app/src/jmh/java/Job.java',
    'tests/smoke/Job.java',
    'src/main/java/a/JobTest.java',
    'src/main/java/a/JobIT.java',
    'src/main/java/a/JobITCase.java',
    'src/main/java/a/JobBenchmark.java',
    'target/generated-sources/avro/a/Ride.java',
    'app/build/generated/source/a/Ride.java',
    'app/target/Job.java',
    'src/main/generated/a/Ride.java',
    'quickstart/src/main/resources/archetype-resources/src/main/java/Job.java',
  ])('%s is left out', (path) => {
    expect(isLeftOut(path)).toBe(true);
  });

  test.each([
    'src/main/java/a/Job.java',
    'Job.java',
    'src/main/java/com/acme/test/Job.java',
    'src/main/java/com/acme/build/Job.java',
    'src/main/java/com/acme/target/Job.java',
    'test-jobs/src/main/java/Job.java',
    'tests/src/main/java/Job.java',
    'src/main/java/a/Latest.java',
    'src/main/java/a/AUDIT.java',
    'src/main/java/a/TestDataGenerator.java',
  ])('%s is not', (path) => {
    expect(isLeftOut(path)).toBe(false);
  });

  const own = (name: string): string =>
    `/* Licensed to the ASF */\n\n// of it\npackage org.apache.flink.${name};\n${FLINK}`;

  test.each(['runtime.jobmaster', 'streaming.api.environment', 'api.java', 'table.planner.plan', 'test.streaming'])(
    'Flink has written %s',
    (name) => {
      expect(isFlinksOwn(own(name))).toBe(true);
    },
  );

  test.each([
    'streaming.examples.wordcount',
    'table.examples.java',
    'training.solutions',
    'connector.kafka',
    'playgrounds',
  ])('Flink itself has not: %s', (name) => {
    expect(isFlinksOwn(own(name))).toBe(false);
  });

  test('a fork of Flink has the jobs of its examples', async () => {
    const fork = {
      'flink-streaming-java/src/main/java/org/apache/flink/streaming/api/environment/StreamExecutionEnvironment.java': `${own('streaming.api.environment')}class StreamExecutionEnvironment {}`,
      'flink-examples/src/main/java/org/apache/flink/streaming/examples/Job.java': `${own('streaming.examples')}class Job {}`,
    };
    const [runtime = '', example = ''] = Object.keys(fork);
    expect(await parsedOf(fork)).toEqual([example]);
    expect(await parsedOf(fork, { paths: [runtime] })).toContain(runtime);
  });

  test.each([
    ['javax', 'package a;\n@javax.annotation.Generated("x")\npublic class A {}', true],
    ['Avro', '@org.apache.avro.specific.AvroGenerated\npublic class A {}', true],
    ['protobuf', '// Generated by the protocol buffer compiler.  DO NOT EDIT!\npackage a;\nclass A {}', true],
    ['thrift', '/**\n * DO NOT EDIT UNLESS YOU ARE SURE - code is generated\n */\nclass A {}', true],
    ['a comment that only speaks of it', '/** Reads events generated by the simulator. */\nclass A {}', false],
    ['something inside', 'class A { @Generated int x; }', false],
  ])('generated code says so: %s', (_, text, expected) => {
    expect(isGenerated(text)).toBe(expected);
  });

  const files = {
    'src/main/java/Job.java': `${FLINK}class Job {}`,
    'src/test/java/JobTest.java': `${FLINK}class JobTest {}`,
    'src/main/java/Ride.java': `${FLINK}@Generated\nclass Ride {}`,
  };

  test('they are left out of a project', async () => {
    expect(await parsedOf(files)).toEqual(['src/main/java/Job.java']);
  });

  test.each([
    ['src/test', ['src/test/java/JobTest.java']],
    ['src/test/java/JobTest.java', ['src/test/java/JobTest.java']],
    ['src/main/java/Ride.java', ['src/main/java/Job.java', 'src/main/java/Ride.java']],
  ])('they are read where they are named: %s', async (path, expected) => {
    expect((await parsedOf(files, { paths: [path] })).filter((one) => expected.includes(one))).toEqual(expected);
  });
});

describe('what comes of them', () => {
  test('a broken source is one finding, and the rest of it is there', async () => {
    const text = `${FLINK}class Job { void f() { g(; h(; } void k() { l(); } }`;
    const { report, files } = await linted({ 'Job.java': text });
    expect(report.findings.map(({ rule }) => rule)).toEqual(['files/unread-java']);
    const [file] = files;
    expect(file).toMatchObject({ kind: 'java', file: 'Job.java' });
    expect(file?.facts?.kind === 'java' && file.facts.types[0]?.methods.map(({ name }) => name)).toEqual(['f', 'k']);
  });

  test('a source that is too large is one finding', async () => {
    const { report } = await linted({ 'Job.java': `${FLINK}class A { ${'int x = 1; '.repeat(200_000)} }` });
    expect(report.findings.map(({ message }) => message)).toEqual([
      'This source is not checked: it is larger than 2 MiB.',
    ]);
  });

  test('an ignore comment holds in Java', async () => {
    const java = `// flinklint-ignore-file files/unread-java: the generator's\n${FLINK}class Job { void f() { g(; } }`;
    const { report } = await linted({ 'Job.java': java });
    expect(report.findings).toEqual([]);
    expect(report.counts.suppressed).toBe(1);
  });

  test('binary content is nothing', async () => {
    const bytes = Uint8Array.from({ length: 3000 }, (_, i) => (i * 7919) % 256);
    expect(await parsedOf({ 'Job.java': bytes })).toEqual([]);
  });
});
