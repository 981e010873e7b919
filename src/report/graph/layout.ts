/** A box to be placed, with its size. */
export interface Box {
  readonly width: number;
  readonly height: number;
}

/** An arrow between two boxes, by their positions in the list. */
export interface Arrow {
  readonly from: number;
  readonly to: number;
}

/** Where everything lies; the origin is the corner at the top left. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Corners at the top left of the boxes, in their order. */
  readonly boxes: readonly Point[];
  /** Ways of the arrows, in their order, from the edge of one box to that of the other. */
  readonly arrows: readonly (readonly Step[])[];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A stretch of an arrow: straight down beside a layer, or over to another place between two layers. */
export interface Step {
  readonly from: Point;
  readonly to: Point;
}

/** A place in a layer: a box, or where an arrow passes by. */
interface Slot {
  readonly width: number;
  readonly height: number;
  readonly rank: number;
  readonly above: Slot[];
  readonly below: Slot[];
  /** Its middle. */
  x: number;
}

const GAP = 28;
const LAYER_GAP = 44;
const PASSING_WIDTH = 8;
const SWEEPS = 8;

/**
 * Puts boxes into layers, each below those that lead to it, with as few crossings as some sweeps bring, and the boxes of
 * a layer near the middle of what they are joined to. Arrows that close a cycle lead upwards.
 * @param boxes in an order in which an arrow mostly leads from an earlier one to a later one
 */
export function layoutOf(boxes: readonly Box[], arrows: readonly Arrow[]): Layout {
  const downwards = arrows.map(({ from, to }) => (from < to ? { from, to } : { from: to, to: from }));
  const ranks = ranksOf(boxes.length, downwards);
  const slots = boxes.map(({ width, height }, index): Slot => slot(width, height, ranks[index] ?? 0));
  const ways = downwards.map(({ from, to }) => wayBetween(slots[from], slots[to]));
  const layers = ordered(layersOf([...slots, ...ways.flat()]));
  place(layers);
  const left = Math.min(0, ...layers.flat().map(({ x, width }) => x - width / 2));
  for (const one of layers.flat()) one.x = Math.ceil(one.x - left);
  const tops = topsOf(layers);
  return {
    width: Math.max(0, ...layers.flat().map(({ x, width }) => Math.ceil(x + width / 2))),
    height: Math.max(0, (tops.at(-1) ?? 0) - LAYER_GAP),
    boxes: slots.map(({ x, width, rank }) => ({ x: x - width / 2, y: tops[rank] ?? 0 })),
    arrows: ways.map((way, index) => {
      const steps = stepsAlong(way, tops);
      const isBack = (arrows[index]?.from ?? 0) >= (arrows[index]?.to ?? 0);
      return isBack ? steps.map(({ from, to }) => ({ from: to, to: from })).reverse() : steps;
    }),
  };
}

const slot = (width: number, height: number, rank: number): Slot => ({
  width,
  height,
  rank,
  above: [],
  below: [],
  x: 0,
});

/** How many layers lie above each box: as many as its longest way down; one that nothing leads to stands right above what it leads to. */
function ranksOf(count: number, arrows: readonly Arrow[]): readonly number[] {
  const ranks = Array.from({ length: count }, () => 0);
  const sorted = arrows.filter(({ from, to }) => from !== to).sort((a, b) => a.to - b.to);
  for (const { from, to } of sorted) ranks[to] = Math.max(ranks[to] ?? 0, (ranks[from] ?? 0) + 1);
  const led = new Set(sorted.map(({ to }) => to));
  for (let box = 0; box < count; box++) {
    if (led.has(box)) continue;
    const next = sorted.filter(({ from }) => from === box).map(({ to }) => ranks[to] ?? 0);
    if (next.length > 0) ranks[box] = Math.min(...next) - 1;
  }
  return ranks;
}

/** The slots that an arrow joins from top to bottom, with one for each layer that it passes. */
function wayBetween(from: Slot | undefined, to: Slot | undefined): readonly Slot[] {
  if (from === undefined || to === undefined || from === to) return [];
  const passing = Array.from({ length: to.rank - from.rank - 1 }, (_, index) =>
    slot(PASSING_WIDTH, 0, from.rank + index + 1),
  );
  const way = [from, ...passing, to];
  for (const [index, one] of way.entries()) {
    const next = way[index + 1];
    if (next === undefined) continue;
    one.below.push(next);
    next.above.push(one);
  }
  return way;
}

function layersOf(slots: readonly Slot[]): Slot[][] {
  const layers: Slot[][] = [];
  for (const one of new Set(slots)) {
    while (layers.length <= one.rank) layers.push([]);
    layers[one.rank]?.push(one);
  }
  return layers;
}

