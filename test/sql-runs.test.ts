/** SQL that something runs: which scripts a command line means, and what it sets for them. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fileNamed } from '../src/flink/script-files.js';
import type { Run } from '../src/pipeline.js';
import { root } from './command.js';
import { lintTexts } from './project.js';

const TABLES =
  "CREATE TABLE s (a INT) WITH ('connector'='kafka', 'topic'='s', 'properties.bootstrap.servers'='k:9092', 'format'='json');\nCREATE TABLE t (a BIGINT) WITH ('connector'='blackhole');\n";
const INSERT = 'INSERT INTO t SELECT COUNT(*) FROM s GROUP BY a;\n';

/** What `npm run sql` keeps of sessions. */
interface Recorded {
  readonly cases: readonly { readonly command: string; readonly files: Readonly<Record<string, string>> }[];
  readonly shown: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
}

interface Shown {
  readonly name: string;
  readonly files: readonly string[];
  /** `layer: key=value`. */
  readonly settings: readonly string[];
}

const shown = ({ report }: Run): readonly Shown[] =>
  report.targets.map(({ name, files, layers }) => ({
    name,
    files,
    settings: layers.flatMap((layer) => layer.settings.map(({ key, value }) => `${layer.name}: ${key}=${value}`)),
  }));

describe('the file that a path means', () => {
  const FILES = ['jobs/sql/a.sql', 'sql/a.sql', 'sql/b.sql', 'other/c.sql', 'more/c.sql'];
  test.each([
    ['sql/b.sql', 'deploy.sh', 'sql/b.sql'],
    ['./sql/b.sql', 'jobs/deploy.sh', 'sql/b.sql'],
    ['../sql/b.sql', 'jobs/deploy.sh', 'sql/b.sql'],
    ['sql/a.sql', 'jobs/deploy.sh', 'jobs/sql/a.sql'],
    ['/opt/flink/sql/b.sql', 'deploy.sh', 'sql/b.sql'],
    ['file:///opt/flink/jobs/sql/a.sql', 'deploy.sh', 'jobs/sql/a.sql'],
    ['local:///opt/b.sql', 'deploy.sh', 'sql/b.sql'],
    ['${HOME}/sql/b.sql', 'deploy.sh', 'sql/b.sql'],
    ['/opt/c.sql', 'more/deploy.sh', 'more/c.sql'],
    ['/opt/c.sql', 'deploy.sh', undefined],
    ['db/b.sql', 'deploy.sh', undefined],
    ['$SCRIPT', 'deploy.sh', undefined],
    ['s3://bucket/sql/b.sql', 'deploy.sh', undefined],
    ['', 'deploy.sh', undefined],
  ])('%s in %s', (path, from, file) => {
    expect(fileNamed(path, from, FILES)).toBe(file);
  });
});

describe('a session, as the SQL client shows it', () => {
  const { cases, shown }: Recorded = JSON.parse(readFileSync(`${root}/fixtures/sql/sessions.json`, 'utf8'));
  const rows = Object.entries(shown).flatMap(([flink, sessions]) =>
    cases.map(({ command, files }, index) => [flink, command, files, sessions[index] ?? {}] as const),
  );

  test.each(rows)('%s: %s, %j', async (_, command, files, session) => {
    const { report } = await lintTexts({ ...files, 'run.sh': `${command}\n` });
    // The job runs behind what is shown.
    const target = report.targets.find(({ commands }) => commands !== undefined);
    const set = (target?.layers ?? []).flatMap(({ settings }) =>
      settings.map(({ key, value }) => [key, value] as const),
    );
    expect(Object.fromEntries(set)).toEqual(session);
  });
});

