import { aliasIndex, type CatalogueData, type CatalogueSource, type Era, type OptionTable } from './catalogue.js';

/** What stands on the first line. */
type Head = Pick<CatalogueData, 'flink' | 'hints' | 'historical' | 'families'> & {
  readonly aliases: Readonly<Record<string, readonly string[]>>;
};

/**
 * The catalogue as text that is quick to open: a run asks for some dozens of 1,700 options, and parsing all of them
 * takes longer than all the rest of it. The first line is JSON of everything else; the second has the keys of the options
 * and the third those of the operator's, each sorted by code units, with tabs between; then comes a line for each of
 * them in that order, its shapes as JSON.
 */
export function catalogueText(data: CatalogueData): string {
  const { flink, hints, historical, families } = data;
  const aliases = Object.fromEntries(aliasIndex({ ...data.options, ...data.operatorOptions }));
  const head: Head = { flink, hints, historical, families, aliases };
  const tables = [data.options, data.operatorOptions].map(sorted);
  const keys = tables.map((table) => table.map(([key]) => key).join('\t'));
  const shapes = tables.flat().map(([, eras]) => JSON.stringify(eras.map(inRun)));
  return [JSON.stringify(head), ...keys, ...shapes].join('\n');
}

const sorted = (options: CatalogueData['options']): readonly (readonly [string, readonly Era[]])[] =>
  Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));

/** Where an option is declared is half of what there is, and no run asks for it. */
const inRun = ({ in: _, also: __, artifact: ___, ...shape }: Era): Era => shape;

/** The lines before those of the shapes. */
const BEFORE = 3;

/** Opens what {@link catalogueText} has written. */
export function readCatalogueText(text: string): CatalogueSource {
  const lines = text.split('\n');
  const [first = '', keys = '', operatorKeys = ''] = lines;
  const { aliases, ...head }: Head = JSON.parse(first);
  const options = keys.split('\t');
  return {
    ...head,
    options: tableOf(options, lines, BEFORE),
    operatorOptions: tableOf(operatorKeys.split('\t'), lines, BEFORE + options.length),
    aliases: (spelling) => (Object.hasOwn(aliases, spelling) ? aliases[spelling] : undefined),
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
