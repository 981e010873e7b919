/** Where streams come from, once several of them are one. */
import type { Input, Node, Stream } from './things.js';

type From = Input['from'];

/** Possible origins of a stream beyond which nobody reads them all. */
const MOST = 16;

const notKeyed = { known: true, value: false } as const;
const CONDITION = 'it depends on a condition';
const conditional = { known: false, why: CONDITION } as const;

/** Streams of which one run has one, and another run another. */
export function joined(streams: readonly Stream[]): Stream {
  const [first] = streams;
  if (first === undefined) throw new RangeError('no streams');
  const rest = (index: number): readonly (Input | undefined)[] => streams.slice(1).map(({ inputs }) => inputs[index]);
  return {
    ...first,
    class: streams.every((one) => one.class === first.class) ? first.class : 'DataStream',
    inputs: first.inputs.map((input, index) => rest(index).reduce<Input>(eitherInput, input)),
    handles: [...new Set(streams.flatMap(({ handles }) => handles))],
  };
}

/** One input that carries the records of several. */
export function united(inputs: readonly Input[]): Input {
  const [first] = inputs;
  if (inputs.length === 1 && first !== undefined) return first;
  return {
    from: together(inputs.map(({ from }) => from)),
    by: [...new Set([...inputs.flatMap(({ by }) => by), 'union'])],
    keyed: notKeyed,
  };
}

/** All operators that an input may read from. */
export const possibleNodes = (from: From): readonly Node[] => (from.known ? from.value : (from.oneOf ?? []).flat());

function eitherInput(a: Input, b: Input | undefined): Input {
  if (b === undefined) return a;
  return {
    from: eitherFrom(a.from, b.from),
    by: [...new Set([...a.by, ...b.by])],
    keyed: a.keyed.known && b.keyed.known && a.keyed.value === b.keyed.value ? a.keyed : conditional,
  };
}

function eitherFrom(a: From, b: From): From {
  if (a.known && b.known && sameNodes(a.value, b.value)) return a;
  const [one, other] = [choices(a), choices(b)];
  if (one === undefined || other === undefined) return unseen([a, b], CONDITION);
  return limited([...one, ...other]);
}

/** The origins of several inputs at once, in every combination of what each may be. */
function together(all: readonly From[]): From {
  const strange = all.find((from) => !from.known);
  if (strange === undefined || strange.known) return { known: true, value: all.flatMap(possibleNodes) };
  let combined: readonly (readonly Node[])[] = [[]];
  for (const from of all) {
    const possible = choices(from);
    if (possible === undefined || combined.length > MOST) return unseen(all, strange.why);
    combined = combined.flatMap((before) => possible.map((one) => [...before, ...one]));
  }
  return limited(combined);
}

const choices = (from: From): readonly (readonly Node[])[] | undefined => (from.known ? [from.value] : from.oneOf);

function limited(oneOf: readonly (readonly Node[])[]): From {
  const distinct = oneOf.filter((one, index) => oneOf.findIndex((other) => sameNodes(one, other)) === index);
  const from = { known: false, oneOf: distinct, why: CONDITION } as const;
  return distinct.length > MOST ? unseen([from], CONDITION) : from;
}

/** Something of it is not known; what is known of it is read all the same. */
function unseen(all: readonly From[], why: string): From {
  for (const node of all.flatMap(possibleNodes)) node.kept = true;
  return { known: false, why };
}

const sameNodes = (a: readonly Node[], b: readonly Node[]): boolean =>
  a.length === b.length && a.every((node, index) => node === b[index]);
