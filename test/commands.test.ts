/** Command lines in scripts, Makefiles and pipelines: what is found, where it stands, and what it is a layer above. */
import { describe, expect, test } from 'vitest';
import type { Target } from '../src/model/target.js';
import { lintTexts } from './project.js';

type Texts = Readonly<Record<string, string>>;

async function targetsOf(files: Texts): Promise<readonly Target[]> {
  return (await lintTexts(files)).report.targets;
}

/** Each setting as `key=value`, with the text that it stands at. */
async function settingsOf(files: Texts): Promise<readonly string[]> {
  const targets = await targetsOf(files);
  return targets.flatMap(({ commands, layers }) =>
    commands === undefined
      ? []
      : layers.flatMap(({ name, settings, file }) =>
          settings.map(({ key, value, valueAt }) => {
            const text = files[file]?.slice(valueAt.start, valueAt.end) ?? '';
            return `${name}: ${key}=${value} at ${text}`;
          }),
        ),
  );
}

describe('where command lines stand', () => {
  test.each([
    ['deploy.sh', 'flink run -Dparallelism.default=4 a.jar\n'],
    ['bin/deploy', '#!/bin/bash\nflink run -Dparallelism.default=4 a.jar\n'],
    ['Makefile', 'deploy: build\n\t@flink run \\\n\t  -Dparallelism.default=4 a.jar\n'],
    ['justfile', 'deploy:\n  @flink run -Dparallelism.default=4 {{jar}}\n'],
    [
      '.github/workflows/deploy.yaml',
      'jobs:\n  a:\n    steps:\n      - run: |\n          flink run \\\n            -Dparallelism.default=4 a.jar\n',
    ],
    ['.gitlab-ci.yml', 'deploy:\n  script:\n    - cd /opt\n    - flink run -Dparallelism.default=4 a.jar\n'],
    ['deploy.sh', 'ssh host "flink run -Dparallelism.default=4 a.jar"\n'],
    ['deploy.sh', "docker exec jm bash -c 'flink run -Dparallelism.default=4 a.jar'\n"],
  ])('%s %j', async (file, text) => {
    expect(await settingsOf({ [file]: text })).toEqual(['command line: parallelism.default=4 at 4']);
  });

  test('variables of make are filled in, dollar signs for the shell are the shell’s', async () => {
    const files = {
      Makefile: 'P := 4\ndeploy:\n\tX=5; flink run -p $(P) -Da.b=$$X -Dc.d=$(shell date) -De.f=$$$$ a.jar\n',
    };
    expect(await settingsOf(files)).toEqual([
      'command line: a.b=5 at $$X',
      'command line: c.d=${shell date} at $(shell date)',
      'command line: e.f=${$} at $$$',
      'command line option: parallelism.default=4 at $(P)',
    ]);
  });
});

describe('look-alikes are left alone', () => {
  test.each([
    ['build.sh', 'echo "flink run a.jar"\n'],
    [
      'build.sh',
      'if ! command -v sql-client.sh &> /dev/null && ! command -v "$F/bin/sql-client.sh"; then exit 1; fi\n',
    ],
    ['build.sh', '# flink run a.jar\n'],
    ['build.sh', 'docker build -t flink run\n'],
    ['bin/tool', '#!/usr/bin/python3\nflink run a.jar\n'],
    ['README.md', 'flink run -Dparallelism.default=4 a.jar\n'],
    ['k8s/other.yaml', 'run: flink run a.jar\n'],
    ['build.sh', 'cat > run.sh <<EOF\nflink run -Dx.y=1 a.jar\nEOF\n'],
  ])('%s %j', async (file, text) => {
    expect(await targetsOf({ [file]: text })).toEqual([]);
  });
});

