import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeType, type Held, type ParsedValue, parseValue, type Shape } from '../../src/flink/values.js';
import type { YamlParser, YamlValue } from '../../src/flink/yaml-value.js';
import type { Grammar, JavaType } from '../../src/model/facts.js';

const V1_18 = 1_018_001;
const V1_20 = 1_020_005;
const V2_3 = 2_003_000;

const string = (text: string): YamlValue => ({ type: 'string', text });
const integer = (text: string): YamlValue => ({ type: 'integer', text });
const list = (text: string, ...items: readonly YamlValue[]): YamlValue => ({ type: 'list', text, items });
const map = (text: string, ...entries: readonly (readonly [YamlValue, YamlValue])[]): YamlValue => ({
  type: 'map',
  text,
  entries,
});

/** What Flink's parser makes of the texts below. */
const DOCUMENTS: Readonly<Record<string, YamlValue>> = {
  '[a, b]': list('[a, b]', string('a'), string('b')),
  '[1, 2]': list('[1, 2]', integer('1'), integer('2')),
  '[1, x]': list('[1, x]', integer('1'), string('x')),
  '[a, ]': list('[a]', string('a')),
  '[a, null]': list('[a, null]', string('a'), { type: 'null' }),
  '[[a, b], {c: d}]': list(
    '[[a, b], {c: d}]',
    list('[a, b]', string('a'), string('b')),
    map('{c: d}', [string('c'), string('d')]),
  ),
  '[{a: 1}, {b: 2}]': list(
    '[{a: 1}, {b: 2}]',
    map('{a: 1}', [string('a'), integer('1')]),
    map('{b: 2}', [string('b'), integer('2')]),
  ),
  '{k: v, 1: 2}': map('{k: v, 1: 2}', [string('k'), string('v')], [integer('1'), integer('2')]),
  '{k: null}': map('{k: null}', [string('k'), { type: 'null' }]),
  '{1: a, "1": b}': map('{1: a, "1": b}', [integer('1'), string('a')], [string('1'), string('b')]),
  'k: v': map('{k: v}', [string('k'), string('v')]),
  'a;b': string('a;b'),
  '': { type: 'null' },
};

const parseYaml: YamlParser = (text) => (Object.hasOwn(DOCUMENTS, text) ? DOCUMENTS[text] : undefined);

const read = (
  shape: Shape,
  value: string,
  { type = 'string', grammar = 'yaml', version = V2_3 }: { type?: JavaType; grammar?: Grammar; version?: number } = {},
): ParsedValue => parseValue(shape, { value, type } satisfies Held, { grammar, version, parseYaml });

const reasonOf = (parsed: ParsedValue): string => (parsed.ok ? 'accepted' : parsed.reason);

describe('booleans', () => {
  it.each(['true', 'TRUE', 'tRuE', 'fal\u017fe'])('takes %s', (text) => {
    expect(read({ type: 'boolean' }, text)).toEqual({
      ok: true,
      kind: 'boolean',
      value: text.startsWith('t') || text.startsWith('T'),
    });
  });

  it.each(['yes', 'on', '1', ' true', '"true"', ''])('refuses %j', (text) => {
    expect(reasonOf(read({ type: 'boolean' }, text))).toBe(`'${text}' is not a boolean: it must be true or false`);
  });
});

describe('typed YAML values', () => {
  it('reads the text of another type where Flink calls toString()', () => {
    expect(read({ type: 'duration' }, '50', { type: 'integer' })).toMatchObject({ nanos: 50_000_000n });
    expect(read({ type: 'memory' }, '1024', { type: 'integer' })).toMatchObject({ bytes: 1024n });
    expect(read({ type: 'string' }, 'true', { type: 'boolean' })).toMatchObject({ value: 'true' });
    expect(read({ type: 'double' }, '1', { type: 'integer' })).toMatchObject({ value: 1 });
    expect(read({ type: 'enum', enum: ['TRUE'] }, 'true', { type: 'boolean' })).toMatchObject({ value: 'TRUE' });
    expect(read({ type: 'long' }, '5', { type: 'integer' })).toMatchObject({ value: 5, exact: 5n });
  });

  it('refuses what does not fit', () => {
    expect(reasonOf(read({ type: 'int' }, '5.0', { type: 'double' }))).toBe(
      "'5.0' is not an integer: it must be whole",
    );
    expect(reasonOf(read({ type: 'duration' }, '1000.0', { type: 'double' }))).toContain('the number must be whole');
    expect(reasonOf(read({ type: 'boolean' }, '1', { type: 'integer' }))).toContain('it must be true or false');
    expect(reasonOf(read({ type: 'int' }, '4294967296', { type: 'long' }))).toContain('it must lie between');
    expect(reasonOf(read({ type: 'long' }, '9223372036854775808', { type: 'biginteger' }))).toContain(
      'it must lie between',
    );
  });

  it('checks only YAML doubles against the range of a float', () => {
    expect(reasonOf(read({ type: 'float' }, '1.0E50', { type: 'double' }))).toContain('it does not fit 32 bits');
    expect(reasonOf(read({ type: 'float' }, '.inf', { type: 'double' }))).toContain('it does not fit 32 bits');
    expect(reasonOf(read({ type: 'float' }, '.nan', { type: 'double' }))).toContain('it does not fit 32 bits');
    expect(read({ type: 'float' }, '1e50')).toMatchObject({ value: Number.POSITIVE_INFINITY });
    expect(read({ type: 'float' }, '-0.5', { type: 'double' })).toMatchObject({ value: -0.5 });
    expect(read({ type: 'double' }, '-.inf', { type: 'double' })).toMatchObject({ value: Number.NEGATIVE_INFINITY });
    expect(read({ type: 'string' }, '.inf', { type: 'double' })).toMatchObject({ value: '.inf' });
  });
});

