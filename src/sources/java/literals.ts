import type { JavaExpression } from '../../model/java.js';

/** A literal without its place. */
export type Literal = Pick<Extract<JavaExpression, { kind: 'literal' }>, 'type' | 'value'>;

/** What a literal of a kind stands for, from its text; nothing where Java would not take it. */
export const LITERALS: Readonly<Record<string, (text: string) => Literal | undefined>> = {
  decimal_integer_literal: integer,
  hex_integer_literal: integer,
  octal_integer_literal: integer,
  binary_integer_literal: integer,
  decimal_floating_point_literal: floating,
  hex_floating_point_literal: floating,
  true: () => ({ type: 'boolean', value: true }),
  false: () => ({ type: 'boolean', value: false }),
  null_literal: () => ({ type: 'null', value: null }),
  character_literal: character,
  string_literal: string,
};

const RADIX: readonly (readonly [RegExp, number])[] = [
  [/^0[xX]([\da-fA-F]+)$/, 16],
  [/^0[bB]([01]+)$/, 2],
  [/^0([0-7]+)$/, 8],
  [/^(0|[1-9]\d*)$/, 10],
];

/** JLS 3.10.1. Other bases than ten write the bits, so that 0xFFFFFFFF is -1. */
function integer(text: string): Literal | undefined {
  const isLong = /[lL]$/.test(text);
  const digits = text.replace(/[lL]$/, '').replaceAll('_', '');
  for (const [pattern, radix] of RADIX) {
    const [, found] = pattern.exec(digits) ?? [];
    // No number that Java takes is longer than 64 bits and a sign.
    if (found === undefined || found.length > 80) continue;
    const exact = BigInt(`${PREFIX[radix] ?? ''}${found}`);
    const value = radix === 10 ? exact : BigInt.asIntN(isLong ? 64 : 32, exact);
    const small = Number(value);
    return { type: isLong ? 'long' : 'int', value: Number.isSafeInteger(small) ? small : value };
  }
  return undefined;
}

const PREFIX: Readonly<Record<number, string>> = { 16: '0x', 8: '0o', 2: '0b' };

/** JLS 3.10.2. */
function floating(text: string): Literal | undefined {
  const plain = text.replaceAll('_', '');
  const isHex = /^0[xX]/.test(plain);
  const suffix = isHex && !/[pP]/.test(plain) ? '' : (/[fFdD]$/.exec(plain)?.[0] ?? '').toLowerCase();
  const digits = suffix === '' ? plain : plain.slice(0, -1);
  const value = isHex ? hexFloating(digits) : Number(digits);
  if (Number.isNaN(value)) return undefined;
  return suffix === 'f' ? { type: 'float', value: Math.fround(value) } : { type: 'double', value };
}

function hexFloating(digits: string): number {
  const [, whole = '', part = '', exponent = ''] =
    /^0[xX]([\da-fA-F]*)\.?([\da-fA-F]*)[pP]([+-]?\d+)$/.exec(digits) ?? [];
  if (exponent === '' || whole + part === '') return Number.NaN;
  return Number.parseInt(whole + part, 16) * 2 ** (Number(exponent) - 4 * part.length);
}

function character(text: string): Literal | undefined {
  const value = unescaped(withoutUnicodeEscapes(text).slice(1, -1));
  return value === undefined ? undefined : { type: 'char', value };
}

function string(written: string): Literal | undefined {
  const text = withoutUnicodeEscapes(written);
  const isBlock = text.startsWith('"""') && text.length >= 6;
  const value = isBlock ? textBlock(text) : unescaped(text.slice(1, -1));
  return value === undefined ? undefined : { type: 'string', value };
}

/** JLS 3.3: `\u0041`, with any number of u, wherever the backslash itself is not escaped. */
function withoutUnicodeEscapes(text: string): string {
  if (!text.includes('\\u')) return text;
  return text.replace(/\\(?:u+([\da-fA-F]{4})|[\s\S])/g, (all, code: string | undefined) =>
    code === undefined ? all : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** JLS 3.10.6: line ends made one, indentation that all lines share and trailing white space taken away, then escapes. */
function textBlock(text: string): string | undefined {
  const opened = text.replace(/\r\n?/g, '\n').slice(3, -3);
  const first = opened.indexOf('\n');
  if (first < 0 || opened.slice(0, first).trim() !== '') return undefined;
  const lines = opened.slice(first + 1).split('\n');
  const last = lines.length - 1;
  const indents = lines.flatMap((line, index) => {
    const indent = INDENT.exec(line)?.[0].length ?? 0;
    return index === last || indent < line.length ? [indent] : [];
  });
  const shared = indents.reduce((least, indent) => Math.min(least, indent), Number.MAX_SAFE_INTEGER);
  const stripped = lines.map((line) => trimmedEnd(line.slice(Math.min(shared, line.length))));
  return unescaped(stripped.join('\n'));
}

/** White space as Character.isWhitespace has it. */
const WHITE = '[\\t-\\r\\x1c-\\x20\\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000]';
const INDENT = new RegExp(`^${WHITE}+`);
const IS_WHITE = new RegExp(WHITE);

/** A pattern for white space at the end would be tried at each of a million blanks. */
function trimmedEnd(line: string): string {
  let end = line.length;
  while (end > 0 && IS_WHITE.test(line.charAt(end - 1))) end -= 1;
  return line.slice(0, end);
}

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  s: ' ',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  "'": "'",
  '\\': '\\',
  '\n': '',
};

/** JLS 3.10.7. Nothing where there is an escape that Java does not have. */
function unescaped(text: string): string | undefined {
  if (!text.includes('\\')) return text;
  const unknown: string[] = [];
  const value = text.replace(/\\(?:([0-3]?[0-7]{1,2})|([\s\S]?))/g, (all, octal: string | undefined, sign = '') => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    const meant = ESCAPES[sign];
    if (meant === undefined) unknown.push(all);
    return meant ?? '';
  });
  return unknown.length === 0 ? value : undefined;
}
