import type { Argument, Built, BuiltCall, Fact } from '../../model/graph.js';
import type { Span } from '../../model/span.js';
import type { Described, ObjectValue, Value } from './things.js';
import { factOf, textOf } from './values.js';

/** How deep objects that are made of objects are shown. */
const DEEPEST = 6;

/** Arguments of a call as rules see them. */
export function argumentsOf(values: readonly Value[], at: readonly Span[], depth = 0): readonly Argument[] {
  return values.flatMap((value, index) => {
    const span = at[index];
    return span === undefined ? [] : [argumentOf(value, span, depth)];
  });
}

/** A call as rules see it. */
export const builtCall = (call: Described): BuiltCall => callOf(call, 0);

const callOf = ({ name, arguments: args, argumentsAt, at }: Described, depth: number): BuiltCall => ({
  name,
  at,
  arguments: argumentsOf(args, argumentsAt, depth + 1),
});

function argumentOf(value: Value, at: Span, depth: number): Argument {
  const fact: Fact<string | number | boolean | null> = factOf<string | number | boolean | null>(value, plain);
  return value.kind === 'object' && depth < DEEPEST ? { at, fact, built: builtOf(value, depth) } : { at, fact };
}

function builtOf(object: ObjectValue, depth: number): Built {
  const { type, at, calls, arguments: args, argumentsAt, escaped } = object;
  return {
    at,
    type: type.kind === 'project' ? type.type.name : type.name,
    calls: calls.map((call) => callOf(call, depth)),
    arguments: argumentsOf(args, argumentsAt, depth + 1),
    escaped: escaped === true,
  };
}

function plain(value: Value): string | number | boolean | null | undefined {
  switch (value.kind) {
    case 'const':
      return typeof value.value === 'bigint' ? Number(value.value) : value.value;
    case 'duration':
      return value.ms;
    case 'memory':
      return value.bytes;
    case 'constant':
      return textOf(value);
    default:
      return undefined;
  }
}
