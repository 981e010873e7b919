import type { JavaExpression } from '../../model/java.js';
import type { Span } from '../../model/span.js';
import { configCall, envPartCall, staticConfigCall } from './configure.js';
import { constructorCall } from './construct.js';
import { envCall, staticEnvCall } from './environments.js';
import { loadClass, selfType } from './fields.js';
import { invoke } from './invoke.js';
import { foldInstance, foldStatic } from './library.js';
import { forEachUnknown, listCall } from './lists.js';
import { pick } from './overloads.js';
import { type Call, handAway, type Run, spanOf } from './run.js';
import { newScope } from './scope.js';
import { staticStreamCall, streamCall } from './streams.js';
import { tableCall } from './tables.js';
import type { Frame, ObjectValue, ProjectType, TypeName, Unknown, Value } from './things.js';
import { typed } from './typed.js';
import { constant, either, unknown } from './values.js';

type CallExpression = Extract<JavaExpression, { kind: 'call' }>;

/** What a call gives. */
export function call(run: Run, expression: CallExpression, receiver: Value | undefined, frame: Frame): Value {
  run.steps--;
  const seen = seenCall(run, expression, frame);
  return receiver === undefined ? unqualified(run, seen) : onReceiver(run, receiver, seen);
}

const seenCall = (run: Run, expression: CallExpression, frame: Frame): Call => ({
  name: expression.name,
  arguments: expression.arguments.map((one) => run.evaluate(one, frame)),
  argumentsAt: expression.arguments.map((one) => spanOf(one, frame)),
  at: spanOf(expression.nameAt, frame),
  callAt: spanOf({ start: expression.nameAt.start, end: expression.end }, frame),
  expression: spanOf(expression, frame),
  frame,
});

function onReceiver(run: Run, receiver: Value, seen: Call): Value {
  switch (receiver.kind) {
    case 'any': {
      // Objects that stand for one another are told the same.
      return receiver.of.map((one) => onReceiver(run, one, seen)).reduce(either);
    }
    case 'stream':
      return streamCall(run, receiver, seen);
    case 'env':
      return envCall(run, receiver.env, seen);
    case 'env-part':
      return envPartCall(run, receiver, seen);
    case 'table-env':
      return tableCall(run, receiver.env, seen);
    case 'config':
      return configCall(run, receiver.config, seen);
    case 'list':
      return listCall(run, receiver, seen);
    case 'lambda':
      return run.apply(receiver, seen.arguments, seen.callAt);
    case 'type':
      return nameOfClass(receiver.type, seen) ?? staticCall(run, receiver.type, seen);
    case 'object':
      return objectCall(run, receiver, seen);
    case 'unknown':
      return unknownCall(run, receiver, seen);
    default:
      return folded(foldInstance(receiver, seen.name, seen.arguments), seen, receiver);
  }
}

/** `Orders.class.getSimpleName()`. */
function nameOfClass(type: TypeName, { name, arguments: args }: Call): Value | undefined {
  if (args.length > 0 || !/^get(?:Simple|Canonical)?Name$/.test(name)) return undefined;
  const full = type.kind === 'project' ? type.type.name : type.name;
  // The name of an anonymous class says where it stands.
  if (full.includes('$')) return unknown('it is the name of an anonymous class', { index: true });
  return constant(name === 'getSimpleName' ? (full.split('.').at(-1) ?? full) : full);
}

/** A result of the library, or why there is none. */
function folded(result: Value | undefined, { arguments: args }: Call, receiver?: Value): Value {
  if (result !== undefined) return result;
  const strange = [receiver, ...args].find((one) => one?.kind === 'unknown');
  if (strange?.kind !== 'unknown') return unknown('it is computed');
  const { why, unstable, index } = strange;
  return unknown(why, { ...(unstable === true ? { unstable } : {}), ...(index === true ? { index } : {}) });
}

/** A method of the class around it, one of its outer classes, or a static import. */
function unqualified(run: Run, seen: Call): Value {
  const { frame, name, arguments: args } = seen;
  if (name === 'getClass' && args.length === 0 && frame.self !== undefined) {
    return { kind: 'type', type: frame.self.type };
  }
  if ((name === 'super' || name === 'this') && frame.type !== undefined) return constructorCall(run, frame.type, seen);
  for (let type = frame.type; type !== undefined; type = type.outer) {
    const self = type === frame.type ? frame.self : undefined;
    const found = pick(run, run.program.methods(selfType(self) ?? type, name, args.length), args);
    if (found !== undefined) return invoke(run, found, self, args);
  }
  for (const type of run.program.staticImports(name, frame.unit)) {
    const result = staticCall(run, type, seen);
    if (result.kind !== 'unknown') return result;
  }
  return unseen(seen);
}

