/** An operator as a station on the lines that are drawn beside a list. */
export interface Station {
  readonly id: number;
  readonly from: readonly number[];
  /** One column. */
  readonly sign: string;
}

/** The lines left of an operator: on its own row, and on those beneath it. */
export interface Rails {
  readonly row: string;
  readonly beneath: string;
}

/**
 * Lines that join a list of operators from the top down, one column for each operator that is still read from further
 * down: `├─` leaves a line, `╯` ends one. An input that comes later in the list, as in a loop, has no line.
 */
export function railsOf(stations: readonly Station[]): readonly Rails[] {
  const lanes: (number | undefined)[] = [];
  const seen = new Set<number>();
  const left = new Map<number, number>();
  for (const { id, from } of stations) {
    for (const one of new Set(from)) if (seen.has(one)) left.set(one, (left.get(one) ?? 0) + 1);
    seen.add(id);
  }
  return stations.map(({ id, from, sign }) => {
    const joined = lanes.flatMap((lane, column) => (lane !== undefined && from.includes(lane) ? [column] : []));
    const ending = joined.filter((column) => {
      const producer = lanes[column] ?? -1;
      const remaining = (left.get(producer) ?? 1) - 1;
      left.set(producer, remaining);
      return remaining === 0;
    });
    const own = ending[0] ?? freeColumn(lanes, joined[0] ?? -1);
    const row = rowOf({ lanes, joined, ending, own, sign });
    for (const column of ending) lanes[column] = undefined;
    lanes[own] = left.has(id) ? id : undefined;
    return {
      row,
      beneath: lanes
        .map((lane) => (lane === undefined ? ' ' : '│'))
        .join(' ')
        .trimEnd(),
    };
  });
}

function freeColumn(lanes: readonly (number | undefined)[], after: number): number {
  const free = lanes.findIndex((lane, column) => column > after && lane === undefined);
  return free < 0 ? lanes.length : free;
}

interface Row {
  readonly lanes: readonly (number | undefined)[];
  readonly joined: readonly number[];
  readonly ending: readonly number[];
  readonly own: number;
  readonly sign: string;
}

function rowOf(row: Row): string {
  const { lanes, joined, own } = row;
  const first = Math.min(own, ...joined);
  const last = Math.max(own, ...joined);
  const columns = Array.from({ length: Math.max(lanes.length, own + 1) }, (_, column) => {
    const reached = column > first && column <= last;
    return (reached ? '─' : ' ') + signAt(column, row, first, last);
  });
  return columns.join('').slice(1).trimEnd();
}

function signAt(column: number, { lanes, joined, ending, own, sign }: Row, first: number, last: number): string {
  if (column === own) return sign;
  if (joined.includes(column)) return corner(column, ending.includes(column), first, last);
  if (lanes[column] !== undefined) return '│';
  return column > first && column < last ? '─' : ' ';
}

/** How a line that an operator reads from meets the row: it goes on or ends there, and leads left, right or both ways. */
function corner(column: number, ends: boolean, first: number, last: number): string {
  if (column === first) return ends ? '╰' : '├';
  if (column === last) return ends ? '╯' : '┤';
  return ends ? '┴' : '┼';
}
