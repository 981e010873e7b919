import { type Random, times } from './random.js';

const SIGNS = [
  ...[
    ' ',
    '  ',
    '\n',
    '\n',
    '\t',
    ':',
    ': ',
    '#',
    ' #',
    '-',
    '- ',
    '? ',
    ',',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '|',
    '>',
    '&x',
  ],
  ...['*x', '!', '!!', '%', '@', '`', '\\', '~', '.', '0', '1', 'e', 'x', '\r', '\r\n', '\ufeff', '\u00a0', '\u0085'],
  ...['\u2028', '\x00', '\x07', '\x7f', '😀', '---', '...', '<<', '=', '_', '+'],
] as const;

function once(r: Random, text: string, other: string): string {
  const at = r.below(text.length + 1);
  const lines = text.split('\n');
  const line = r.below(lines.length);
  const rest = [...lines.slice(0, line), ...lines.slice(line + 1)];
  switch (r.below(9)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1 + r.below(3));
    case 1:
      return text.slice(0, at);
    case 2:
      return rest.join('\n');
    case 3:
      return [...lines.slice(0, line), lines[line] ?? '', ...lines.slice(line)].join('\n');
    case 4:
      return [...lines.slice(0, line), ` ${lines[line] ?? ''}`, ...lines.slice(line + 1)].join('\n');
    case 5: {
      const from = other.split('\n');
      return [...lines.slice(0, line), from[r.below(from.length)] ?? '', ...lines.slice(line)].join('\n');
    }
    case 6:
      return text.slice(0, at) + r.pick(SIGNS) + text.slice(at + 1);
    default:
      return text.slice(0, at) + r.pick(SIGNS) + text.slice(at);
  }
}

/** A text with a few small faults brought in; `other` lends a line now and then. */
export function mutate(r: Random, text: string, other: string): string {
  let result = text;
  times(1 + r.below(3), () => {
    result = once(r, result, other);
  });
  return result;
}
