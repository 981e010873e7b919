/** Statements of a program, in order. */
import type { JavaStatement } from '../../model/java.js';
import { attempt, choose, switchOver } from './branches.js';
import { forEach, forLoop, onceForAll } from './loops.js';
import type { Flow, Run } from './run.js';
import { newScope } from './scope.js';
import type { Frame } from './things.js';
import { typed } from './typed.js';
import { constant, unknown } from './values.js';

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

/** Runs one statement. */
export function statement(run: Run, one: JavaStatement, frame: Frame): Flow {
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
