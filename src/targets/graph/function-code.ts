import type { DataType, FunctionCall, FunctionCode, FunctionField, FunctionMethod } from '../../model/graph.js';
import type { At, JavaExpression, JavaMethod, JavaStatement, TypeRef } from '../../model/java.js';
import type { Span } from '../../model/span.js';
import { dataType } from './data-types.js';
import type { Program } from './program.js';
import type { LambdaValue, ProjectType, TypeName } from './things.js';
import { expressionsIn } from './walk.js';

type Place = Pick<ProjectType, 'unit'> & { readonly type: ProjectType | undefined };

/** The code of a class and of the project's classes above it, as rules see it. */
export function codeOfClass(program: Program, type: ProjectType): FunctionCode {
  const above = program.ancestors(type).flatMap((name) => program.named(name, type.unit) ?? []);
  const line = [type, ...above];
  return {
    broken: line.some(({ declaration }) => declaration.broken),
    fields: line.flatMap((one) => fieldsOf(program, one)),
    methods: line.flatMap((one) =>
      one.declaration.methods.map((method) => methodOf(program, { unit: one.unit, type: one }, method)),
    ),
  };
}

/** The code of a lambda. */
export function codeOfLambda(program: Program, { parameters, body, frame, at }: LambdaValue): FunctionCode {
  const place = { unit: frame.unit, type: frame.type };
  const statements: readonly JavaStatement[] =
    'kind' in body ? [{ kind: 'expression', value: body, start: body.start, end: body.end }] : body;
  const declared = new Map<string, string>();
  for (const { name, type } of parameters) if (type !== undefined) declared.set(name, nameOf(program, type, place));
  return {
    broken: false,
    fields: [],
    methods: [
      {
        name: '',
        at,
        modifiers: [],
        annotations: [],
        parameters: parameters.map(({ type }) => (type === undefined ? '' : nameOf(program, type, place))),
        ...returnsOf(program, body, place),
        types: [],
        calls: callsIn(program, statements, place, declared),
        assigns: assignsIn(statements, place),
      },
    ],
  };
}

/** The code of the one method that a reference such as `Order::key` can mean. */
export function codeOfReference(program: Program, type: ProjectType, name: string): FunctionCode | undefined {
  const above = program.ancestors(type).flatMap((one) => program.named(one, type.unit) ?? []);
  const found = [type, ...above].flatMap((owner) =>
    owner.declaration.methods.filter((method) => method.name === name).map((method) => ({ owner, method })),
  );
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) return undefined;
  const { owner, method } = only;
  return { broken: method.broken, fields: [], methods: [methodOf(program, { unit: owner.unit, type: owner }, method)] };
}

/** The class of a lambda's results, where each is made on the spot: `new Pair(…)`, `Tuple2.of(…)`. */
function returnsOf(program: Program, body: LambdaValue['body'], place: Place): { readonly returns?: string } {
  const results = 'kind' in body ? [body] : returnedIn(body);
  const names = results.map((one) => madeClass(program, one, place));
  const [first] = names;
  return first !== undefined && names.every((name) => name === first) ? { returns: first } : {};
}

function madeClass(program: Program, one: JavaExpression, place: Place): string | undefined {
  if (one.kind === 'new') return nameOf(program, one.type, place);
  if (one.kind !== 'call' || one.name !== 'of' || one.target?.kind !== 'name') return undefined;
  return fullName(program.resolve(one.target.name, place.unit, place.type));
}

/** Results of a body, those of lambdas and classes in it left out. */
function returnedIn(statements: readonly JavaStatement[]): readonly JavaExpression[] {
  const found: JavaExpression[] = [];
  const stack = [...statements];
  for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
    if (one.kind === 'return') found.push(...(one.value === undefined ? [] : [one.value]));
    else stack.push(...insideOf(one));
  }
  return found;
}

