import type { At, JavaStatement, JavaVariable } from '../../model/java.js';
import { isExpression, readCases } from './expressions.js';
import { behind, type Reading } from './reading.js';
import { childOf, fieldOf, fieldsOf, type Syntax } from './syntax.js';
import { readParameter, TYPES, withDimensions } from './types.js';

type Read = (reading: Reading, node: Syntax, at: At) => JavaStatement;

/** How each kind of node that is a statement is read. */
const STATEMENTS: Readonly<Record<string, Read>> = {
  local_variable_declaration: (reading, node, at) => ({
    kind: 'local',
    variables: readVariables(reading, node),
    ...at,
  }),
  expression_statement: (reading, node, at) => one('expression', reading, node, at),
  explicit_constructor_invocation: (reading, node, at) => ({
    kind: 'expression',
    value: reading.expression(node),
    ...at,
  }),
  if_statement: (reading, node, at) => {
    const otherwise = fieldOf(node, 'alternative');
    return {
      kind: 'if',
      condition: conditionOf(reading, node),
      // biome-ignore lint/suspicious/noThenProperty: a statement, which nothing can call.
      then: reading.statement(fieldOf(node, 'consequence'), node),
      ...(otherwise === undefined ? {} : { else: reading.statement(otherwise, node) }),
      ...at,
    };
  },
  for_statement: (reading, node, at) => {
    const condition = fieldOf(node, 'condition');
    return {
      kind: 'for',
      first: fieldsOf(node, 'init').map((first) => reading.statement(first, node)),
      ...(condition === undefined ? {} : { condition: reading.expression(condition) }),
      update: fieldsOf(node, 'update').map((update) => reading.expression(update)),
      body: bodyOf(reading, node),
      ...at,
    };
  },
  enhanced_for_statement: (reading, node, at) => ({
    kind: 'foreach',
    variable: loopVariable(reading, node),
    over: operand(reading, fieldOf(node, 'value'), node),
    body: bodyOf(reading, node),
    ...at,
  }),
  while_statement: (reading, node, at) => ({
    kind: 'while',
    condition: conditionOf(reading, node),
    body: bodyOf(reading, node),
    ...at,
  }),
  do_statement: (reading, node, at) => ({
    kind: 'do',
    condition: conditionOf(reading, node),
    body: bodyOf(reading, node),
    ...at,
  }),
  switch_expression: (reading, node, at) => ({
    kind: 'switch',
    value: conditionOf(reading, node),
    cases: readCases(reading, fieldOf(node, 'body')),
    ...at,
  }),
  try_statement: attempt,
  try_with_resources_statement: attempt,
  return_statement: (reading, node, at) => {
    const value = node.children.find(isExpression);
    return { kind: 'return', ...(value === undefined ? {} : { value: reading.expression(value) }), ...at };
  },
  throw_statement: (reading, node, at) => one('throw', reading, node, at),
  yield_statement: (reading, node, at) => one('yield', reading, node, at),
  block: (reading, node, at) => ({ kind: 'block', body: reading.statements(node), ...at }),
  synchronized_statement: (reading, node, at) => ({
    kind: 'synchronized',
    body: reading.statements(fieldOf(node, 'body')),
    ...at,
  }),
  labeled_statement: (reading, node, at) => ({
    kind: 'labelled',
    body: reading.statement(
      node.children.slice(1).find(({ named }) => named),
      node,
    ),
    ...at,
  }),
  break_statement: (_reading, _node, at) => ({ kind: 'break', ...at }),
  continue_statement: (_reading, _node, at) => ({ kind: 'continue', ...at }),
};

const DECLARATIONS: ReadonlySet<string> = new Set([
  'class_declaration',
  'interface_declaration',
  'enum_declaration',
  'record_declaration',
  'annotation_type_declaration',
]);

/** Whether a node declares a type. */
export const isDeclaration = ({ kind }: Syntax): boolean => DECLARATIONS.has(kind);

/** Whether a node is a statement, a type declared among statements included. */
export const isStatement = (node: Syntax): boolean => Object.hasOwn(STATEMENTS, node.kind) || isDeclaration(node);

