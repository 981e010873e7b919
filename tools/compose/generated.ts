import fc from 'fast-check';
import type { ComposeCase } from './cases.js';

/** Names that have a value, and one that never has. */
const NAMES = ['A', 'B', 'C_1', 'UNSET'] as const;
const SET = 'A=a\nB=\nC_1=c 1\n';

const SCRAPS = [
  'x',
  '1 m',
  'a#b',
  ' #c',
  '#',
  '$$',
  ' ',
  ':',
  '=',
  '-',
  '{',
  '}',
  '\\n',
  '\\\\',
  '\\$.',
  '\\0101',
  '\\q',
  'é',
  '\t',
];

const set = fc.constantFrom(...NAMES.slice(0, 3));
const scrap = fc.constantFrom(...SCRAPS);

/** A reference that compose can fill in: what nobody sets has a default. */
const { reference } = fc.letrec<{ reference: string; operand: string }>((tie) => ({
  reference: fc.oneof(
    { maxDepth: 3 },
    set.map((name) => `$${name} `),
    set.map((name) => `\${${name}}`),
    fc
      .tuple(fc.constantFrom(...NAMES), fc.constantFrom(':-', '-'), tie('operand'))
      .map(([name, sign, operand]) => `\${${name}${sign}${operand}}`),
    fc
      .tuple(set, fc.constantFrom(':+', '+'), tie('operand'))
      .map(([name, sign, operand]) => `\${${name}${sign}${operand}}`),
  ),
  operand: fc
    .array(fc.oneof(fc.constantFrom('d', ' e', '{f}', ':g', '-', '$$'), tie('reference')), { maxLength: 2 })
    .map((parts) => parts.join('')),
}));

const value = fc.array(fc.oneof(scrap, reference), { maxLength: 4 }).map((parts) => parts.join(''));

const quoted = fc.tuple(fc.constantFrom('', '', "'", '"'), value).map(([quote, text]) => {
  const line = text.replaceAll(quote === '' ? '\n' : quote, quote === '' ? '' : `\\${quote}`);
  return `${quote}${line}${quote}`;
});

const line = fc
  .tuple(
    fc.constantFrom('', '', 'export ', '  '),
    set,
    fc.constantFrom('=', '=', ' = ', ': '),
    quoted,
    fc.constantFrom('', '', ' # why', '\r', '\n'),
  )
  .map((parts) => parts.join(''));

const env = fc
  .array(fc.oneof({ weight: 6, arbitrary: line }, { weight: 1, arbitrary: fc.constantFrom('', '# A=1', 'B') }), {
    maxLength: 5,
  })
  .map((lines) => lines.map((one) => `${one}\n`).join(''));

const text = JSON.stringify;

const fields = fc
  .record(
    {
      environment: fc.dictionary(fc.constantFrom('A', 'X', 'Y'), value),
      list: fc.array(
        fc.tuple(fc.constantFrom('A', 'X', 'Z'), value).map(([name, own]) => `${name}=${own}`),
        { maxLength: 3 },
      ),
      ports: fc.uniqueArray(fc.constantFrom('8081:8081', '9000:8081', '127.0.0.1:9001:8081', '${UNSET:-9002}:8082'), {
        maxLength: 3,
      }),
      volumes: fc.uniqueArray(fc.constantFrom('./a:/x', './b:/x:ro', '../c:/y', 'data:/z', './d:/opt/flink/conf'), {
        maxLength: 3,
        selector: (one) => one.split(':')[1],
      }),
      command: fc.oneof(
        fc.constantFrom('jobmanager', 'jobmanager "-Da=b c"', "taskmanager '-Dx=$$y' -D z=${UNSET:-1}"),
        fc.array(value, { maxLength: 2 }),
      ),
      image: fc.constantFrom('flink:1.20.1', 'flink:${UNSET:-1.18.1}', '${UNSET-flink}:2.0'),
    },
    { requiredKeys: [] },
  )
  .map(({ environment, list, ports, volumes, command, image }) =>
    [
      list === undefined
        ? environment === undefined
          ? ''
          : `environment: ${text(environment)}`
        : `environment: ${text(list)}`,
      ports === undefined ? '' : `ports: ${text(ports)}`,
      volumes === undefined ? '' : `volumes: ${text(volumes)}`,
      command === undefined ? '' : `command: ${text(command)}`,
      image === undefined ? '' : `image: ${text(image)}`,
    ]
      .filter((one) => one !== '')
      .map((one) => `    ${one}\n`)
      .join(''),
  );

const project = fc
  .record({ env, own: env, below: fields, above: fields, layered: fc.constantFrom('alone', 'override', 'extends') })
  .map(({ env: beside, own, below, above, layered }): Omit<ComposeCase, 'name'> => {
    const base = `    image: flink:1.20\n${below.replace(/^ {4}image.*\n/m, '')}    env_file: own.env\n`;
    const services = `services:\n  jm:\n${base}`;
    const extending = `${services}  tm:\n    extends: jm\n${above}`;
    return {
      files: {
        '.env': `${SET}${beside}`,
        'own.env': own,
        'compose.yaml': `${layered === 'extends' ? extending : services}volumes: {data: {}}\n`,
        ...(layered === 'override' && above !== '' ? { 'compose.override.yaml': `services:\n  jm:\n${above}` } : {}),
      },
    };
  });

/** Folders that nobody thought of, always the same. */
export const generated = (count: number): readonly ComposeCase[] =>
  fc.sample(project, { numRuns: count, seed: 5 }).map((one, index) => ({ name: `generated ${index}`, ...one }));
