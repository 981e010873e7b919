import { lazy, memo } from '../lazy.js';
import { aliasIndex, type CatalogueData, type CatalogueSource, type Era, type OptionTable } from './catalogue.js';

/** What stands as JSON at the beginning, in this order. */
const PARTS = ['flink', 'hints', 'historical', 'families'] as const;

/** Between two parts, and between two blocks of keys: JSON has no bare one. */
const BREAK = '\f';

/** So many keys stand in a block: few blocks to make at a start, and little to look through in each. */
const BLOCK = 32;

/**
 * The catalogue as text that is quick to open: a run asks for some dozens of 1,700 options, and parsing all of them
 * takes longer than all the rest of it. After the {@link PARTS} comes how many blocks of spellings, of options and of
 * options of the operator there are, and then these blocks. An entry of theirs is a line break, a key, a tab, and what it
 * stands for: for a spelling beside the option's own name those are options, for the others their shapes as JSON. Keys are
 * sorted by code units. All is ASCII, so that no decoder is needed.
 */
export function catalogueText(data: CatalogueData): string {
  const aliases = aliasIndex({ ...data.options, ...data.operatorOptions });
  const tables = [
    [...aliases].map(([spelling, options]) => entry(spelling, options.join(' '))),
    ...[data.options, data.operatorOptions].map((options) =>
      Object.entries(options).map(([key, eras]) => entry(key, JSON.stringify(eras.map(inRun)))),
    ),
  ].map(blocksOf);
  const counts = tables.map(({ length }) => length).join(' ');
  return inAscii([...PARTS.map((part) => JSON.stringify(data[part])), counts, ...tables.flat()].join(BREAK));
}

function blocksOf(entries: readonly string[]): readonly string[] {
  const sorted = entries.toSorted((a, b) => (a < b ? -1 : 1));
  const count = Math.ceil(sorted.length / BLOCK);
  return Array.from({ length: count }, (_, index) => sorted.slice(index * BLOCK, (index + 1) * BLOCK).join(''));
}

/** A tab comes before whatever a key has, so entries sort as their keys do. */
const entry = (key: string, text: string): string => `\n${key}\t${text}`;

/** Other characters stand in strings of JSON only. */
const inAscii = (text: string): string =>
  text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Where an option is declared is half of what there is, and no run asks for it. */
const inRun = ({ in: _, also: __, artifact: ___, ...shape }: Era): Era => shape;

/** Opens what {@link catalogueText} has written. Nothing is parsed before it is asked for. */
export function readCatalogueText(text: string): CatalogueSource {
  const blocks = text.split(BREAK);
  const part = <P extends (typeof PARTS)[number]>(name: P) =>
    lazy((): CatalogueSource[P] => JSON.parse(blocks[PARTS.indexOf(name)] ?? ''));
  const [flink, hints, historical, families] = [part('flink'), part('hints'), part('historical'), part('families')];
  const [spellings = 0, options = 0, operatorOptions = 0] = (blocks[PARTS.length] ?? '').split(' ').map(Number);
  const first = PARTS.length + 1;
  const aliases = { blocks, first, end: first + spellings };
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
    options: tableOf({ blocks, first: aliases.end, end: aliases.end + options }),
    operatorOptions: tableOf({
      blocks,
      first: aliases.end + options,
      end: aliases.end + options + operatorOptions,
    }),
    aliases: (spelling) => find(aliases, spelling)?.split(' '),
  };
}

/** The blocks of one table. */
interface Section {
  readonly blocks: readonly string[];
  readonly first: number;
  /** The first that is not of it. */
  readonly end: number;
}

function tableOf(section: Section): OptionTable {
  const { blocks, first, end } = section;
  const keys = lazy(() => blocks.slice(first, end).flatMap(keysOf));
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

const keysOf = (block: string): readonly string[] =>
  block
    .slice(1)
    .split('\n')
    .map((text) => text.slice(0, text.indexOf('\t')));

/** What a key stands for. */
function find(section: Section, key: string): string | undefined {
  const start = entry(key, '');
  const block = blockOf(section, start);
  const before = block.indexOf(start);
  if (before < 0) return undefined;
  const text = before + start.length;
  const end = block.indexOf('\n', text);
  return block.slice(text, end < 0 ? undefined : end);
}

/** The block that has an entry if any has: the last one that does not begin after it. */
function blockOf({ blocks, first, end }: Section, start: string): string {
  const after = `${start}\x7f`;
  let low = first;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle] ?? '') < after) low = middle + 1;
    else high = middle;
  }
  return low > first ? (blocks[low - 1] ?? '') : '';
}
