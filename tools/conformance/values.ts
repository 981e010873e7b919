import type { Grammar, JavaType } from '../../src/model/facts.js';
import { ENUMS, type ValueCase } from './ours.js';
import { type Random, random, times } from './random.js';
import { noise, numeral, plain, word } from './scalars.js';

const UNITS = [
  ...['ms', 's', 'sec', 'secs', 'second', 'seconds', 'min', 'm', 'minute', 'minutes', 'h', 'hour', 'hours', 'd', 'day'],
  ...['days', 'ns', 'nano', 'nanos', 'nanosecond', 'nanoseconds', 'µs', 'μs', 'us', 'micro', 'micros', 'microsecond'],
  ...[
    'microseconds',
    'milli',
    'millis',
    'millisecond',
    'milliseconds',
    'mins',
    'hr',
    'hrs',
    'week',
    'w',
    'y',
    'S',
    'MIN',
  ],
  ...[
    'b',
    'bytes',
    'byte',
    'k',
    'kb',
    'kibibytes',
    'kib',
    'Ki',
    'mb',
    'MB',
    'mebibytes',
    'mib',
    'Mi',
    'M',
    'g',
    'gb',
    'G',
  ],
  ...['gibibytes', 'gib', 'Gi', 't', 'tb', 'tebibytes', 'T', 'p', 'pb', 'İ', 'ſ', '', ' '],
] as const;

const ISO = [
  'PT10M',
  'pt1h30m',
  'P1D',
  'P1DT2H3M4.5S',
  'PT-1S',
  '-PT1S',
  '+PT1S',
  'PT',
  'P',
  'P1W',
  'P1Y',
  'PT0.1S',
  'PT1.S',
  'PT,5S',
  'PT1,5S',
  'PT1.1234567891S',
  'p2dt3.000000001s',
  'PT9223372036854775807S',
  'PT9223372036854775808S',
  'PT-6H+3M',
  '-PT-6H+3M',
  'PT1H1H',
  'PT1M1H',
  ' PT1S',
  'PT1S ',
] as const;

const BLANKS = ['', '', '', ' ', '  ', '\t', '\u00a0', '\n'] as const;

function amount(r: Random): string {
  const number = r.chance(0.8) ? String(r.below(r.pick([10, 100, 100000]))) : numeral(r);
  return `${r.pick(BLANKS)}${number}${r.pick(['', ' ', ' ', '  ', '\t', '\u00a0', '.', '-'])}${r.pick(UNITS)}${r.pick(BLANKS)}`;
}

function sequence(r: Random): string {
  const item = (): string =>
    r.pick([plain, numeral, word, amount, (): string => `'${word(r)}'`, (): string => `"${word(r)}"`])(r);
  const items = times(r.below(5), item);
  switch (r.below(4)) {
    case 0:
      return `[${items.join(r.pick([', ', ',', ' , ']))}${r.pick([']', ']', ']', ',]', ''])}`;
    case 1:
      return items.join(r.pick([',', ', ', ';;', '; ', ' ; ']));
    case 2:
      return items.map((text) => `- ${text}`).join('\n');
    default:
      return `${r.pick(['', '', '', ';', ' ;', "'"])}${items.join(';')}${r.pick(['', '', '', ';', '; '])}`;
  }
}

function pairs(r: Random): string {
  const part = (): string =>
    r.pick([
      (): string => r.pick(['a', 'b', 'c', 'k1', 'a.b', '1', 'x y']),
      (): string => `'${word(r).replaceAll("'", "''")}'`,
      (): string => `"${word(r)}"`,
      (): string => plain(r),
    ])();
  const colon = r.pick([':', ':', ': ', ' : ', '=']);
  const entries = times(r.below(4), () => `${part()}${r.chance(0.9) ? colon : r.pick(['', '::', ':'])}${part()}`);
  switch (r.below(4)) {
    case 0:
      return `{${entries.join(r.pick([', ', ',']))}${r.pick(['}', '}', '}', ',}', ''])}`;
    case 1:
      return entries.join('\n');
    default:
      return `${r.pick(['', '', '', ',', ' '])}${entries.join(r.pick([',', ',', ', ', ',,']))}${r.pick(['', '', '', ','])}`;
  }
}

