import { lazy } from '../lazy.js';
import { aliasIndex, type CatalogueData, type CatalogueSource, type Era, type OptionTable } from './catalogue.js';

/** What stands as JSON on the first lines, each on its own, in this order. */
const PARTS = ['flink', 'hints', 'historical', 'families'] as const;

/**
 * The catalogue as text that is quick to open: a run asks for some dozens of 1,700 options, and parsing all of them
 * takes longer than all the rest of it. After the {@link PARTS} come three tables, each with a line of keys, sorted by
 * code units, with tabs between: other spellings, options, the operator's options. What they stand for follows: for the
 * spellings a line of the options of each, for the others a line of shapes as JSON for each key of both. All is ASCII, so
 * that no decoder is needed.
 */
export function catalogueText(data: CatalogueData): string {
  const aliases = [...aliasIndex({ ...data.options, ...data.operatorOptions })].sort(byKey);
  const tables = [data.options, data.operatorOptions].map((options) => Object.entries(options).sort(byKey));
  const lines = [
    ...PARTS.map((part) => JSON.stringify(data[part])),
    aliases.map(([spelling]) => spelling).join('\t'),
    aliases.map(([, options]) => options.join(' ')).join('\t'),
    ...tables.map((table) => table.map(([key]) => key).join('\t')),
    ...tables.flat().map(([, eras]) => JSON.stringify(eras.map(inRun))),
  ];
  return inAscii(lines.join('\n'));
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** Other characters stand in strings of JSON only. */
const inAscii = (text: string): string =>
  text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Where an option is declared is half of what there is, and no run asks for it. */
const inRun = ({ in: _, also: __, artifact: ___, ...shape }: Era): Era => shape;

/** Opens what {@link catalogueText} has written. Nothing is parsed before it is asked for. */
export function readCatalogueText(text: string): CatalogueSource {
  const lines = text.split('\n');
  const words = (line: number): readonly string[] => (lines[line] ?? '').split('\t');
  const part = <P extends (typeof PARTS)[number]>(name: P) =>
    lazy((): CatalogueSource[P] => JSON.parse(lines[PARTS.indexOf(name)] ?? ''));
  const [flink, hints, historical, families] = [part('flink'), part('hints'), part('historical'), part('families')];
  const first = PARTS.length;
  const aliases = lazy(() => ({ spellings: words(first), options: words(first + 1) }));
  const options = words(first + 2);
  const operatorOptions = words(first + 3);
  return {
    get flink() {
      return flink();
    },
    get hints() {
      return hints();
    },
    get historical() {
      return historical();
    },
    get families() {
      return families();
    },
    options: tableOf(options, lines, first + 4),
    operatorOptions: tableOf(operatorOptions, lines, first + 4 + options.length),
    aliases: (spelling) => {
      const index = indexIn(aliases().spellings, spelling);
      return index === undefined ? undefined : aliases().options[index]?.split(' ');
    },
  };
}

/** @param first the line of the first key's shapes */
function tableOf(keys: readonly string[], lines: readonly string[], first: number): OptionTable {
  const made = new Map<string, readonly Era[] | undefined>();
  return {
    keys,
    get: (key) => {
      if (made.has(key)) return made.get(key);
      const index = indexIn(keys, key);
      const eras: readonly Era[] | undefined = index === undefined ? undefined : JSON.parse(lines[first + index] ?? '');
      made.set(key, eras);
      return eras;
    },
  };
}

/** The index of a word in a list that is sorted by code units. */
function indexIn(words: readonly string[], word: string): number | undefined {
  let low = 0;
  let high = words.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle] ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return words[low] === word ? low : undefined;
}
