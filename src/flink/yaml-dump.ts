import { resolvePlain, type YamlScalar } from './yaml-scalar.js';

/** A value as snakeyaml-engine constructs it. Lists and maps have identity: an alias gives the same object. */
export type YamlValue = YamlScalar | YamlList | YamlMap;
/** A list to write. */
export interface YamlList {
  readonly type: 'list';
  readonly items: readonly YamlValue[];
}
/** A mapping to write, its entries in their order. */
export interface YamlMap {
  readonly type: 'map';
  readonly entries: readonly (readonly [YamlValue, YamlValue])[];
}

/** Numbers for anchors. Flink's dumper keeps one counter for all that it writes in a process. */
export interface AnchorCounter {
  last: number;
}

/** Longest simple key, the length of its short tag included: DumpSettings#getMaxSimpleKeyLength. */
const MAX_SIMPLE_KEY = 128;
const BEST_WIDTH = 80;

/** One dump: what is written so far, and the anchors of collections that occur more than once. */
interface Emitter {
  out: string;
  /** Whether white space or an opening bracket was written last. */
  blank: boolean;
  level: number;
  readonly anchors: ReadonlyMap<YamlValue, string>;
  readonly written: Set<YamlValue>;
}

/** Flink's YamlParserUtils#toYAMLString: snakeyaml-engine's Dump in flow style, without split lines. */
export function toYamlString(value: YamlValue, counter: AnchorCounter): string {
  const emitter: Emitter = { out: '', blank: true, level: 0, anchors: anchorsOf(value, counter), written: new Set() };
  emit(emitter, value, false);
  return emitter.out;
}

function anchorsOf(root: YamlValue, counter: AnchorCounter): Map<YamlValue, string> {
  const seen = new Set<YamlValue>();
  const anchors = new Map<YamlValue, string>();
  const visit = (value: YamlValue): void => {
    if (value.type !== 'list' && value.type !== 'map') return;
    if (seen.has(value)) {
      if (!anchors.has(value)) anchors.set(value, `id${String(++counter.last).padStart(3, '0')}`);
      return;
    }
    seen.add(value);
    for (const child of value.type === 'list' ? value.items : value.entries.flat()) visit(child);
  };
  visit(root);
  return anchors;
}

function emit(emitter: Emitter, value: YamlValue, simpleKey: boolean): void {
  const anchor = emitter.anchors.get(value);
  if (anchor !== undefined) {
    const again = emitter.written.has(value);
    indicator(emitter, `${again ? '*' : '&'}${anchor}`);
    if (again) return;
    emitter.written.add(value);
  }
  if (value.type === 'list') emitList(emitter, value);
  else if (value.type === 'map') emitMap(emitter, value);
  else indicator(emitter, scalarText(value, simpleKey));
}

/** Writes a word, with a blank before it where something else stands there. */
function indicator(emitter: Emitter, word: string): void {
  emitter.out += emitter.blank ? word : ` ${word}`;
  emitter.blank = false;
}

function open(emitter: Emitter, bracket: string): void {
  indicator(emitter, bracket);
  emitter.blank = true;
  emitter.level++;
}

function close(emitter: Emitter, bracket: string): void {
  emitter.out += bracket;
  emitter.blank = false;
  emitter.level--;
}

function comma(emitter: Emitter): void {
  emitter.out += ',';
  emitter.blank = false;
}

function emitList(emitter: Emitter, list: YamlList): void {
  open(emitter, '[');
  for (const [index, item] of list.items.entries()) {
    if (index > 0) comma(emitter);
    emit(emitter, item, false);
  }
  close(emitter, ']');
}

function emitMap(emitter: Emitter, map: YamlMap): void {
  open(emitter, '{');
  for (const [index, [key, value]] of map.entries.entries()) {
    if (index > 0) comma(emitter);
    if (isSimpleKey(emitter, key)) {
      emit(emitter, key, true);
      emitter.out += ':';
    } else {
      indicator(emitter, '?');
      emit(emitter, key, false);
      if (emitter.out.length - emitter.out.lastIndexOf('\n') - 1 > BEST_WIDTH) {
        emitter.out += `\n${' '.repeat(2 * emitter.level)}`;
        emitter.blank = true;
      }
      indicator(emitter, ':');
    }
    emitter.blank = false;
    emit(emitter, value, false);
  }
  close(emitter, '}');
}

function isSimpleKey(emitter: Emitter, key: YamlValue): boolean {
  if (key.type === 'list') return key.items.length === 0 || emitter.written.has(key);
  if (key.type === 'map') return key.entries.length === 0 || emitter.written.has(key);
  const tag = { string: 5, null: 6, boolean: 6, double: 7, integer: 5, long: 5, biginteger: 5 }[key.type];
  return key.text.length > 0 && !key.text.includes('\n') && key.text.length + tag < MAX_SIMPLE_KEY;
}

/** Emitter#chooseScalarStyle within a flow collection. */
function scalarText(scalar: YamlScalar, simpleKey: boolean): string {
  const { text } = scalar;
  if (scalar.type !== 'string') return text;
  if (/[\n\u0085\u2028\u2029]/.test(text)) return doubleQuoted(text);
  if (needsEscapes(text)) return doubleQuoted(text);
  if (allowsPlain(text) && !(simpleKey && text === '') && resolvePlain(text) === 'str') return text;
  return `'${text.replaceAll("'", "''")}'`;
}

const PRINTABLE = /^[\x20-\x7e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

function needsEscapes(text: string): boolean {
  return !PRINTABLE.test(text);
}

/** Emitter#analyzeScalar, as far as it decides about plain scalars in flow context. */
function allowsPlain(text: string): boolean {
  if (text === '' || text.startsWith('---') || text.startsWith('...')) return false;
  if (text.startsWith(' ') || text.endsWith(' ')) return false;
  if (/^[#,[\]{}&*!|>'"%@`?:]/.test(text) || /^-(?:[\0 \t\r\n]|$)/.test(text)) return false;
  if (/[,?[\]{}:]/.test(text)) return false;
  return !/[\0 \t]#/.test(text);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\u0085': 'N',
  '\u00a0': '_',
  '\u2028': 'L',
  '\u2029': 'P',
};

function doubleQuoted(text: string): string {
  let out = '"';
  for (const character of text) out += escaped(character);
  return `${out}"`;
}

function escaped(character: string): string {
  const short = ESCAPES[character];
  if (short !== undefined) return `\\${short}`;
  const code = character.codePointAt(0) ?? 0;
  if (PRINTABLE.test(character)) return character;
  const hex = code.toString(16);
  return code <= 0xff ? `\\x${hex.padStart(2, '0')}` : `\\u${hex.padStart(4, '0')}`;
}
