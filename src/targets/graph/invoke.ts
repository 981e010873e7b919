/** Methods of the project, followed with what is known of their arguments. */
import type { JavaMethod } from '../../model/java.js';
import type { FoundMethod } from './members.js';
import { handAway, type Run } from './run.js';
import { newScope } from './scope.js';
import type { Frame, ListValue, ObjectValue, Value } from './things.js';
import { typed } from './typed.js';
import { either, unknown } from './values.js';

/** How often a method that calls itself is followed. */
const MOST_ROUNDS = 16;

/** How deep methods that call each other are followed. */
export const DEEPEST = 24;

/** Follows a method of the project with what is known of its arguments. */
export function invoke(
  run: Run,
  { method, owner }: FoundMethod,
  self: ObjectValue | undefined,
  args: readonly Value[],
): Value {
  run.visited.add(method);
  const returns = (value: Value): Value => {
    const { returns: type } = method;
    return type === undefined ? value : typed(run, value, type, { unit: owner.unit, type: owner });
  };
  if (method.body === undefined) {
    handAway(args, { file: owner.unit.facts.file, ...method.nameAt }, `${method.name}() has no body here`);
    return returns(unknown(`${method.name}() has no body here`));
  }
  if (goesRound(run, method, args) || run.stack.length >= DEEPEST || run.steps < 0) {
    return returns(unknown(`${method.name}() calls itself, or too deep`));
  }
  const scope = newScope();
  const frame: Frame = {
    unit: owner.unit,
    type: owner,
    self: method.modifiers.includes('static') ? undefined : self,
    scope,
    returned: [],
    depth: run.branches.length,
  };
  method.parameters.forEach(({ name, type, varargs }, index) => {
    const rest: ListValue = { kind: 'list', items: args.slice(index), open: false };
    const [only] = rest.items;
    const given = varargs ? (rest.items.length === 1 && only?.kind === 'list' ? only : rest) : args[index];
    const value = given ?? unknown('it is a parameter');
    scope.variables.set(name, type === undefined || varargs ? value : typed(run, value, type, frame));
  });
  const guards = run.guards.length;
  run.stack.push(method);
  run.block(method.body, frame);
  run.stack.pop();
  run.guards.length = guards;
  return returns(frame.returned.length === 0 ? unknown('nothing is returned') : frame.returned.reduce(either));
}

/** Whether a method calls itself without an argument that is known, so that it would never end. */
function goesRound({ stack }: Run, method: JavaMethod, args: readonly Value[]): boolean {
  const times = stack.filter((one) => one === method).length;
  return times > 0 && (times >= MOST_ROUNDS || !args.some(({ kind }) => kind === 'const'));
}
