/** Loops: turn by turn where the turns are known, else once for all of them. */
import type { JavaStatement } from '../../model/java.js';
import { type Flow, type Run, spanOf } from './run.js';
import { assign, fork, meet, newScope } from './scope.js';
import type { Frame, Scope, Value } from './things.js';
import { typed } from './typed.js';
import { constant, unknown } from './values.js';
import { assignedIn } from './walk.js';

/** How often a loop over known things is followed turn by turn. */
const MOST_TURNS = 64;

/** `for (…; …; …)`. */
export function forLoop(run: Run, loop: ForLoop, frame: Frame): Flow {
  frame.scope = newScope(frame.scope);
  for (const one of loop.first) run.statement(one, frame);
  const flow = turns(run, loop, frame);
  frame.scope = frame.scope.outer ?? frame.scope;
  return flow;
}

function turns(run: Run, loop: ForLoop, frame: Frame): Flow {
  const counters = loop.first.flatMap((one) => (one.kind === 'local' ? one.variables.map(({ name }) => name) : []));
  run.repeated.push(spanOf(loop, frame));
  const flow = knownTurns(run, loop, counters, frame);
  run.repeated.pop();
  if (flow !== undefined) return flow;
  for (const name of counters) assign(frame.scope, name, unknown('it counts the turns of a loop', { index: true }));
  return onceForAll(run, [loop.body], loop, frame);
}

type ForLoop = Extract<JavaStatement, { kind: 'for' }>;

/** Turn by turn while it is known whether there is another one; nothing where that is not known. */
function knownTurns(run: Run, loop: ForLoop, counters: readonly string[], frame: Frame): Flow | undefined {
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const holds = loop.condition === undefined ? constant(true) : run.evaluate(loop.condition, frame);
    if (holds.kind !== 'const') return undefined;
    if (holds.value !== true) return 'next';
    const flow = oneTurn(run, loop, counters, frame);
    if (flow !== 'next' && flow !== 'continue') return flow === 'break' ? 'next' : flow;
  }
  return undefined;
}

function oneTurn(run: Run, loop: ForLoop, counters: readonly string[], frame: Frame): Flow {
  for (const name of counters) markCounter(frame, name);
  const flow = run.statement(loop.body, frame);
  if (flow === 'next' || flow === 'continue') for (const update of loop.update) run.evaluate(update, frame);
  return flow;
}

function markCounter(frame: Frame, name: string): void {
  const value = frame.scope.variables.get(name) ?? frame.scope.outer?.variables.get(name);
  if (value?.kind === 'const') assign(frame.scope, name, { ...value, index: true });
}

/** `for (… : …)`. */
export function forEach(run: Run, loop: ForEach, frame: Frame): Flow {
  const over = run.evaluate(loop.over, frame);
  frame.scope = newScope(frame.scope);
  let flow: Flow;
  if (over.kind === 'list' && !over.open && over.items.length <= MOST_TURNS)
    flow = eachOf(run, loop, over.items, frame);
  else {
    bind(run, loop, unknown(over.kind === 'unknown' ? over.why : 'it is an element of a list'), frame);
    flow = onceForAll(run, [loop.body], loop, frame);
  }
  frame.scope = frame.scope.outer ?? frame.scope;
  return flow;
}

type ForEach = Extract<JavaStatement, { kind: 'foreach' }>;

function eachOf(run: Run, loop: ForEach, items: readonly Value[], frame: Frame): Flow {
  run.repeated.push(spanOf(loop, frame));
  let flow: Flow = 'next';
  for (const item of [...items]) {
    bind(run, loop, item, frame);
    flow = run.statement(loop.body, frame);
    if (flow !== 'next' && flow !== 'continue') break;
  }
  run.repeated.pop();
  return flow === 'return' || flow === 'throw' ? flow : 'next';
}

function bind(run: Run, { variable: { name, type } }: ForEach, value: Value, frame: Frame): void {
  frame.scope.variables.set(name, type === undefined ? value : typed(run, value, type, frame));
}

/** The body of a loop whose turns are not known, once, as one of many. */
export function onceForAll(
  run: Run,
  body: readonly JavaStatement[],
  at: { readonly start: number; readonly end: number },
  frame: Frame,
): Flow {
  for (const name of assignedIn(body)) {
    const value = lookUpPlain(frame.scope, name);
    if (value !== undefined) assign(frame.scope, name, unknown('a loop changes it', { index: true }));
  }
  const before = frame.scope;
  frame.scope = fork(before);
  run.repeated.push(spanOf(at, frame));
  const guards = run.guards.length;
  const flow = run.block(body, frame);
  run.guards.length = guards;
  run.repeated.pop();
  frame.scope = meet(frame.scope, before);
  return flow === 'return' && loopsForever(at) ? flow : 'next';
}

/** `while (true)` leaves only by what is inside. */
const loopsForever = (at: object): boolean =>
  'condition' in at &&
  typeof at.condition === 'object' &&
  at.condition !== null &&
  'value' in at.condition &&
  at.condition.value === true;

/** A variable whose value a loop makes unknown: streams go on being what they are. */
function lookUpPlain(scope: Scope | undefined, name: string): Value | undefined {
  for (let at = scope; at !== undefined; at = at.outer) {
    const value = at.variables.get(name);
    if (value !== undefined) return value.kind === 'const' || value.kind === 'any' ? value : undefined;
  }
  return undefined;
}
