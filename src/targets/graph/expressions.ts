/** What expressions are. */
import { isKindOf } from '../../flink/stream-api.js';
import type { JavaCase, JavaExpression } from '../../model/java.js';
import { choose, switchOver } from './branches.js';
import { call, superCall } from './calls.js';
import { construct } from './construct.js';
import { readField, resolveName, setField } from './fields.js';
import { combined } from './operators.js';
import { type Flow, type Run, spanOf } from './run.js';
import { assign } from './scope.js';
import type { Frame, Value } from './things.js';
import { typed } from './typed.js';
import { constant, either, unknown, whyOf } from './values.js';

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
