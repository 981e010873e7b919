import { lazy, memo } from '../lazy.js';
import { aliasIndex, type CatalogueData, type CatalogueSource, type Era, type OptionTable } from './catalogue.js';

/** What stands as JSON on the first lines, each on its own, in this order. */
const PARTS = ['flink', 'hints', 'historical', 'families'] as const;

/**
 * The catalogue as text that is quick to open: a run asks for some dozens of 1,700 options, and parsing all of them
 * takes longer than all the rest of it. After the {@link PARTS} comes a line that tells how many spellings, options and
 * options of the operator there are, and then a line for each of these, sorted by code units: a key, a tab, and what it
 * stands for. For a spelling beside the option's own name those are options, for the others their shapes as JSON. All is
 * ASCII, so that no decoder is needed.
 */
export function catalogueText(data: CatalogueData): string {
  const aliases = aliasIndex({ ...data.options, ...data.operatorOptions });
  const tables = [
    [...aliases].map(([spelling, options]) => line(spelling, options.join(' '))),
    ...[data.options, data.operatorOptions].map((options) =>
      Object.entries(options).map(([key, eras]) => line(key, JSON.stringify(eras.map(inRun)))),
    ),
  ];
  const counts = tables.map(({ length }) => length).join(' ');
  const sorted = tables.flatMap((table) => table.sort((a, b) => (a < b ? -1 : 1)));
  return inAscii([...PARTS.map((part) => JSON.stringify(data[part])), counts, ...sorted].join('\n'));
}

/** A tab comes before whatever a key has, so lines sort as their keys do. */
const line = (key: string, text: string): string => `${key}\t${text}`;

/** Other characters stand in strings of JSON only. */
const inAscii = (text: string): string =>
  text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Where an option is declared is half of what there is, and no run asks for it. */
const inRun = ({ in: _, also: __, artifact: ___, ...shape }: Era): Era => shape;

/** Opens what {@link catalogueText} has written. Nothing is parsed before it is asked for. */
export function readCatalogueText(text: string): CatalogueSource {
  const lines = text.split('\n');
  const part = <P extends (typeof PARTS)[number]>(name: P) =>
    lazy((): CatalogueSource[P] => JSON.parse(lines[PARTS.indexOf(name)] ?? ''));
  const [flink, hints, historical, families] = [part('flink'), part('hints'), part('historical'), part('families')];
  const [spellings = 0, options = 0, operatorOptions = 0] = (lines[PARTS.length] ?? '').split(' ').map(Number);
  const first = PARTS.length + 1;
  const aliases = { lines, first, count: spellings };
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
    options: tableOf({ lines, first: first + spellings, count: options }),
    operatorOptions: tableOf({ lines, first: first + spellings + options, count: operatorOptions }),
    aliases: (spelling) => find(aliases, spelling)?.split(' '),
  };
}

/** Lines of a key and what it stands for. */
interface Section {
  readonly lines: readonly string[];
  readonly first: number;
  readonly count: number;
}

function tableOf(section: Section): OptionTable {
  const { lines, first, count } = section;
  const keys = lazy(() => lines.slice(first, first + count).map((text) => text.slice(0, text.indexOf('\t'))));
  return {
    get keys() {
      return keys();
    },
    get: memo((key): readonly Era[] | undefined => {
      const shapes = find(section, key);
      return shapes === undefined ? undefined : JSON.parse(shapes);
    }),
  };
}

/** What a key stands for. */
function find({ lines, first, count }: Section, key: string): string | undefined {
  const start = `${key}\t`;
  let low = first;
  let high = first + count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? '') < start) low = middle + 1;
    else high = middle;
  }
  const found = low < first + count ? lines[low] : undefined;
  return found?.startsWith(start) === true ? found.slice(start.length) : undefined;
}
