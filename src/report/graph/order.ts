import type { ShownOperator } from '../../model/shown-job.js';
import { edgesOf } from './words.js';

/**
 * Operators in an order in which each comes after those that it reads from, and as close to them as can be: what leads
 * to the first end of the job, then what leads to the second and is not there yet. A cycle is entered where it was made first.
 */
export function inReadingOrder(operators: readonly ShownOperator[]): readonly ShownOperator[] {
  const byId = new Map(operators.map((operator) => [operator.id, operator]));
  const read = new Set(operators.flatMap((operator) => edgesOf(operator).map(({ from }) => from)));
  const ends = operators.filter(({ id }) => !read.has(id));
  const ordered = new Set<ShownOperator>();
  const entered = new Set<ShownOperator>();
  // A stack of our own: generated jobs are deeper than calls may be.
  const stack = [...ends, ...operators].reverse();
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    if (entered.has(top)) {
      ordered.add(top);
      stack.pop();
      continue;
    }
    entered.add(top);
    const before = edgesOf(top).flatMap(({ from }) => byId.get(from) ?? []);
    stack.push(...before.filter((one) => !entered.has(one)).reverse());
  }
  return [...ordered];
}
