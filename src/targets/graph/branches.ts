/** Conditions: every arm is followed from the same state. */
import type { Branch } from '../../model/graph.js';
import type { JavaCase, JavaExpression, JavaStatement } from '../../model/java.js';
import { type Flow, type Run, spanOf } from './run.js';
import { fork, meet, newScope } from './scope.js';
import type { Frame, Scope, Value } from './things.js';
import { textOf } from './values.js';

/** Follows the arm that a condition chooses, or all of them where it is not known. */
export function choose(
  run: Run,
  frame: Frame,
  condition: Value,
  at: { readonly start: number; readonly end: number },
  arms: readonly [() => Flow, () => Flow],
): Flow {
  if (condition.kind === 'const' && typeof condition.value === 'boolean') return arms[condition.value ? 0 : 1]();
  return all(run, frame, at, arms);
}

/** Follows every arm from the same state, and goes on from where they meet. */
function all(
  run: Run,
  frame: Frame,
  at: { readonly start: number; readonly end: number },
  arms: readonly (() => Flow)[],
): Flow {
  const before = frame.scope;
  const span = spanOf(at, frame);
  const ends = arms.map((arm, index) => {
    frame.scope = fork(before);
    run.branches.push({ at: span, arm: index });
    const guards = run.guards.length;
    const flow = arm();
    run.guards.length = guards;
    run.branches.pop();
    return { flow, scope: frame.scope, branch: { at: span, arm: index } satisfies Branch };
  });
  const going = ends.filter(({ flow }) => flow === 'next');
  const [first, ...others] = going;
  if (first === undefined) {
    frame.scope = before;
    return ends[0]?.flow ?? 'next';
  }
  frame.scope = others.reduce<Scope>((scope, end) => meet(scope, end.scope), first.scope);
  if (going.length === 1 && ends.length > 1) run.guards.push(first.branch);
  return 'next';
}

/** Follows the case that a value chooses, or all of them where it is not known. */
export function switchOver(
  run: Run,
  subject: JavaExpression,
  cases: readonly JavaCase[],
  at: { readonly start: number; readonly end: number },
  frame: Frame,
): Flow {
  const value = run.evaluate(subject, frame);
  const text = textOf(value);
  const labelOf = (label: JavaExpression): string | undefined =>
    label.kind === 'name' ? label.name : textOf(run.evaluate(label, frame));
  const bodyFrom = (index: number): readonly JavaStatement[] => {
    const statements: JavaStatement[] = [];
    for (const one of cases.slice(index)) {
      statements.push(...one.body);
      if (one.arrow || one.body.at(-1)?.kind === 'break' || one.body.at(-1)?.kind === 'return') break;
    }
    return statements;
  };
  const follow = (index: number): Flow => {
    const flow = run.block(bodyFrom(index), frame);
    return flow === 'break' ? 'next' : flow;
  };
  if (text !== undefined) {
    const chosen = cases.findIndex(({ labels }) => labels.some((label) => labelOf(label) === text));
    const other = chosen >= 0 ? chosen : cases.findIndex((one) => one.default);
    return other < 0 ? 'next' : follow(other);
  }
  const arms = cases.map((_, index) => () => follow(index));
  const complete = cases.some((one) => one.default);
  return all(run, frame, at, complete ? arms : [...arms, () => 'next']);
}

/** `try`: what its body does, and in few runs what its catches do. */
export function attempt(run: Run, one: Extract<JavaStatement, { kind: 'try' }>, frame: Frame): Flow {
  frame.scope = newScope(frame.scope);
  for (const resource of one.resources) run.statement(resource, frame);
  const before = fork(frame.scope);
  const flow = run.block(one.body, frame);
  const after = frame.scope;
  let result = flow;
  one.catches.forEach(({ body }, index) => {
    frame.scope = meet(fork(after), before);
    run.branches.push({ at: spanOf(one, frame), arm: index + 1 });
    const guards = run.guards.length;
    const caught = run.block(body, frame);
    run.guards.length = guards;
    run.branches.pop();
    // What a catch leaves behind happens in few runs; only where the body itself ended does the rest follow from it.
    if (caught === 'next' && result === 'throw') result = 'next';
  });
  frame.scope = after;
  const last = one.finally === undefined ? 'next' : run.block(one.finally, frame);
  frame.scope = frame.scope.outer ?? frame.scope;
  return last === 'next' ? result : last;
}
