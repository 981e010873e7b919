import { type Call, handAway, keep, type Run } from './run.js';
import type { ListValue, Value } from './things.js';
import { constant, numberOf, unknown } from './values.js';

/** What a method of a list, a set or a `java.util.stream.Stream` of known elements does. */
export function listCall(run: Run, list: ListValue, seen: Call): Value {
  const { name, arguments: args } = seen;
  const [first, second] = args;
  switch (name) {
    case 'add':
    case 'addAll':
      return add(run, list, args);
    case 'get': {
      const index = first === undefined ? undefined : numberOf(first);
      return (
        (list.open || index === undefined ? undefined : list.items[index]) ?? unknown('it is an element of a list')
      );
    }
    case 'size':
      return list.open ? unknown('it is the size of a list') : constant(list.items.length);
    case 'stream':
    case 'parallelStream':
    case 'iterator':
    case 'toList':
    case 'collect':
    case 'toArray':
    case 'sequential':
    case 'distinct':
    case 'peek':
    case 'sorted':
    case 'filter':
      return name === 'filter' ? { ...list, open: true } : list;
    case 'map':
      return first === undefined ? list : { kind: 'list', items: forEachItem(run, list, first, seen), open: list.open };
    case 'mapToObj':
    case 'boxed':
      return name === 'boxed' || first === undefined
        ? list
        : { kind: 'list', items: forEachItem(run, list, first, seen), open: list.open };
    case 'orElse':
    case 'orElseThrow':
    case 'orElseGet':
      return (list.open ? undefined : list.items[0]) ?? unknown('it is an element of a list');
    case 'ifPresent':
    case 'forEach':
    case 'forEachOrdered':
      if (first !== undefined) forEachItem(run, list, first, seen);
      return constant(null);
    case 'reduce': {
      const [start, combine] = second === undefined ? [undefined, first] : [first, second];
      if (combine === undefined || list.open) return unknown('it is made from a list');
      const all = start === undefined ? [...list.items] : [start, ...list.items];
      const [head, ...tail] = all;
      if (head === undefined) return unknown('it is made from an empty list');
      return tail.reduce((sum, item) => run.apply(combine, [sum, item], seen.callAt), head);
    }
    default:
      handAway(args, seen.callAt, `${name}() cannot be seen`);
      return unknown('it is made from a list');
  }
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

function forEachItem(run: Run, list: ListValue, callee: Value, seen: Call): Value[] {
  run.repeated.push(seen.callAt);
  const items = list.open ? [unknown('it is an element of a list')] : [...list.items];
  const made = items.map((item) => run.apply(callee, [item], seen.callAt));
  run.repeated.pop();
  return made;
}