describe('commands that start the same', () => {
  const names = async (files: Texts) => (await targetsOf(files)).map(({ name }) => name);

  test.each([
    ['on one line', 'flink run -d a.jar || flink run -d a.jar\n'],
    ['on several', 'for i in 1 2; do\n  flink run -d a.jar && exit\ndone\nflink run -d a.jar\n'],
  ])('%s are one target', async (_, text) => {
    expect(await names({ 'deploy.sh': text })).toEqual(['deploy.sh (flink run)']);
    expect(await names({ Makefile: `deploy:\n${text.replace(/^/gm, '\t').trimEnd()}\n` })).toEqual([
      'Makefile (flink run)',
    ]);
  });

  test('are judged where each of them stands', async () => {
    const text = 'flink run a.jar -Drest.port=4\nflink run a.jar -Drest.port=4\n';
    const { report } = await lintTexts({ 'deploy.sh': text }, { only: ['operations/misplaced-option'] });
    expect(report.findings.map(({ at: { start } }) => start)).toEqual([text.indexOf('-D'), text.lastIndexOf('-D')]);
  });

  test.each([
    ['other jars', 'flink run a.jar\nflink run b.jar\n'],
    ['properties, each of which is judged', 'flink run -Da.b=1 a.jar\nflink run -Da.b=1 a.jar\n'],
  ])('but for %s are two', async (_, text) => {
    expect(await names({ 'deploy.sh': text })).toEqual(['deploy.sh (flink run)', 'deploy.sh (flink run 2)']);
  });
});

describe('the layers of a command', () => {
  const conf = { 'conf/config.yaml': 'parallelism:\n  default: 2\nrest.port: 8081\n' };

  test('lie above the configuration near it, what other options say above -D', async () => {
    const files = { ...conf, 'deploy.sh': 'flink run -Dparallelism.default=3 -p 4 -t remote -s s3://b/1 -n a.jar\n' };
    const { report } = await lintTexts(files, { flinkVersion: '2.1' });
    const target = report.targets.find(({ commands }) => commands !== undefined);
    expect(
      target?.layers.map(({ name, settings }) => [name, settings.map(({ key, value }) => `${key}=${value}`)]),
    ).toEqual([
      ['file', ['parallelism.default=2', 'rest.port=8081']],
      ['command line', ['parallelism.default=3']],
      [
        'command line option',
        [
          'parallelism.default=4',
          'execution.target=remote',
          'execution.state-recovery.path=s3://b/1',
          'execution.state-recovery.ignore-unclaimed-state=true',
        ],
      ],
    ]);
    expect(target).toMatchObject({ name: 'deploy.sh (flink run)', kind: 'application', deployment: 'session' });
  });

  test('older versions have their own names for them', async () => {
    const { report } = await lintTexts({ 'deploy.sh': 'flink run -s s3://b/1 a.jar\n' }, { flinkVersion: '1.18' });
    const keys = report.targets.flatMap(({ layers }) =>
      layers.flatMap(({ settings }) => settings.map(({ key }) => key)),
    );
    expect(keys).toEqual(['execution.savepoint.path']);
  });

  test('SET in a here-document is above all', async () => {
    const files = {
      'query.sh': "sql-client.sh <<EOF\nSET 'parallelism.default' = '7';\nINSERT INTO a SELECT * FROM b;\nEOF\n",
    };
    expect(await settingsOf(files)).toEqual(["sql: parallelism.default=7 at '7'"]);
  });

  test.each([
    ['kubernetes-session.sh -Dkubernetes.cluster-id=a', 'cluster', 'session', 'kubernetes-native'],
    ['yarn-session.sh -jm 1024 -d', 'cluster', 'session', 'yarn'],
    ['flink run-application -t yarn-application a.jar', 'application', 'application', 'yarn'],
    ['standalone-job.sh start -Da.b=c', 'application', 'application', 'unknown'],
    ['flink run a.jar', 'application', 'unknown', 'unknown'],
    ['flink stop id', 'fragment', 'unknown', 'unknown'],
  ])('%s is a target', async (line, kind, deployment, platform) => {
    const [target] = await targetsOf({ 'deploy.sh': `${line}\n` });
    expect(target).toMatchObject({ kind, deployment, platform });
  });
});

