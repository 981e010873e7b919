import { aliasIndex, type CatalogueData, type CatalogueSource, type Era, type OptionTable } from './catalogue.js';

/** What stands on the first line. */
type Head = Pick<CatalogueData, 'flink' | 'hints' | 'historical' | 'families'> & {
  readonly aliases: Readonly<Record<string, readonly string[]>>;
};

/**
 * The catalogue as text that is quick to open: a run asks for some dozens of 1,700 options, and parsing all of them
 * takes longer than all the rest of it. The first line is JSON of everything else; then comes a line for each option,
 * its key and its shapes as JSON with a tab between; then an empty line and the options of the operator.
 */
export function catalogueText(data: CatalogueData): string {
  const { flink, hints, historical, families } = data;
  const head: Head = { flink, hints, historical, families, aliases: Object.fromEntries(aliasIndex(data.options)) };
  const lines = (options: CatalogueData['options']): string =>
    Object.entries(options)
      .map(([key, eras]) => `${key}\t${JSON.stringify(eras.map(inRun))}\n`)
      .join('');
  return `${JSON.stringify(head)}\n${lines(data.options)}\n${lines(data.operatorOptions)}`;
}

/** Where an option is declared is half of what there is, and no run asks for it. */
const inRun = ({ in: _, also: __, artifact: ___, ...shape }: Era): Era => shape;

/** Opens what {@link catalogueText} has written. */
export function readCatalogueText(text: string): CatalogueSource {
  const [headEnd, optionsEnd] = [text.indexOf('\n'), text.indexOf('\n\n')];
  const { aliases, ...head }: Head = JSON.parse(text.slice(0, headEnd));
  return {
    ...head,
    options: tableOf(text, headEnd + 1, optionsEnd + 1),
    operatorOptions: tableOf(text, optionsEnd + 2, text.length),
    aliases: (spelling) => (Object.hasOwn(aliases, spelling) ? aliases[spelling] : undefined),
  };
}

function tableOf(text: string, start: number, end: number): OptionTable {
  const written = new Map<string, string>();
  for (let at = start; at < end; ) {
    const [tab, next] = [text.indexOf('\t', at), text.indexOf('\n', at)];
    written.set(text.slice(at, tab), text.slice(tab + 1, next));
    at = next + 1;
  }
  const made = new Map<string, readonly Era[]>();
  return {
    get keys() {
      return [...written.keys()];
    },
    get: (key) => {
      const known = made.get(key);
      const line = known === undefined ? written.get(key) : undefined;
      if (line === undefined) return known;
      const eras: readonly Era[] = JSON.parse(line);
      made.set(key, eras);
      return eras;
    },
  };
}
