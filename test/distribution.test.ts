import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explain } from '../src/commands/explain.js';
import { readCatalogue, readDistribution } from '../src/environment.js';
import { createCatalogue } from '../src/flink/catalogue.js';
import { createDistribution, type DistributionData, type PatchRun } from '../src/flink/distribution.js';
import { parseVersion } from '../src/flink/versions.js';
import type { VersionRange } from '../src/model/version.js';
import { distributionData, formatData } from '../tools/distribution/data.js';

const data = readDistribution();
const distribution = createDistribution(data);
const EVERY_VERSION: VersionRange = { min: 0, max: Number.MAX_SAFE_INTEGER };

function range(text: string): VersionRange {
  const parsed = parseVersion(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
}

const number = (patch: string): number => range(patch).min;

describe('what the distribution ships', () => {
  it.each([
    ['rest.bind-address', '1.15.0', 'localhost'],
    ['rest.bind-address', '1.20.3', 'localhost'],
    ['rest.bind-address', '1.20.4', undefined],
    ['rest.bind-address', '1.20.5', undefined],
    ['rest.bind-address', '2.0.0', undefined],
    ['rest.bind-address', '2.3.0', undefined],
    ['rest.address', '2.3.0', 'localhost'],
    ['jobmanager.memory.process.size', '1.15.0', '1600m'],
    ['jobmanager.memory.process.size', '2.3.0', '1600m'],
    ['taskmanager.memory.process.size', '1.15.0', '1728m'],
    ['taskmanager.memory.process.size', '2.3.0', '1728m'],
    ['env.java.opts.all', '1.17.2', undefined],
    ['execution.checkpointing.interval', '1.20.3', undefined],
    ['constructor', '1.20.3', undefined],
  ])('%s in %s: %s', (key, version, value) => {
    expect(distribution.shipped(key, range(version))).toEqual(value === undefined ? undefined : { value });
  });

  it('differs where the patches of a range do', () => {
    expect(distribution.shipped('rest.bind-address', range('1.20'))).toBe('differs');
    expect(distribution.shipped('rest.bind-address', range('1.19'))).toEqual({ value: 'localhost' });
    expect(distribution.shipped('rest.bind-address', range('2.0'))).toBeUndefined();
    expect(distribution.shipped('env.java.opts.all', EVERY_VERSION)).toBe('differs');
    expect(distribution.shipped('parallelism.default', EVERY_VERSION)).toEqual({ value: '1' });
  });

  it('takes what is newer than the data for its newest, and says nothing of what is older', () => {
    expect(distribution.shipped('parallelism.default', range('2.9'))).toEqual({ value: '1' });
    expect(distribution.shipped('rest.bind-address', range('1.20.99'))).toBeUndefined();
    expect(distribution.shipped('rest.bind-address', range('1.19.99'))).toEqual({ value: 'localhost' });
    expect(distribution.shipped('parallelism.default', range('1.14'))).toBeUndefined();
    expect(distribution.fileName(range('1.14'))).toBeUndefined();
  });

  it('knows the values that someone may only have kept', () => {
    expect(distribution.isShippedValue('rest.bind-address', 'localhost', range('1.20.3'))).toBe(true);
    expect(distribution.isShippedValue('rest.bind-address', 'localhost', range('1.20'))).toBe(true);
    expect(distribution.isShippedValue('rest.bind-address', 'localhost', range('1.20.4'))).toBe(false);
    expect(distribution.isShippedValue('rest.bind-address', '0.0.0.0', range('1.20.3'))).toBe(false);
    expect(distribution.isShippedValue('toString', 'localhost', range('1.20.3'))).toBe(false);
  });

  it('names the file', () => {
    expect(distribution.fileName(range('1.18'))).toEqual({ value: 'flink-conf.yaml' });
    expect(distribution.fileName(range('1.19'))).toEqual({ value: 'config.yaml' });
    expect(distribution.fileName(range('2.3'))).toEqual({ value: 'config.yaml' });
    expect(distribution.fileName({ min: number('1.18.0'), max: number('1.19.0') })).toBe('differs');
  });
});

describe('what the official image starts with', () => {
  it.each([
    ['blob.server.port', '1.15.0', { value: '6124' }],
    ['query.server.port', '2.3.0', { value: '6125' }],
    ['jobmanager.rpc.address', '1.20.3', { env: 'JOB_MANAGER_RPC_ADDRESS', hostName: true }],
    ['taskmanager.numberOfTaskSlots', '1.20.3', { env: 'TASK_MANAGER_NUMBER_OF_TASK_SLOTS', value: '1' }],
    ['rest.address', '2.3.0', { value: '0.0.0.0' }],
    ['rest.bind-address', '1.20.3', { value: '0.0.0.0' }],
    ['rest.bind-address', '1.20.4', undefined],
    ['rest.bind-address', '1.20', 'differs'],
    ['jobmanager.bind-host', '1.15.0', { value: '0.0.0.0' }],
    ['taskmanager.bind-host', '2.3.0', { value: '0.0.0.0' }],
    ['taskmanager.host', '1.15.0', undefined],
    ['jobmanager.rpc.port', '1.15.0', { value: '6123' }],
    ['execution.checkpointing.interval', '1.20.3', undefined],
  ])('%s in %s', (key, version, expected) => {
    expect(distribution.inImage(key, range(version))).toEqual(expected);
  });

  it('tells a key that it changes from one that it keeps', () => {
    expect(distribution.imageHistory('taskmanager.host')).toEqual([{ from: '1.15.0' }]);
    expect(distribution.imageHistory('rest.bind-address')).toEqual([
      { from: '1.15.0', to: '1.20.3', value: '0.0.0.0' },
      { from: '1.20.4' },
    ]);
    expect(distribution.imageHistory('jobmanager.rpc.port')).toEqual([]);
  });
});

describe('schemas/distribution.json', () => {
  const stored = readFileSync(new URL('../schemas/distribution.json', import.meta.url), 'utf8');
  const readTool = <T>(name: string): T =>
    JSON.parse(readFileSync(new URL(`../tools/distribution/${name}`, import.meta.url), 'utf8'));

  it('is made from the locked versions and the notes on the image', () => {
    const locked = readTool<Readonly<Record<string, { readonly patches: readonly string[] }>>>('versions.json');
    expect(data.patches).toEqual(Object.fromEntries(Object.entries(locked).map(([minor, it]) => [minor, it.patches])));
    expect(data.image).toEqual(readTool<DistributionData['image']>('image.json'));
  });

  it('comes out the same when it is taken apart and put together', () => {
    const stock = new Map(distribution.patches.map((patch) => [patch, stockOf(patch)]));
    expect(formatData(distributionData(data.patches, stock, data.image))).toBe(stored);
  });

  it('covers the versions of the catalogue', () => {
    const { minors } = createCatalogue(readCatalogue());
    expect(Object.keys(data.patches)).toEqual(minors);
  });

  it('lists patches in order, each in its minor', () => {
    const numbers = distribution.patches.map(number);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    for (const [minor, patches] of Object.entries(data.patches)) {
      expect(patches.every((patch) => patch.startsWith(`${minor}.`))).toBe(true);
    }
  });

  it('has runs of published patches, in order, none over another', () => {
    for (const runs of [data.file, ...Object.values(data.shipped)]) expectOrdered(runs);
    for (const run of [...data.image.build, ...data.image.start]) expectOrdered([run]);
  });

  it('ships a file in every version, and only options that it knows', () => {
    const catalogue = createCatalogue(readCatalogue());
    for (const patch of distribution.patches) {
      expect(distribution.fileName(range(patch))).toBeTypeOf('object');
      for (const key of stockOf(patch).settings.keys()) {
        expect(catalogue.status(key, range(patch)).kind, `${key} in ${patch}`).not.toMatch(/unknown|removed|not-yet/);
      }
    }
  });

  it('changes in the image what is shipped', () => {
    for (const { key, from, was } of data.image.build) {
      expect(distribution.shipped(key, range(from)), key).toEqual({ value: was });
    }
  });

  function expectOrdered(runs: readonly PatchRun[]): void {
    expect(runs.length).toBeGreaterThan(0);
    const ends = runs.flatMap(({ from, to = distribution.patches.at(-1) ?? '' }) => [from, to]);
    for (const end of ends) expect(distribution.patches).toContain(end);
    const numbers = ends.map(number);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(new Set(runs.map(({ from }) => from)).size).toBe(runs.length);
    expect(runs.slice(0, -1).every(({ to }) => to !== undefined)).toBe(true);
  }

  function stockOf(patch: string): { readonly file: string; readonly settings: ReadonlyMap<string, string> } {
    const file = distribution.fileName(range(patch));
    if (typeof file !== 'object') throw new Error(patch);
    const settings = distribution.keys.flatMap((key): readonly (readonly [string, string])[] => {
      const shipped = distribution.shipped(key, range(patch));
      return typeof shipped === 'object' ? [[key, shipped.value]] : [];
    });
    return { file: file.value, settings: new Map(settings) };
  }
});

describe('flinklint explain', () => {
  it('shows what is shipped', async () => {
    const text = await explained('rest.bind-address');
    expect(text).toContain('shipped conf  localhost in 1.15.0 to 1.20.3\n');
    expect(text).toContain('in the image  0.0.0.0 in 1.15.0 to 1.20.3\n');
    expect(text).toContain('in the image  none since 1.20.4\n');
    expect(await explained('jobmanager.rpc.address')).toContain(
      "in the image  $JOB_MANAGER_RPC_ADDRESS or the container's host name since 1.15.0\n",
    );
    expect(await explained('execution.checkpointing.interval')).not.toMatch(/shipped conf|in the image/);
  });

  async function explained(option: string): Promise<string> {
    const written: string[] = [];
    const stream = { write: (text: string) => void written.push(text), isTerminal: false, width: 80 };
    const readStdin = async (): Promise<Uint8Array> => new Uint8Array();
    expect(await explain(option, { cwd: '', env: {}, out: stream, err: stream, readStdin })).toBe(0);
    return written.join('');
  }
});
