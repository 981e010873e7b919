import type { Scope, Value } from './things.js';
import { either } from './values.js';

/** A scope without variables of its own. */
export const newScope = (outer?: Scope): Scope => ({ variables: new Map(), outer });

/** The value of a variable; nothing where none has that name. */
export function lookUp(scope: Scope | undefined, name: string): Value | undefined {
  for (let at = scope; at !== undefined; at = at.outer) {
    const value = at.variables.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Gives a declared variable a value. Returns whether there is one of that name. */
export function assign(scope: Scope | undefined, name: string, value: Value): boolean {
  for (let at = scope; at !== undefined; at = at.outer) {
    if (at.variables.has(name)) {
      at.variables.set(name, value);
      return true;
    }
  }
  return false;
}

/** The same variables with values of their own, for one arm of a branch. */
export const fork = (scope: Scope): Scope => ({
  variables: new Map(scope.variables),
  outer: scope.outer === undefined ? undefined : fork(scope.outer),
});

/** The variables where two arms meet. */
export function meet(a: Scope, b: Scope): Scope {
  const variables = new Map<string, Value>();
  for (const [name, value] of a.variables) {
    const other = b.variables.get(name);
    variables.set(name, other === undefined ? value : either(value, other));
  }
  const outer = a.outer !== undefined && b.outer !== undefined ? meet(a.outer, b.outer) : a.outer;
  return { variables, outer };
}
