import { isKindOf } from '../../flink/stream-api.js';
import type { Branch } from '../../model/graph.js';
import type { JavaCase, JavaExpression, JavaStatement } from '../../model/java.js';
import { call, construct, readField, resolveName, setField, superCall, typed } from './calls.js';
import { type Flow, type Run, spanOf } from './run.js';
import { assign, fork, meet, newScope } from './scope.js';
import type { Frame, Scope, Value } from './things.js';
import { alternatives, constant, either, textOf, unknown, whyOf } from './values.js';
import { assignedIn } from './walk.js';

/** How often a loop over known things is followed turn by turn. */
const MOST_TURNS = 64;

/** Runs statements in order, in a scope of their own. */
export function block(run: Run, statements: readonly JavaStatement[], frame: Frame): Flow {
  frame.scope = newScope(frame.scope);
  let flow: Flow = 'next';
  for (const one of statements) {
    flow = statement(run, one, frame);
    if (flow !== 'next') break;
  }
  frame.scope = frame.scope.outer ?? frame.scope;
  return flow;
}

function statement(run: Run, one: JavaStatement, frame: Frame): Flow {
  run.steps--;
  if (run.steps < 0) return 'throw';
  switch (one.kind) {
    case 'local':
      for (const { name, type, value } of one.variables) {
        const given = value === undefined ? unknown('it is not set') : run.evaluate(value, frame);
        frame.scope.variables.set(name, typed(run, given, type, frame));
      }
      return 'next';
    case 'expression':
      run.evaluate(one.value, frame);
      return 'next';
    case 'if':
      return choose(run, frame, run.evaluate(one.condition, frame), one, [
        () => statement(run, one.then, frame),
        () => (one.else === undefined ? 'next' : statement(run, one.else, frame)),
      ]);
    case 'for':
      return forLoop(run, one, frame);
    case 'foreach':
      return forEach(run, one, frame);
    case 'while':
    case 'do':
      run.evaluate(one.condition, frame);
      return onceForAll(run, [one.body], one, frame);
    case 'switch':
      return switchOver(run, one.value, one.cases, one, frame);
    case 'try':
      return attempt(run, one, frame);
    case 'return':
      frame.returned.push(one.value === undefined ? constant(null) : run.evaluate(one.value, frame));
      return 'return';
    case 'yield':
      frame.returned.push(run.evaluate(one.value, frame));
      return 'break';
    case 'throw':
      run.evaluate(one.value, frame);
      return 'throw';
    case 'block':
    case 'synchronized':
      return block(run, one.body, frame);
    case 'labelled':
      return statement(run, one.body, frame);
    case 'break':
    case 'continue':
      return one.kind;
    case 'unknown':
      for (const part of one.parts) run.evaluate(part, frame);
      return 'next';
    case 'type':
    case 'empty':
      return 'next';
  }
}

/** Follows the arm that a condition chooses, or all of them where it is not known. */
function choose(
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

function forLoop(run: Run, loop: ForLoop, frame: Frame): Flow {
  frame.scope = newScope(frame.scope);
  for (const one of loop.first) statement(run, one, frame);
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
  const flow = statement(run, loop.body, frame);
  if (flow === 'next' || flow === 'continue') for (const update of loop.update) run.evaluate(update, frame);
  return flow;
}

function markCounter(frame: Frame, name: string): void {
  const value = frame.scope.variables.get(name) ?? frame.scope.outer?.variables.get(name);
  if (value?.kind === 'const') assign(frame.scope, name, { ...value, index: true });
}

function forEach(run: Run, loop: ForEach, frame: Frame): Flow {
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
    flow = statement(run, loop.body, frame);
    if (flow !== 'next' && flow !== 'continue') break;
  }
  run.repeated.pop();
  return flow === 'return' || flow === 'throw' ? flow : 'next';
}

function bind(run: Run, { variable: { name, type } }: ForEach, value: Value, frame: Frame): void {
  frame.scope.variables.set(name, type === undefined ? value : typed(run, value, type, frame));
}