function fieldsOf(program: Program, type: ProjectType): readonly FunctionField[] {
  const place = { unit: type.unit, type };
  return type.declaration.fields.map(({ name, nameAt, type: declared, modifiers, value }) => ({
    name,
    at: spanIn(nameAt, place),
    type: nameOf(program, declared, place),
    modifiers,
    initialised: value !== undefined && !(value.kind === 'literal' && value.type === 'null'),
    ...(value?.kind === 'new' ? { makes: nameOf(program, value.type, place) } : {}),
    ...(value?.kind === 'new' && value.body === undefined && isUnserializable(program, value.type, place)
      ? { unserializable: true }
      : {}),
  }));
}

function methodOf(program: Program, place: Place, method: JavaMethod): FunctionMethod {
  const declared = new Map<string, string>();
  for (const { name, type } of method.parameters) {
    if (type !== undefined) declared.set(name, nameOf(program, type, place));
  }
  return {
    name: method.name,
    at: spanIn(method.nameAt, place),
    modifiers: method.modifiers,
    annotations: method.annotations,
    parameters: method.parameters.map(({ type }) => (type === undefined ? '' : nameOf(program, type, place))),
    ...(method.returns === undefined ? {} : { returns: nameOf(program, method.returns, place) }),
    types: typesOf(program, method, place),
    calls: callsIn(program, method.body ?? [], place, declared),
    assigns: assignsIn(method.body ?? [], place),
  };
}

/** Classes of the project that a method takes and gives, those within `Collector<…>` and the like included. */
function typesOf(
  program: Program,
  { parameters, returns }: JavaMethod,
  { unit, type: within }: Place,
): readonly DataType[] {
  const refs = [...parameters.flatMap(({ type }) => type ?? []), ...(returns === undefined ? [] : [returns])];
  const found = new Map<string, DataType>();
  for (const ref of refs.flatMap((one) => [one, ...one.args])) {
    const named = program.resolveRef(ref, unit, within);
    if (named.kind === 'project') found.set(named.type.name, dataType(program, named.type));
  }
  return [...found.values()];
}

/** Whether a class of the project, as far as all that is above it is known, cannot be written with Java's serialization. */
function isUnserializable(program: Program, type: TypeRef, { unit, type: within }: Place): boolean {
  const named = program.resolveRef(type, unit, within);
  if (named.kind !== 'project' || named.type.declaration.kind === 'enum') return false;
  return program
    .ancestors(named.type)
    .every(
      (name) =>
        program.named(name) !== undefined ||
        /^java\.lang\.(?:Comparable|Iterable|AutoCloseable|Runnable|Object)$/.test(name),
    );
}

function callsIn(
  program: Program,
  statements: readonly JavaStatement[],
  place: Place,
  parameters: ReadonlyMap<string, string>,
): readonly FunctionCall[] {
  const locals = new Map(parameters);
  for (const { name, type } of localsIn(statements)) locals.set(name, nameOf(program, type, place));
  const deferred = deferredIn(statements);
  const arms = armsIn(statements);
  const calls: FunctionCall[] = [];
  for (const one of expressionsIn(statements)) {
    if (one.kind !== 'call' && one.kind !== 'new') continue;
    const stands = {
      deferred: deferred.some(({ start, end }) => start < one.start && one.end <= end),
      conditional: arms.some(({ start, end }) => start <= one.start && one.end <= end),
    };
    if (one.kind === 'new') {
      const on = nameOf(program, one.type, place);
      calls.push({ name: 'new', at: spanIn(one.type, place), on, arguments: one.arguments.length, ...stands });
      continue;
    }
    const on = one.target === undefined ? undefined : typeOf(program, one.target, place, locals);
    const receiver = one.target === undefined ? undefined : receiverOf(one.target);
    calls.push({
      name: one.name,
      at: spanIn(one.nameAt, place),
      ...(on === undefined ? {} : { on }),
      ...(receiver === undefined ? {} : { receiver }),
      arguments: one.arguments.length,
      ...stands,
    });
  }
  return calls;
}

