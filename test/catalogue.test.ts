import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eraAt } from '../tools/catalogue/check.js';
import { formatKeys } from '../tools/catalogue/keys.js';
import type { Catalogue, Era, PatchChange } from '../tools/catalogue/model.js';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const stored = read('schemas/flink-options.json');
const catalogue: Catalogue = JSON.parse(stored);
const minors = Object.keys(catalogue.flink);
const sections = [
  { name: 'options', options: catalogue.options, order: minors },
  { name: 'operatorOptions', options: catalogue.operatorOptions, order: Object.keys(catalogue.operator) },
];
const at = (key: string, minor: string): Era | undefined => eraAt(catalogue.options[key] ?? [], minor, minors);
const newest = minors.at(-1) ?? '';
const isSettable = (era: Era): boolean => era.suffix !== true && era.scope === undefined;
const spellings = (era: Era): readonly string[] => [...(era.fallback ?? []), ...(era.deprecated ?? [])];

/** What a default of each type looks like in a configuration file. */
const DEFAULTS: Readonly<Record<string, RegExp>> = {
  boolean: /^(true|false)$/,
  int: /^-?\d+$/,
  long: /^-?\d+$/,
  float: /^-?\d+\.\d+(E-?\d+)?$/,
  double: /^-?\d+\.\d+(E-?\d+)?$/,
  string: /^/,
  duration: /^-?\d+ (d|h|min|s|ms|µs|ns)$/,
  memory: /^\d+ (tb|gb|mb|kb|bytes)$/,
  map: /^/,
  enum: /^/,
};

/** The elements of a default that no configuration file could hold. */
function wrongDefaults(era: Era): readonly string[] {
  const text = era.default ?? '';
  const elements = era.list === true ? text.split(';') : [text];
  const isWrong = (element: string): boolean =>
    element.includes('HOST') ||
    era.hostDefault !== undefined ||
    DEFAULTS[era.type]?.test(element) !== true ||
    era.enum?.includes(element) === false;
  // A list or a map may be empty by default.
  return era.default === undefined || (text === '' && era.list === true) ? [] : elements.filter(isWrong);
}

