/** Java's operators over what is known. */
import type { Value } from './things.js';
import { alternatives, constant, either, textOf, unknown } from './values.js';

/** What an operator makes of two values. */
export function combined(operator: string, left: Value, right: Value): Value {
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
  if (isNull(left) || isNull(right)) return nullness(equal, isNull(left) ? right : left);
  const known = left.kind === right.kind && (left.kind === 'const' || left.kind === 'constant');
  return known ? constant((textOf(left) === textOf(right)) === equal) : unknown('it is a comparison');
}

const isNull = (value: Value): boolean => value.kind === 'const' && value.value === null;

/** A comparison with null: what was made here is not null, and of what was given from elsewhere nobody knows. */
function nullness(equal: boolean, value: Value): Value {
  if (isNull(value)) return constant(equal);
  return isMade(value) ? constant(!equal) : unknown('it is a comparison');
}

function isMade(value: Value): boolean {
  if (value.kind === 'stream') return value.inputs.every(({ from }) => from.known);
  return MADE.has(value.kind);
}

const MADE: ReadonlySet<Value['kind']> = new Set([
  'const',
  'duration',
  'memory',
  'constant',
  'type',
  'config',
  'lambda',
]);

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