/** The body of a loop whose turns are not known, once, as one of many. */
function onceForAll(
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
  const flow = block(run, body, frame);
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

function switchOver(
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
    const flow = block(run, bodyFrom(index), frame);
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

function attempt(run: Run, one: Extract<JavaStatement, { kind: 'try' }>, frame: Frame): Flow {
  frame.scope = newScope(frame.scope);
  for (const resource of one.resources) statement(run, resource, frame);
  const before = fork(frame.scope);
  const flow = block(run, one.body, frame);
  const after = frame.scope;
  let result = flow;
  one.catches.forEach(({ body }, index) => {
    frame.scope = meet(fork(after), before);
    run.branches.push({ at: spanOf(one, frame), arm: index + 1 });
    const guards = run.guards.length;
    const caught = block(run, body, frame);
    run.guards.length = guards;
    run.branches.pop();
    // What a catch leaves behind happens in few runs; only where the body itself ended does the rest follow from it.
    if (caught === 'next' && result === 'throw') result = 'next';
  });
  frame.scope = after;
  const last = one.finally === undefined ? 'next' : block(run, one.finally, frame);
  frame.scope = frame.scope.outer ?? frame.scope;
  return last === 'next' ? result : last;
}

/** What an expression is. */
export function evaluate(run: Run, expression: JavaExpression, frame: Frame): Value {
  run.steps--;
  if (run.steps < 0) return unknown('the program is too large to follow');
  switch (expression.kind) {
    case 'literal':
      return constant(expression.value);
    case 'name':
      return resolveName(run, expression.name, frame);
    case 'field':
      return readField(run, run.evaluate(expression.target, frame), expression.name, frame);
    case 'call':
      return calls(run, expression, frame);
    case 'new':
      return construct(run, expression, frame);
    case 'lambda': {
      const { parameters, body } = expression;
      // What a lambda sees are the variables of this moment.
      return { kind: 'lambda', parameters, body, frame: { ...frame }, at: spanOf(expression, frame) };
    }
    case 'reference': {
      const target = expression.target === undefined ? undefined : run.evaluate(expression.target, frame);
      return {
        kind: 'lambda',
        parameters: [],
        body: [],
        frame: { ...frame },
        at: spanOf(expression, frame),
        reference: { target, name: expression.name },
      };
    }
    case 'binary':
      return binary(run, expression, frame);
    case 'unary':
      return unary(run, expression, frame);
    case 'assign':
      return assignment(run, expression, frame);
    case 'conditional': {
      const condition = run.evaluate(expression.condition, frame);
      let result: Value | undefined;
      const arm = (value: JavaExpression) => (): Flow => {
        const one = run.evaluate(value, frame);
        result = result === undefined ? one : either(result, one);
        return 'next';
      };
      choose(run, frame, condition, expression, [arm(expression.then), arm(expression.else)]);
      return result ?? unknown('it depends on a condition');
    }
    case 'cast':
      return typed(run, run.evaluate(expression.value, frame), expression.type, frame);
    case 'instanceof':
      return instance(run, expression, frame);
    case 'index':
      return element(run.evaluate(expression.array, frame), run.evaluate(expression.index, frame));
    case 'array':
      return { kind: 'list', items: expression.elements.map((one) => run.evaluate(one, frame)), open: false };
    case 'new-array':
      return { kind: 'list', items: [], open: true };
    case 'class':
      return { kind: 'type', type: run.program.resolveRef(expression.type, frame.unit, frame.type) };
    case 'this':
      return frame.self ?? unknown('it is an object that is made elsewhere', typeName(frame));
    case 'super':
      return frame.self ?? unknown('it is an object that is made elsewhere');
    case 'switch': {
      const inner: Frame = { ...frame, returned: [] };
      switchOver(run, expression.value, withYields(expression.cases), expression, inner);
      frame.scope = inner.scope;
      return inner.returned.length === 0 ? unknown('it depends on a condition') : inner.returned.reduce(either);
    }
    case 'unknown':
      for (const part of expression.parts) run.evaluate(part, frame);
      return unknown('it cannot be read');
  }
}

const typeName = ({ type }: Frame): { readonly type?: string } => (type === undefined ? {} : { type: type.name });

/** In a switch expression, `case A -> value` gives that value. */
const withYields = (cases: readonly JavaCase[]): readonly JavaCase[] =>
  cases.map((one) => {
    const [only] = one.body;
    if (!one.arrow || one.body.length !== 1 || only?.kind !== 'expression') return one;
    const { start, end, value } = only;
    return { ...one, body: [{ kind: 'yield', value, start, end }] };
  });

function instance(run: Run, expression: Extract<JavaExpression, { kind: 'instanceof' }>, frame: Frame): Value {
  const value = run.evaluate(expression.value, frame);
  if (expression.name !== undefined) frame.scope.variables.set(expression.name, value);
  if (value.kind !== 'stream' || expression.type === undefined) return unknown('it depends on a class');
  const wanted = expression.type.name.split('.').at(-1) ?? '';
  return isKindOf(value.class, wanted) ? constant(true) : unknown('it depends on a class');
}

/** A chain of calls from its innermost to its outermost, without recursion: chains can be long. */
function calls(run: Run, outermost: Extract<JavaExpression, { kind: 'call' }>, frame: Frame): Value {
  const chain: Extract<JavaExpression, { kind: 'call' }>[] = [];
  let at: JavaExpression | undefined = outermost;
  while (at?.kind === 'call') {
    chain.push(at);
    at = at.target;
  }
  let receiver = at === undefined ? undefined : run.evaluate(at, frame);
  const [first, ...others] = chain.toReversed();
  if (first !== undefined)
    receiver = at?.kind === 'super' ? superCall(run, first, frame) : call(run, first, receiver, frame);
  for (const one of others) receiver = call(run, one, receiver, frame);
  return receiver ?? unknown('it cannot be read');
}

function binary(run: Run, outermost: Extract<JavaExpression, { kind: 'binary' }>, frame: Frame): Value {
  const parts: Extract<JavaExpression, { kind: 'binary' }>[] = [];
  let at: JavaExpression = outermost;
  while (at.kind === 'binary') {
    parts.push(at);
    at = at.left;
  }
  let left = run.evaluate(at, frame);
  for (const part of parts.toReversed()) {
    left = combined(part.operator, left, run.evaluate(part.right, frame));
  }
  return left;
}

function combined(operator: string, left: Value, right: Value): Value {
  if (left.kind === 'any' || right.kind === 'any') {
    const both = alternatives(left).flatMap((a) => alternatives(right).map((b) => combined(operator, a, b)));
    return both.length > 16 ? unknown('it has many possible values') : both.reduce(either);
  }
  const strange = [left, right].find((one) => one.kind === 'unknown');
  if (strange?.kind === 'unknown') {
    const { why, unstable, index } = strange;
    const chance = [left, right].some((one) => one.kind === 'unknown' && one.unstable === true);
    return unknown(why, {
      ...(chance || unstable === true ? { unstable: true } : {}),
      ...(index === true ? { index: true } : {}),
    });
  }
  const index = [left, right].some((one) => one.kind === 'const' && one.index === true);
  const result = computed(operator, left, right);
  return result.kind === 'const' && index ? { ...result, index: true } : result;
}

function computed(operator: string, left: Value, right: Value): Value {
  const [a, b] = [plain(left), plain(right)];
  if (operator === '+' && (typeof a === 'string' || typeof b === 'string')) {
    const [one, two] = [textOf(left), textOf(right)];
    return one === undefined || two === undefined ? unknown('it is put together from objects') : constant(one + two);
  }
  if (operator === '==' || operator === '!=') return compared(operator === '==', left, right);
  const result = calculated(operator, a, b);
  return result === undefined ? unknown('it is computed') : constant(result);
}

const plain = (value: Value) => (value.kind === 'const' ? value.value : undefined);

function compared(equal: boolean, left: Value, right: Value): Value {
  const known = left.kind === right.kind && (left.kind === 'const' || left.kind === 'constant');
  return known ? constant((textOf(left) === textOf(right)) === equal) : unknown('it is a comparison');
}

function calculated(operator: string, a: unknown, b: unknown): number | boolean | undefined {
  if (typeof a === 'boolean' && typeof b === 'boolean') return LOGIC[operator]?.(a, b);
  return typeof a === 'number' && typeof b === 'number' ? ARITHMETIC[operator]?.(a, b) : undefined;
}

const LOGIC: Readonly<Record<string, (a: boolean, b: boolean) => boolean>> = {
  '&&': (a, b) => a && b,
  '&': (a, b) => a && b,
  '||': (a, b) => a || b,
  '|': (a, b) => a || b,
};

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number | boolean | undefined>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  // Integers as Java divides them; a fraction shows that they were none.
  '/': (a, b) => (b === 0 ? undefined : Number.isInteger(a) && Number.isInteger(b) ? Math.trunc(a / b) : a / b),
  '%': (a, b) => (b === 0 ? undefined : a % b),
  '<<': (a, b) => a << b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
};

function unary(run: Run, one: Unary, frame: Frame): Value {
  const before = run.evaluate(one.value, frame);
  if (one.operator === '++' || one.operator === '--') return counted(run, one, before, frame);
  if (before.kind !== 'const') return before.kind === 'unknown' ? before : unknown(whyOf(before));
  const { value } = before;
  if (one.operator === '!' && typeof value === 'boolean') return constant(!value);
  if (one.operator === '-' && (typeof value === 'number' || typeof value === 'bigint')) return constant(-value);
  return one.operator === '+' ? before : unknown('it is computed');
}

type Unary = Extract<JavaExpression, { kind: 'unary' }>;

function counted(run: Run, one: Unary, before: Value, frame: Frame): Value {
  const number = before.kind === 'const' && typeof before.value === 'number' ? before.value : undefined;
  const after = number === undefined ? before : constant(one.operator === '++' ? number + 1 : number - 1);
  store(run, one.value, after, frame);
  return one.postfix === true ? before : after;
}

function assignment(
  run: Run,
  { operator, target, value }: Extract<JavaExpression, { kind: 'assign' }>,
  frame: Frame,
): Value {
  const given = run.evaluate(value, frame);
  const result = operator === '=' ? given : combined(operator.replace(/=$/, ''), run.evaluate(target, frame), given);
  store(run, target, result, frame);
  return result;
}

function store(run: Run, target: JavaExpression, value: Value, frame: Frame): void {
  if (target.kind === 'name') {
    if (!assign(frame.scope, target.name, value)) setField(run, undefined, target.name, value, frame);
  } else if (target.kind === 'field') {
    setField(run, run.evaluate(target.target, frame), target.name, value, frame);
  } else if (target.kind === 'index') {
    const list = run.evaluate(target.array, frame);
    if (list.kind === 'list') list.open = true;
  }
}

function element(list: Value, index: Value): Value {
  if (list.kind === 'unknown') return unknown(list.why);
  if (list.kind !== 'list' || list.open || index.kind !== 'const') return unknown('it is an element of a list');
  return list.items[Number(index.value)] ?? unknown('it is an element of a list');
}