describe('what is for the program is no unknown option', () => {
  test.each([
    'flink run -py job.py --input-file a',
    'flink run -pym job --input-file a',
    'flink run -j a.jar --input-file a',
    'standalone-job.sh start --job-classname A --input-file a',
    'flink run a.jar --input-file a',
  ])('%s', async (line) => {
    expect((await lintTexts({ 'deploy.sh': `${line}\n` })).report.findings).toEqual([]);
  });

  test.each([
    ['flink run -yn 3 a.jar', "'flink run' has no option '-yn', and takes it for the name of the jar."],
    ['flink stop --savepoint-path a id', "'flink stop' has no option '--savepoint-path', and ends with an error."],
    ['sql-client.sh embedded -i -f a.sql', "'sql-client.sh embedded' wants a value for '-i', and ends with an error."],
    ['flink run -d -s', "'flink run' wants a value for '-s', and ends with an error."],
    ['sql-client.sh -x -f a.sql', "'sql-client.sh embedded' has no option '-x', and ignores it and all that follows."],
  ])('but: %s', async (line, message) => {
    const { report } = await lintTexts({ 'deploy.sh': `${line}\n` });
    expect(report.findings.map((finding) => finding.message)).toEqual([message]);
  });
});

describe('what cannot be seen', () => {
  test.each([
    'flink run -d $OPTS -Dx=y a.jar',
    'flink run -d "$@"',
    'flink run -d "${ARGS[@]}" a.jar -Dparallelism.default=1',
    'flink run -d $(cat opts) a.jar -Dparallelism.default=1',
  ])('%s: its end is open and nothing is said of it', async (line) => {
    const { report } = await lintTexts({ 'deploy.sh': `${line}\n` });
    expect(report.targets[0]?.layers[0]?.open).toBe('its words are known only when it runs');
    expect(report.findings.map(({ rule }) => rule)).toEqual([]);
  });

  test.each(['standalone-job.sh start "$@"', 'flink run "$@"'])(
    '%s: nothing is known but that it runs',
    async (line) => {
      const { report } = await lintTexts({ 'deploy.sh': `${line}\n` });
      expect(report.targets.flatMap(({ layers }) => layers)).toEqual([]);
      expect(report.findings).toEqual([]);
    },
  );

  test('secrets are not shown', async () => {
    const { report } = await lintTexts({ 'deploy.sh': 'flink run -Ds3.secret-key=wJalrXUtnFEMIK7MDENG a.jar\n' });
    expect(report.findings.map(({ rule }) => rule)).toEqual(['security/plaintext-secret']);
    expect(JSON.stringify(report.findings.map((finding) => report.excerpt(finding.at)))).not.toContain('wJalrXUt');
  });

  test.each([
    ['deploy.sh', '# flinklint-ignore options/unknown: ours\nflink run -Dexecution.checkpointing.intervall=1s a.jar\n'],
    ['deploy.sh', 'flink run -Dexecution.checkpointing.intervall=1s a.jar # flinklint-ignore options/unknown: ours\n'],
    [
      'deploy.sh',
      '# flinklint-ignore options/unknown: ours\nflink run \\\n  -d \\\n  -Dexecution.checkpointing.intervall=1s a.jar\n',
    ],
    [
      'Makefile',
      'a:\n\t# flinklint-ignore options/unknown: ours\n\tflink run \\\n\t  -Dexecution.checkpointing.intervall=1s a.jar\n',
    ],
  ])('an ignore comment stands before the command: %s %j', async (file, text) => {
    const { report } = await lintTexts({ [file]: text });
    expect(report.findings).toEqual([]);
    expect(report.counts.suppressed).toBe(1);
  });
});
