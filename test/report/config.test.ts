import { describe, expect, test } from 'vitest';
import { excerptsOf } from '../../src/engine/excerpt.js';
import type { EffectiveConfig } from '../../src/model/effective.js';
import { configJson, configText } from '../../src/report/config.js';
import { aFinding, aTarget, RULES, spanOf } from './sample.js';

const files = {
  'conf/config.yaml': 'state.backend: rocksdb\nexecution.checkpointing.interval: 1 min\ns3.secret-key: hunter2\n',
  'platform/base.yaml': 'state.backend.type: hashmap\n',
};
const setting = (file: keyof typeof files, part: string, layer: string) => ({ at: spanOf(files, file, part), layer });

const config: EffectiveConfig = {
  rules: RULES,
  excerpt: excerptsOf((file) => files[file as keyof typeof files]),
  targets: [
    {
      ...aTarget(),
      settings: [
        {
          key: 'execution.checkpointing.interval',
          writtenAs: 'execution.checkpointing.interval',
          value: '1 min',
          origin: setting('conf/config.yaml', '1 min', 'file'),
          overrides: [],
        },
        {
          key: 's3.secret-key',
          writtenAs: 's3.secret-key',
          value: '******',
          origin: setting('conf/config.yaml', 'hunter2', 'file'),
          overrides: [],
        },
        {
          key: 'state.backend.type',
          writtenAs: 'state.backend',
          value: 'rocksdb',
          origin: setting('conf/config.yaml', 'rocksdb', 'file'),
          overrides: [{ value: 'hashmap', origin: setting('platform/base.yaml', 'hashmap', 'image') }],
          default: 'hashmap',
        },
        { key: 'taskmanager.numberOfTaskSlots', value: '1', overrides: [], default: '1' },
      ],
      findings: [
        aFinding(spanOf(files, 'conf/config.yaml', 'state.backend'), {
          rule: 'options/deprecated',
          severity: 'info',
          message: "'state.backend' is the old spelling of 'state.backend.type'.",
        }),
      ],
    },
  ],
};

describe('configJson', () => {
  test('has exactly the shape of the contract', () => {
    const [target] = JSON.parse(configJson(config)).targets;
    expect(JSON.parse(configJson(config)).schemaVersion).toBe(1);
    expect(Object.keys(target)).toEqual(['name', 'kind', 'flinkVersion', 'settings', 'findings']);
    expect(target.flinkVersion).toEqual({ value: '1.20', assumed: false, from: 'Dockerfile:1' });
    expect(target.settings[2]).toStrictEqual({
      key: 'state.backend.type',
      writtenAs: 'state.backend',
      value: 'rocksdb',
      origin: { file: 'conf/config.yaml', line: 1, column: 16, layer: 'file' },
      overrides: [{ value: 'hashmap', origin: { file: 'platform/base.yaml', line: 1, column: 21, layer: 'image' } }],
      default: 'hashmap',
    });
    expect(target.findings[0]).toMatchObject({
      ruleId: 'options/deprecated',
      file: 'conf/config.yaml',
      range: { start: { line: 1, column: 1 }, end: { line: 1, column: 14 } },
    });
  });

  test('gives a default no origin, and a setting without a default none', () => {
    const [target] = JSON.parse(configJson(config)).targets;
    expect(target.settings[3]).toStrictEqual({
      key: 'taskmanager.numberOfTaskSlots',
      value: '1',
      overrides: [],
      default: '1',
    });
    expect(target.settings[0]).not.toHaveProperty('default');
  });
});

describe('configText', () => {
  test('aligns keys, values and origins', () => {
    expect(configText(config, { color: false })).toBe(`conf (cluster): Flink 1.20, from Dockerfile:1

  execution.checkpointing.interval  1 min    conf/config.yaml:2 [file]
  s3.secret-key                     ******   conf/config.yaml:3 [file]
  state.backend.type                rocksdb  conf/config.yaml:1 [file]
    (written as state.backend)
    (was: hashmap at platform/base.yaml:1 [image])
  taskmanager.numberOfTaskSlots     1        default

  conf/config.yaml:1:1: info: 'state.backend' is the old spelling of 'state.backend.type'. [options/deprecated]
`);
  });

  test('separates targets, and says where nothing is set', () => {
    const empty = (name: string) => ({ ...aTarget({ name }), settings: [], findings: [] });
    expect(configText({ ...config, targets: [empty('a'), empty('b')] }, { color: false })).toBe(
      `a (cluster): Flink 1.20, from Dockerfile:1

  Nothing is set.

b (cluster): Flink 1.20, from Dockerfile:1

  Nothing is set.
`,
    );
    expect(configText({ ...config, targets: [] }, { color: false })).toBe('');
  });

  test('lets one long value push only its own origin aside', () => {
    const origin = setting('conf/config.yaml', '1 min', 'file');
    const long = '-XX:+UseG1GC -Dfile.encoding=UTF-8 -verbose:gc';
    const target = {
      ...aTarget(),
      findings: [],
      settings: [
        { key: 'env.java.opts.all', writtenAs: 'env.java.opts.all', value: long, origin, overrides: [] },
        { key: 'parallelism.default', writtenAs: 'parallelism.default', value: '4', origin, overrides: [] },
      ],
    };
    expect(configText({ ...config, targets: [target] }, { color: false })).toContain(
      `  env.java.opts.all    ${long}  conf/config.yaml:2 [file]
  parallelism.default  4  conf/config.yaml:2 [file]
`,
    );
  });

  test('shows control characters instead of obeying them', () => {
    const hostile = '\u001b[2J\n\u202e';
    const origin = { at: { file: hostile, start: 0, end: 0 }, layer: hostile };
    const target = {
      ...aTarget({ name: hostile }),
      findings: [],
      settings: [
        { key: hostile, writtenAs: `${hostile}2`, value: hostile, origin, overrides: [{ value: hostile, origin }] },
      ],
    };
    const shown = configText({ ...config, targets: [target] }, { color: false });
    expect(shown).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(shown.split('\n')).toHaveLength(6);
  });

  test('colours values, dims origins and defaults', () => {
    const shown = configText(config, { color: true });
    expect(shown).toContain('\u001b[36mrocksdb\u001b[39m  \u001b[2mconf/config.yaml:1 [file]\u001b[22m');
    expect(shown).toContain('\u001b[2m  taskmanager.numberOfTaskSlots     1        default\u001b[22m');
  });
});
