/** Which of several methods of one name a call means. */
import type { JavaMethod } from '../../model/java.js';
import type { FoundMethod } from './members.js';
import type { Run } from './run.js';
import type { ProjectType, Value } from './things.js';
import { followedClass, fullNameOf } from './typed.js';

/** The overload that fits: with a body, and for the arguments that are known. */
export function pick(run: Run, found: readonly FoundMethod[], args: readonly Value[]): FoundMethod | undefined {
  const withBody = found.filter(({ method }) => method.body !== undefined);
  const [first] = withBody.length > 0 ? withBody : found;
  if (withBody.length < 2) return first;
  return withBody.find(({ method, owner }) => fits(run, method, owner, args)) ?? first;
}

function fits(run: Run, method: JavaMethod, owner: ProjectType, args: readonly Value[]): boolean {
  return method.parameters.every(({ type }, index) => {
    const arg = args[index];
    return (
      type === undefined || arg === undefined || takes(fullNameOf(run, type, { unit: owner.unit, type: owner }), arg)
    );
  });
}

const TAKES_TEXT = /(?:^|\.)(?:String|CharSequence|Object)$|^[A-Z]$/;
const TAKES_NUMBER = /^(?:int|long|short|double|float)$|(?:Integer|Long|Object|Double)$/;

/** Whether a parameter of a type may be given a value. */
function takes(type: string, arg: Value): boolean {
  const followed = followedClass(type);
  const part = followed === 'env' || followed === 'config' || followed === 'table-env';
  if (arg.kind === 'stream') return followed !== undefined && !part;
  if (arg.kind === 'env' || arg.kind === 'config' || arg.kind === 'table-env') return part;
  if (arg.kind === 'const' && typeof arg.value === 'string') return TAKES_TEXT.test(type);
  if (arg.kind === 'const' && typeof arg.value === 'number') return TAKES_NUMBER.test(type);
  return followed === undefined;
}
