import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ManifestFacts, Resource } from '../../src/model/manifest.js';
import { readers } from '../../src/readers.js';
import { asText, jsonScalar } from '../../src/sources/kubernetes/scalars.js';
import { readManifest } from '../../src/sources/kubernetes.js';
import { sourceText } from '../../src/syntax/source-text.js';

const read = (text: string): Promise<ManifestFacts> => readManifest(sourceText('a.yaml', text), readers);

const DEPLOYMENT =
  'apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nmetadata: {name: orders, namespace: shop}\n';

async function configuration(yaml: string): Promise<readonly (readonly [string, string, string, string])[]> {
  const indented = yaml.replace(/^(?=.)/gm, '    ');
  const text = `${DEPLOYMENT}spec:\n  flinkConfiguration:\n${indented}`;
  const { resources } = await read(text);
  return (resources[0]?.configuration?.settings ?? []).map(({ key, value, keyAt, valueAt }) => [
    key,
    value,
    text.slice(keyAt.start, keyAt.end),
    text.slice(valueAt.start, valueAt.end),
  ]);
}

describe('flinkConfiguration as ConfigObjectNode#asFlatMap reads it', () => {
  test.each<readonly [string, string, readonly (readonly [string, string, string, string])[]]>([
    ['flat', "a.b: 'c'\n", [['a.b', 'c', 'a.b', "'c'"]]],
    ['nested', 'a:\n  b.c: d\n', [['a.b.c', 'd', 'b.c', 'd']]],
    [
      'numbers',
      'a: 2\nb: 0.50\nc: 1e3\nd: 1.0\n',
      [
        ['a', '2', 'a', '2'],
        ['b', '0.5', 'b', '0.50'],
        ['c', '1000', 'c', '1e3'],
        ['d', '1', 'd', '1.0'],
      ],
    ],
    [
      'booleans of YAML 1.1',
      'a: on\nb: "on"\n',
      [
        ['a', 'true', 'a', 'on'],
        ['b', 'on', 'b', '"on"'],
      ],
    ],
    ['octal numbers', 'a: 0755\n', [['a', '493', 'a', '0755']]],
    ['lists', 'a: [x, 1]\n', [['a', 'x;1', 'a', '[x, 1]']]],
    [
      'block scalars',
      'a: |-\n  x y\nb: z\n',
      [
        ['a', 'x y', 'a', '|-\n      x y'],
        ['b', 'z', 'b', 'z'],
      ],
    ],
    [
      'the flat one of two',
      'a.b: flat\na:\n  b: nested\n',
      [
        ['a.b', 'nested', 'b', 'nested'],
        ['a.b', 'flat', 'a.b', 'flat'],
      ],
    ],
    ['the last of two', 'a: 1\na: 2\n', [['a', '2', 'a', '2']]],
    [
      'aliases',
      'a: &x 5 s\nb: *x\n',
      [
        ['a', '5 s', 'a', '5 s'],
        ['b', '5 s', 'b', '5 s'],
      ],
    ],
    [
      'placeholders',
      'a: ${X}\nb: {{ .Values.b }}\nc: "{{ .c }}"\n',
      [
        ['a', '${X}', 'a', '${X}'],
        ['b', '{{ .Values.b }}', 'b', '{{ .Values.b }}'],
        ['c', '{{ .c }}', 'c', '"{{ .c }}"'],
      ],
    ],
  ])('%s', async (_, yaml, expected) => {
    expect(await configuration(yaml)).toEqual(expected);
  });

  test('merge keys are merged, as kubectl does', async () => {
    const text = `${DEPLOYMENT}x: &base {a: 1, b: 2}\nspec:\n  flinkConfiguration:\n    <<: *base\n    b: 3\n`;
    const [resource] = (await read(text)).resources;
    expect(resource?.configuration?.settings.map(({ key, value }) => `${key}=${value}`)).toEqual(['a=1', 'b=3']);
  });

  test('a key without a value leaves the rest open', async () => {
    const { resources } = await read(`${DEPLOYMENT}spec:\n  flinkConfiguration:\n    a:\n    b: 1\n`);
    expect(resources[0]?.configuration).toMatchObject({ open: 'the value of a is null', settings: [{ key: 'b' }] });
  });

  test('the template of a blue/green deployment has its own', async () => {
    const text =
      'apiVersion: flink.apache.org/v1beta1\nkind: FlinkBlueGreenDeployment\nspec:\n  template:\n    spec:\n      flinkConfiguration: {a: 1}\n';
    expect((await read(text)).resources[0]?.configuration?.settings).toMatchObject([{ key: 'a', value: '1' }]);
  });
});

