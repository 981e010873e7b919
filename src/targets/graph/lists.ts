import { lookup } from '../../lookup.js';
import { type Call, handAway, keep, type Run } from './run.js';
import type { ListValue, Value } from './things.js';
import { constant, numberOf, unknown } from './values.js';

/** Methods that give the same elements again. */
const SAME =
  /^(?:stream|parallelStream|iterator|toList|collect|toArray|sequential|distinct|peek|sorted|boxed|entrySet|values)$/;

/** Methods that give what a function makes of each element. */
const MAPS = /^(?:map|mapToObj)$/;

/** Methods that hand each element to a function. */
const EACH = /^(?:forEach|forEachOrdered|ifPresent)$/;

/** That of collections, maps and streams of any kind. */
const FOR_EACH = /^forEach(?:Ordered)?$/;

/** Methods that take an element out of an `Optional`. */
const TAKES_OUT = /^(?:get|orElse|orElseGet|orElseThrow|findFirst|getFirst)$/;

/** What a method of a list, a set, an `Optional` or a `java.util.stream.Stream` of known elements does. */
export function listCall(run: Run, list: ListValue, seen: Call): Value {
  const { name, arguments: args } = seen;
  const [first] = args;
  if (SAME.test(name)) return list;
  if (TAKES_OUT.test(name)) return element(list, name === 'get' ? first : undefined);
  if (first !== undefined && (MAPS.test(name) || EACH.test(name))) {
    const items = forEachItem(run, list, first, seen);
    return MAPS.test(name) ? { kind: 'list', items, open: list.open } : constant(null);
  }
  return lookup(OTHERS, name)?.(run, list, seen) ?? other(seen);
}

const OTHERS: Readonly<Record<string, (run: Run, list: ListValue, seen: Call) => Value>> = {
  add: (run, list, seen) => add(run, list, seen.arguments),
  addAll: (run, list, seen) => add(run, list, seen.arguments),
  size: (_, list) => (list.open ? unknown('it is the size of a list') : constant(list.items.length)),
  filter: (_, list) => ({ ...list, open: true }),
  reduce: reduced,
};

function other({ name, arguments: args, callAt }: Call): Value {
  handAway(args, callAt, `${name}() cannot be seen`);
  return unknown('it is made from a list');
}

/** One element: the one asked for, or the first. */
function element(list: ListValue, index: Value | undefined): Value {
  const at = index === undefined ? 0 : numberOf(index);
  return (list.open || at === undefined ? undefined : list.items[at]) ?? unknown('it is an element of a list');
}

function reduced(run: Run, list: ListValue, { arguments: args, callAt }: Call): Value {
  const [start, combine] = args.length > 1 ? args : [undefined, args[0]];
  if (combine === undefined || list.open) return unknown('it is made from a list');
  const [head, ...tail] = start === undefined ? list.items : [start, ...list.items];
  if (head === undefined) return unknown('it is made from an empty list');
  return tail.reduce((sum, item) => run.apply(combine, [sum, item], callAt), head);
}

function add(run: Run, list: ListValue, args: readonly Value[]): Value {
  const added = args.at(-1);
  keep(args);
  // What one path adds, or a loop adds many times, leaves it open what is in the list.
  if (run.branches.length > 0 || run.repeated.length > 0 || args.length > 1) list.open = true;
  if (added?.kind === 'list') list.items.push(...added.items);
  else if (added !== undefined) list.items.push(added);
  return constant(true);
}

/** `forEach` of a collection or map that is not at hand: what its lambda does is done for one of many. */
export function forEachUnknown(run: Run, { name, arguments: args, callAt }: Call): Value | undefined {
  const [callee, ...others] = args;
  if (callee?.kind !== 'lambda' || others.length > 0 || !FOR_EACH.test(name)) return undefined;
  const element = unknown('it is an element of a collection');
  run.repeated.push(callAt);
  run.apply(callee, callee.reference === undefined ? callee.parameters.map(() => element) : [element], callAt);
  run.repeated.pop();
  return constant(null);
}

function forEachItem(run: Run, list: ListValue, callee: Value, seen: Call): Value[] {
  run.repeated.push(seen.callAt);
  const items = list.open ? [unknown('it is an element of a list')] : [...list.items];
  const made = items.map((item) => run.apply(callee, [item], seen.callAt));
  run.repeated.pop();
  return made;
}