describe('a command line of the SQL client', () => {
  const FILES = {
    'sql/init.sql': `SET 'parallelism.default' = '2';\nSET 'table.exec.state.ttl' = '1 d';\n${TABLES}`,
    'sql/job.sql': `SET 'parallelism.default' = '4';\n${INSERT}`,
  };
  const COMMAND = 'sql-client.sh -Dparallelism.default=1 -Drest.port=8082 -i sql/init.sql -f /opt/flink/sql/job.sql\n';
  const TARGET: Shown = {
    name: 'deploy.sh (sql-client.sh embedded)',
    files: ['deploy.sh', 'sql/init.sql', 'sql/job.sql'],
    settings: [
      'file: rest.port=8081',
      'command line: parallelism.default=1',
      'command line: rest.port=8082',
      'sql: parallelism.default=2',
      'sql: table.exec.state.ttl=1 d',
      'sql: parallelism.default=4',
    ],
  };

  test('runs the file after what prepares its session, above its own options and the configuration', async () => {
    const run = await lintTexts({ ...FILES, 'conf/config.yaml': 'rest.port: 8081\n', 'deploy.sh': COMMAND });
    expect(shown(run).filter(({ name }) => name !== 'conf')).toEqual([TARGET]);
    expect(run.report.findings.filter(({ rule }) => rule === 'sql/state-time-to-live')).toEqual([]);
  });

  test.each([['deploy.sh'], ['sql/init.sql'], ['sql/job.sql']])('is found from %s alone', async (path) => {
    const texts = { ...FILES, 'conf/config.yaml': 'rest.port: 8081\n', 'deploy.sh': COMMAND };
    expect(shown(await lintTexts(texts, { paths: [path] }))).toEqual([TARGET]);
  });

  test.each([
    ['Makefile', 'run:\n\tdocker compose exec jm ./bin/sql-client.sh -f sql/job.sql\n'],
    ['run.sh', 'docker exec -i jm sql-client.sh < sql/job.sql\n'],
    ['run.sh', 'cat sql/job.sql | docker exec -i jm sql-client.sh\n'],
    ['.github/workflows/run.yaml', 'jobs:\n  a:\n    steps:\n      - run: bin/sql-client.sh --file=sql/job.sql\n'],
  ])('%s: %j', async (file, text) => {
    const [target, ...others] = shown(await lintTexts({ [file]: text, 'sql/job.sql': `${TABLES}${INSERT}` }));
    expect([target?.files, others]).toEqual([[file, 'sql/job.sql'], []]);
  });

  test('has a target for each set of settings', async () => {
    const job = `${TABLES}SET 'a.b' = '1';\n${INSERT}SET 'a.b' = '2';\n${INSERT}`;
    const texts = {
      'deploy.sh': 'sql-client.sh -i init.sql -f job.sql\n',
      'init.sql': "SET 'c.d' = '3';\n",
      'job.sql': job,
    };
    expect(shown(await lintTexts(texts)).map(({ name, settings }) => [name, ...settings])).toEqual([
      ['deploy.sh (sql-client.sh embedded)', 'sql: c.d=3', 'sql: a.b=1'],
      ['deploy.sh (sql-client.sh embedded) (2)', 'sql: c.d=3', 'sql: a.b=2'],
    ]);
  });

  test('RESET in the file takes back what prepared the session', async () => {
    const texts = {
      'deploy.sh': 'sql-client.sh -i init.sql -f job.sql\n',
      'init.sql': "SET 'c.d' = '3';\n",
      'job.sql': `${TABLES}RESET;\n${INSERT}`,
    };
    expect(shown(await lintTexts(texts))[0]?.settings).toEqual([]);
  });

  test('with -f reads nothing from standard input, but for its name as a file', async () => {
    const input = "<<'EOF'\nSET 'a.b' = '1';\nEOF\n";
    expect(shown(await lintTexts({ 'a.sh': `sql-client.sh -f missing.sql ${input}` }))[0]?.settings).toEqual([]);
    expect(shown(await lintTexts({ 'a.sh': `sql-client.sh -f /dev/stdin ${input}` }))[0]?.settings).toEqual([
      'sql: a.b=1',
    ]);
  });

  test.each([
    ['prepares more than can be seen', 'sql-client.sh -i other.sql -f job.sql\n', 0],
    ['prepares nothing', 'sql-client.sh -f job.sql\n', 1],
  ])('that %s', async (_, command, count) => {
    const { report } = await lintTexts({ 'deploy.sh': command, 'job.sql': `${TABLES}${INSERT}` });
    expect(report.findings.filter(({ rule }) => rule === 'sql/state-time-to-live')).toHaveLength(count);
  });

  test('is given statements by echo, each at its place', async () => {
    const text = `echo "SET 'table.exec.state.ttl' = '1 dy'; SELECT 1;" | sql-client.sh\n`;
    const { report } = await lintTexts({ 'a.sh': text });
    expect(report.findings.map(({ rule, at }) => [rule, text.slice(at.start, at.end)])).toEqual([
      ['options/invalid-value', "'1 dy'"],
    ]);
  });

  test('takes no other database’s script of that name for its own', async () => {
    const texts = { 'a.sh': 'sql-client.sh -f /opt/init.sql\n', 'mysql/init.sql': 'CREATE TABLE a (b INT);\n' };
    expect(shown(await lintTexts(texts)).map(({ files }) => files)).toEqual([['a.sh']]);
  });
});
