import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ComposeService } from '../../src/model/containers.js';
import type { Span } from '../../src/model/span.js';
import { readCompose } from '../../src/sources/compose.js';
import { sourceText } from '../../src/syntax/source-text.js';

const read = (text: string): readonly ComposeService[] => readCompose(sourceText('compose.yaml', text)).services;

const service = (fields: string): ComposeService => {
  const [first] = read(`services:\n  jobmanager:\n${fields.replace(/^/gm, '    ')}\n`);
  if (first === undefined) throw new Error('no service');
  return first;
};

/** A service with the text that its spans show. */
function shown(fields: string) {
  const text = `services:\n  jobmanager:\n${fields.replace(/^/gm, '    ')}\n`;
  const [first] = read(text);
  const at = ({ start, end }: Span): string => text.slice(start, end);
  const settings = (taking: 'appended' | 'squeezed') =>
    (first?.properties?.[taking].settings ?? []).map(({ key, value, keyAt, valueAt }) => [
      key,
      value,
      at(keyAt),
      at(valueAt),
    ]);
  return { service: first, at, squeezed: settings('squeezed'), appended: settings('appended') };
}

const BOTH = [
  ['rest.port', '8082', 'rest.port', '8082'],
  ['a.b', 'x', 'a.b', 'x'],
];

describe('FLINK_PROPERTIES in every spelling', () => {
  test.each([
    ['a block in a map', 'environment:\n  FLINK_PROPERTIES: |\n    rest.port: 8082\n    a.b: x\n'],
    ['a block that is kept', 'environment:\n  FLINK_PROPERTIES: |+\n    rest.port: 8082\n\n    a.b: x\n\n'],
    ['an indented block', 'environment:\n  FLINK_PROPERTIES: |2-\n      rest.port: 8082\n      a.b: x\n'],
    ['a block in a list', 'environment:\n  - |\n    FLINK_PROPERTIES=\n    rest.port: 8082\n    a.b: x\n'],
    [
      'a block in a list that begins at once',
      'environment:\n  - |-\n    FLINK_PROPERTIES=rest.port: 8082\n    a.b: x\n',
    ],
    ['double quotes', 'environment:\n  FLINK_PROPERTIES: "rest.port: 8082\\na.b: x"\n'],
    ['an item in double quotes', 'environment:\n  - "FLINK_PROPERTIES=rest.port: 8082\\na.b: x\\n"\n'],
    ['single quotes over lines', "environment:\n  FLINK_PROPERTIES: 'rest.port: 8082\n\n    a.b: x'\n"],
  ])('%s', (_, fields) => {
    const { squeezed, appended } = shown(fields);
    expect(squeezed).toEqual(BOTH);
    expect(appended).toEqual(BOTH);
  });

  test('a folded block is one line, of which the old image keeps the rest as the value', () => {
    const { squeezed, appended } = shown('environment:\n  FLINK_PROPERTIES: >\n    rest.port: 8082\n    a.b: x\n');
    expect(squeezed.map(([key, value]) => [key, value])).toEqual([['rest.port', '8082a.b:x']]);
    expect(appended.map(([key, value]) => [key, value])).toEqual([['rest.port', '8082 a.b: x']]);
  });

  test('the new image knows no comments behind a value, and takes blanks out', () => {
    const { squeezed, appended } = shown('environment:\n  FLINK_PROPERTIES: |\n    a.b: x y # z\n    # c.d: e\n');
    expect(squeezed).toEqual([['a.b', 'xy#z', 'a.b', 'x y # z']]);
    expect(appended).toEqual([['a.b', 'x y', 'a.b', 'x y']]);
  });

  test('compose makes one dollar of two, which the image fills in where it knows the variable', () => {
    const {
      squeezed,
      at,
      service: one,
    } = shown(
      'environment:\n  PORT: 8082\n  FLINK_PROPERTIES: |\n    rest.port: $${PORT}\n    a.b: $$OTHER\n    c.d: ${ELSE:-1}\n',
    );
    expect(squeezed.map(([key, value, , written]) => [key, value, written])).toEqual([
      ['rest.port', '8082', '$${PORT}'],
      ['a.b', '$OTHER', '$$OTHER'],
      ['c.d', '1', '1'],
    ]);
    expect(one?.properties && at(one.properties.at)).toBe('FLINK_PROPERTIES');
  });

  test('one that comes from outside as a whole leaves the service open', () => {
    expect(service('environment:\n  FLINK_PROPERTIES: ${PROPERTIES}\n')).toMatchObject({
      open: 'FLINK_PROPERTIES is given from outside',
    });
    expect(service('environment:\n  - FLINK_PROPERTIES\n').properties).toBeUndefined();
  });
});