/** The result of a call that cannot be followed, which may do anything with its arguments. */
function unseen({ name, arguments: args, callAt }: Call): Value {
  handAway(args, callAt, `${name}() cannot be seen`);
  return unknown(`${name}() cannot be seen`);
}

/** A method of the class above, whatever the object itself makes of it. */
export function superCall(run: Run, expression: CallExpression, frame: Frame): Value {
  const seen = seenCall(run, expression, frame);
  for (const parent of frame.type === undefined ? [] : run.program.parents(frame.type)) {
    const found =
      parent.kind === 'project'
        ? pick(run, run.program.methods(parent.type, seen.name, seen.arguments.length), seen.arguments)
        : undefined;
    if (found !== undefined) return invoke(run, found, frame.self, seen.arguments);
  }
  return unseen(seen);
}

/** Calls a lambda or a method reference. */
export function apply(run: Run, callee: Value, args: readonly Value[], at: Span): Value {
  if (callee.kind !== 'lambda') {
    if (callee.kind === 'object' && callee.type.kind === 'project') {
      const { type } = callee.type;
      const [only, ...others] = type.declaration.methods.filter(
        ({ body, parameters, modifiers }) =>
          body !== undefined && parameters.length === args.length && !modifiers.includes('static'),
      );
      if (only !== undefined && others.length === 0) return invoke(run, { method: only, owner: type }, callee, args);
    }
    handAway(args, at, 'it is handed to code that cannot be seen');
    return unknown('it is made by code that cannot be seen');
  }
  const { frame, parameters, body, reference } = callee;
  if (reference !== undefined) return applyReference(run, reference, args, at, frame);
  if (run.steps < 0) return unknown('the program is too large to follow');
  const inner: Frame = { ...frame, scope: newScope(frame.scope), returned: [] };
  parameters.forEach(({ name, type }, index) => {
    const value = args[index] ?? unknown('it is a parameter');
    inner.scope.variables.set(name, type === undefined ? value : typed(run, value, type, inner));
  });
  if ('kind' in body) return run.evaluate(body, inner);
  const guards = run.guards.length;
  run.block(body, inner);
  run.guards.length = guards;
  return inner.returned.length === 0 ? unknown('nothing is returned') : inner.returned.reduce(either);
}

function applyReference(
  run: Run,
  { target, name }: { readonly target: Value | undefined; readonly name: string },
  args: readonly Value[],
  at: Span,
  frame: Frame,
): Value {
  const [first, ...rest] = args;
  const seen = (values: readonly Value[]): Call => ({
    name,
    arguments: values,
    argumentsAt: values.map(() => at),
    at,
    callAt: at,
    expression: at,
    frame,
  });
  if (target?.kind !== 'type')
    return target === undefined ? unknown('it cannot be seen') : onReceiver(run, target, seen(args));
  if (name === 'new') return unknown('it is an object');
  if (target.type.kind === 'project') {
    const found = pick(run, run.program.methods(target.type.type, name, args.length), args);
    if (found !== undefined) return invoke(run, found, undefined, args);
  }
  // `DataStream::union`: a method of the first argument.
  return first === undefined ? unknown('it cannot be seen') : onReceiver(run, first, seen(rest));
}

function staticCall(run: Run, type: TypeName, seen: Call): Value {
  const { name, arguments: args } = seen;
  if (type.kind === 'project') {
    loadClass(run, type.type);
    const found = pick(run, run.program.methods(type.type, name, args.length), args);
    if (found !== undefined) {
      const { self } = seen.frame;
      // `Outer.super.method()` and calls through the class's own name stay within the object.
      return invoke(run, found, selfType(self) === found.owner ? self : undefined, args);
    }
    if (name === 'values' || name === 'valueOf') return unknown('it is a constant of an enum');
  }
  const full = type.kind === 'project' ? type.type.name : type.name;
  const special =
    staticEnvCall(run, full, seen) ??
    staticStreamCall(run, full, seen) ??
    staticConfigCall(run, full, seen) ??
    foldStatic(full, name, args);
  if (special !== undefined) return special;
  if (isFolded(full)) {
    // `CompletableFuture.runAsync(() -> env.execute())`
    handAway(
      args.filter(({ kind }) => kind === 'lambda'),
      seen.callAt,
      `${full}.${name}() cannot be seen`,
    );
    return folded(undefined, seen);
  }
  if (isArguments(full)) return { kind: 'unknown', why: "it comes from the program's arguments", type: full };
  handAway(args, seen.callAt, `${full}.${name}() cannot be seen`);
  return {
    kind: 'object',
    type: { kind: 'external', name: full },
    fields: new Map(),
    arguments: [],
    argumentsAt: [],
    calls: [{ name, arguments: args, argumentsAt: seen.argumentsAt, at: seen.callAt }],
    at: seen.expression,
    depth: run.branches.length,
  };
}