describe('the catalogue', () => {
  it('names the patch that each minor was read from, ascending', () => {
    expect(minors).toEqual(['1.15', '1.16', '1.17', '1.18', '1.19', '1.20', '2.0', '2.1', '2.2', '2.3']);
    for (const [minor, patch] of Object.entries({ ...catalogue.flink, ...catalogue.operator })) {
      expect(patch).toMatch(new RegExp(`^${minor.replace('.', '\\.')}\\.\\d+$`));
    }
  });

  it('stays small enough to be read at every start', () => {
    expect(stored.length).toBeLessThan(450_000);
    const times = Array.from({ length: 30 }, () => {
      const start = performance.now();
      JSON.parse(stored);
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(8);
  });

  it.each(sections)('keeps $name sorted, one a line', ({ options }) => {
    const keys = Object.keys(options);
    expect(keys).toEqual([...keys].sort());
    expect(keys.every((key) => stored.includes(`\n${JSON.stringify(key)}:[`))).toBe(true);
  });

  it.each(sections)(
    'has eras of $name that ascend, do not overlap and differ from their neighbours',
    ({ options, order }) => {
      for (const [key, eras] of Object.entries(options)) {
        let end = -1;
        let before = '';
        for (const era of eras) {
          const { from, to, in: _in, also: _also, artifact: _artifact, ...shape } = era;
          const start = order.indexOf(from);
          expect(start, key).toBeGreaterThan(end);
          if (start === end + 1) expect(JSON.stringify(shape), key).not.toBe(before);
          end = to === undefined ? order.length - 1 : order.indexOf(to);
          expect(end, key).toBeGreaterThanOrEqual(start);
          before = JSON.stringify(shape);
        }
      }
    },
  );

  it.each(sections)('gives $name defaults of their type, none of them a machine’s', ({ options }) => {
    for (const [key, eras] of Object.entries(options)) {
      for (const era of eras) {
        expect(Object.keys(DEFAULTS), key).toContain(era.type);
        expect(era.enum !== undefined, key).toBe(era.type === 'enum');
        expect(wrongDefaults(era), key).toEqual([]);
      }
    }
  });

  it.each(sections)('gives $name aliases other than the key itself', ({ options }) => {
    for (const [key, eras] of Object.entries(options)) {
      for (const era of eras) {
        // Flink itself names this key as its own deprecated spelling, to no effect.
        if (key !== 'taskmanager.network.retries') expect(spellings(era), key).not.toContain(key);
        expect(new Set(spellings(era)).size, key).toBe(spellings(era).length);
      }
    }
  });

  it('takes machine-dependent defaults out', () => {
    for (const key of ['io.tmp.dirs', 'web.tmpdir', 'rest.profiling.dir']) {
      expect(at(key, newest)?.hostDefault, key).toBe('${java.io.tmpdir}');
    }
    expect(at('taskmanager.log.path', newest)?.hostDefault).toBe('${log.file}');
    expect(at('security.ssl.rest.keystore-type', newest)?.hostDefault).toBe('${keystore.type}');
    expect(at('s3.upload.max.concurrent.uploads', newest)?.hostDefault).toBe('${availableProcessors}');
    expect(at('kubernetes.container.image.ref', newest)?.hostDefault).toContain('apache/flink');
  });

  it('tells ends of keys and properties of connectors from cluster options', () => {
    for (const key of [
      'factory.class',
      'interval',
      'scope.delimiter',
      'filter.includes',
      'external-resource.<resource_name>.amount',
    ]) {
      expect(at(key, newest)?.suffix, key).toBe(true);
    }
    for (const key of [
      'connector',
      'format',
      'lookup.cache',
      'scan.parallelism',
      'path',
      'partition.fields.#.date-formatter',
    ]) {
      expect(at(key, newest)?.scope, key).toBe('table-connector');
    }
    for (const key of [
      'source.reader.element.queue.capacity',
      'table.catalog-store.kind',
      'sql-gateway.endpoint.type',
    ]) {
      expect(isSettable(at(key, newest) ?? ({ scope: 'internal' } as Era)), key).toBe(true);
    }
  });
});

describe('what Flink’s documentation says', () => {
  it.each([
    ['execution.checkpointing.interval', '1.15', 'duration', undefined],
    ['execution.checkpointing.timeout', '2.3', 'duration', '10 min'],
    ['execution.checkpointing.min-pause', '1.20', 'duration', '0 ms'],
    ['execution.checkpointing.mode', '2.3', 'enum', 'EXACTLY_ONCE'],
    ['parallelism.default', '2.3', 'int', '1'],
    ['taskmanager.numberOfTaskSlots', '1.15', 'int', '1'],
    ['rest.port', '1.20', 'int', '8081'],
    ['state.backend.rocksdb.compaction.style', '2.3', 'enum', 'LEVEL'],
    ['taskmanager.memory.managed.fraction', '2.3', 'float', '0.4'],
    ['taskmanager.memory.jvm-metaspace.size', '1.15', 'memory', '256 mb'],
    ['heartbeat.timeout', '1.19', 'long', '50000'],
    ['heartbeat.timeout', '1.20', 'duration', '50 s'],
    ['jobmanager.scheduler', '1.15', 'enum', 'Ng'],
    ['jobmanager.scheduler', '1.16', 'enum', 'Default'],
    ['taskmanager.memory.network.max', '1.16', 'memory', '1 gb'],
    ['taskmanager.memory.network.max', '1.17', 'memory', '9223372036854775807 bytes'],
    ['pipeline.auto-watermark-interval', '1.16', 'duration', '0 ms'],
    ['pipeline.auto-watermark-interval', '1.17', 'duration', '200 ms'],
    ['execution.checkpointing.tolerable-failed-checkpoints', '1.18', 'int', undefined],
    ['execution.checkpointing.tolerable-failed-checkpoints', '1.19', 'int', '0'],
    ['restart-strategy.exponential-delay.backoff-multiplier', '1.18', 'double', '2.0'],
    ['restart-strategy.exponential-delay.backoff-multiplier', '1.19', 'double', '1.5'],
    ['restart-strategy.fixed-delay.delay', '1.15', 'duration', '1 s'],
    ['state.backend.type', '1.18', 'string', undefined],
    ['state.backend.type', '1.19', 'string', 'hashmap'],
    ['taskmanager.data.bind-port', '1.18', 'int', undefined],
    ['taskmanager.data.bind-port', '1.19', 'string', undefined],
    ['taskmanager.network.compression.codec', '1.19', 'string', 'LZ4'],
    ['taskmanager.network.compression.codec', '1.20', 'enum', 'LZ4'],
    ['security.ssl.verify-hostname', '2.2', 'boolean', 'true'],
    ['security.ssl.verify-hostname', '2.3', 'boolean', 'false'],
  ])('%s in %s is a %s with default %s', (key, minor, type, text) => {
    expect(at(key, minor)).toMatchObject({ type });
    expect(at(key, minor)?.default).toBe(text);
  });

  it.each([
    ['security.ssl.enabled', '1.20'],
    ['jobmanager.heap.size', '1.20'],
    ['high-availability.use-old-ha-services', '1.15'],
    ['traces.report-events-as-spans', '2.1'],
  ])('%s is last read by %s', (key, last) => {
    expect(catalogue.options[key]?.at(-1)?.to).toBe(last);
  });

  it('keeps fallback keys before deprecated ones, in Flink’s order', () => {
    expect(at('rest.address', '1.20')?.fallback).toEqual(['jobmanager.rpc.address']);
    expect(at('state.backend.type', '2.3')?.deprecated).toEqual(['state.backend']);
    expect(at('pekko.ask.timeout', '2.3')?.deprecated).toEqual(['akka.ask.timeout']);
    expect(at('kubernetes.pod-template-file.jobmanager', '2.3')?.fallback).toEqual([
      'kubernetes.pod-template-file',
      'kubernetes.pod-template-file.default',
    ]);
  });

  it('knows the operator and the autoscaler', () => {
    const interval = catalogue.operatorOptions['kubernetes.operator.reconcile.interval'];
    expect(interval).toMatchObject([{ from: '1.4', type: 'duration', default: '1 min' }]);
    expect(catalogue.operatorOptions['job.autoscaler.enabled']?.at(-1)).toMatchObject({
      type: 'boolean',
      default: 'false',
      fallback: ['kubernetes.operator.job.autoscaler.enabled'],
    });
  });
});

describe('the data beside the catalogue', () => {
  type Hint = { readonly use: readonly string[]; readonly note?: string };
  const { hints, historical }: { hints: Record<string, Hint>; historical: Record<string, Hint & { last: string }> } =
    JSON.parse(read('schemas/option-hints.json'));
  const { families }: { families: readonly { pattern: string; option?: string; since?: string; until?: string }[] } =
    JSON.parse(read('schemas/option-families.json'));
  const { changes }: { changes: readonly PatchChange[] } = JSON.parse(read('schemas/patch-changes.json'));
  const ever = new Set([
    ...Object.keys(catalogue.options),
    ...Object.values(catalogue.options).flatMap((eras) => eras.flatMap(spellings)),
  ]);

  it('hints at options of the newest version, for keys that are gone from it', () => {
    for (const [key, hint] of Object.entries(hints)) {
      expect(ever, key).toContain(key);
      expect(at(key, newest), key).toBeUndefined();
      for (const use of hint.use) expect(at(use, newest)?.type, `${key} → ${use}`).toBeTypeOf('string');
    }
  });

  it('lists as historical only keys that the catalogue does not know', () => {
    for (const [key, entry] of Object.entries(historical)) {
      expect(ever.has(key), key).toBe(false);
      expect(entry.last, key).toMatch(/^1\.\d+$/);
      for (const use of entry.use) expect(ever, `${key} → ${use}`).toContain(use);
    }
  });

  it('tells what changed within a minor, ending at the shape of the catalogue', () => {
    for (const { minor, key, last, since, before, after } of changes) {
      const [lastPatch, sincePatch] = [last, since].map((patch) => Number(patch.slice(minor.length + 1)));
      expect(lastPatch, key).toBeLessThan(sincePatch ?? 0);
      expect(before, key).not.toEqual(after);
      const {
        from: _from,
        to: _to,
        in: _in,
        also: _also,
        artifact: _artifact,
        ...shape
      } = at(key, minor) ?? ({} as Era);
      expect(shape, `${key} in ${minor}`).toEqual(after ?? {});
    }
    const algorithms = changes
      .filter((change) => change.key === 'security.ssl.algorithms')
      .map((change) => change.since);
    expect(algorithms).toEqual(['1.20.4', '2.0.2', '2.1.2', '2.2.1']);
  });

  it('has a family for the prefix form of every map option', () => {
    const patterns = new Set(families.map((family) => family.pattern));
    const maps = Object.entries(catalogue.options).filter(([, eras]) =>
      eras.some((era) => era.type === 'map' && era.list !== true && isSettable(era)),
    );
    for (const [key] of maps) expect(patterns, key).toContain(`${key}.*`);
    expect(patterns.size).toBe(families.length);
  });

  it('names only minors that the catalogue has', () => {
    for (const family of families) {
      for (const minor of [family.since, family.until]) {
        if (minor !== undefined) expect(minors, family.pattern).toContain(minor);
      }
    }
  });
});

describe('the generated key types', () => {
  const keys = read('src/model/option-keys.ts');
  const union = (name: string): string => new RegExp(`export type ${name} =([^;]*);`).exec(keys)?.[1] ?? '';

  it('are what the catalogue gives', () => {
    expect(keys).toBe(formatKeys(catalogue));
  });

  it('hold a key in each of the types that it had', () => {
    expect(union('IntOption')).toContain("'heartbeat.timeout'");
    expect(union('DurationOption')).toContain("'heartbeat.timeout'");
    expect(union('EnumOption')).toContain("'execution.checkpointing.mode'");
    expect(union('ListOption')).toContain("'pipeline.jars'");
  });

  it('leave out what no configuration file holds', () => {
    for (const key of ['factory.class', 'connector', 'vertexID']) expect(keys).not.toContain(`'${key}'`);
  });
});
