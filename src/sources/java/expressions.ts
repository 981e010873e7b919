import type { At, JavaCase, JavaExpression, JavaStatement, TypeRef } from '../../model/java.js';
import { LITERALS } from './literals.js';
import { behind, type Reading } from './reading.js';
import { childOf, fieldOf, fieldsOf, hasWord, type Syntax } from './syntax.js';
import { dimensionsOf, namesOf, readParameters, TYPES, typeArguments } from './types.js';

type Read = (reading: Reading, node: Syntax, at: At) => JavaExpression;

/** How each kind of node that is an expression is read. */
const EXPRESSIONS: Readonly<Record<string, Read>> = {
  ...Object.fromEntries(Object.keys(LITERALS).map((kind) => [kind, literal])),
  identifier: (reading, node, at) => ({ kind: 'name', name: reading.textOf(node), ...at }),
  this: (_reading, _node, at) => ({ kind: 'this', ...at }),
  super: (_reading, _node, at) => ({ kind: 'super', ...at }),
  field_access: fieldAccess,
  method_invocation: call,
  explicit_constructor_invocation: constructorCall,
  object_creation_expression: creation,
  array_creation_expression: arrayCreation,
  array_initializer: (reading, node, at) => ({ kind: 'array', elements: elementsOf(reading, node), ...at }),
  array_access: (reading, node, at) => ({
    kind: 'index',
    array: operand(reading, fieldOf(node, 'array'), node),
    index: operand(reading, fieldOf(node, 'index'), node),
    ...at,
  }),
  class_literal: (reading, node, at) => ({ kind: 'class', type: reading.type(typeIn(node), node), ...at }),
  method_reference: reference,
  lambda_expression: lambda,
  binary_expression: (reading, node, at) => ({
    kind: 'binary',
    operator: operatorOf(node),
    left: operand(reading, fieldOf(node, 'left'), node),
    right: operand(reading, fieldOf(node, 'right'), node),
    ...at,
  }),
  unary_expression: (reading, node, at) => ({
    kind: 'unary',
    operator: operatorOf(node),
    value: operand(reading, fieldOf(node, 'operand'), node),
    ...at,
  }),
  update_expression: update,
  assignment_expression: (reading, node, at) => ({
    kind: 'assign',
    operator: operatorOf(node),
    target: operand(reading, fieldOf(node, 'left'), node),
    value: operand(reading, fieldOf(node, 'right'), node),
    ...at,
  }),
  ternary_expression: (reading, node, at) => ({
    kind: 'conditional',
    condition: operand(reading, fieldOf(node, 'condition'), node),
    // biome-ignore lint/suspicious/noThenProperty: an expression, which nothing can call.
    then: operand(reading, fieldOf(node, 'consequence'), node),
    else: operand(reading, fieldOf(node, 'alternative'), node),
    ...at,
  }),
  cast_expression: (reading, node, at) => ({
    kind: 'cast',
    type: reading.type(fieldOf(node, 'type'), node),
    value: operand(reading, fieldOf(node, 'value'), node),
    ...at,
  }),
  instanceof_expression: instance,
  switch_expression: (reading, node, at) => ({
    kind: 'switch',
    value: operand(reading, fieldOf(node, 'condition'), node),
    cases: readCases(reading, fieldOf(node, 'body')),
    ...at,
  }),
};

/** Whether a node is an expression. */
export const isExpression = ({ kind }: Syntax): boolean =>
  kind === 'parenthesized_expression' || Object.hasOwn(EXPRESSIONS, kind);

/** Reads an expression. Parentheses are not in it, however many. */
export function readExpression(reading: Reading, outer: Syntax): JavaExpression {
  let node = outer;
  while (node.kind === 'parenthesized_expression') {
    const inner: Syntax | undefined = node.children.find(isExpression);
    if (inner === undefined) return { kind: 'unknown', parts: reading.parts(node), ...reading.at(node) };
    node = inner;
  }
  const at = reading.at(node);
  return EXPRESSIONS[node.kind]?.(reading, node, at) ?? unknown(reading, node, at);
}

const unknown = (reading: Reading, node: Syntax, at: At): JavaExpression => ({
  kind: 'unknown',
  parts: reading.parts(node),
  ...at,
});

const operand = (reading: Reading, node: Syntax | undefined, near: Syntax): JavaExpression =>
  node === undefined ? { kind: 'unknown', parts: [], ...reading.at(behind(near)) } : reading.expression(node);

const operatorOf = (node: Syntax): string => node.children.find(({ named }) => !named)?.kind ?? '';

const typeIn = (node: Syntax): Syntax | undefined => node.children.find(({ kind }) => TYPES.has(kind));

