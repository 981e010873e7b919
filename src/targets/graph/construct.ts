/** Objects and how they begin. */
import type { JavaExpression, JavaMethod } from '../../model/java.js';
import type { Span } from '../../model/span.js';
import { newConfig } from './configure.js';
import { newEnv } from './environments.js';
import { declared } from './fields.js';
import { DEEPEST, invoke } from './invoke.js';
import { fieldsGiven } from './lombok.js';
import type { FoundMethod } from './members.js';
import { pick } from './overloads.js';
import { type Call, capturedIn, handAway, type Run, spanOf } from './run.js';
import { newScope } from './scope.js';
import type { Frame, ObjectValue, ProjectType, TypeName, Value } from './things.js';
import { followedClass, typed } from './typed.js';
import { constant, numberOf, unknown } from './values.js';
import { expressionsOf } from './walk.js';

/** `new X(…)`. */
export function construct(run: Run, expression: NewExpression, frame: Frame): Value {
  const args = expression.arguments.map((one) => run.evaluate(one, frame));
  const at = spanOf(expression, frame);
  const named = run.program.resolveRef(expression.type, frame.unit, frame.type);
  const { body } = expression;
  if (body === undefined && named.kind === 'external') {
    const special = constructed(run, named.name, args, at);
    if (special !== undefined) return special;
  }
  const type: TypeName =
    body === undefined
      ? named
      : { kind: 'project', type: run.program.anonymous(body, expression.type, frame.unit, frame.type) };
  const object: ObjectValue = {
    kind: 'object',
    type,
    fields: new Map(),
    arguments: args,
    argumentsAt: expression.arguments.map((one) => spanOf(one, frame)),
    calls: [],
    at,
    depth: run.branches.length,
  };
  if (type.kind === 'external') handAway(args, at, `${type.name} cannot be seen`);
  else if (isFunction(run, type.type))
    handAway(
      args.filter(({ kind }) => kind === 'stream'),
      at,
      'a function keeps it',
    );
  else {
    if (body !== undefined)
      handAway(capturedIn(expressionsOf(type.type.declaration), frame), at, 'an object keeps it, and may execute it');
    initialise(run, type.type, object, args);
  }
  return object;
}

type NewExpression = Extract<JavaExpression, { kind: 'new' }>;

/** Objects of classes outside the project that are followed. */
function constructed(run: Run, name: string, args: readonly Value[], at: Span): Value | undefined {
  const [first] = args;
  const followed = followedClass(name);
  if (followed === 'config') return newConfig(run, at, first?.kind === 'config' ? first.config : undefined);
  if (followed === 'env') return newEnv(run, name.endsWith('LocalStreamEnvironment') ? 'local' : 'default', at, first);
  if (/^java\.util\.(?:ArrayList|LinkedList|HashSet|LinkedHashSet)$/.test(name)) {
    const open = first !== undefined && first.kind !== 'list' && numberOf(first) === undefined;
    return { kind: 'list', items: first?.kind === 'list' ? [...first.items] : [], open };
  }
  if (name === 'java.lang.String') return first;
  return /^java\.util\.(?:Random|Date)$/.test(name) ? unknown('it is random', { unstable: true }) : undefined;
}

/** Functions that Flink calls for each record are looked at where they are used, not run. */
function isFunction(run: Run, type: ProjectType): boolean {
  return run.program
    .ancestors(type)
    .some((name) => /^org\.apache\.flink\..*(?:Function|Operator|Selector|Assigner|Schema|Source|Sink)$/.test(name));
}

/** Fields, initialisers and the constructor of a class and what it extends. */
function initialise(run: Run, type: ProjectType, object: ObjectValue, args: readonly Value[]): void {
  if (run.stack.length >= DEEPEST) return;
  const own = constructorOf(run, type, args);
  if (!callsAnother(own?.method)) {
    for (const parent of run.program.parents(type)) {
      if (parent.kind === 'project') initialise(run, parent.type, object, []);
    }
  }
  setFields(run, type, object, args);
  if (own === undefined) setGiven(run, type, object, args);
  else invoke(run, own, object, args);
}

/** What a constructor that Lombok writes does. */
function setGiven(run: Run, type: ProjectType, object: ObjectValue, args: readonly Value[]): void {
  fieldsGiven(type.declaration, args.length).forEach((field, index) => {
    const value = args[index];
    if (value !== undefined) object.fields.set(field.name, typed(run, value, field.type, { unit: type.unit, type }));
  });
}

/** Fields and initialisers of one class. */
function setFields(run: Run, type: ProjectType, object: ObjectValue, args: readonly Value[]): void {
  const { declaration, unit } = type;
  const frame: Frame = { unit, type, self: object, scope: newScope(), returned: [], depth: run.branches.length };
  for (const field of declaration.fields) {
    if (field.modifiers.includes('static') || field.value === undefined) continue;
    object.fields.set(field.name, typed(run, declared(run, field, field.value, frame), field.type, frame));
  }
  for (const one of declaration.initialisers) if (!one.static) run.block(one.body, frame);
  declaration.components.forEach(({ name }, index) => {
    const value = args[index];
    if (value !== undefined) object.fields.set(name, value);
  });
}

const constructorOf = (run: Run, type: ProjectType, args: readonly Value[]): FoundMethod | undefined =>
  pick(
    run,
    run.program.methods(type, '<init>', args.length).filter(({ owner }) => owner === type),
    args,
  );

/** Whether a constructor begins with `super(…)` or `this(…)`. */
function callsAnother(method: JavaMethod | undefined): boolean {
  const first = method?.body?.[0];
  if (first?.kind !== 'expression' || first.value.kind !== 'call') return false;
  return first.value.target === undefined && (first.value.name === 'super' || first.value.name === 'this');
}

function runConstructor(run: Run, type: ProjectType, object: ObjectValue, args: readonly Value[]): void {
  const found = constructorOf(run, type, args);
  if (found !== undefined) invoke(run, found, object, args);
}

/** `super(…)` and `this(…)` at the beginning of a constructor. */
export function constructorCall(run: Run, type: ProjectType, { name, arguments: args, frame }: Call): Value {
  const { self } = frame;
  if (self === undefined) return constant(null);
  if (name === 'this') runConstructor(run, type, self, args);
  else
    for (const parent of run.program.parents(type))
      if (parent.kind === 'project') initialise(run, parent.type, self, args);
  return constant(null);
}
