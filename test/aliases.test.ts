import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCatalogue } from '../src/environment.js';
import { createCatalogue } from '../src/flink/catalogue.js';
import { find, overlay } from '../src/flink/effective.js';
import { suggesters } from '../src/flink/nearest.js';
import type { Grammar, Setting } from '../src/model/facts.js';
import type { OptionKey } from '../src/model/option-keys.js';
import type { Layer, Target } from '../src/model/target.js';
import type { VersionRange } from '../src/model/version.js';
import type { TargetView } from '../src/model/view.js';
import { loadYamlParser } from '../src/readers.js';
import { readingTools } from '../src/targets/readings.js';
import { viewOf } from '../src/targets/view.js';
import { aTarget } from './report/sample.js';

const catalogue = createCatalogue(readCatalogue());
const parseYaml = await loadYamlParser();

function setting(file: string, key: string, value: string, at: number): Setting {
  const keyAt = { file, start: at * 100, end: at * 100 + key.length, key };
  const valueAt = { file, start: at * 100 + key.length + 2, end: at * 100 + key.length + 2 + value.length, key, value };
  return { key, value, type: 'string', written: value, keyAt, valueAt, quoted: false, nested: false };
}

type Entries = readonly (readonly [string, string])[];

function layer(name: string, entries: Entries, given: Partial<Layer> = {}): Layer {
  const grammar: Grammar = 'legacy';
  return {
    name,
    file: name,
    grammar,
    settings: entries.map(([key, value], at) => setting(name, key, value, at)),
    ...given,
  };
}

const minor = (name: string): VersionRange => {
  const [major = 0, low = 0] = name.split('.').map(Number);
  return { min: major * 1_000_000 + low * 1000, max: major * 1_000_000 + low * 1000 + 999 };
};
const between = (first: string, last: string): VersionRange => ({ min: minor(first).min, max: minor(last).max });

interface Case {
  readonly range?: VersionRange;
  readonly complete?: Target['complete'];
}

function view(
  layers: readonly Layer[],
  { range = minor('1.20'), complete = { cluster: true, job: true } }: Case = {},
): TargetView {
  const version = { range, value: '', assumed: false, strength: 'flag', from: '' } as const;
  const target = aTarget({ layers, complete, version, files: layers.map(({ file }) => file) });
  const tools = { ...readingTools(catalogue, parseYaml), nearestIn: suggesters(catalogue.keys) };
  return viewOf(target, { ...tools, allow: () => false });
}

