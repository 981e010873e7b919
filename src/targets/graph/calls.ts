import { FOLLOWED, type StreamClass } from '../../flink/stream-api.js';
import type { JavaExpression, JavaMethod, TypeRef } from '../../model/java.js';
import type { Span } from '../../model/span.js';
import { configCall, envPartCall } from './configure.js';
import { envCall, newEnv, staticEnvCall } from './environments.js';
import { foldInstance, foldStatic } from './library.js';
import { listCall } from './lists.js';
import type { FoundMethod } from './program.js';
import { type Call, capturedIn, handAway, type Run, spanOf } from './run.js';
import { lookUp, newScope } from './scope.js';
import { staticStreamCall, streamCall, tableCall } from './streams.js';
import type {
  ConfigObject,
  Frame,
  ListValue,
  ObjectValue,
  ProjectType,
  TypeName,
  Unit,
  Unknown,
  Value,
} from './things.js';
import { constant, either, numberOf, unknown } from './values.js';
import { expressionsOf } from './walk.js';

/** How often a method that calls itself is followed. */
const MOST_ROUNDS = 16;

/** How deep methods that call each other are followed. */
const DEEPEST = 24;

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

const selfType = (self: ObjectValue | undefined): ProjectType | undefined =>
  self?.type.kind === 'project' ? self.type.type : undefined;

/** `super(…)` and `this(…)` at the beginning of a constructor. */
function constructorCall(run: Run, type: ProjectType, { name, arguments: args, frame }: Call): Value {
  const { self } = frame;
  if (self === undefined) return constant(null);
  if (name === 'this') runConstructor(run, type, self, args);
  else
    for (const parent of run.program.parents(type))
      if (parent.kind === 'project') initialise(run, parent.type, self, args);
  return constant(null);
}

