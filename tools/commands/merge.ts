import type { CommandOption } from '../../src/flink/commands/data.js';
import type { RawCommand, RawOption } from './model.js';

/** The commands of one minor by name. */
export type Release = ReadonlyMap<string, RawCommand>;

/** Lays the options of each minor side by side; each says in which minors it is there, where that is not all of them. */
export function optionsByCommand(
  releases: ReadonlyMap<string, Release>,
): Readonly<Record<string, readonly CommandOption[]>> {
  const minors = [...releases.keys()];
  const names = [...new Set([...releases.values()].flatMap((each) => [...each.keys()]))];
  return Object.fromEntries(names.map((name) => [name, optionsOf(name, minors, releases)]));
}

function optionsOf(name: string, minors: readonly string[], releases: ReadonlyMap<string, Release>): CommandOption[] {
  const shapes = new Map<string, string[]>();
  for (const minor of minors) {
    for (const option of releases.get(minor)?.get(name)?.options ?? []) {
      const shape = JSON.stringify(shapeOf(option));
      shapes.set(shape, [...(shapes.get(shape) ?? []), minor]);
    }
  }
  return [...shapes]
    .map(([shape, there]): CommandOption => {
      const plain: CommandOption = JSON.parse(shape);
      return { ...plain, ...rangeOf(there, minors) };
    })
    .sort((a, b) => byCodeUnit(nameOf(a), nameOf(b)) || minors.indexOf(a.from ?? '') - minors.indexOf(b.from ?? ''));
}

function shapeOf({ short, as, long, values, optional, separator }: RawOption): CommandOption {
  return {
    ...(short === undefined ? {} : { short }),
    ...(as === undefined ? {} : { as }),
    ...(long === undefined ? {} : { long }),
    ...(values === -1 ? {} : { values: values === -2 ? 'many' : values }),
    ...(optional === undefined ? {} : { optional }),
    ...(separator === undefined ? {} : { separator }),
  };
}

/** First and last minor, where something begins or ends within those that are read. */
function rangeOf(there: readonly string[], minors: readonly string[]): Pick<CommandOption, 'from' | 'to'> {
  const [from, to] = [there[0], there.at(-1)];
  const gap = minors
    .slice(minors.indexOf(from ?? ''), minors.indexOf(to ?? '') + 1)
    .find((minor) => !there.includes(minor));
  if (from === undefined || to === undefined || gap !== undefined) {
    throw new Error(`An option is there in ${there.join(', ')}, and in between it is not.`);
  }
  return { ...(from === minors[0] ? {} : { from }), ...(to === minors.at(-1) ? {} : { to }) };
}

const nameOf = ({ short, as, long }: CommandOption): string => short ?? as ?? long ?? '';

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