/** The order within layers with the fewest crossings of those met when each slot goes to the mean of its neighbours. */
function ordered(layers: Slot[][]): readonly (readonly Slot[])[] {
  let best: { readonly layers: readonly (readonly Slot[])[]; readonly crossings: number } | undefined;
  for (let sweep = 0; sweep <= SWEEPS; sweep++) {
    const crossings = crossingsIn(layers);
    if (best === undefined || crossings < best.crossings) best = { layers: layers.map((one) => [...one]), crossings };
    if (crossings === 0) break;
    sortAll(layers, sweep % 2 === 0 ? 'above' : 'below');
  }
  return best?.layers ?? layers;
}

function sortAll(layers: readonly Slot[][], side: 'above' | 'below'): void {
  const [order, next] = side === 'above' ? [[...layers], -1] : [[...layers].reverse(), 1];
  for (const layer of order) sort(layer, layers[layers.indexOf(layer) + next] ?? [], side);
}

/** Brings each slot of a layer to the mean of those on one side that it is joined to. */
function sort(layer: Slot[], neighbours: readonly Slot[], side: 'above' | 'below'): void {
  const positions = positionsIn(neighbours);
  const positionOf = (one: Slot): number => positions.get(one) ?? 0;
  const wish = new Map(layer.map((one, index) => [one, meanOf(one[side].map(positionOf), index)]));
  layer.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0));
}

const positionsIn = (layer: readonly Slot[]): ReadonlyMap<Slot, number> =>
  new Map(layer.map((one, index) => [one, index]));

const meanOf = (values: readonly number[], otherwise: number): number =>
  values.length === 0 ? otherwise : values.reduce((sum, value) => sum + value, 0) / values.length;

function crossingsIn(layers: readonly (readonly Slot[])[]): number {
  return layers.reduce((sum, layer, rank) => {
    const positions = positionsIn(layers[rank + 1] ?? []);
    const ends = layer.flatMap((one) => one.below.map((next) => positions.get(next) ?? 0).sort((a, b) => a - b));
    return sum + inversionsIn(ends);
  }, 0);
}

/** How many pairs stand in the wrong order, by halves. */
function inversionsIn(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const middle = values.length >> 1;
  const [left, right] = [values.slice(0, middle), values.slice(middle)];
  let count = inversionsIn(left) + inversionsIn(right);
  left.sort((a, b) => a - b);
  right.sort((a, b) => a - b);
  let passed = 0;
  for (const value of left) {
    while (passed < right.length && (right[passed] ?? 0) < value) passed++;
    count += passed;
  }
  return count;
}

/** Moves the slots of each layer, in their order and without overlap, as near as can be to the middle of their neighbours. */
function place(layers: readonly (readonly Slot[])[]): void {
  for (const layer of layers) settle(layer, () => 0);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const down = sweep % 2 === 0;
    const near = ({ above, below }: Slot): readonly Slot[] => (down ? above : below);
    for (const layer of down ? layers : [...layers].reverse()) {
      settle(layer, (one) =>
        meanOf(
          near(one).map(({ x }) => x),
          one.x,
        ),
      );
    }
  }
}

/** Least squares under a fixed order: neighbours that would overlap move together, to the mean of their wishes. */
function settle(layer: readonly Slot[], wishOf: (one: Slot) => number): void {
  const groups: { readonly offsets: number[]; sum: number; count: number }[] = [];
  let offset = 0;
  for (const [index, one] of layer.entries()) {
    const before = layer[index - 1];
    if (before !== undefined) offset += (before.width + one.width) / 2 + GAP;
    groups.push({ offsets: [offset], sum: wishOf(one) - offset, count: 1 });
    for (let last = groups.at(-1), prior = groups.at(-2); last !== undefined && prior !== undefined; ) {
      if (prior.sum / prior.count <= last.sum / last.count) break;
      prior.offsets.push(...last.offsets);
      prior.sum += last.sum;
      prior.count += last.count;
      groups.pop();
      [last, prior] = [groups.at(-1), groups.at(-2)];
    }
  }
  const places = groups.flatMap(({ offsets, sum, count }) => offsets.map((own) => sum / count + own));
  for (const [index, one] of layer.entries()) one.x = places[index] ?? 0;
}

/** Where each layer begins, and after the last where one more would. */
function topsOf(layers: readonly (readonly Slot[])[]): readonly number[] {
  const tops = [0];
  for (const layer of layers) {
    tops.push((tops.at(-1) ?? 0) + Math.max(0, ...layer.map(({ height }) => height)) + LAYER_GAP);
  }
  return tops;
}

/** Beside a layer straight down, from layer to layer over. */
function stepsAlong(way: readonly Slot[], tops: readonly number[]): readonly Step[] {
  return way.flatMap((one, index) => {
    const next = way[index + 1];
    if (next === undefined) return [];
    const end = { x: next.x, y: tops[next.rank] ?? 0 };
    const bottom = { x: one.x, y: (tops[one.rank] ?? 0) + one.height };
    const edge = { x: one.x, y: (tops[next.rank] ?? 0) - LAYER_GAP };
    return [...(edge.y > bottom.y ? [{ from: bottom, to: edge }] : []), { from: edge, to: end }];
  });
}