function literal(reading: Reading, node: Syntax, at: At): JavaExpression {
  const read = node.broken ? undefined : LITERALS[node.kind]?.(reading.textOf(node));
  return read === undefined ? { kind: 'unknown', parts: [], ...at } : { kind: 'literal', ...read, ...at };
}

function fieldAccess(reading: Reading, node: Syntax, at: At): JavaExpression {
  const name = fieldOf(node, 'field') ?? node;
  return {
    kind: 'field',
    // Of `Outer.super.name` nothing but `super` says where the field is.
    target: operand(reading, childOf(node, 'super') ?? fieldOf(node, 'object'), node),
    name: reading.textOf(name),
    nameAt: reading.at(name),
    ...at,
  };
}

function call(reading: Reading, node: Syntax, at: At): JavaExpression {
  const name = fieldOf(node, 'name') ?? node;
  const target = childOf(node, 'super') ?? fieldOf(node, 'object');
  return {
    kind: 'call',
    ...(target === undefined ? {} : { target: reading.expression(target) }),
    name: reading.textOf(name),
    nameAt: reading.at(name),
    typeArguments: typeArguments(reading, fieldOf(node, 'type_arguments')),
    arguments: elementsOf(reading, fieldOf(node, 'arguments')),
    ...at,
  };
}

/** `this(…)` and `super(…)`, as calls of that name. */
function constructorCall(reading: Reading, node: Syntax, at: At): JavaExpression {
  const name = fieldOf(node, 'constructor') ?? node;
  const target = fieldOf(node, 'object');
  return {
    kind: 'call',
    ...(target === undefined ? {} : { target: reading.expression(target) }),
    name: reading.textOf(name),
    nameAt: reading.at(name),
    typeArguments: typeArguments(reading, fieldOf(node, 'type_arguments')),
    arguments: elementsOf(reading, fieldOf(node, 'arguments')),
    ...at,
  };
}

/** The expressions right below a node; what the parser could not place among them is unknown. */
const elementsOf = (reading: Reading, node: Syntax | undefined): readonly JavaExpression[] =>
  node?.children.filter((child) => isExpression(child) || child.named).map((child) => reading.expression(child)) ?? [];

function creation(reading: Reading, node: Syntax, at: At): JavaExpression {
  const body = childOf(node, 'class_body');
  return {
    kind: 'new',
    type: reading.type(fieldOf(node, 'type'), node),
    arguments: elementsOf(reading, fieldOf(node, 'arguments')),
    ...(body === undefined ? {} : { body: reading.anonymous(body) }),
    ...at,
  };
}

function arrayCreation(reading: Reading, node: Syntax, at: At): JavaExpression {
  const brackets = fieldsOf(node, 'dimensions');
  const element = reading.type(fieldOf(node, 'type'), node);
  const dimensions = brackets.reduce(
    (all, one) => all + (one.kind === 'dimensions' ? dimensionsOf(one) : 1),
    element.dimensions,
  );
  const type: TypeRef = { ...element, dimensions };
  const value = fieldOf(node, 'value');
  if (value !== undefined) return { kind: 'array', type, elements: elementsOf(reading, value), ...at };
  const sizes = brackets.flatMap((one) => one.children.filter(isExpression)).map((one) => reading.expression(one));
  return { kind: 'new-array', type, sizes, ...at };
}

function reference(reading: Reading, node: Syntax, at: At): JavaExpression {
  const sign = node.children.findIndex(({ kind }) => kind === '::');
  const target = node.children.slice(0, Math.max(sign, 0)).find((one) => isExpression(one) || TYPES.has(one.kind));
  const name = node.children.slice(sign + 1).find(({ kind }) => kind === 'identifier' || kind === 'new');
  return {
    kind: 'reference',
    target: target === undefined ? undefined : owner(reading, target),
    name: name === undefined ? '' : reading.textOf(name),
    ...at,
  };
}

/** What stands before `::`. A class is an expression as it would be without type arguments; `int[]` is no name. */
function owner(reading: Reading, node: Syntax): JavaExpression {
  if (!TYPES.has(node.kind)) return reading.expression(node);
  const type = reading.type(node, node);
  const at = reading.at(node);
  const [first, ...rest] = namesOf(node).slice(0, MAX_NAMES);
  if (first === undefined || type.dimensions > 0) return { kind: 'class', type, ...at };
  return rest.reduce<JavaExpression>((target, name) => qualified(reading, target, name), {
    kind: 'name',
    name: reading.textOf(first),
    ...reading.at(first),
  });
}

/** No class lies deeper. */
const MAX_NAMES = 64;