describe('overlay first, spelling second', () => {
  test('the higher layer wins with the same spelling', () => {
    const target = view([
      layer('low', [['state.backend.type', 'hashmap']]),
      layer('high', [['state.backend.type', 'rocksdb']]),
    ]);
    expect(target.string('state.backend.type')).toMatchObject({ known: true, value: 'rocksdb', set: true });
  });

  test('an older spelling in a higher layer loses to the newer one in a lower layer', () => {
    const target = view([
      layer('low', [['state.backend.type', 'hashmap']]),
      layer('high', [['state.backend', 'rocksdb']]),
    ]);
    expect(target.string('state.backend.type')).toMatchObject({ known: true, value: 'hashmap' });
    expect(target.setting('state.backend.type')?.keyAt.file).toBe('low');
  });

  test('an older spelling alone is the option', () => {
    const target = view([layer('low', [['state.backend', 'rocksdb']])]);
    expect(target.string('state.backend.type')).toMatchObject({
      known: true,
      value: 'rocksdb',
      origin: { key: 'state.backend.type' },
    });
  });

  test('of one layer the last one wins, and knows what it replaced', () => {
    const low = layer('low', [
      ['rest.port', '1'],
      ['rest.port', '2'],
    ]);
    const high = layer('high', [['rest.port', '3']]);
    const winner = overlay([low, high]).get('rest.port');
    expect(winner?.setting.value).toBe('3');
    expect(winner?.replaced.map((one) => one.setting.value)).toEqual(['2', '1']);
  });

  // `rest.bind-port` falls back on `rest.port`, and has the deprecated keys `web.port` and `jobmanager.web.port`
  // (RestOptions#BIND_PORT): own, fallback, deprecated.
  test.each<readonly [string, Entries]>([
    [
      '1',
      [
        ['rest.bind-port', '1'],
        ['rest.port', '2'],
        ['web.port', '3'],
        ['jobmanager.web.port', '4'],
      ],
    ],
    [
      '2',
      [
        ['jobmanager.web.port', '4'],
        ['web.port', '3'],
        ['rest.port', '2'],
      ],
    ],
    [
      '3',
      [
        ['jobmanager.web.port', '4'],
        ['web.port', '3'],
      ],
    ],
    ['4', [['jobmanager.web.port', '4']]],
  ])('own key, fallback keys, deprecated keys in order: %s', (value, entries) => {
    expect(view([layer('conf', entries)]).string('rest.bind-port')).toMatchObject({ known: true, value });
  });

  test('as one lookup over the merged map, for every option with other spellings', () => {
    const range = minor('1.20');
    const options = catalogue.keys(range).filter((key) => {
      const [era] = catalogue.eras(key, range);
      return era !== undefined && ((era.fallback?.length ?? 0) > 0 || (era.deprecated?.length ?? 0) > 0);
    });
    expect(options.length).toBeGreaterThan(100);
    const run = fc.constantFrom(...options).chain((option) => {
      const [era] = catalogue.eras(option, range);
      const spellings = [option, ...(era?.fallback ?? []), ...(era?.deprecated ?? [])];
      const entries = fc.array(fc.tuple(fc.constantFrom(...spellings), fc.nat(9).map(String)), { maxLength: 4 });
      return fc.tuple(fc.constant({ option, spellings, era }), fc.array(entries, { minLength: 1, maxLength: 4 }));
    });
    fc.assert(
      fc.property(run, ([{ option, spellings, era }, stack]) => {
        // As java.util.Map#putAll layer by layer, then Configuration#getRawValueFromOption.
        const merged = new Map(stack.flat());
        const expected = spellings.map((key) => merged.get(key)).find((value) => value !== undefined);
        const overlaid = overlay(stack.map((entries, index) => layer(`layer-${index}`, entries)));
        if (era !== undefined) expect(find(overlaid, option, era)?.setting.value).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });
});

describe('absence in three values', () => {
  const other: Entries = [['rest.port', '8081']];
  const HA = 'high-availability.storageDir' satisfies OptionKey;
  const INTERVAL = 'execution.checkpointing.interval' satisfies OptionKey;

  test('certain where every layer is closed and the target is complete', () => {
    expect(view([layer('conf', other)]).string(HA)).toMatchObject({ known: false, absent: true, set: false });
    expect(view([layer('conf', other)]).duration(INTERVAL)).toMatchObject({ known: false, absent: true });
    expect(view([]).string(HA)).toMatchObject({ absent: true });
  });

  test('the default where there is one', () => {
    expect(view([layer('conf', other)]).int('taskmanager.numberOfTaskSlots')).toMatchObject({
      known: true,
      set: false,
      value: 1,
    });
  });

  test('unknown where a layer is open, whichever it is', () => {
    for (const index of [0, 1]) {
      const layers = [layer('low', other), layer('high', other)].map((one, at) =>
        at === index ? { ...one, open: 'it is a template' } : one,
      );
      expect(view(layers).string(HA)).toMatchObject({ known: false, absent: false, why: 'it is a template' });
      expect(view(layers).int('taskmanager.numberOfTaskSlots')).toMatchObject({ known: false, absent: false });
    }
  });

  test('but what is set is known, even there', () => {
    const target = view([layer('conf', [[HA, 's3://bucket/ha']], { open: 'it is a template' })]);
    expect(target.string(HA)).toMatchObject({ known: true, value: 's3://bucket/ha' });
  });

  test('by scope: a session cluster shows what its processes lack, not what jobs lack', () => {
    const session = view([layer('conf', other)], { complete: { cluster: true, job: false } });
    expect(session.string(HA)).toMatchObject({ absent: true });
    expect(session.duration(INTERVAL)).toMatchObject({ known: false, absent: false });
    expect(session.int('parallelism.default')).toMatchObject({ known: false, absent: false });
  });

  test('a fragment shows nothing', () => {
    const fragment = view([layer('conf', other)], { complete: { cluster: false, job: false } });
    expect(fragment.string(HA)).toMatchObject({ known: false, absent: false });
    expect(fragment.int('taskmanager.numberOfTaskSlots')).toMatchObject({ known: false, absent: false });
  });
});

describe('a range of versions', () => {
  // `state.checkpoints.dir` until 1.19, `execution.checkpointing.dir` with the old key as deprecated one from 1.20 on.
  const DIR = 'execution.checkpointing.dir' satisfies OptionKey;

  test('the old name is read by all of them', () => {
    const target = view([layer('conf', [['state.checkpoints.dir', 's3://b/c']])], { range: between('1.18', '1.20') });
    expect(target.string(DIR)).toMatchObject({ known: true, value: 's3://b/c' });
    expect(target.name(DIR)).toBe('state.checkpoints.dir');
  });

  test('the new name is read by some', () => {
    const set = layer('conf', [[DIR, 's3://b/c']]);
    expect(view([set], { range: between('1.18', '1.20') }).string(DIR)).toMatchObject({ known: false, absent: false });
    expect(view([set], { range: minor('1.20') }).string(DIR)).toMatchObject({ known: true });
    expect(view([set], { range: minor('1.20') }).name(DIR)).toBe(DIR);
    expect(view([set], { range: minor('1.19') }).string(DIR)).toMatchObject({ known: false, absent: true });
  });

  test('both names: which one wins depends on the version', () => {
    const both = layer('conf', [
      ['state.checkpoints.dir', 's3://b/old'],
      [DIR, 's3://b/new'],
    ]);
    expect(view([both], { range: between('1.19', '1.20') }).string(DIR)).toMatchObject({ known: false, set: true });
    expect(view([both], { range: minor('1.19') }).string(DIR)).toMatchObject({ known: true, value: 's3://b/old' });
    expect(view([both], { range: minor('1.20') }).string(DIR)).toMatchObject({ known: true, value: 's3://b/new' });
  });

  test('what a claim says of a range', () => {
    const target = view([], { range: between('1.19', '2.0') });
    expect([target.version('>=1.18'), target.version('>=2'), target.version('>=2.1')]).toEqual(['all', 'part', 'none']);
  });
});

describe('values that no rule judges', () => {
  const placeholders = [
    '${SLOTS}',
    '$SLOTS',
    '{{ slots }}',
    '$(SLOTS)',
    '@slots@',
    '<SLOTS>',
    '__A__:__B_2__',
    '%tm_slots%',
  ];
  test.each(placeholders)('the placeholder %s', (value) => {
    const target = view([layer('conf', [['taskmanager.numberOfTaskSlots', value]])]);
    expect(target.int('taskmanager.numberOfTaskSlots')).toMatchObject({ known: false, absent: false, set: true });
    expect(target.setting('taskmanager.numberOfTaskSlots')).toMatchObject({ placeholder: true, refusal: undefined });
  });

  test('a value that Flink refuses: one fault, one finding', () => {
    const target = view([layer('conf', [['taskmanager.numberOfTaskSlots', 'four']])]);
    expect(target.int('taskmanager.numberOfTaskSlots')).toMatchObject({ known: false, absent: false, set: true });
    expect(target.setting('taskmanager.numberOfTaskSlots')?.refusal).toEqual(expect.any(String));
  });

  test('a refused value in a lower layer that is replaced', () => {
    const target = view([
      layer('low', [['taskmanager.numberOfTaskSlots', 'four']]),
      layer('high', [['taskmanager.numberOfTaskSlots', '4']]),
    ]);
    expect(target.int('taskmanager.numberOfTaskSlots')).toMatchObject({ known: true, value: 4 });
    expect(target.settings.map(({ inEffect }) => inEffect)).toEqual([false, true]);
  });
});