/** Reads a statement; `;` is the empty one. */
export function readStatement(reading: Reading, node: Syntax | undefined, near: Syntax): JavaStatement {
  if (node === undefined) return { kind: 'empty', ...reading.at(behind(near)) };
  const at = reading.at(node);
  const read = STATEMENTS[node.kind];
  if (read !== undefined) return read(reading, node, at);
  // A loop's first part may be an expression.
  if (isExpression(node)) return { kind: 'expression', value: reading.expression(node), ...at };
  const type = isDeclaration(node) ? reading.declaration(node) : undefined;
  return type === undefined ? { kind: 'unknown', parts: reading.parts(node), ...at } : { kind: 'type', type, ...at };
}

/** Reads the statements of a block. Statements inside what the parser could not place are read as if they stood there. */
export function readStatements(reading: Reading, block: Syntax | undefined): readonly JavaStatement[] {
  return block?.children.filter(({ named }) => named).flatMap((child) => placed(reading, child, block)) ?? [];
}

function placed(reading: Reading, node: Syntax, block: Syntax): readonly JavaStatement[] {
  if (node.kind !== 'ERROR') return [reading.statement(node, block)];
  const found: Syntax[] = [];
  const rest = [...node.children].reverse();
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (isStatement(next)) found.push(next);
    else if (!isExpression(next)) for (const child of next.children.toReversed()) rest.push(child);
  }
  if (found.length === 0) return [{ kind: 'unknown', parts: reading.parts(node), ...reading.at(node) }];
  return found.map((statement) => reading.statement(statement, block));
}

function one(kind: 'expression' | 'throw' | 'yield', reading: Reading, node: Syntax, at: At): JavaStatement {
  return { kind, value: operand(reading, node.children.find(isExpression), node), ...at };
}

const operand = (reading: Reading, node: Syntax | undefined, near: Syntax) =>
  node === undefined
    ? ({ kind: 'unknown', parts: [], ...reading.at(behind(near)) } as const)
    : reading.expression(node);

const conditionOf = (reading: Reading, node: Syntax) => operand(reading, fieldOf(node, 'condition'), node);

const bodyOf = (reading: Reading, node: Syntax): JavaStatement => reading.statement(fieldOf(node, 'body'), node);

/** From its type to its name: the node of the loop holds the rest of the loop too. */
function loopVariable(reading: Reading, node: Syntax): ReturnType<typeof readParameter> {
  const start = (fieldOf(node, 'type') ?? node).start;
  const end = (fieldOf(node, 'dimensions') ?? fieldOf(node, 'name') ?? node).end;
  return { ...readParameter(reading, node), ...reading.at({ start, end }) };
}

function attempt(reading: Reading, node: Syntax, at: At): JavaStatement {
  const last = childOf(node, 'finally_clause');
  const resources = fieldOf(node, 'resources')?.children.filter(({ kind }) => kind === 'resource') ?? [];
  return {
    kind: 'try',
    resources: resources.map((one) => resource(reading, one)),
    body: reading.statements(fieldOf(node, 'body')),
    catches: node.children
      .filter(({ kind }) => kind === 'catch_clause')
      .map((clause) => ({ types: caught(reading, clause), body: reading.statements(fieldOf(clause, 'body')) })),
    ...(last === undefined ? {} : { finally: reading.statements(childOf(last, 'block')) }),
    ...at,
  };
}

function caught(reading: Reading, clause: Syntax) {
  const parameter = childOf(clause, 'catch_formal_parameter');
  const types = parameter === undefined ? undefined : childOf(parameter, 'catch_type');
  return types?.children.filter(({ kind }) => TYPES.has(kind)).map((type) => reading.type(type, types)) ?? [];
}

function resource(reading: Reading, node: Syntax): JavaStatement {
  const at = reading.at(node);
  if (fieldOf(node, 'type') !== undefined) return { kind: 'local', variables: [variable(reading, node, node)], ...at };
  return { kind: 'expression', value: operand(reading, node.children.find(isExpression), node), ...at };
}

/** The variables of a declaration, each with the type that stands once before them all. */
export const readVariables = (reading: Reading, node: Syntax): readonly JavaVariable[] =>
  fieldsOf(node, 'declarator').map((declarator) => variable(reading, node, declarator));

function variable(reading: Reading, node: Syntax, declarator: Syntax): JavaVariable {
  const name = fieldOf(declarator, 'name') ?? declarator;
  const value = fieldOf(declarator, 'value');
  const type = reading.type(fieldOf(node, 'type'), node);
  return {
    name: reading.textOf(name),
    nameAt: reading.at(name),
    type: withDimensions(type, fieldOf(declarator, 'dimensions')),
    ...(value === undefined ? {} : { value: reading.expression(value) }),
    ...reading.at(declarator),
  };
}
