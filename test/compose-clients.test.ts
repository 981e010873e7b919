import { describe, expect, test } from 'vitest';
import type { Target } from '../src/model/target.js';
import { effective, lintTexts, targetsIn } from './project.js';

const IMAGE = 'image: flink:1.20.1';
const CLUSTER = `services:
  jobmanager:
    ${IMAGE}
    command: jobmanager
    environment:
      FLINK_PROPERTIES: |
        parallelism.default: 3
        execution.checkpointing.interval: 1 min
  taskmanager: {${IMAGE}, command: taskmanager}
`;

/** The cluster with a client beside it. */
const compose = (fields: string): string =>
  `${CLUSTER}  client:\n    ${IMAGE}\n    ${fields.replaceAll('\n', '\n    ')}\n`;

const SCRIPT = "SET 'parallelism.default' = '5';\nINSERT INTO a SELECT * FROM b;\n";
const isClient = ({ commands }: Target): boolean => commands !== undefined;

async function clientIn(files: Readonly<Record<string, string>>): Promise<Target> {
  const targets = await targetsIn(files);
  expect(targets.map(({ name }) => name)).toHaveLength(2);
  const client = targets.find(isClient);
  if (client === undefined) throw new Error('no client');
  return client;
}

describe('what a service of a compose project runs as a client', () => {
  test.each([
    ['a script of what is mounted', 'command: sql-client.sh -f /opt/sql/job.sql\nvolumes: [./jobs:/opt/sql]'],
    ['one file that is mounted', 'command: bin/sql-client.sh -f job.sql\nvolumes: [./jobs/job.sql:/opt/flink/job.sql]'],
    ['as a list', 'command: [/opt/flink/bin/sql-client.sh, -f, /x/job.sql]\nvolumes: [./jobs:/x:ro]'],
    [
      'within a script of a shell',
      'command: bash -c "sleep 10 && ./bin/sql-client.sh -f /x/job.sql"\nvolumes: [./jobs:/x]',
    ],
    [
      'as its entry point',
      'entrypoint: [/bin/sh, -c]\ncommand:\n  - |\n    sleep 10\n    sql-client.sh -f /x/job.sql\nvolumes: [./jobs:/x]',
    ],
    ['where nothing says what is mounted', 'command: sql-client.sh -f /opt/jobs/job.sql'],
  ])('%s', async (_, fields) => {
    const client = await clientIn({ 'compose.yaml': compose(fields), 'jobs/job.sql': SCRIPT });
    expect(client).toMatchObject({
      name: 'compose.yaml (sql-client.sh embedded)',
      profile: 'development',
      platform: 'docker',
      version: { value: '1.20.1' },
      files: ['compose.yaml', 'jobs/job.sql'],
    });
    expect(effective(client, 'parallelism.default')).toBe('5 (sql)');
    expect(effective(client, 'execution.checkpointing.interval')).toBe('1min (FLINK_PROPERTIES)');
  });

  test('statements that are an argument', async () => {
    const text = compose(`command: sql-client.sh -u "SET 'parallelism.default' = '6'; INSERT INTO a SELECT * FROM b"`);
    const client = await clientIn({ 'compose.yaml': text });
    expect(effective(client, 'parallelism.default')).toBe('6 (sql)');
    const set = client.layers.flatMap(({ settings }) => settings).find(({ value }) => value === '6');
    expect(text.slice(set?.valueAt.start, set?.valueAt.end)).toBe("'6'");
  });

  test('has what its own variables say of jobs, and nothing of what they say of the cluster', async () => {
    const own = 'parallelism.default: 4\\nrest.port: 9000';
    const client = await clientIn({
      'compose.yaml': compose(`command: flink run /x/job.jar\nenvironment: {FLINK_PROPERTIES: "${own}"}`),
    });
    expect(effective(client, 'parallelism.default')).toBe('4 (FLINK_PROPERTIES of the client)');
    expect(effective(client, 'rest.port')).toBeUndefined();
  });

  test('is for no cluster where there are two', async () => {
    const second = `  other: {${IMAGE}, command: jobmanager}\n`;
    const targets = await targetsIn({ 'compose.yaml': compose('command: flink run job.jar') + second });
    const client = targets.find(isClient);
    expect(client?.layers.map(({ name, open }) => [name, open])).toEqual([
      ['command line', 'the cluster is configured elsewhere'],
    ]);
  });

  test.each([
    ['waits for somebody to type', 'command: bin/sql-client.sh'],
    ['is a process of the cluster', 'command: taskmanager.sh start-foreground'],
  ])('says nothing where it %s', async (_, fields) => {
    const targets = await targetsIn({ 'compose.yaml': compose(fields) });
    expect(targets.map(({ name }) => name)).toEqual(['compose.yaml']);
  });

  test('is for development where the script alone is asked for', async () => {
    const files = {
      'compose.yaml': compose('command: sql-client.sh -f /x/job.sql\nvolumes: [./jobs:/x]'),
      'jobs/job.sql': "SET 'parallelism.default' = 'many';\nINSERT INTO a SELECT * FROM b;\n",
    };
    const found = async (paths: readonly string[]) => {
      const { report, targets } = await lintTexts(files, { paths, only: ['options/invalid-value'] });
      expect(new Set(targets.map(({ target }) => target.profile))).toEqual(new Set(['development']));
      return report.findings.map(({ at: { file, start, end } }) => [file, files['jobs/job.sql'].slice(start, end)]);
    };
    expect(await found(['jobs/job.sql'])).toEqual([['jobs/job.sql', "'many'"]]);
    expect(await found([''])).toEqual([['jobs/job.sql', "'many'"]]);
  });
});