/** Stretches that are written here and run when somebody calls them. */
function deferredIn(statements: readonly JavaStatement[]): readonly At[] {
  const stretches: At[] = [];
  for (const one of expressionsIn(statements)) {
    if (one.kind === 'lambda') stretches.push(one);
    else if (one.kind === 'new' && one.body !== undefined) stretches.push(one.body);
  }
  return stretches;
}

/** Arms of conditions, each of which only some runs go through. */
function armsIn(statements: readonly JavaStatement[]): readonly At[] {
  const arms: At[] = [];
  const stack = [...statements];
  for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
    const inside = insideOf(one);
    if (one.kind === 'if' || one.kind === 'switch') arms.push(...inside);
    else stack.push(...inside);
    if (one.kind === 'try') arms.push(...one.catches.flatMap(({ body }) => body));
  }
  return arms;
}

/** The class of an expression, from a declaration that is in sight; no types are inferred. */
function typeOf(
  program: Program,
  target: JavaExpression,
  place: Place,
  locals: ReadonlyMap<string, string>,
): string | undefined {
  switch (target.kind) {
    case 'name': {
      const local = locals.get(target.name);
      if (local !== undefined) return local;
      for (let type = place.type; type !== undefined; type = type.outer) {
        const found = program.field(type, target.name);
        if (found !== undefined) {
          return nameOf(program, found.field.type, { unit: found.owner.unit, type: found.owner });
        }
      }
      return /^[A-Z]/.test(target.name) ? fullName(program.resolve(target.name, place.unit, place.type)) : undefined;
    }
    case 'field':
      return target.target.kind === 'this'
        ? typeOf(program, { kind: 'name', name: target.name, ...target.nameAt }, place, new Map())
        : undefined;
    case 'new':
      return nameOf(program, target.type, place);
    case 'cast':
      return nameOf(program, target.type, place);
    default:
      return undefined;
  }
}

const receiverOf = (target: JavaExpression): string | undefined =>
  target.kind === 'name' || target.kind === 'field' || target.kind === 'call' ? target.name : undefined;

function* localsIn(statements: readonly JavaStatement[]): Iterable<{ readonly name: string; readonly type: TypeRef }> {
  const stack = [...statements];
  for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
    if (one.kind === 'local') yield* one.variables;
    else if (one.kind === 'foreach') {
      const { name, type } = one.variable;
      if (type !== undefined) yield { name, type };
      stack.push(one.body);
    } else stack.push(...insideOf(one));
  }
}

function insideOf(one: JavaStatement): readonly JavaStatement[] {
  switch (one.kind) {
    case 'block':
    case 'synchronized':
      return one.body;
    case 'if':
      return one.else === undefined ? [one.then] : [one.then, one.else];
    case 'for':
      return [...one.first, one.body];
    case 'while':
    case 'do':
    case 'labelled':
      return [one.body];
    case 'try':
      return [...one.resources, ...one.body, ...one.catches.flatMap(({ body }) => body), ...(one.finally ?? [])];
    case 'switch':
      return one.cases.flatMap(({ body }) => body);
    default:
      return [];
  }
}

function assignsIn(
  statements: readonly JavaStatement[],
  place: Place,
): readonly { readonly name: string; readonly at: Span }[] {
  const assigns: { readonly name: string; readonly at: Span }[] = [];
  for (const one of expressionsIn(statements)) {
    const target =
      one.kind === 'assign' ? one.target : one.kind === 'unary' && /\+\+|--/.test(one.operator) ? one.value : undefined;
    if (target?.kind === 'name') assigns.push({ name: target.name, at: spanIn(target, place) });
    else if (target?.kind === 'field') assigns.push({ name: target.name, at: spanIn(target.nameAt, place) });
  }
  return assigns;
}

const nameOf = (program: Program, type: TypeRef, { unit, type: within }: Place): string =>
  fullName(program.resolveRef(type, unit, within)) + '[]'.repeat(type.dimensions);

const fullName = (name: TypeName): string => (name.kind === 'project' ? name.type.name : name.name);

const spanIn = ({ start, end }: At, { unit }: Place): Span => ({ file: unit.facts.file, start, end });
