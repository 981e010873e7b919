import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly args?: readonly string[];
  readonly files: string;
  readonly pass_filenames?: boolean;
  readonly require_serial: boolean;
}

const hooks: readonly Hook[] = parse(readFileSync(new URL('../../.pre-commit-hooks.yaml', import.meta.url), 'utf8'));

/** Python's verbose, case-insensitive form as a JavaScript expression. */
function patternOf(files: string): RegExp {
  expect(files).toMatch(/^\(\?xi\)/);
  return new RegExp(files.replace(/^\(\?xi\)/, '').replace(/\s/g, ''), 'i');
}

describe('.pre-commit-hooks.yaml', () => {
  it('has a hook for changed files and one for the whole project, each of one process', () => {
    expect(hooks.map(({ id, pass_filenames = true, require_serial }) => [id, pass_filenames, require_serial])).toEqual([
      ['flinklint', true, true],
      ['flinklint-project', false, true],
    ]);
  });

  it('ends the options before file names, so that a file named like an option or a command stays a file', () => {
    expect([hooks[0]?.entry, ...(hooks[0]?.args ?? [])]).toEqual(['flinklint check', '--']);
  });

  it.each([
    'flink-conf.yaml',
    'deploy/conf/flink-conf.yaml',
    'conf/config.yaml',
    'conf/config-prod.yml',
    'environments/prod.config.yaml',
    'k8s/orders.yaml',
    'charts/orders/values.yaml',
    'compose.yaml',
    '.env',
    'docker/flink.env',
    '.env.production',
    'Dockerfile',
    'docker/flink.Dockerfile',
    'Dockerfile.jobmanager',
    'src/main/java/org/example/Job.java',
    'sql/orders.sql',
    'deploy.sh',
    'Makefile',
    'conf/log4j-console.properties',
    'conf/log4j.properties',
    'conf/logback-session.xml',
    '.flinklint.yaml',
  ])('starts for %s', (path) => {
    for (const { files } of hooks) expect(path).toMatch(patternOf(files));
  });

  it.each([
    'README.md',
    'environment.md',
    'docs/dockerfiles.md',
    'package.json',
    'src/main/kotlin/Job.kt',
    'log4j.md',
    'my-config.json',
  ])('does not start for %s', (path) => {
    for (const { files } of hooks) expect(path).not.toMatch(patternOf(files));
  });
});