/** `Outer.super` is a type to the grammar. */
function qualified(reading: Reading, target: JavaExpression, node: Syntax): JavaExpression {
  const nameAt = reading.at(node);
  const name = reading.textOf(node);
  if (name === 'super') return { kind: 'super', ...nameAt };
  return { kind: 'field', target, name, nameAt, start: target.start, end: nameAt.end };
}

function lambda(reading: Reading, node: Syntax, at: At): JavaExpression {
  const body = fieldOf(node, 'body');
  return {
    kind: 'lambda',
    parameters: readParameters(reading, fieldOf(node, 'parameters')),
    body: body?.kind === 'block' ? reading.statements(body) : operand(reading, body, node),
    ...at,
  };
}

function update(reading: Reading, node: Syntax, at: At): JavaExpression {
  const sign = node.children.findIndex(({ kind }) => kind === '++' || kind === '--');
  return {
    kind: 'unary',
    operator: node.children[sign]?.kind ?? '',
    ...(sign > 0 ? { postfix: true } : {}),
    value: operand(reading, node.children.find(isExpression), node),
    ...at,
  };
}

function instance(reading: Reading, node: Syntax, at: At): JavaExpression {
  const type = fieldOf(node, 'right') ?? recordOf(fieldOf(node, 'pattern'));
  const name = fieldOf(node, 'name');
  return {
    kind: 'instanceof',
    value: operand(reading, fieldOf(node, 'left'), node),
    ...(type === undefined ? {} : { type: readTypeOrName(reading, type) }),
    ...(name === undefined ? {} : { name: reading.textOf(name) }),
    ...at,
  };
}

const recordOf = (pattern: Syntax | undefined): Syntax | undefined => pattern?.children[0];

/** The type of a record pattern may be a mere identifier to the grammar. */
const readTypeOrName = (reading: Reading, node: Syntax): TypeRef =>
  node.kind === 'identifier'
    ? { name: reading.textOf(node), args: [], dimensions: 0, ...reading.at(node) }
    : reading.type(node, node);

/** The groups of a switch. To the grammar `case A: case B: …` is two, of which the first has no statements. */
export function readCases(reading: Reading, block: Syntax | undefined): readonly JavaCase[] {
  const cases: JavaCase[] = [];
  for (const group of block?.children.filter(({ named }) => named) ?? []) {
    const next = readCase(reading, group);
    const before = cases.at(-1);
    const falls = before !== undefined && !before.arrow && !next.arrow && before.body.length === 0;
    if (falls) cases[cases.length - 1] = joined(before, next);
    else cases.push(next);
  }
  return cases;
}

const joined = (first: JavaCase, second: JavaCase): JavaCase => ({
  ...second,
  start: first.start,
  labels: [...first.labels, ...second.labels],
  default: first.default || second.default,
});

function readCase(reading: Reading, group: Syntax): JavaCase {
  const labels = group.children.filter(({ kind }) => kind === 'switch_label');
  const rest = group.children.filter(({ kind, named }) => named && kind !== 'switch_label');
  return {
    labels: labels.flatMap((label) => labelsOf(reading, label)),
    default: labels.some((label) => isDefault(reading, label)),
    arrow: group.kind === 'switch_rule',
    body: bodyOf(reading, group, rest),
    ...reading.at(group),
  };
}

const bodyOf = (reading: Reading, group: Syntax, rest: readonly Syntax[]): readonly JavaStatement[] =>
  group.kind === 'switch_rule' && rest[0]?.kind === 'block'
    ? reading.statements(rest[0])
    : rest.map((one) => reading.statement(one, group));

/** A pattern is no value: its guard is what can be read of it. */
const labelsOf = (reading: Reading, label: Syntax): readonly JavaExpression[] =>
  label.children
    .filter((one) => one.named && !isDefaultWord(reading, one))
    .filter(({ kind }) => kind !== 'guard')
    .map((one) =>
      one.kind === 'pattern'
        ? { kind: 'unknown', parts: guardOf(reading, label), ...reading.at(label) }
        : reading.expression(one),
    );

function guardOf(reading: Reading, label: Syntax): readonly JavaExpression[] {
  const guard = childOf(label, 'guard');
  return guard === undefined ? [] : reading.parts(guard);
}

/** Whether a switch's group or rule is the default. */
const isDefault = (reading: Reading, label: Syntax): boolean =>
  hasWord(label, 'default') || label.children.some((one) => isDefaultWord(reading, one));

/** `case null, default`, which the grammar takes for a name. */
const isDefaultWord = (reading: Reading, node: Syntax): boolean =>
  node.kind === 'identifier' && reading.textOf(node) === 'default';
