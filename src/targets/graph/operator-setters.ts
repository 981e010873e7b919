/** Setters of operators: `uid`, `name`, `setParallelism` and the like. */
import type { Fact, Given } from '../../model/graph.js';
import { type Call, describedBy, type Run } from './run.js';
import type { Companion, Node, Stream, Value } from './things.js';
import { alternatives, factOf, numberOf, stringOf, unknown } from './values.js';

/** A setter speaks to the operator made last, or to both where branches meet. */
export function setter(run: Run, stream: Stream, seen: Call): void {
  for (const handle of stream.handles) {
    applySetter(run, handle, seen);
    for (const companion of handle.companions) applyToCompanion(run, handle, companion, seen);
  }
}

function applyToCompanion(run: Run, handle: Node, { node, uid, fixed }: Companion, seen: Call): void {
  if (seen.name === 'uid') {
    node.uid =
      handle.uid.known && handle.uid.value !== undefined ? { known: true, value: uid(handle.uid.value) } : handle.uid;
  } else if (seen.name !== 'name' && !(fixed && seen.name === 'setParallelism')) applySetter(run, node, seen);
}

function applySetter(run: Run, node: Node, seen: Call): void {
  const { name, arguments: args } = seen;
  const [first = unknown('it has no argument')] = args;
  node.setters.push(describedBy(seen));
  // What only one path says holds on that path alone.
  const certain = run.branches.length <= node.depth;
  const told = <T>(before: Fact<T | undefined>, now: Fact<T>): Fact<T | undefined> =>
    certain ? now : eitherFact(before, now);
  switch (name) {
    case 'uid': {
      const fact = factOf(first, stringOf);
      node.uid = told(node.uid, fact);
      node.given.uid = givenBy(fact, first, seen);
      return;
    }
    case 'setUidHash':
      node.uidHash = told(node.uidHash, factOf(first, stringOf));
      node.given.uidHash = givenBy(factOf(first, stringOf), first, seen);
      return;
    case 'name':
      node.name = told(node.name, factOf(first, stringOf));
      node.given.name = givenBy(factOf(first, stringOf), first, seen);
      return;
    case 'setParallelism':
      node.parallelism = told(node.parallelism, withoutDefault(factOf(first, numberOf)));
      node.given.parallelism = givenBy(factOf(first, numberOf), first, seen);
      return;
    case 'setMaxParallelism':
      node.maxParallelism = told(node.maxParallelism, factOf(first, numberOf));
      node.given.maxParallelism = givenBy(factOf(first, numberOf), first, seen);
      return;
    case 'forceNonParallel':
      node.nonParallel = 'locked';
      node.parallelism = { known: true, value: 1 };
      node.maxParallelism = { known: true, value: 1 };
      return;
    default:
      return;
  }
}

/** -1 is `ExecutionConfig.PARALLELISM_DEFAULT`: that of the environment. */
const withoutDefault = (fact: Fact<number>): Fact<number> =>
  fact.known && fact.value === -1 ? ({ known: true, value: undefined } as unknown as Fact<number>) : fact;

function eitherFact<T>(before: Fact<T | undefined>, now: Fact<T>): Fact<T | undefined> {
  if (before.known && now.known && before.value === now.value) return now;
  const values = [before, now].flatMap((fact) => (fact.known ? [fact.value] : (fact.oneOf ?? [])));
  const complete = [before, now].every((fact) => fact.known || fact.oneOf !== undefined);
  return { known: false, why: 'it depends on a condition', ...(complete ? { oneOf: values } : {}) };
}

function givenBy<T>(fact: Fact<T>, value: Value, { callAt, argumentsAt }: Call): Given<T> {
  const all = alternatives(value);
  const depends = all.some((one) => one.kind === 'unknown' && one.unstable === true)
    ? 'chance'
    : all.some((one) => (one.kind === 'unknown' || one.kind === 'const') && one.index === true)
      ? 'loop-index'
      : undefined;
  return { fact, at: argumentsAt[0] ?? callAt, call: callAt, ...(depends === undefined ? {} : { depends }) };
}
