import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inMinor, isBefore } from '../../src/flink/commands/data.js';
import { flinkProgramIn, scriptsIn } from '../../src/flink/commands/programs.js';
import { agree, type Outcome, ours } from '../../tools/commands/compare.js';
import type { CommandFile } from '../../tools/commands/model.js';
import type { Sample } from '../../tools/commands/samples.js';

const readJson = <T>(path: string): T => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
const data = readJson<CommandFile>('schemas/flink-commands.json');
const { minor, lines } = readJson<{ minor: string; lines: readonly (readonly [Sample, Outcome])[] }>(
  'fixtures/commands.json',
);

test.each(lines)('%j is parsed as commons-cli does', (line, theirs) => {
  const own = ours(line, minor, data);
  expect(agree(own, theirs) ? theirs : own).toEqual(theirs);
});

describe('what came and went', () => {
  const has = (command: string, version: string, name: string): boolean =>
    inMinor(data.commands[command] ?? [], version).some(({ short, long }) => short === name || long === name);

  test.each([
    ['flink run-application', 's', '1.20', '2.0'],
    ['sql-client.sh embedded', 'u', '1.20', '2.0'],
    ['flink run', 'yarndetached', '1.20', '2.0'],
    ['jobmanager.sh', 'host', '1.20', '2.0'],
  ])('%s -%s: until %s', (command, name, last, next) => {
    expect([has(command, last, name), has(command, next, name)]).toEqual([true, false]);
  });

  test.each([
    ['flink run', 'claimMode', '1.19', '1.20'],
    ['flink checkpoint', 'full', '1.18', '1.19'],
    ['sql-client.sh embedded', 'D', '1.17', '1.18'],
    ['standalone-job.sh', 'jars', '1.19', '1.20'],
  ])('%s -%s: not in %s, from %s', (command, name, before, first) => {
    expect([has(command, before, name), has(command, first, name)]).toEqual([false, true]);
  });

  test('minor versions are numbers, not texts', () => {
    expect([isBefore('1.9', '1.10'), isBefore('1.20', '2.0'), isBefore('2.0', '2.0')]).toEqual([true, true, false]);
  });
});

describe('which program of Flink a command runs', () => {
  test.each([
    ['flink run a.jar', 'flink run', 0, 2],
    ['./bin/flink stop id', 'flink stop', 0, 2],
    ['$FLINK_HOME/bin/flink modify id', 'flink modify', 0, 2],
    ['${FLINK} run a.jar', 'flink run', 0, 2],
    ['sudo -u flink nohup /opt/flink/bin/flink run a.jar', 'flink run', 4, 6],
    ['docker exec -it flink ./bin/flink list', 'flink list', 4, 6],
    ['docker run -e A=b flink:1.20 standalone-job -Da=b', 'standalone-job.sh', 5, 6],
    ['kubectl exec -n flink deploy/flink -- flink cancel id', 'flink cancel', 6, 8],
    ['exec $(drop_privs) bin/standalone-job.sh start-foreground -Da=b', 'standalone-job.sh', 2, 4],
    ['sql-client.sh -f a.sql', 'sql-client.sh embedded', 0, 1],
    ['bin/sql-client.sh gateway -e x', 'sql-client.sh gateway', 0, 2],
    ['bin/yarn-session.sh -d', 'yarn-session.sh', 0, 1],
  ])('%s', (line, command, from, to) => {
    expect(flinkProgramIn(line.split(' '))).toEqual({ command, from, to });
  });

  test.each([
    'echo flink run a.jar',
    'flink --version',
    'flink',
    'cd /opt/flink run',
    'docker run flink:1.20 jobmanager',
    'standalone-job -Da=b',
    'bin/standalone-job.sh stop',
    'grep -r flink run',
    '$ECHO flink run',
    'docker build -t flink run',
    'kubectl delete pod flink stop',
  ])('none: %s', (line) => {
    expect(flinkProgramIn(line.split(' '))).toBeUndefined();
  });

  test.each([
    [['bash', '-c', 'flink run a.jar'], [2]],
    [['docker', 'exec', 'jm', 'bash', '-lc', 'flink run a.jar'], [5]],
    [['su', '-', 'flink', '-c', 'flink run a.jar'], [4]],
    [['ssh', '-p', '22', 'host', 'flink run a.jar'], [4]],
    [['eval', 'flink run a.jar'], [1]],
    [['bash', 'script.sh', 'flink run'], []],
    [['echo', 'bash', '-c', 'flink run'], []],
  ])('%j has a script within', (words, indexes) => {
    expect(scriptsIn(words)).toEqual(indexes);
  });
});