/** The overload that fits: with a body, and for the arguments that are known. */
function pick(run: Run, found: readonly FoundMethod[], args: readonly Value[]): FoundMethod | undefined {
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

const followedClass = (name: string): (typeof FOLLOWED)[string] | undefined =>
  Object.hasOwn(FOLLOWED, name) ? FOLLOWED[name] : undefined;

/** Full name of a type where it stands. */
function fullNameOf(run: Run, type: TypeRef, { unit, type: within }: Place): string {
  const named = run.program.resolveRef(type, unit, within);
  return named.kind === 'project' ? named.type.name : named.name;
}

/** Where names are looked up. */
interface Place {
  readonly unit: Unit;
  readonly type: ProjectType | undefined;
}

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
  const special = staticEnvCall(run, full, seen) ?? staticStreamCall(run, full, seen) ?? foldStatic(full, name, args);
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
  receiver.calls.push({ name, arguments: args, argumentsAt: seen.argumentsAt, at: seen.callAt });
  const { type } = receiver;
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

/** A new `Configuration`, empty or with the settings of another one. */
function newConfig(run: Run, at: Span, from: ConfigObject | undefined, why = from?.open): Value {
  const config: ConfigObject = {
    settings: [...(from?.settings ?? [])],
    at,
    ...(why === undefined ? {} : { open: why }),
  };
  run.configs.push(config);
  return { kind: 'config', config };
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
  if (own !== undefined) invoke(run, own, object, args);
}

/** Fields and initialisers of one class. */
function setFields(run: Run, type: ProjectType, object: ObjectValue, args: readonly Value[]): void {
  const { declaration, unit } = type;
  const frame: Frame = { unit, type, self: object, scope: newScope(), returned: [], depth: run.branches.length };
  for (const field of declaration.fields) {
    if (field.modifiers.includes('static') || field.value === undefined) continue;
    object.fields.set(field.name, typed(run, run.evaluate(field.value, frame), field.type, frame));
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

/** What happens when a class is first used: its static fields and initialisers, in order. */
export function loadClass(run: Run, type: ProjectType): void {
  if (run.loaded.has(type)) return;
  run.loaded.add(type);
  const { fields, initialisers } = type.declaration;
  const frame: Frame = { unit: type.unit, type, self: undefined, scope: newScope(), returned: [], depth: 0 };
  const steps = [
    ...fields
      .filter(({ modifiers }) => modifiers.includes('static'))
      .map(({ start, name }) => ({ start, run: () => void fieldOf(run, type, name, undefined) })),
    ...initialisers
      .filter((one) => one.static)
      .map(({ start, body }) => ({ start, run: () => void run.block(body, frame) })),
  ];
  for (const step of steps.sort((a, b) => a.start - b.start)) step.run();
}

/** What a plain name stands for: a variable, a field, a class, the beginning of a package. */
export function resolveName(run: Run, name: string, frame: Frame): Value {
  const local = lookUp(frame.scope, name);
  if (local !== undefined) return local;
  for (let type = frame.type; type !== undefined; type = type.outer) {
    const self = type === frame.type ? frame.self : undefined;
    const value = fieldOf(run, type, name, self);
    if (value !== undefined) return value;
  }
  for (const type of run.program.staticImports(name, frame.unit)) {
    if (type.kind === 'project') {
      const value = fieldOf(run, type.type, name, undefined);
      if (value !== undefined) return value;
    } else if (
      frame.unit.facts.imports.some((one) => one.static && !one.wildcard && one.name === `${type.name}.${name}`)
    ) {
      return { kind: 'constant', type: type.name, name };
    }
  }
  if (/^[a-z]/.test(name)) return { kind: 'type', type: { kind: 'external', name } };
  return { kind: 'type', type: run.program.resolve(name, frame.unit, frame.type) };
}

/** A field of a class or what it extends, as this object has it. */
function fieldOf(run: Run, type: ProjectType, name: string, self: ObjectValue | undefined): Value | undefined {
  const own = self?.fields.get(name);
  if (own !== undefined) return own;
  if (type.declaration.kind === 'enum' && type.declaration.constants.includes(name)) {
    return { kind: 'constant', type: type.name, name };
  }
  const found = run.program.field(selfType(self) ?? type, name);
  if (found === undefined) return undefined;
  const { field, owner } = found;
  const place = { unit: owner.unit, type: owner };
  if (!field.modifiers.includes('static') && owner.declaration.kind !== 'interface') {
    return typed(run, unknown('it is a field that is set elsewhere'), field.type, place);
  }
  const known = run.statics.get(field);
  if (known !== undefined) return known;
  // A field that is made from itself is nobody's.
  run.statics.set(field, unknown('it is made from itself'));
  const frame: Frame = { ...place, self: undefined, scope: newScope(), returned: [], depth: 0 };
  const made =
    field.value === undefined ? unknown('it is a field that is set elsewhere') : run.evaluate(field.value, frame);
  const value = typed(run, made, field.type, place);
  run.statics.set(field, value);
  return value;
}

/** `target.name`. */
export function readField(run: Run, target: Value, name: string, frame: Frame): Value {
  switch (target.kind) {
    case 'type':
      return staticField(run, target.type, name, frame.unit);
    case 'constant':
      return { kind: 'constant', type: `${target.type}.${target.name}`, name };
    case 'object':
      if (target.type.kind === 'project') {
        const value = fieldOf(run, target.type.type, name, target);
        if (value !== undefined) return value;
      }
      return target.fields.get(name) ?? unknown('it is a field that is set elsewhere');
    case 'list':
      return name === 'length' && !target.open ? constant(target.items.length) : unknown('it is a length');
    case 'any':
      return target.of.map((one) => readField(run, one, name, frame)).reduce(either);
    case 'unknown': {
      const type = target.type === undefined ? undefined : run.program.named(target.type);
      const value = type === undefined ? undefined : fieldOf(run, type, name, undefined);
      return value ?? unknown(target.why);
    }
    default:
      return unknown('it is a field that is set elsewhere');
  }
}

function staticField(run: Run, type: TypeName, name: string, unit: Unit): Value {
  if (type.kind === 'project') {
    loadClass(run, type.type);
    const value = fieldOf(run, type.type, name, undefined);
    if (value !== undefined) return value;
    return {
      kind: 'type',
      type: run.program.resolve(`${type.type.declaration.name}.${name}`, type.type.unit, type.type),
    };
  }
  // Packages are written small, classes with a capital, and so are constants.
  const isPackage = /^[a-z]/.test(type.name.split('.').at(-1) ?? '');
  if (isPackage) {
    const full = `${type.name}.${name}`;
    const known = run.program.named(full);
    return {
      kind: 'type',
      type: known === undefined ? { kind: 'external', name: full } : { kind: 'project', type: known },
    };
  }
  if (type.name === 'java.lang.Integer' && name === 'MAX_VALUE') return constant(2_147_483_647);
  if (type.name === 'java.lang.Long' && name === 'MAX_VALUE') return constant(9_223_372_036_854_775_807n);
  if (name === 'class' || name === 'this') return { kind: 'type', type };
  if (name === 'super') return unknown(`it is in ${unit.facts.file}`);
  return { kind: 'constant', type: type.name, name };
}

/** Gives a field a value; where only one path does, it may have the old one too. */
export function setField(run: Run, target: Value | undefined, name: string, value: Value, frame: Frame): void {
  const object = target === undefined ? frame.self : target;
  if (object?.kind === 'object') setOwnField(run, object, name, value);
  else if (target === undefined) setStatic(run, frame.type, name, value);
  else if (target.kind === 'type' && target.type.kind === 'project') setStatic(run, target.type.type, name, value);
}

function setOwnField(run: Run, object: ObjectValue, name: string, value: Value): void {
  const before = object.fields.get(name);
  const certain = run.branches.length <= object.depth || before === undefined;
  object.fields.set(name, certain ? value : either(before, value));
}

/** A static field of a class or of one around it. */
function setStatic(run: Run, type: ProjectType | undefined, name: string, value: Value): void {
  for (let at = type; at !== undefined; at = at.outer) {
    const found = run.program.field(at, name);
    if (found?.field.modifiers.includes('static') !== true) continue;
    const before = run.statics.get(found.field);
    run.statics.set(found.field, before === undefined || run.branches.length === 0 ? value : either(before, value));
    return;
  }
}

/** A value as a declaration of its type makes it known: an unknown stream is a stream all the same. */
export function typed(run: Run, value: Value, type: TypeRef | undefined, place: Place): Value {
  if (value.kind === 'stream' && value.class === 'DataStreamSource' && type?.name.endsWith('DataStreamSource') === true)
    for (const node of value.handles) node.asSource = true;
  const opaque = value.kind === 'unknown' || (value.kind === 'object' && value.type.kind === 'external');
  if (type === undefined || !opaque || type.dimensions > 0) return value;
  const full = fullNameOf(run, type, place);
  const followed = followedClass(full);
  if (followed === undefined) {
    return value.kind === 'unknown' && value.type === undefined ? { ...value, type: full } : value;
  }
  const why = value.kind === 'unknown' ? value.why : 'it is made by code that cannot be seen';
  const at = { file: place.unit.facts.file, start: type.start, end: type.end };
  switch (followed) {
    case 'env':
      return newEnv(run, 'unknown', at, undefined, why);
    case 'table-env':
      return { kind: 'table-env' };
    case 'config':
      return newConfig(run, at, undefined, why);
    default:
      return unseenStream(followed, why);
  }
}

/** A stream that comes from where it cannot be seen. */
function unseenStream(name: StreamClass, why: string): Value {
  const keyed = name === 'KeyedStream' ? ({ known: true, value: true } as const) : ({ known: false, why } as const);
  return {
    kind: 'stream',
    class: name,
    env: undefined,
    inputs: [{ from: { known: false, why }, by: [], keyed }],
    handles: [],
    described: [],
  };
}
