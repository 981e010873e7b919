import { type Random, times } from './random.js';
import { noise, numeral, plain, word } from './scalars.js';

const KEYS = [
  ...['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'k1', 'a.b', 'b.c', 'c.d.e', 'state', 'backend', 'type', 'state.backend'],
  ...['x y', 'ключ', '<<x', '-a', 'a-b', 'a#b', '"q"', "'q'", '"a.b"', "'x: y'", '"\\u0041"'],
] as const;

const ODD_KEYS = [
  ...['1', 'true', 'null', '~', '1.5', '""', '[a]', '{a: b}', '<<', '*x', '&y k', '!!str 1', '!!int "1"', '? k', ''],
  ...['"a\n  b"', '|', '- a', '@k', '%k', '`k', '🙂', '\u00a0k', 'k\t', '0x1F', '.inf', '2024-01-01', '!t k'],
] as const;

/** Without those for Java's own types (`!!binary`, `!!set`, `!!java.util.UUID`), which hold nothing that an option reads. */
const TAGS = [
  ...[
    '!!str',
    '!!int',
    '!!float',
    '!!bool',
    '!!null',

    '!!seq',
    '!!map',
    '!!omap',
    '!',
    '!x',
    '!!x',
  ],
  ...['!<tag:yaml.org,2002:str>', '!<!x>', '!e!x', '!!timestamp', '!!merge'],
] as const;

const ESCAPES = [
  ...['\\n', '\\t', '\\\\', '\\"', '\\/', '\\0', '\\a', '\\e', '\\ ', '\\N', '\\_', '\\L', '\\P', '\\x41', '\\u00e9'],
  ...['\\U0001F600', '\\ud83d\\ude00', '\\u2028', '\\ufeff', '\\x7f', '\\\t'],
] as const;

function inner(r: Random): string {
  return r.chance(0.5) ? word(r) : r.chance(0.5) ? numeral(r) : noise(r);
}

function quoted(r: Random, indent: number): string {
  const fold = (text: string): string =>
    r.chance(0.1)
      ? text.replace(/ /, `${r.pick(['\n', '\n\n', ' \n', '\n \n'])}${' '.repeat(indent + r.below(3))}`)
      : text;
  if (r.chance(0.4)) return `'${fold(inner(r).replaceAll("'", r.chance(0.99) ? "''" : "'"))}'`;
  const text = fold(inner(r).replace(/[\\"]/g, '\\$&'));
  const at = r.below(text.length + 1);
  return `"${r.chance(0.3) ? text.slice(0, at) + r.pick(ESCAPES) + text.slice(at) : text}"`;
}

function block(r: Random, indent: number): string {
  const header = r.pick(
    r.chance(0.85) ? ['|', '>', '|-', '>-', '|+', '>+'] : ['|2', '>1-', '|-3', '|0', '| # c', '>#c', '|\t'],
  );
  const pad = ' '.repeat(indent + 1 + r.below(3));
  const lines = times(r.below(5), () =>
    r.chance(0.2) ? r.pick(['', ' ', '\t', pad, `${pad}  `]) : pad + (r.chance(0.15) ? ' ' : '') + plain(r),
  );
  return [header, ...lines].join('\n');
}

/** A scalar with nothing in it that ends it too early, most of the time. */
function simple(r: Random): string {
  if (r.chance(0.97)) return plain(r).replace(/[[\]{}#&*!|>%@`]|: |^[-?:] ?|[:]$|^["']/g, '') || 'x';
  return plain(r);
}

function flow(r: Random, depth: number): string {
  const item = (): string => {
    if (depth < 3 && r.chance(0.25)) return flow(r, depth + 1);
    if (r.chance(0.06))
      return r.pick(['', '*x', '&x 1', '!!str 1', 'a: b', '"a": 1', '? a : b', '# c\n  ', '-', '- a']);
    if (r.chance(0.03)) return `${r.pick(TAGS)} ${simple(r)}`;
    if (r.chance(0.3)) return quoted(r, 2);
    return r.chance(0.9) ? simple(r).replaceAll(',', ';') : plain(r);
  };
  const gap = (): string => r.pick(['', '', ' ', ' ', ' ', '\n    ', '\t', ' # c\n    ']);
  const comma = (): string => r.pick([', ', ', ', ', ', ',', ' ,', `,${gap()}`]);
  const count = r.below(5);
  if (r.chance(0.5)) {
    const entries = times(count, () => {
      const key = r.chance(0.94) ? r.pick(KEYS) : r.pick(ODD_KEYS);
      return `${key}${r.chance(0.9) ? ': ' : r.pick([':', '', ' : ', ': '])}${item()}`;
    });
    return `{${gap()}${entries.join(comma())}${r.chance(0.1) ? ',' : ''}${gap()}}`;
  }
  return `[${gap()}${times(count, item).join(comma())}${r.chance(0.1) ? ',' : ''}${gap()}]`;
}

type Node = (r: Random, indent: number, depth: number) => string;

const comment = (r: Random): string => (r.chance(0.06) ? r.pick([' # c', '  #c', '\t# c', ' #']) : '');

const lead = (r: Random, indent: number): string => ' '.repeat(indent + 1 + r.below(3));

const childMapping: Node = (r, indent, depth) =>
  `${comment(r)}\n${mapping(r, indent + (r.chance(0.85) ? 2 : r.below(4)), depth + 1)}`;

const childSequence: Node = (r, indent, depth) =>
  `${comment(r)}\n${sequence(r, indent + (r.chance(0.6) ? 2 : r.below(3)), depth + 1)}`;

const nothing: Node = (r) => `${r.pick(['', ' ', ' *x', ' *y', '\t1', '  \t2', '\n\n', ' ~', ' null'])}${comment(r)}\n`;

const severalLines: Node = (r, indent) => {
  const pad = lead(r, indent);
  return ` ${simple(r)}\n${pad}${simple(r)}${r.chance(0.3) ? `\n\n${pad}${plain(r)}` : ''}\n`;
};

const onNextLine: Node = (r, indent) => `\n${lead(r, indent)}${simple(r)}${comment(r)}\n`;

const scalar: Node = (r) => ` ${r.chance(0.93) ? simple(r) : plain(r)}${comment(r)}\n`;

/** Each kind of node, and up to which of a hundred it is taken. */
const NODES: readonly (readonly [number, Node])[] = [
  [20, childMapping],
  [28, childSequence],
  [37, (r) => ` ${flow(r, 0)}${comment(r)}\n`],
  [45, (r, indent) => ` ${block(r, indent)}\n`],
  [59, (r, indent) => ` ${quoted(r, indent + 1)}${comment(r)}\n`],
  [60, nothing],
  [66, severalLines],
  [68, onNextLine],
];

/** What may stand after a key's colon or a list's dash; starts with its own blank or line break. */
function node(r: Random, indent: number, depth: number): string {
  const properties = r.chance(0.03) ? ` ${r.pick(['&x', '&x', '&y', r.pick(TAGS)])}` : '';
  const share = depth < 4 ? r.below(100) : 28 + r.below(72);
  const make = NODES.find(([most]) => share < most)?.[1] ?? scalar;
  return properties + make(r, indent, depth);
}

function mapping(r: Random, indent: number, depth: number): string {
  const pad = ' '.repeat(indent);
  const used = new Set<string>();
  const entries = times(1 + r.below(4), () => {
    let key: string = r.chance(0.985) ? r.pick(KEYS) : r.pick(ODD_KEYS);
    // Twice the same key ends the reading, and much would never be tried.
    if (used.has(key) && r.chance(0.96)) key = `z${String(used.size)}${String(indent)}`;
    used.add(key);
    const separator = r.chance(0.985) ? ':' : r.pick([' :', ':\t', '', ': ', '\t:']);
    const between = r.chance(0.06) ? r.pick(['\n', `${pad}# c\n`, '# c\n', ' \n', '\t\n']) : '';
    return `${between}${pad}${key}${separator}${node(r, indent, depth)}`;
  });
  return entries.join('');
}

function sequence(r: Random, indent: number, depth: number): string {
  const pad = ' '.repeat(indent);
  return times(1 + r.below(4), () => {
    if (depth < 4 && r.chance(0.12)) return `${pad}- ${mapping(r, indent + 2, depth + 1).trimStart()}`;
    if (depth < 4 && r.chance(0.08)) return `${pad}- ${sequence(r, indent + 2, depth + 1).trimStart()}`;
    return `${pad}-${node(r, indent, depth)}`;
  }).join('');
}

/** A `config.yaml`: mostly one that Flink reads, with every corner of YAML somewhere. */
export function yamlFile(r: Random): string {
  const head = r.chance(0.08)
    ? r.pick(['---\n', '--- ', '# c\n---\n', '%YAML 1.2\n---\n', '\n', '\ufeff', '%TAG !e! tag:e,1:\n---\n'])
    : '';
  const tail = r.chance(0.05) ? r.pick(['...\n', '---\n', '...\na: 1\n', '# c', '---\nb: 1\n', ' ', '\t', '...']) : '';
  const body = r.chance(0.03) ? flow(r, 0) : mapping(r, r.chance(0.97) ? 0 : r.below(3), 0);
  const anchored = r.chance(0.2) ? `anchor: &x ${r.chance(0.5) ? simple(r) : flow(r, 2)}\n` : '';
  const text = head + anchored + body + tail;
  const cut = r.chance(0.1) ? text.trimEnd() : text;
  if (r.chance(0.06)) return cut.replaceAll('\n', r.pick(['\r\n', '\r\n', '\r']));
  return cut;
}
