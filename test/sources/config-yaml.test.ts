import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConfigFacts, Fault, JavaType } from '../../src/model/facts.js';
import { recover } from '../../src/sources/config-yaml/recovery.js';
import { readConfigYaml } from '../../src/sources/config-yaml.js';
import { sourceText } from '../../src/syntax/source-text.js';

const read = (text: string): ConfigFacts => readConfigYaml(sourceText('conf/config.yaml', text), recover);
const pairs = (text: string): [string, string][] => read(text).settings.map((setting) => [setting.key, setting.value]);
const slice = (text: string, at: { start: number; end: number }): string => text.slice(at.start, at.end);
const kinds = (text: string): Fault['kind'][] => read(text).faults.map((fault) => fault.kind);

describe('what Flink reads', () => {
  it.each<[string, [string, string][]]>([
    ['', []],
    ['# only a comment\n', []],
    ['---\n', []],
    ['~', []],
    ['a: s3://b/c', [['a', 's3://b/c']]],
    ['a: x#y', [['a', 'x#y']]],
    ['a: yes', [['a', 'yes']]],
    ['a: on', [['a', 'on']]],
    ['a: 2024-01-01', [['a', '2024-01-01']]],
    ['a: 12:30:45', [['a', '12:30:45']]],
    ['a: 1_000', [['a', '1_000']]],
    ['a: 10 min', [['a', '10 min']]],
    ['a: 1024m', [['a', '1024m']]],
    ['null: x', [['null', 'x']]],
    ['a: {}', []],
    ['m: {k1: v1}', [['m.k1', 'v1']]],
    ['l: [a, 1, true]', [['l', '[a, 1, true]']]],
    ['l:\n- a\n- b: c\n', [['l', '[a, {b: c}]']]],
    [
      'b: &b {x: 1}\nc:\n  <<: *b\n',
      [
        ['b.x', '1'],
        ['c.<<.x', '1'],
      ],
    ],
    [
      'a: &x 1\nb: *x\n',
      [
        ['a', '1'],
        ['b', '1'],
      ],
    ],
    ['---\na: 1\n...\n', [['a', '1']]],
    ['a: |\n  x\n  y\n', [['a', 'x\ny\n']]],
    ['a: |\n  x', [['a', 'x']]],
    ['a: >-\n  x\n  y\n', [['a', 'x y']]],
    ['a: x\n  y\n', [['a', 'x y']]],
    [
      'a: 1\r\nb: 2\r\n',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    ['"a.b": 1', [['a.b', '1']]],
    ['a: ${HOME}', [['a', '${HOME}']]],
    ['a: "x"#c', [['a', 'x']]],
    [
      'a.b: 1\na:\n  b: 2\n',
      [
        ['a.b', '1'],
        ['a.b', '2'],
      ],
    ],
  ])('%j', (text, expected) => {
    expect(read(text).refused).toBe(false);
    expect(pairs(text)).toEqual(expected);
  });

  it.each<[string, JavaType, string]>([
    ['0123', 'integer', '123'],
    ['0x1F', 'integer', '31'],
    ['0o17', 'integer', '15'],
    ['+5', 'integer', '5'],
    ['2147483648', 'long', '2147483648'],
    ['00000000001', 'long', '1'],
    ['123456789012345678901', 'biginteger', '123456789012345678901'],
    ['1e3', 'double', '1000.0'],
    ['1.20', 'double', '1.2'],
    ['1e7', 'double', '1.0E7'],
    ['0.0001', 'double', '1.0E-4'],
    ['.inf', 'double', '.inf'],
    ['-0.0', 'double', '-0.0'],
    ['True', 'boolean', 'true'],
    ['tRue', 'string', 'tRue'],
    ["'0123'", 'string', '0123'],
    ['!!str 12', 'string', '12'],
    ['!!int "12"', 'integer', '12'],
  ])('%s is %s %s', (written, type, value) => {
    expect(read(`k: ${written}\n`).settings).toMatchObject([{ type, value }]);
  });

  it.each([
    [
      '["x: y", "a,b", "#c", " lead", "-", "a#b", "", null, "null", "${X}", "1e3", "é", ~]',
      `['x: y', 'a,b', '#c', ' lead', '-', a#b, '', null, 'null', '\${X}', '1e3', é, null]`,
    ],
    ['["a\\nb", "\\t", "it\'s", "a:b", 1.50, 0x1F]', '["a\\nb", "\\t", it\'s, \'a:b\', 1.5, 31]'],
    ['[[a, b], [], {}, {k: v, 1: x}]', '[[a, b], [], {}, {k: v, 1: x}]'],
    ['[&x [1], *x]', '[&id001 [1], *id001]'],
  ])('the list %s is held as %s', (written, held) => {
    expect(pairs(`k: ${written}\n`)).toEqual([['k', held]]);
  });
});

describe('what Flink refuses', () => {
  it.each<[string, Fault['kind'], string]>([
    ['a:\n', 'null-value', 'a'],
    ['a: null', 'null-value', 'null'],
    ['a: Null', 'null-value', 'Null'],
    ['a: NULL', 'null-value', 'NULL'],
    ['a: ~', 'null-value', '~'],
    ['a: {x}', 'null-value', 'x'],
    ['state:\n  # backend: x\nb: 1\n', 'null-value', 'state'],
    ['a: 1\na: 2\n', 'duplicate-key', 'a'],
    ['a:\n  b: 1\na:\n  c: 1\n', 'duplicate-key', 'a'],
    ['1: x', 'invalid-yaml', '1'],
    ['a:\n  true: x', 'invalid-yaml', 'true'],
  ])('%j: %s at %j', (text, kind, at) => {
    const facts = read(text);
    expect(facts.refused).toBe(true);
    expect(facts.faults.map((fault) => [fault.kind, slice(text, fault.at)])).toEqual([[kind, at]]);
  });

  it.each([
    'b: x: y',
    'a:1\nb: 2',
    'a:1',
    'hello',
    'a=1',
    '- a',
    '\ta: 1',
    'a:\t1',
    'a:\n\tb: 1',
    'a: "x"\t# c',
    'a: *x',
    'a: &',
    'a: !x y',
    'a: %x',
    'a: @x',
    'a: `x',
    'a: - x',
    'a: ? x',
    'a: {b',
    'a: [b',
    'a: "b',
    'a: "\\q"',
    'a: 1\n---\nb: 2',
    'a: \u0001',
    'a: +.inf',
    '%YAML 2.0\n---\na: 1',
    'a: &a {b: *a}',
  ])('%j', (text) => {
    const facts = read(text);
    expect(facts.refused).toBe(true);
    expect(facts.faults.map((fault) => fault.kind)).toContain('invalid-yaml');
  });

  it('points at the line, and keeps what could be read', () => {
    const text = 'a: 1\nb: x: y\n';
    const [fault] = read(text).faults;
    expect(fault && text.slice(0, fault.at.start).split('\n')).toHaveLength(2);
    expect(pairs(text)).toContainEqual(['a', '1']);
  });

  it('reports all that is sure', () => {
    expect(kinds('a:\nb: 1\nb: 2\nc.d: 1\nc:\n  d: 2\n')).toEqual(['null-value', 'duplicate-key', 'flat-and-nested']);
  });

  it('limits aliases of collections as snakeyaml-engine does', () => {
    const aliases = (count: number): string => `a: &a [1]\nb: [${Array(count).fill('*a').join(', ')}]\n`;
    expect(read(aliases(50)).refused).toBe(false);
    expect(read(aliases(51)).refused).toBe(true);
  });
});

describe('faults that Flink does not mind', () => {
  it('a key flat and nested, first and later', () => {
    const text = 'a.b: 1\na:\n  b: 1\n';
    const [fault] = read(text).faults;
    expect(fault).toMatchObject({ kind: 'flat-and-nested', key: 'a.b', sameValue: true });
    expect(fault?.kind === 'flat-and-nested' && [slice(text, fault.first), slice(text, fault.at)]).toEqual([
      'a.b',
      'b',
    ]);
  });

  it('a merge key', () => {
    const text = 'b: &b {x: 1}\nc:\n  <<: *b\n';
    expect(read(text).faults).toMatchObject([{ kind: 'merge-key', key: 'c.<<' }]);
  });
});

describe('positions', () => {
  it('shows keys, values and comments as they stand', () => {
    const text = 'a:\n  "b": "x" # why\nl:\n  - 1\n  - 2\n\nt: |\n  z\n';
    const [first, list, block] = read(text).settings;
    expect(first).toMatchObject({ key: 'a.b', quoted: true, nested: true, comment: 'why', written: '"x"' });
    expect(first && [slice(text, first.keyAt), slice(text, first.valueAt)]).toEqual(['"b"', '"x"']);
    expect(list && slice(text, list.valueAt)).toBe('- 1\n  - 2');
    expect(block && slice(text, block.valueAt)).toBe('|\n  z');
  });

  it('lists comments', () => {
    const text = '# one\na: 1 # two\n  # three\nb: "# no"\n';
    expect(read(text).comments.map((comment) => [comment.text, comment.trailing, slice(text, comment.at)])).toEqual([
      ['one', false, '# one'],
      ['two', true, '# two'],
      ['three', false, '# three'],
    ]);
  });
});

describe('templates', () => {
  it.each([
    '{{- if .Values.x }}\na: 1\n{{- end }}\nb: 2\n',
    'a: 1\n{% for x in y %}\nb: 2\n{% endfor %}\n',
    'a: {{ .Values.a }}\nb: 2\n',
    'a: @project.version@\nb: 2\n',
    '<% if x %>\na: 1\n<% end %>\nb: 2\n',
  ])('%j', (text) => {
    const facts = read(text);
    expect(facts).toMatchObject({ template: true, refused: false, faults: [] });
    expect(facts.settings.map((setting) => setting.key)).toContain('b');
    for (const { valueAt, value } of facts.settings) expect(slice(text, valueAt)).toBe(value);
  });

  it('reports YAML that a template does not excuse', () => {
    expect(read('a: "{{ x }}"\n').template).toBeUndefined();
    expect(read('a: {{ x }}\nb: "open\n')).toMatchObject({ refused: true });
  });
});

describe('hostile input', () => {
  it.each([
    ['brackets', `a: ${'['.repeat(10_000)}`],
    ['entries', `${'- '.repeat(10_000)}x`],
    ['questions', `${'? '.repeat(10_000)}x`],
    ['stairs', Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}k:`).join('\n')],
    ['one line', `a: ${'x'.repeat(4_000_000)}`],
    [
      'aliases of mappings',
      `m0: &m0 {x: 1}\n${Array.from({ length: 16 }, (_, i) => `m${i + 1}: &m${i + 1} {p: *m${i}, q: *m${i}, r: *m${i}}`).join('\n')}`,
    ],
  ])('%s: refused', (_, text) => {
    expect(read(text)).toMatchObject({ refused: true });
  });

  it('many keys: read', () => {
    expect(read(Array.from({ length: 20_000 }, (_, i) => `k${i}: v`).join('\n')).settings).toHaveLength(20_000);
  });
});

describe('properties', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'a: 1',
      'a:',
      '  b: x',
      '- x',
      '# c',
      '{',
      ']',
      '"',
      '|',
      '\t',
      '{{ x }}',
      '&a',
      '*a',
      '---',
      '\r',
      ': ',
    ),
  );
  const text = fc.array(piece).chain((pieces) => fc.constantFrom('\n', ' ').map((glue) => pieces.join(glue)));

  it('never throws, and keeps every span in bounds', () => {
    fc.assert(
      fc.property(text, (input) => {
        const { settings, faults, comments } = read(input);
        for (const { keyAt, valueAt, written } of settings) {
          expect(keyAt.start <= keyAt.end && valueAt.start <= valueAt.end && valueAt.end <= input.length).toBe(true);
          expect(slice(input, valueAt)).toBe(written);
        }
        for (const { at } of [...faults, ...comments]) expect(at.start <= at.end && at.end <= input.length).toBe(true);
      }),
    );
  });

  it('reads simple maps as they are written, in order', () => {
    const word = fc
      .stringMatching(/^[a-z][a-z0-9.-]{0,8}[a-z]$/)
      .filter((candidate) => !/^(?:null|true|false)$/.test(candidate));
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(word, word), { selector: ([key]) => key }), (entries) => {
        const input = entries.map(([key, value]) => `${key}: ${value}\n`).join('');
        const { settings } = read(input);
        expect(settings.map((setting) => [setting.key, setting.value])).toEqual(entries);
        expect(settings.every((setting) => setting.written === setting.value && !setting.quoted)).toBe(true);
        expect(
          settings.every((setting, i) => i === 0 || setting.keyAt.start > (settings[i - 1]?.valueAt.end ?? 0)),
        ).toBe(true);
      }),
    );
  });
});