describe('what YAML 1.1 makes of plain scalars, as go-yaml', () => {
  test.each([
    ['y', 'true'],
    ['NO', 'false'],
    ['0x1F', '31'],
    ['1_000', '1000'],
    ['0o17', '15'],
    ['-0b11', '-3'],
    ['.5', '0.5'],
    ['1e-7', '1.0E-7'],
    ['12345678901234567890', '1.2345678901234567E19'],
    ['2024-01-02', '2024-01-02'],
    ['1:30', '1:30'],
    ['5 min', '5 min'],
    ['1.2.3', '1.2.3'],
    ['~', 'null'],
  ])('%s is %s', (written, text) => {
    expect(asText(jsonScalar(written))).toBe(text);
  });
});

describe('streams', () => {
  test('documents, lists and comments', async () => {
    const text = `# first\n${DEPLOYMENT}---\napiVersion: v1\nkind: List\nitems:\n- {kind: A, metadata: {name: x}}\n- {kind: B} # last\n---\n`;
    const { resources, comments } = await read(text);
    expect(resources.map(({ kind, namespace, name }) => [kind, namespace, name])).toEqual([
      ['FlinkDeployment', 'shop', 'orders'],
      ['A', undefined, 'x'],
      ['B', undefined, undefined],
    ]);
    expect(comments.map((comment) => [comment.text, comment.trailing])).toEqual([
      ['first', false],
      ['last', true],
    ]);
  });

  test('a document that is no YAML costs only itself', async () => {
    const { resources } = await read(`a: [\n---\n${DEPLOYMENT}`);
    expect(resources.map(({ kind }) => kind)).toEqual(['FlinkDeployment']);
  });

  test('lines of templates mark every resource', async () => {
    const { resources } = await read(
      `{{- if .Values.on }}\n${DEPLOYMENT}spec:\n  image: {{ .Values.image }}\n{{- end }}\n`,
    );
    expect(resources).toMatchObject([{ name: 'orders', template: true }]);
  });

  test('braces within a value are none', async () => {
    const { resources } = await read(`${DEPLOYMENT}spec:\n  ingress:\n    template: "host/{{name}}(/|$)(.*)"\n`);
    expect(resources[0]?.template).toBeUndefined();
  });

  test('aliases of aliases end', async () => {
    const levels = Array.from({ length: 30 }, (_, level) => {
      const item = level === 0 ? 'x' : `*a${String(level - 1)}`;
      return `a${String(level)}: &a${String(level)} [${Array(9).fill(item).join(', ')}]`;
    });
    expect((await read(`${levels.join('\n')}\n`)).resources).toEqual([]);
    expect((await read('a: &a [*a]\nkind: A\n')).resources.length).toBeLessThan(2);
  });

  test('whatever the text, nothing is thrown and every place lies in it', async () => {
    const word = fc.constantFrom(
      'kind: ',
      'spec:\n',
      '  flinkConfiguration:\n',
      '    a: ',
      '|\n',
      '- ',
      '{',
      '}',
      '"',
      "'",
      '*x',
      '&x ',
      '---\n',
      '{{',
      '}}',
      '\n',
      '\t',
      'x',
      '<<: ',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 25 }), async (words) => {
        const text = words.join('');
        for (const { at } of (await read(text)).resources) {
          expect(at.start).toBeLessThanOrEqual(at.end);
          expect(at.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('files within a ConfigMap', () => {
  const map = (data: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf}\ndata:\n${data}`;

  async function settingsIn(data: string): Promise<readonly (readonly [string, string, string, string])[]> {
    const text = map(data);
    const [resource] = (await read(text)).resources;
    return settingsOf(resource).map(({ key, value, keyAt, valueAt }) => [
      key,
      value,
      text.slice(keyAt.start, keyAt.end),
      text.slice(valueAt.start, valueAt.end),
    ]);
  }

  const settingsOf = (resource: Resource | undefined) =>
    (resource?.embedded ?? []).flatMap(({ facts }) => (facts?.kind === 'config' ? facts.settings : []));

  test.each([
    ['a literal block', '  flink-conf.yaml: |\n    # one\n    a.b: c\n\n    d: e # f\n'],
    ['one without its last break', '  flink-conf.yaml: |-\n    a.b: c\n    d: e\n'],
    ['one that keeps all breaks', '  flink-conf.yaml: |+\n    a.b: c\n    d: e\n\n\n'],
    ['one whose indentation is given', '  flink-conf.yaml: |2\n    a.b: c\n    d: e\n'],
    ['one with a comment behind its sign', '  flink-conf.yaml: | # ours\n    a.b: c\n    d: e\n'],
    ['a block that is indented by one', '  flink-conf.yaml: |\n   a.b: c\n   d: e\n'],
    ['lines that end as on Windows', '  flink-conf.yaml: |\r\n    a.b: c\r\n    d: e\r\n'],
    ['a folded block', '  flink-conf.yaml: >\n    a.b: c\n\n    d: e\n'],
    ['a folded block with an indented part', '  flink-conf.yaml: >-\n    a.b: c\n\n\n    d: e\n'],
    ['double quotes', '  flink-conf.yaml: "a.b: c\\nd: e\\n"\n'],
    ['double quotes over several lines', '  flink-conf.yaml: "a.b: c\\n\\\n    d:\n    e"\n'],
    ['single quotes', "  flink-conf.yaml: 'a.b: c\n\n    d: e'\n"],
    ['config.yaml', '  config.yaml: |\n    a.b: c\n    d: e\n'],
  ])('%s', async (_, data) => {
    const found = await settingsIn(data);
    expect(found.map(([key, value]) => [key, value])).toEqual([
      ['a.b', 'c'],
      ['d', 'e'],
    ]);
    expect(found.map(([, , key, value]) => [key, value])).toEqual([
      ['a.b', 'c'],
      ['d', 'e'],
    ]);
  });

  test('quotes and escapes within', async () => {
    expect(await settingsIn("  flink-conf.yaml: 'a: it''s'\n")).toEqual([['a', "it's", 'a', "it''s"]]);
    expect(await settingsIn('  flink-conf.yaml: "a: \\u0062\\tc"\n')).toEqual([['a', 'b\tc', 'a', '\\u0062\\tc']]);
  });

  test.each([
    ['a literal block', '  flink-conf.yaml: |+\n    a.b: {{ .Values.b }}\n    d: e\n\n'],
    ['a folded block', '  flink-conf.yaml: >\n    a.b: {{ .Values.b }}\n\n    d: e\n'],
    ['double quotes', '  flink-conf.yaml: "a.b: {{ .Values.b }}\\nd: e"\n'],
  ])('%s that a template fills in', async (_, data) => {
    const [resource] = (await read(map(data))).resources;
    expect(resource?.embedded.map(({ facts }) => facts?.kind === 'config' && facts.faults)).toEqual([[]]);
    expect(await settingsIn(data)).toEqual([
      ['a.b', '{{ .Values.b }}', 'a.b', '{{ .Values.b }}'],
      ['d', 'e', 'd', 'e'],
    ]);
  });

  test('log4j', async () => {
    const text = map('  log4j-console.properties: |\n    rootLogger.level = DEBUG\n    logger.a.name = org.a\n');
    const [file] = (await read(text)).resources[0]?.embedded ?? [];
    expect(file?.facts?.kind).toBe('logging');
    const levels = file?.facts?.kind === 'logging' ? file.facts.loggers : [];
    expect(levels.map(({ at }) => text.slice(at.start, at.end))).toContain('DEBUG');
  });
});