describe('what a service is started with', () => {
  test('anchors, extensions and merge keys', () => {
    const [one, other] = read(
      'x-flink: &flink\n  image: flink:1.20\n  environment: &env\n    FLINK_PROPERTIES: |\n      a.b: x\nservices:\n  jm:\n    <<: *flink\n    command: jobmanager\n  tm:\n    <<: *flink\n    environment:\n      <<: *env\n      TASK_MANAGER_NUMBER_OF_TASK_SLOTS: 4\n',
    );
    expect([one?.image?.text, other?.image?.text]).toEqual(['flink:1.20', 'flink:1.20']);
    expect(one?.properties?.at).toEqual(other?.properties?.at);
    expect(other?.environment.map(({ name, value }) => `${name}=${value}`)).toContain(
      'TASK_MANAGER_NUMBER_OF_TASK_SLOTS=4',
    );
  });

  test.each([
    [
      'command: standalone-job -Drest.port=8082 --job-classname "a.B c"',
      ['standalone-job', '-Drest.port=8082', '--job-classname', 'a.B c'],
    ],
    ['command: [standalone-job, -D, "rest.port=8082"]', ['standalone-job', '-D', 'rest.port=8082']],
    ['command: >\n  jobmanager\n  -Da.b=c\n', ['jobmanager', '-Da.b=c']],
  ])('%s', (fields, words) => {
    const { service: one, at } = shown(fields);
    expect(one?.command?.map(({ text }) => text)).toEqual(words);
    expect(one?.command?.map((word) => at(word.at).replaceAll('"', ''))).toEqual(words);
  });

  test.each([
    ['"8081:8081"', undefined, 8081],
    ['127.0.0.1:8081:8081', '127.0.0.1', 8081],
    ['"[::]:9000:8081/tcp"', '[::]', 8081],
    ['"${PORT:-8081}:8081"', undefined, 8081],
    ['{target: 8081, published: 9000, host_ip: 0.0.0.0}', '0.0.0.0', 8081],
  ])('the port %s', (written, host, container) => {
    expect(service(`ports:\n  - ${written}\n`).ports[0]).toMatchObject({ container, ...(host && { host }) });
  });

  test('ports that docker chooses are published nowhere in particular, ranges one by one', () => {
    expect(service('ports: ["8081"]').ports).toEqual([]);
    expect(service('ports: ["9249-9251:9249-9251"]').ports.map(({ container }) => container)).toEqual([
      9249, 9250, 9251,
    ]);
  });

  test.each([
    ['./conf:/opt/flink/conf:ro', { source: 'conf', target: '/opt/flink/conf', readOnly: true }],
    ['../up:/opt/flink/conf', { source: '' }],
    ['data:/opt/flink/conf', { source: '' }],
    ['${DIR:-./conf}:/opt/flink/conf', { source: 'conf' }],
    [
      '{type: bind, source: ./conf, target: /opt/flink/conf/, read_only: true}',
      { source: 'conf', target: '/opt/flink/conf', readOnly: true },
    ],
  ])('the volume %s', (written, mount) => {
    expect(service(`volumes:\n  - ${written}\n`).mounts[0]).toMatchObject(mount);
  });

  test('an image with a default, and what is built here', () => {
    expect(service('image: ${IMAGE:-flink:1.20}').image?.text).toBe('flink:1.20');
    expect(service('build: ./flink').build).toMatchObject({ context: 'flink', dockerfile: 'flink/Dockerfile' });
    expect(service('build:\n  context: .\n  dockerfile: docker/Flink.Dockerfile\n').build).toMatchObject({
      context: '',
      dockerfile: 'docker/Flink.Dockerfile',
    });
  });
});

test.each(['', 'services:', 'services: []', 'a: [', '- x', 'services:\n  a: *b\n'])(
  '%j holds nothing, and throws nothing',
  (text) => {
    expect(read(text)).toEqual([]);
  },
);

describe('by chance', () => {
  const word = fc.stringMatching(/^[a-z]{1,8}$/);
  const line = fc.tuple(word, word).map(([key, value]) => ({ key: `taskmanager.${key}`, value }));

  /** The same lines in each form that YAML has for several of them. */
  const FORMS: readonly ((lines: readonly string[], pad: string) => string)[] = [
    (lines, pad) => `environment:\n  FLINK_PROPERTIES: |\n${lines.map((one) => `    ${pad}${one}\n`).join('')}`,
    (lines) => `environment:\n  FLINK_PROPERTIES: |-\n${lines.map((one) => `      ${one}\n`).join('\n')}`,
    (lines) => `environment:\n  - |+\n    FLINK_PROPERTIES=\n${lines.map((one) => `    ${one}\n`).join('')}\n\n`,
    (lines) => `environment:\n  FLINK_PROPERTIES: "${lines.join('\\n')}"\n`,
    (lines) => `environment:\n  - "FLINK_PROPERTIES=${lines.join('\\n\\\n      ')}"\n`,
    (lines) => `environment:\n  FLINK_PROPERTIES: '${lines.join('\n\n    ')}'\n`,
  ];

  test('every key and value is found where it is written, in every form', () => {
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...FORMS),
        fc.constantFrom('', '  '),
        (lines, form, pad) => {
          const texts = lines.map(({ key, value }) => `${key}: ${value}`);
          const wanted = lines.map(({ key, value }) => [key, value, key, value]);
          const { squeezed, appended } = shown(form(texts, pad));
          expect(squeezed).toEqual(wanted);
          expect(appended).toEqual(wanted);
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });

  test('services that extend each other without end are followed for a while', () => {
    const chain = Array.from({ length: 300 }, (_, at) => `  s${at}: {extends: s${at + 1}}\n`).join('');
    const services = read(`services:\n${chain}`);
    expect(services.map(({ open }) => open)).not.toContain(undefined);
  });

  test('no text makes it throw', () => {
    const piece = fc.constantFrom(
      'services:',
      '\n',
      '  ',
      'a:',
      '- ',
      '|',
      '"',
      "'",
      '${',
      '$$',
      '<<: *a',
      '&a ',
      'FLINK_PROPERTIES',
      '=',
      'environment:',
      '{',
      '[',
      '#',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(read(pieces.join(''))).toBeInstanceOf(Array);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
