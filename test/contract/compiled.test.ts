import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root, writeTree } from '../command.js';

// What V8 compiled is kept beside the bundles. Whatever becomes of those files, a run says what it says without them.
const folder = mkdtempSync(join(tmpdir(), 'flinklint-compiled-'));
const cache = join(folder, 'dist', 'cache');

beforeAll(() => {
  cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true, filter: (path) => !path.endsWith('cache') });
  cpSync(join(root, 'schemas'), join(folder, 'schemas'), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const orders = join(root, 'fixtures', 'projects', 'orders');
const check = (env: Readonly<Record<string, string>> = {}, path = orders): string =>
  execFileSync(process.execPath, [join(folder, 'dist', 'cli.cjs'), 'check', '--format', 'json', path], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });

const kept = (): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.bin'));

it('keeps what was compiled, and nothing where Node is told not to', () => {
  const plain = check({ NODE_DISABLE_COMPILE_CACHE: '1' });
  expect(kept()).toEqual([]);
  expect(check()).toBe(plain);
  expect(kept().map((path) => path.replaceAll('\\', '/'))).toContain(
    `dist/cache/${process.version}-${process.arch}/check/main.cjs.bin`,
  );
  expect(check()).toBe(plain);
});

it('keeps for every kind of run, whatever each has V8 optimise', () => {
  const repositories = join(folder, 'repositories');
  writeTree(repositories, {
    'conf/flink-conf.yaml': 'taskmanager.numberOfTaskSlots: 2\n',
    'java/Job.java': 'import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;\nclass Job {}\n',
    'many/flink-conf.yaml': 'taskmanager.numberOfTaskSlots: 2\n',
    ...Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`many/${n}.yaml`, `number: ${n}\n`])),
  });
  const checkAll = (): void => {
    for (const name of readdirSync(repositories)) check({}, join(repositories, name));
  };
  const written = (): readonly (readonly [string, bigint])[] =>
    kept().map((path) => [path, statSync(join(folder, path), { bigint: true }).mtimeNs]);
  checkAll();
  const before = written();
  expect(before.map(([path]) => path)).toContainEqual(expect.stringMatching(/v8-flags/));
  checkAll();
  expect(written()).toEqual(before);
});

it('is not led astray by a damaged file, and mends it', () => {
  const plain = check();
  const [first = ''] = kept();
  const file = join(folder, first);
  const good = readFileSync(file);
  for (const damaged of [Buffer.alloc(0), Buffer.from('nonsense'), good.subarray(0, good.length >> 1)]) {
    writeFileSync(file, damaged);
    expect(check()).toBe(plain);
    expect(readFileSync(file).length).toBeGreaterThan(damaged.length);
  }
});

it('does without where the folder cannot be made', () => {
  const plain = check();
  rmSync(cache, { recursive: true, force: true });
  writeFileSync(cache, 'in the way');
  expect(check()).toBe(plain);
  expect(readFileSync(cache, 'utf8')).toBe('in the way');
});