describe('enums', () => {
  const codec: Shape = { type: 'enum', enum: ['NONE', 'LZ4', 'on-event', 'EXACTLY_ONCE'] };

  it('compares with toString() in any case', () => {
    expect(read(codec, 'lz4')).toMatchObject({ value: 'LZ4' });
    expect(read(codec, 'ON-EVENT')).toMatchObject({ value: 'on-event' });
  });

  it('takes no other spelling', () => {
    expect(reasonOf(read(codec, 'on_event'))).toBe(
      "'on_event' is not a value of this option: Flink writes it 'on-event'",
    );
    expect(reasonOf(read(codec, 'exactly-once'))).toContain("Flink writes it 'EXACTLY_ONCE'");
    expect(reasonOf(read(codec, ' lz4'))).toContain("Flink writes it 'LZ4'");
    expect(reasonOf(read(codec, 'gzip'))).toBe("'gzip' is not one of 'NONE', 'LZ4', 'on-event', 'EXACTLY_ONCE'");
  });
});

describe('lists', () => {
  const strings: Shape = { type: 'string', list: true };
  const ints: Shape = { type: 'int', list: true };
  const values = (parsed: ParsedValue): readonly string[] | string =>
    parsed.ok ? (parsed.kind === 'list' ? parsed.values : parsed.kind) : parsed.reason;

  it.each([
    ['a;b', ['a', 'b']],
    ['a', ['a']],
    [' a ; b ', ['a', 'b']],
    ["'a;b';c", ['a;b', 'c']],
    ['"a;b" ;c', ['a;b', 'c']],
    ["'it''s'", ["it's"]],
    [`"AB'""D;B";C`, [`AB'"D;B`, 'C']],
    ["a'b;c'", ["a'b", "c'"]],
    ['a;;b', ['a', '', 'b']],
    ['a;;', ['a', '']],
    [';a;', ['a']],
    [';', []],
    ['', []],
    ['a,b', ['a,b']],
    ["'';b", ['', 'b']],
    ['\u00a0a', ['\u00a0a']],
    ['\u2003a', ['a']],
  ])('splits %j in flink-conf.yaml', (text, expected) => {
    expect(values(read(strings, text, { grammar: 'legacy', version: V1_18 }))).toEqual(expected);
  });

  it('refuses bad quoting', () => {
    const legacy = { grammar: 'legacy', version: V1_20 } as const;
    expect(values(read(strings, "'a", legacy))).toBe("''a' is not well quoted: a quote is not closed");
    expect(values(read(strings, "'a'b;c", legacy))).toBe(
      "''a'b;c' is not well quoted: 'b;c' stands after a closing quote",
    );
  });

  it('tries YAML first in config.yaml, and from 2.0 on everywhere', () => {
    expect(values(read(strings, '[a, b]', { version: V1_20 }))).toEqual(['a', 'b']);
    expect(values(read(strings, '[a, b]', { grammar: 'legacy', version: V1_20 }))).toEqual(['[a, b]']);
    expect(values(read(strings, '[a, b]', { grammar: 'legacy' }))).toEqual(['a', 'b']);
    expect(values(read(ints, '[1, 2]'))).toEqual(['1', '2']);
    expect(values(read(strings, '[[a, b], {c: d}]'))).toEqual(['[a, b]', '{c: d}']);
    expect(values(read(strings, 'a;b'))).toEqual(['a', 'b']);
    expect(values(read(strings, ''))).toEqual([]);
  });

  it('splits instead where an element does not fit', () => {
    expect(values(read(strings, '[a, null]'))).toEqual(['[a, null]']);
    expect(values(read(ints, '[1, x]'))).toBe("'[1, x]' is not an integer");
    expect(values(read(ints, '1;2'))).toEqual(['1', '2']);
    expect(values(read(ints, '1,2'))).toBe("'1,2' is not an integer: it must be whole");
  });

  it('reads lists of maps', () => {
    const maps: Shape = { type: 'map', list: true };
    const parsed = read(maps, '[{a: 1}, {b: 2}]');
    expect(parsed).toMatchObject({
      items: [{ entries: new Map([['a', '1']]) }, { entries: new Map([['b', '2']]) }],
    });
    expect(read(maps, 'a:1;b:2', { grammar: 'legacy', version: V1_20 })).toMatchObject({
      items: [{ entries: new Map([['a', '1']]) }, { entries: new Map([['b', '2']]) }],
    });
  });
});

