import { type Random, times } from './random.js';

const digits = (r: Random, most: number): string => times(1 + r.below(most), () => String(r.below(10))).join('');

const INTEGERS = [
  ...['0', '-0', '+0', '7', '+5', '-5', '0123', '-007', '08', '0x1F', '0xff', '0XFF', '-0x1F', '0x', '0o17', '0o8'],
  ...['-0o17', '0b11', '1_000', '2147483647', '2147483648', '-2147483648', '-2147483649', '9223372036854775807'],
  ...['9223372036854775808', '-9223372036854775808', '-9223372036854775809', '0xFFFFFFFF', '0x7FFFFFFFFFFFFFFFF'],
  ...['190:20:30', '1,000', '123456789012345678901234567890', '0o777777777777777777777777', '١٢'],
] as const;

const DOUBLES = [
  ...[
    '1.20',
    '1.0',
    '.5',
    '1.',
    '-0.0',
    '+0.5',
    '-.5',
    '.',
    '1e3',
    '1E3',
    '1e+3',
    '1e-3',
    '1.5e10',
    '1e',
    'e3',
    '1.e3',
  ],
  ...['.5e1', '.e1', '1e309', '1e-400', '4.9e-324', '1.7976931348623157e308', '2e23', '1.0e23', '9999999.0', '1e7'],
  ...['0.001', '0.0001', '.inf', '-.inf', '+.inf', '.Inf', '.INF', '.nan', '.NaN', '.NAN', 'NaN', 'Infinity'],
  ...['-Infinity', '1.10.2', '1.5f', '1d', '0x1p3', '3.4028236e38', '1e39', '1.4e-46', '0.4', '-1e-3'],
] as const;

const WORDS = [
  ...['true', 'false', 'True', 'FALSE', 'tRUE', 'yes', 'no', 'on', 'off', 'null', 'Null', 'NULL', '~', 'nULL', 'None'],
  ...['a', 'abc', 'rocksdb', 'hdfs:///a/b', 's3://bucket/dir', 'host:8081', '10 min', '1024m', '60s', '2024-01-01'],
  ...['12:30:45', 'x#y', 'x:y', 'a;b;c', 'a:b,c:d', '${HOME}', '{{ x }}', '-x', '-', '--', '?', '?x', ':', ':x', '::'],
  ...['<<', '=', '&', '*', '!', '|', '>', '%x', '@x', '`x`', ',', '[', ']', '{', '}', '#', '#x', "'", '"', "it's"],
  ...['a "b" c', 'x  y', 'ü', '名前', '😀', '\u00a0', '\u0085', '\u2028', '\ufeff', 'a\tb', '<x>', '@x@', '$(X)'],
  ...['-Da=1 -Db="x y"', '*:*:counter', 'org.apache.flink.Foo$Bar', 'C:\\flink', '---', '...', '- a', 'a: b', 'a:'],
] as const;

/** A number somehow written, or something that nearly is one. */
export function numeral(r: Random): string {
  const sign = r.pick(['', '', '', '-', '+']);
  switch (r.below(8)) {
    case 0:
      return r.pick(INTEGERS);
    case 1:
      return r.pick(DOUBLES);
    case 2:
      return sign + digits(r, 25);
    case 3:
      return `${sign}${digits(r, 4)}.${digits(r, 18)}`;
    case 4:
      return `${sign}${digits(r, 2)}.${digits(r, 17)}${r.pick(['e', 'E'])}${r.pick(['', '-', '+'])}${digits(r, 3)}`;
    case 5:
      return `${sign}${digits(r, 20)}${r.pick(['.', 'e', 'e2', '.0'])}`;
    case 6:
      return `0x${times(1 + r.below(18), () => r.pick(['0', '1', '7', '9', 'a', 'F', 'f'])).join('')}`;
    default:
      return `0o${times(1 + r.below(22), () => r.pick(['0', '1', '7', '5', '8'])).join('')}`;
  }
}

export const word = (r: Random): string => r.pick(WORDS);

const SIGNS = [
  ...['a', 'b', 'c', '1', '0', ' ', ' ', ':', '#', '-', '.', ',', ';', '"', "'", '\\', '[', ']', '{', '}', '&', '*'],
  ...['!', '?', '|', '>', '%', '@', '=', '~', '/', '\t', 'é', '名', '😀', '\u00a0', '\u0085', '\u2028', '_', '+'],
] as const;

/** Text of signs that mean something to one grammar or another. */
export const noise = (r: Random, most = 8): string => times(1 + r.below(most), () => r.pick(SIGNS)).join('');

/** Any scalar, as it would be written without quotes. */
export function plain(r: Random): string {
  if (r.chance(0.35)) return numeral(r);
  if (r.chance(0.85)) return word(r);
  return noise(r);
}
