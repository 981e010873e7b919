import { type Random, times } from './random.js';
import { noise, plain, word } from './scalars.js';

const KEYS = [
  ...['a', 'b', 'c', 'a.b', 'state.backend', 'env.java.opts', 'ключ', 'a b', '"a.b"', "'c'", '-a', '- b', '? a', 'a:b'],
  ...['{a', '\ufeffa', '\u00a0a', '#a', '', '%a', '!a', '*a', '&a', '<<', 'p.q.r'],
] as const;

const SEPARATORS = [
  ': ',
  ': ',
  ': ',
  ': ',
  ': ',
  ':',
  ':  ',
  ' : ',
  ':\t',
  '=',
  ' = ',
  ': : ',
  ':\u00a0',
  ':: ',
] as const;

function line(r: Random): string {
  const indent = r.chance(0.25) ? r.pick([' ', '  ', '    ', '\t', '\u00a0', '\u3000', '\x01']) : '';
  if (r.chance(0.12))
    return indent + r.pick(['', '#', '# a: 1', '---', '...', '- x', 'a:', 'p:', ':', ': ', ': x', '\x00']);
  const key = r.chance(0.9) ? r.pick(KEYS) : noise(r);
  const quote = r.chance(0.15) ? r.pick(['"', "'"]) : '';
  const value = r.chance(0.15) ? `${word(r)}${r.pick([': ', ' ', ' # ', '#', ':'])}${plain(r)}` : plain(r);
  const end = r.chance(0.2) ? r.pick([' ', '\t', ' # c', '# c', ' #', '\x1f', '\u00a0', '\v']) : '';
  return `${indent}${key}${r.pick(SEPARATORS)}${quote}${value}${quote}${end}`;
}

/** A `flink-conf.yaml` with whatever people, and a few that nobody, would write in one. */
export function legacyFile(r: Random): string {
  const ends = r.pick(['\n', '\n', '\n', '\r\n', '\r', undefined]);
  const lines = times(r.below(9), () => line(r) + (ends ?? r.pick(['\n', '\r\n', '\r', '\n\n', '\n\r'])));
  const text = lines.join('');
  return (r.chance(0.05) ? '\ufeff' : '') + (r.chance(0.2) ? text.trimEnd() : text);
}
