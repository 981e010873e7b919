import { Ajv } from 'ajv';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as yaml from 'yaml';
import { PLATFORMS, PROFILES } from '../../src/model/target.js';
import { parseSettings } from '../../src/settings/parse.js';
import { OUTSIDE_LAYERS } from '../../src/settings/schema.js';
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

/** Mostly right, seldom a likely mistake or anything at all: a document with many faults would hide a wrong verdict. */
const mostly = (right: fc.Arbitrary<unknown>, ...mistakes: readonly string[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 60, arbitrary: right },
    { weight: mistakes.length === 0 ? 0 : 1, arbitrary: fc.constantFrom('', ...mistakes) },
    { weight: 1, arbitrary: junk },
  );

const oneOf = (right: readonly string[], mistakes: readonly string[]): fc.Arbitrary<unknown> =>
  mostly(fc.constantFrom(...right), ...mistakes);

const lists = (item: fc.Arbitrary<unknown>, minLength = 0): fc.Arbitrary<unknown> =>
  mostly(fc.array(item, { minLength, maxLength: 3 }));

/** A mapping with any of the keys, seldom without a required one or with one that nobody knows. */
const some = (
  keys: Readonly<Record<string, fc.Arbitrary<unknown>>>,
  required: readonly string[] = [],
): fc.Arbitrary<unknown> => {
  const complete = fc.record(keys, { requiredKeys: [...required] });
  const extra = fc.tuple(complete, fc.string(), junk).map(([record, key, value]) => ({ ...record, [key]: value }));
  return fc.oneof(
    { weight: 60, arbitrary: complete },
    { weight: 1, arbitrary: extra },
    { weight: required.length === 0 ? 0 : 2, arbitrary: fc.record(keys, { requiredKeys: [] }) },
  );
};

const level = oneOf(['error', 'warning', 'info', 'off'], ['warn', 'Error', 'on']);
const path = oneOf(['a', './a', '../a', 'conf/config.yaml', '\u00e4', 'a b'], ['/a', ' ', '\\a']);
const glob = oneOf(['a', 'legacy/**', '**/test/**', '!a', '/a', '*.yaml', '\u{1f600}'], ['./a', '../a', ' ']);
const parent = oneOf(
  ['strict', './a', '../b.yaml', 'acme', '@acme/lint', 'acme/x.json'],
  ['a/.b', '@a', '/a', 'a b', './'],
);
const text = oneOf(['a', 'acme.*', ' x '], [' ']);
const version = oneOf(['1.20', '2.0.1', '1.7'], ['1', '1.20.', 'v1.20', '1.2.3.4', '\u0661.2', '1.20\n']);
const duration = oneOf(
  ['10 min', '1d', ' 5 s ', '5 \u00b5s', '3 seconds', '999999999 days'],
  ['10', '1.5 h', '5 \u03bcs', '1234567890 s', '-1 s', 'PT10M', '10 mins', '1h30m', '10 Min', '10\tmin'],
);
const platform = oneOf(PLATFORMS, ['k8s', 'Yarn']);
const profile = oneOf(PROFILES, ['test']);
const share = mostly(fc.double({ noNaN: true, noDefaultInfinity: true }), '0.5');
const rules = mostly(
  some({
    'checkpointing/interval': fc.oneof(level, some({ severity: level, max: duration, min: duration })),
    'checkpointing/min-pause': fc.oneof(level, some({ severity: level })),
    'observability/log-noise': some({ loggers: lists(fc.string()), share }),
  }),
);
const override = some({ files: fc.oneof(glob, lists(glob, 1)), profile, flinkVersion: version, platform, rules }, [
  'files',
]);
const layer = some({ file: path, as: oneOf(OUTSIDE_LAYERS, ['flags']) }, ['file', 'as']);
const job = some({ name: text, config: path, sources: lists(path), manifests: lists(path) }, ['name']);
const settings = some({
  $schema: mostly(fc.string()),
  extends: fc.oneof(parent, lists(parent, 1)),
  flinkVersion: version,
  operatorVersion: version,
  platform,
  exclude: lists(glob),
  options: mostly(some({ allow: lists(text) })),
  layers: lists(layer),
  rules,
  overrides: lists(override),
  jobs: lists(job),
});

test('the walker and ajv agree on generated documents, of which many are right and many wrong', () => {
  const verdicts: boolean[] = [];
  fc.assert(
    fc.property(fc.oneof({ weight: 15, arbitrary: settings }, { weight: 1, arbitrary: fc.jsonValue() }), (document) => {
      verdicts.push(verdict(document));
    }),
    { numRuns: 1000 },
  );
  const right = verdicts.filter(Boolean).length;
  expect(right).toBeGreaterThan(200);
  expect(right).toBeLessThan(800);
}, 60_000);