/** Classes of which each call is a value, not an object that is told something. */
const isFolded = (type: string): boolean =>
  /^java\.(?:lang|time|util)\./.test(type) && !/\.(?:Properties|HashMap|Map)$/.test(type);

const isArguments = (type: string): boolean => /\.(?:Multiple)?ParameterTool$/.test(type);

function objectCall(run: Run, receiver: ObjectValue, seen: Call): Value {
  const { name, arguments: args } = seen;
  if (receiver.type.kind === 'project') {
    const { type } = receiver.type;
    const found = pick(run, run.program.methods(type, name, args.length), args);
    if (found !== undefined) return invoke(run, found, receiver, args);
    const component = type.declaration.kind === 'record' ? receiver.fields.get(name) : undefined;
    if (component !== undefined && args.length === 0) return component;
    const accessor = lombokAccessor(type, name, args.length);
    if (accessor !== undefined) return receiver.fields.get(accessor) ?? unknown('it is a field that is set elsewhere');
  }
  const { type } = receiver;
  const done = type.kind === 'external' ? forEachUnknown(run, seen) : undefined;
  if (done !== undefined) return done;
  receiver.calls.push({ name, arguments: args, argumentsAt: seen.argumentsAt, at: seen.callAt });
  handAway(type.kind === 'external' ? keptBy(type.name, args) : args, seen.callAt, `${name}() cannot be seen`);
  return receiver;
}

/** What a class that cannot be seen may change: Flink's own only read the objects that they are given. */
const keptBy = (type: string, args: readonly Value[]): readonly Value[] =>
  type.startsWith('org.apache.flink.') ? args.filter(({ kind }) => kind !== 'object') : args;

/** The field behind a getter that Lombok or a record would make. */
function lombokAccessor(type: ProjectType, name: string, count: number): string | undefined {
  const field = /^(?:get|is)([A-Z])(.*)$/.exec(name);
  if (count !== 0 || field === null) return undefined;
  const [, initial = '', rest = ''] = field;
  const wanted = initial.toLowerCase() + rest;
  return type.declaration.fields.some((one) => one.name === wanted) ? wanted : undefined;
}

function unknownCall(run: Run, receiver: Unknown, seen: Call): Value {
  const known = receiver.type === undefined ? undefined : run.program.named(receiver.type);
  if (known !== undefined) return ofDeclared(run, known, seen);
  const done = forEachUnknown(run, seen);
  if (done !== undefined) return done;
  const { name, arguments: args } = seen;
  handAway(args, seen.callAt, `${name}() cannot be seen`);
  const [first, second] = args;
  const fromArguments = receiver.type !== undefined && isArguments(receiver.type);
  const given = fromArguments && name.startsWith('get') ? second : name === 'orElse' ? first : receiver.fallback;
  return {
    ...unknown(receiver.why, traitsOf(receiver)),
    ...(given === undefined ? {} : { fallback: given }),
    ...(fromArguments && name === 'getConfiguration' ? { type: 'org.apache.flink.configuration.Configuration' } : {}),
  };
}

/** A method of an object that is not at hand, but whose class is. */
function ofDeclared(run: Run, type: ProjectType, { name, arguments: args, callAt }: Call): Value {
  const found = pick(run, run.program.methods(type, name, args.length), args);
  const follows = type.declaration.kind !== 'interface' && found?.method.body !== undefined;
  if (found !== undefined && follows) return invoke(run, found, undefined, args);
  const why = `${name}() has no body here`;
  handAway(args, callAt, why);
  const owner = found?.owner ?? type;
  return typed(run, unknown(why), found?.method.returns, { unit: owner.unit, type: owner });
}

/** What stays true of whatever is made from an unknown value. */
const traitsOf = ({ unstable, index }: Unknown): Pick<Unknown, 'unstable' | 'index'> => ({
  ...(unstable === true ? { unstable } : {}),
  ...(index === true ? { index } : {}),
});