describe('maps', () => {
  const entries = (parsed: ParsedValue): object | string =>
    parsed.ok ? (parsed.kind === 'map' ? Object.fromEntries(parsed.entries) : parsed.kind) : parsed.reason;
  const legacy = { grammar: 'legacy', version: V1_20 } as const;

  it.each([
    ['k:v', { k: 'v' }],
    ['k:v,l:w', { k: 'v', l: 'w' }],
    [' k : v , l : w ', { k: 'v', l: 'w' }],
    ["k:'http://x'", { k: 'http://x' }],
    [`"k:'http://x'"`, { k: 'http://x' }],
    ["'k:1':v", "''k:1':v' is not well quoted: ':v' stands after a closing quote"],
    ["k1:'a,b'", "'k1:'a' is not well quoted: a quote is not closed"],
    ['{k1:v1,k2:v2}', { '{k1': 'v1', k2: 'v2}' }],
    ['', {}],
    ['k:v,', { k: 'v' }],
  ])('reads %j in flink-conf.yaml', (text, expected) => {
    expect(entries(read({ type: 'map' }, text, legacy))).toEqual(expected);
  });

  it.each(['k', 'k:', ':v', 'k:v:x', 'k:http://x', 'k=v', 'k:v,,l:w'])('refuses %j', (text) => {
    expect(entries(read({ type: 'map' }, text, legacy))).toContain('is not one key and one value');
  });

  it('refuses a key that comes twice', () => {
    expect(entries(read({ type: 'map' }, 'k:v,k:w', legacy))).toBe(
      "'k:v,k:w' is not a map: the key 'k' stands in it twice",
    );
  });

  it('tries YAML first in config.yaml', () => {
    expect(entries(read({ type: 'map' }, '{k: v, 1: 2}'))).toEqual({ k: 'v', 1: '2' });
    expect(entries(read({ type: 'map' }, 'k: v'))).toEqual({ k: 'v' });
    expect(entries(read({ type: 'map' }, 'k:v'))).toEqual({ k: 'v' });
    expect(entries(read({ type: 'map' }, '{k: null}'))).toEqual({ '{k': 'null}' });
    expect(entries(read({ type: 'map' }, '{1: a, "1": b}'))).toContain("': b}' stands after a closing quote");
  });
});

describe('words for types', () => {
  it.each([
    [{ type: 'duration' }, 'a duration'],
    [{ type: 'long' }, 'an integer'],
    [{ type: 'string', list: true }, 'a list of strings'],
    [{ type: 'enum', enum: ['A', 'B'] }, "one of 'A', 'B'"],
    [{ type: 'enum', enum: ['A', 'B'], list: true }, "a list of 'A', 'B'"],
  ] satisfies readonly (readonly [Shape, string])[])('describes %j', (shape, words) => {
    expect(describeType(shape)).toBe(words);
  });
});

const TYPES = ['boolean', 'int', 'long', 'float', 'double', 'string', 'duration', 'memory', 'map', 'enum'] as const;

describe('every grammar', () => {
  it('never throws, and refuses with a reason that is no sentence', () => {
    const text = fc.string({ unit: fc.constantFrom(...'0123456789abknostv:;,\'"[]{} -.') });
    fc.assert(
      fc.property(
        fc.constantFrom(...TYPES),
        fc.boolean(),
        text,
        fc.constantFrom(V1_18, V2_3),
        (type, isList, value, version) => {
          const parsed = read({ type, list: isList, enum: ['a', 'b'] }, value, { grammar: 'legacy', version });
          expect(parsed.ok || (parsed.reason.length > 0 && !parsed.reason.endsWith('.'))).toBe(true);
        },
      ),
    );
  });

  it('reads back a list whose elements are quoted', () => {
    const quote = (element: string): string => `'${element.replaceAll("'", "''")}'`;
    fc.assert(
      fc.property(fc.array(fc.string()), (elements) => {
        const parsed = read({ type: 'string', list: true }, elements.map(quote).join(';'), {
          grammar: 'legacy',
          version: V1_20,
        });
        expect(parsed).toMatchObject({ ok: true, values: elements });
      }),
    );
  });
});
