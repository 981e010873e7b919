import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConfigFacts, Fault } from '../../src/model/facts.js';
import { readFlinkConf } from '../../src/sources/flink-conf.js';
import { sourceText } from '../../src/syntax/source-text.js';

const read = (text: string, options?: { bom: boolean }): ConfigFacts =>
  readFlinkConf(sourceText('conf/flink-conf.yaml', text), options);
const pairs = (text: string): [string, string][] => read(text).settings.map((setting) => [setting.key, setting.value]);
const slice = (text: string, at: { start: number; end: number }): string => text.slice(at.start, at.end);
const faults = (text: string): [Fault['kind'], string][] =>
  read(text).faults.map((fault) => [fault.kind, slice(text, fault.at)]);

describe('the line grammar', () => {
  it.each<[string, [string, string][]]>([
    ['a: 1', [['a', '1']]],
    ['a:1', []],
    ['a:\t1', []],
    ['a=1', []],
    ['---', []],
    ['- x', []],
    ['a:', []],
    ['a : 1', [['a', '1']]],
    ['\ta: 1', [['a', '1']]],
    ['  a: 1', [['a', '1']]],
    ['p:\n  c: v', [['c', 'v']]],
    ['a: x#y', [['a', 'x']]],
    ['a: "x #y"', [['a', '"x']]],
    ['a: "x y"', [['a', '"x y"']]],
    ["a: 'it''s'", [['a', "'it''s'"]]],
    ['b: x: y', [['b', 'x: y']]],
    ['a: null', [['a', 'null']]],
    ['a: ~', [['a', '~']]],
    ['"a.b": 1', [['"a.b"', '1']]],
    ['l: [a, b]', [['l', '[a, b]']]],
    ['- {k: v}', [['- {k', 'v}']]],
    ['a: ${HOME}', [['a', '${HOME}']]],
    ['${X}: y', [['${X}', 'y']]],
    ['# a: 1', []],
    ['a: # 1', []],
    [
      'a: 1\r\nb: 2\rc: 3\n\n',
      [
        ['a', '1'],
        ['b', '2'],
        ['c', '3'],
      ],
    ],
    ['a: 1\u0085b: 2', [['a', '1\u0085b: 2']]],
    ['\u00a0a: 1', [['\u00a0a', '1']]],
    [
      'a: 1\na: 2',
      [
        ['a', '1'],
        ['a', '2'],
      ],
    ],
  ])('%j', (text, expected) => {
    expect(pairs(text)).toEqual(expected);
  });

  it('keeps a byte order mark in the first key', () => {
    const { settings, faults: found } = read('a: 1\nb: 2\n', { bom: true });
    expect(settings.map((setting) => setting.key)).toEqual(['\ufeffa', 'b']);
    expect(found).toMatchObject([{ kind: 'dropped-line', reason: 'byte-order-mark', at: { start: 0, end: 1 } }]);
    expect(read('# licence\na: 1\n', { bom: true }).faults).toEqual([]);
  });

  it('tells quotes, comments and positions', () => {
    const text = 'a.b :  "x" # why\n';
    const [setting] = read(text).settings;
    expect(setting).toMatchObject({
      key: 'a.b',
      value: '"x"',
      written: '"x"',
      quoted: true,
      nested: false,
      comment: 'why',
    });
    expect(setting && [slice(text, setting.keyAt), slice(text, setting.valueAt)]).toEqual(['a.b', '"x"']);
  });

  it('lists comments', () => {
    const text = '# one\n  # two\na: 1 # three';
    expect(read(text).comments.map((comment) => [comment.text, comment.trailing])).toEqual([
      ['one', false],
      ['two', false],
      ['three', true],
    ]);
    expect(read(text).comments.map((comment) => slice(text, comment.at))).toEqual(['# one', '# two', '# three']);
  });
});

describe('faults', () => {
  it.each<[string, [Fault['kind'], string][]]>([
    ['a:1', [['dropped-line', 'a:1']]],
    ['  a=1 # x', [['dropped-line', 'a=1']]],
    ['a:', [['dropped-line', 'a:']]],
    [': v', [['dropped-line', ': v']]],
    ['- x', [['dropped-line', '- x']]],
    ['a: x#y', [['comment-in-value', 'x#y']]],
    ['a: "x #y"', [['comment-in-value', '"x #y"']]],
    ['a: http://h/#/x', [['comment-in-value', 'http://h/#/x']]],
    ['a: 1\na: 2', [['duplicate-key', 'a']]],
    ['p:\n  c: v', [['nested-in-legacy', 'p:']]],
  ])('%j', (text, expected) => {
    expect(faults(text)).toEqual(expected);
  });

  it.each([
    'a: x   # y',
    'a: "x" # y',
    '---\na: 1\n...\n',
    '{{- if .Values.x }}\na: 1\n{{- end }}',
    '{% if x %}\na: 1\n{% endif %}',
    '<% if x %>',
    '${FLINK_PROPERTIES}',
    '@flink.conf@',
    '',
    '\n\n',
  ])('none in %j', (text) => {
    expect(faults(text)).toEqual([]);
  });

  it('names what the author of nested YAML meant', () => {
    const text = 'a: 1\nstate:\n  backend:\n    type: rocksdb\n  # why\n  dirs:\n  - /x\n  - /y\nb: 2\n';
    const [fault] = read(text).faults;
    expect(read(text).faults).toHaveLength(1);
    expect(fault?.kind === 'nested-in-legacy' && fault.parent).toBe('state');
    const children = fault?.kind === 'nested-in-legacy' ? fault.children : [];
    expect(children.map((child) => [child.key, slice(text, child.at)])).toEqual([
      ['state.backend.type', 'type'],
      ['state.dirs', '- /x'],
      ['state.dirs', '- /y'],
    ]);
    expect(pairs(text)).toEqual([
      ['a', '1'],
      ['type', 'rocksdb'],
      ['b', '2'],
    ]);
  });

  it('sets each duplicate against the one before', () => {
    const text = 'a: 1\na: 1\na: 2\n';
    const found = read(text).faults.flatMap((fault) => (fault.kind === 'duplicate-key' ? [fault] : []));
    expect(found.map((fault) => [fault.first.start, fault.at.start, fault.sameValue])).toEqual([
      [0, 5, true],
      [5, 10, false],
    ]);
  });
});

describe('properties', () => {
  const line = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('a: 1', 'p:', '  c: v', '- x', '# c', 'a: x#y', '{{ x }}', '\t', 'a : "b"'),
  );
  const text = fc.array(line).map((lines) => lines.join('\n'));

  it('never throws, and keeps every span in bounds and in order', () => {
    fc.assert(
      fc.property(text, (input) => {
        const { settings, faults: found, comments } = read(input);
        let last = 0;
        for (const { keyAt, valueAt, written } of settings) {
          expect(last <= keyAt.start && keyAt.start < keyAt.end && keyAt.end < valueAt.start).toBe(true);
          expect(slice(input, valueAt)).toBe(written);
          last = valueAt.end;
        }
        for (const { at } of [...found, ...comments]) expect(at.start < at.end && at.end <= input.length).toBe(true);
      }),
    );
  });

  it('reads what it writes', () => {
    fc.assert(
      fc.property(text, (input) => {
        const once = pairs(input);
        expect(pairs(once.map(([key, value]) => `${key}: ${value}`).join('\n'))).toEqual(once);
      }),
    );
  });
});
