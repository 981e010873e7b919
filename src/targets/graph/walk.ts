import type { JavaCase, JavaExpression, JavaStatement, JavaType } from '../../model/java.js';

type Node =
  | { readonly is: 'expression'; readonly node: JavaExpression }
  | { readonly is: 'statement'; readonly node: JavaStatement };

const expression = (node: JavaExpression): Node => ({ is: 'expression', node });
const statement = (node: JavaStatement): Node => ({ is: 'statement', node });

/** Every expression in statements, those in lambdas included; without recursion, for chains can be long. */
export function* expressionsIn(
  statements: readonly JavaStatement[],
  into: { readonly anonymous: boolean } = { anonymous: true },
): Iterable<JavaExpression> {
  const stack: Node[] = statements.toReversed().map(statement);
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next.is === 'expression') yield next.node;
    const inside =
      next.is === 'expression' ? ofExpression(next.node, into.anonymous) : ofStatement(next.node, into.anonymous);
    for (const one of inside.toReversed()) stack.push(one);
  }
}

/** Every statement and expression of a class: methods, constructors, initialisers and fields. */
export function* expressionsOf(type: JavaType): Iterable<JavaExpression> {
  for (const { body } of type.methods) if (body !== undefined) yield* expressionsIn(body);
  for (const { body } of type.initialisers) yield* expressionsIn(body);
  for (const { value, start, end } of type.fields) {
    if (value !== undefined) yield* expressionsIn([{ kind: 'expression', value, start, end }]);
  }
}

const ofCase = ({ labels, body }: JavaCase): readonly Node[] => [...labels.map(expression), ...body.map(statement)];

function ofStatement(node: JavaStatement, anonymous: boolean): readonly Node[] {
  switch (node.kind) {
    case 'local':
      return node.variables.flatMap(({ value }) => (value === undefined ? [] : [expression(value)]));
    case 'expression':
    case 'throw':
    case 'yield':
      return [expression(node.value)];
    case 'return':
      return node.value === undefined ? [] : [expression(node.value)];
    case 'if':
      return [
        expression(node.condition),
        statement(node.then),
        ...(node.else === undefined ? [] : [statement(node.else)]),
      ];
    case 'for':
      return [
        ...node.first.map(statement),
        ...(node.condition === undefined ? [] : [expression(node.condition)]),
        ...node.update.map(expression),
        statement(node.body),
      ];
    case 'foreach':
      return [expression(node.over), statement(node.body)];
    case 'while':
    case 'do':
      return [expression(node.condition), statement(node.body)];
    case 'switch':
      return [expression(node.value), ...node.cases.flatMap(ofCase)];
    case 'try':
      return [
        ...node.resources.map(statement),
        ...node.body.map(statement),
        ...node.catches.flatMap(({ body }) => body.map(statement)),
        ...(node.finally ?? []).map(statement),
      ];
    case 'block':
    case 'synchronized':
      return node.body.map(statement);
    case 'labelled':
      return [statement(node.body)];
    case 'type':
      return anonymous ? ofType(node.type) : [];
    case 'unknown':
      return node.parts.map(expression);
    default:
      return [];
  }
}

function ofExpression(node: JavaExpression, anonymous: boolean): readonly Node[] {
  switch (node.kind) {
    case 'field':
      return [expression(node.target)];
    case 'call':
      return [...(node.target === undefined ? [] : [expression(node.target)]), ...node.arguments.map(expression)];
    case 'new':
      return [...node.arguments.map(expression), ...(node.body === undefined || !anonymous ? [] : ofType(node.body))];
    case 'lambda':
      return 'kind' in node.body ? [expression(node.body)] : node.body.map(statement);
    case 'reference':
      return node.target === undefined ? [] : [expression(node.target)];
    case 'binary':
      return [expression(node.left), expression(node.right)];
    case 'unary':
    case 'cast':
    case 'instanceof':
      return [expression(node.value)];
    case 'assign':
      return [expression(node.target), expression(node.value)];
    case 'conditional':
      return [expression(node.condition), expression(node.then), expression(node.else)];
    case 'index':
      return [expression(node.array), expression(node.index)];
    case 'array':
      return node.elements.map(expression);
    case 'new-array':
      return node.sizes.map(expression);
    case 'switch':
      return [expression(node.value), ...node.cases.flatMap(ofCase)];
    case 'unknown':
      return node.parts.map(expression);
    default:
      return [];
  }
}

function ofType(type: JavaType): readonly Node[] {
  return [
    ...type.fields.flatMap(({ value }) => (value === undefined ? [] : [expression(value)])),
    ...type.methods.flatMap(({ body }) => (body ?? []).map(statement)),
    ...type.initialisers.flatMap(({ body }) => body.map(statement)),
  ];
}

/** Names of variables that statements give new values. */
export function assignedIn(statements: readonly JavaStatement[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const one of expressionsIn(statements, { anonymous: false })) {
    const target =
      one.kind === 'assign'
        ? one.target
        : one.kind === 'unary' && /^(?:\+\+|--)$/.test(one.operator)
          ? one.value
          : undefined;
    if (target?.kind === 'name') names.add(target.name);
  }
  return names;
}