const TYPES = [
  ...['duration', 'memory', 'boolean', 'int', 'long', 'float', 'double', 'string', 'map'],
  ...[
    'list:string',
    'list:int',
    'list:long',
    'list:double',
    'list:float',
    'list:boolean',
    'list:duration',
    'list:memory',
  ],
  ...[
    'list:map',
    ...Object.keys(ENUMS).map((name) => `enum:${name}`),
    ...Object.keys(ENUMS).map((name) => `list:enum:${name}`),
  ],
] as const;

const changedCase = (r: Random, text: string): string =>
  [...text].map((char) => (r.chance(0.2) ? char.toUpperCase() : r.chance(0.2) ? char.toLowerCase() : char)).join('');

const constant = (r: Random, name: string): string => constantOf(r, ENUMS[name] ?? []);

/** One of an enum's constants, in any spelling, or nearly one. */
export function constantOf(r: Random, constants: readonly string[]): string {
  const text = changedCase(r, constants[r.below(constants.length)] ?? '');
  return r.chance(0.7) ? text : r.pick([` ${text}`, `${text} `, text.replace('_', '-'), `${text}_`, text.slice(1), '']);
}

function listFor(r: Random, element: string): string {
  if (r.chance(0.4)) return sequence(r);
  const items = times(1 + r.below(3), () => textFor(r, element));
  return r.chance(0.5) ? `[${items.join(', ')}]` : items.join(';');
}

const listOfMaps = (r: Random): string =>
  r.chance(0.5) ? `[${pairs(r)}]` : times(r.below(4), () => pairs(r)).join(';');

const flag = (r: Random): string =>
  r.chance(0.6)
    ? changedCase(r, r.pick(['true', 'false']))
    : r.pick(['yes', 'on', '1', 'true ', ' false', '"true"', 't', '']);

const number = (r: Random): string =>
  r.chance(0.85) ? `${r.pick(BLANKS)}${numeral(r)}${r.pick(BLANKS)}` : sequence(r);

const TEXTS: Readonly<Record<string, (r: Random) => string>> = {
  duration: (r) => (r.chance(0.25) ? r.pick(ISO) : amount(r)),
  memory: amount,
  boolean: flag,
  map: pairs,
};

/** A text that an option of the type might take, or nearly. */
export function textFor(r: Random, type: string): string {
  if (r.chance(0.15)) return plain(r);
  if (r.chance(0.05)) return noise(r);
  if (type === 'list:map') return listOfMaps(r);
  if (type.startsWith('list:')) return listFor(r, type.slice('list:'.length));
  if (type.startsWith('enum:')) return constant(r, type.slice('enum:'.length));
  return (TEXTS[type] ?? number)(r);
}

/** Text of a value that YAML has typed, as `Configuration#toMap` writes it. */
function typed(r: Random): { readonly value: string; readonly javaType: JavaType } {
  switch (r.below(5)) {
    case 0:
      return {
        javaType: 'integer',
        value: r.pick(['0', '1', '-5', '10', '1024', '2147483647', '-2147483648', String(r.below(100000))]),
      };
    case 1:
      return {
        javaType: 'long',
        value: r.pick(['0', '2147483648', '-2147483649', '9223372036854775807', '-9223372036854775808']),
      };
    case 2:
      return {
        javaType: 'biginteger',
        value: r.pick(['9223372036854775808', '-9223372036854775809', '123456789012345678901234567890']),
      };
    case 3:
      return {
        javaType: 'double',
        value: r.pick([
          '0.0',
          '-0.0',
          '1.0',
          '0.4',
          '1000.0',
          '1.0E10',
          '1.5E-7',
          '1.0E50',
          '-1.0E50',
          '1.0E-50',
          '.inf',
          '-.inf',
          '.nan',
          '3.4028234663852886E38',
          '3.402823466385289E38',
          '1.4E-45',
          '1.0E-45',
          '4.9E-324',
        ]),
      };
    default:
      return { javaType: 'boolean', value: r.pick(['true', 'false']) };
  }
}

function valueCase(r: Random): ValueCase {
  const type = r.pick(TYPES as unknown as readonly [string, ...string[]]);
  const mode: Grammar = r.chance(0.5) ? 'yaml' : 'legacy';
  if (mode === 'yaml' && r.chance(0.2)) return { type, mode, ...typed(r) };
  return { type, mode, value: textFor(r, type), javaType: 'string' };
}

/** Values over all types and both grammars. */
export function valueCases(seed: number, count: number): readonly ValueCase[] {
  const r = random(seed);
  return times(count, () => valueCase(r));
}
