import { Ajv } from 'ajv';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as yaml from 'yaml';
import { parseSettings } from '../../src/settings/parse.js';
import { validateSettings } from '../../src/settings/validate.js';
import { sourceText } from '../../src/syntax/source-text.js';
import { SCHEMA } from './helpers.js';

const ajv = new Ajv({ strict: true, allErrors: true });
ajv.addKeyword('patternErrorMessage');
const accepts = ajv.compile(SCHEMA);

/** Whether our walker and ajv are of one mind about a document, which is what both say. */
function verdict(document: unknown): boolean {
  const { tree, problems } = parseSettings(sourceText('.flinklint.yaml', JSON.stringify(document)), yaml);
  expect(problems).toEqual([]);
  const ours = tree !== undefined && validateSettings(tree, SCHEMA).length === 0;
  expect(ours, JSON.stringify(document)).toBe(accepts(document));
  return ours;
}

test.each<[boolean, unknown]>([
  [true, {}],
  [true, { extends: 'production', flinkVersion: '1.20', platform: 'kubernetes-operator', exclude: ['legacy/**'] }],
  [true, { $schema: 'https://example.org/settings.json', extends: ['strict', './a.yaml', '@acme/flinklint'] }],
  [true, { layers: [{ file: 'platform/a.yaml', as: 'operator-defaults' }], options: { allow: ['acme.*'] } }],
  [
    true,
    { rules: { 'checkpointing/interval': { severity: 'warning', max: '10 min' }, 'checkpointing/min-pause': 'off' } },
  ],
  [true, { overrides: [{ files: ['staging/**'], profile: 'development', rules: {} }, { files: '*.yaml' }] }],
  [true, { jobs: [{ name: 'orders', config: 'conf/config.yaml', sources: ['src'], manifests: [] }] }],
  [false, { overrides: [{ profile: 'strict' }] }],
  [false, { flinkVersion: 1.2 }],
  [false, { rules: { 'checkpointing/interval': { max: '10 mins' } } }],
  [false, { rules: { 'no/rule': 'off' } }],
  [false, { rules: [] }],
  [false, { rules: null }],
  [false, { extends: [] }],
  [false, { jobs: [{}] }],
  [false, { layers: [{ file: 'a', as: 'elsewhere' }] }],
  [false, { exclude: ['../a'] }],
  [false, []],
  [false, 'production'],
  [false, 3],
])('%s: %j', (expected, document) => {
  expect(verdict(document)).toBe(expected);
});

const junk = fc.oneof(
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom({}, [], [[]], [{}]),
);

/** Mostly right, now and then anything. */
const mostly = (right: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: right }, { weight: 1, arbitrary: junk });

const lists = (item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => mostly(fc.array(mostly(item), { maxLength: 3 }));

const some = (keys: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<unknown> =>
  fc
    .tuple(fc.record(keys, { requiredKeys: [] }), fc.option(fc.tuple(fc.string(), junk), { freq: 12 }))
    .map(([record, extra]) => (extra === null ? record : { ...record, [extra[0]]: extra[1] }));

const level = mostly(fc.constantFrom('error', 'warning', 'info', 'off', 'warn'));
const name = mostly(
  fc.constantFrom(
    'a',
    'legacy/**',
    './a',
    '../a',
    '/a',
    ' ',
    '**/test/**',
    '!a',
    '.\\a',
    '\u00e4',
    '@a/b',
    'a/.b',
    'x/y.json',
  ),
);
const version = mostly(fc.constantFrom('1.20', '2.0.1', '1', '1.20.', 'v1.20', '1.2.3.4', '\u0661.2'));
const duration = mostly(
  fc.oneof(
    fc.constantFrom(
      '10 min',
      '1d',
      ' 5 s ',
      '10',
      '1.5 h',
      '5 \u00b5s',
      '5 \u03bcs',
      '1234567890 s',
      '-1 s',
      'PT10M',
      '3 seconds',
    ),
    fc.stringMatching(/^ ?\d{1,11} ?[dhmins]{1,3}$/),
  ),
);
const platform = mostly(fc.constantFrom('yarn', 'docker', 'k8s'));
const profile = mostly(fc.constantFrom('production', 'strict', 'development', 'test'));
const rules = mostly(
  some({
    'checkpointing/interval': fc.oneof(level, some({ severity: level, max: duration, min: duration })),
    'checkpointing/min-pause': fc.oneof(level, some({ severity: level })),
    'observability/log-noise': some({
      loggers: lists(name),
      share: mostly(fc.double({ noNaN: true, noDefaultInfinity: true })),
    }),
  }),
);
const override = some({ files: fc.oneof(name, lists(name)), profile, flinkVersion: version, platform, rules });
const settings = some({
  $schema: mostly(fc.string()),
  extends: fc.oneof(name, lists(name), profile),
  flinkVersion: version,
  operatorVersion: version,
  platform,
  exclude: lists(name),
  options: mostly(some({ allow: lists(name) })),
  layers: lists(some({ file: name, as: mostly(fc.constantFrom('image', 'platform', 'other')) })),
  rules,
  overrides: lists(override),
  jobs: lists(some({ name, config: name, sources: lists(name), manifests: lists(name) })),
});

test('the walker and ajv agree on generated documents, of which both kinds occur', () => {
  const verdicts = new Set<boolean>();
  fc.assert(
    fc.property(fc.oneof({ weight: 9, arbitrary: settings }, { weight: 1, arbitrary: fc.jsonValue() }), (document) => {
      verdicts.add(verdict(document));
    }),
    { numRuns: 500 },
  );
  expect(verdicts.size).toBe(2);
}, 60_000);
