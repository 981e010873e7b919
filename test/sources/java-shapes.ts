import type { JavaCase, JavaExpression, JavaStatement, JavaType, TypeRef } from '../../src/model/java.js';

/** A type as Java writes it. */
export const typeShape = ({ name, args, dimensions }: TypeRef): string =>
  `${name}${args.length === 0 ? '' : `<${args.map(typeShape).join(', ')}>`}${'[]'.repeat(dimensions)}`;

/** An expression as a list: what it is, then what it is made of. */
export function shape(one: JavaExpression): string {
  switch (one.kind) {
    case 'literal':
      return `${one.type}:${typeof one.value === 'bigint' ? `${one.value}n` : JSON.stringify(one.value)}`;
    case 'name':
      return one.name;
    case 'field':
      return `${shape(one.target)}.${one.name}`;
    case 'call':
      return callShape(one);
    case 'new':
      return newShape(one);
    case 'lambda':
      return lambdaShape(one);
    case 'reference':
      return `${one.target === undefined ? '?' : shape(one.target)}::${one.name}`;
    case 'binary':
      return list(one.operator, shape(one.left), shape(one.right));
    case 'unary':
      return one.postfix === true ? list('post', one.operator, shape(one.value)) : list(one.operator, shape(one.value));
    case 'assign':
      return list(one.operator, shape(one.target), shape(one.value));
    case 'conditional':
      return list('?', shape(one.condition), shape(one.then), shape(one.else));
    case 'cast':
      return list('cast', typeShape(one.type), shape(one.value));
    case 'instanceof':
      return list('instanceof', shape(one.value), one.type === undefined ? '?' : typeShape(one.type), one.name ?? '-');
    case 'index':
      return `${shape(one.array)}[${shape(one.index)}]`;
    case 'array':
      return list('array', one.type === undefined ? '-' : typeShape(one.type), ...one.elements.map(shape));
    case 'new-array':
      return list('new-array', typeShape(one.type), ...one.sizes.map(shape));
    case 'class':
      return `${typeShape(one.type)}.class`;
    case 'this':
    case 'super':
      return one.kind;
    case 'switch':
      return list('switch', shape(one.value), ...one.cases.map(caseShape));
    case 'unknown':
      return list('unknown', ...one.parts.map(shape));
  }
}

type Of<K extends JavaExpression['kind']> = Extract<JavaExpression, { kind: K }>;

function callShape({ target, name, typeArguments, arguments: given }: Of<'call'>): string {
  const before = target === undefined ? '' : `${shape(target)}.`;
  const types = typeArguments.length === 0 ? '' : `<${typeArguments.map(typeShape).join(', ')}>`;
  return `${before}${types}${name}(${given.map(shape).join(', ')})`;
}

function newShape({ type, arguments: given, body }: Of<'new'>): string {
  return list('new', typeShape(type), ...given.map(shape), ...(body === undefined ? [] : [typeOutline(body)]));
}

function lambdaShape({ parameters, body }: Of<'lambda'>): string {
  const written = parameters.map(({ name, type }) => (type === undefined ? name : `${typeShape(type)} ${name}`));
  return list('lambda', `[${written.join(', ')}]`, 'kind' in body ? shape(body) : block(body));
}

/** The same for a statement. */
export function statementShape(one: JavaStatement): string {
  switch (one.kind) {
    case 'local':
      return one.variables
        .map(({ type, name, value }) => list('local', typeShape(type), name, ...(value ? [shape(value)] : [])))
        .join(' ');
    case 'expression':
      return shape(one.value);
    case 'if':
      return list(
        'if',
        shape(one.condition),
        statementShape(one.then),
        ...(one.else ? [statementShape(one.else)] : []),
      );
    case 'for':
      return list(
        'for',
        block(one.first),
        one.condition === undefined ? '-' : shape(one.condition),
        `[${one.update.map(shape).join(' ')}]`,
        statementShape(one.body),
      );
    case 'foreach': {
      const { type, name } = one.variable;
      return list(
        'foreach',
        type === undefined ? '-' : typeShape(type),
        name,
        shape(one.over),
        statementShape(one.body),
      );
    }
    case 'while':
      return list('while', shape(one.condition), statementShape(one.body));
    case 'do':
      return list('do', statementShape(one.body), shape(one.condition));
    case 'switch':
      return list('switch', shape(one.value), ...one.cases.map(caseShape));
    case 'try':
      return list(
        'try',
        block(one.resources),
        block(one.body),
        ...one.catches.map(({ types, body }) => list('catch', types.map(typeShape).join('|'), block(body))),
        ...(one.finally === undefined ? [] : [list('finally', block(one.finally))]),
      );
    case 'return':
      return list('return', ...(one.value === undefined ? [] : [shape(one.value)]));
    case 'throw':
    case 'yield':
      return list(one.kind, shape(one.value));
    case 'block':
      return block(one.body);
    case 'synchronized':
      return list('synchronized', block(one.body));
    case 'labelled':
      return list('labelled', statementShape(one.body));
    case 'break':
    case 'continue':
    case 'empty':
      return one.kind;
    case 'type':
      return typeOutline(one.type);
    case 'unknown':
      return list('unknown', ...one.parts.map(shape));
  }
}

/** A type with the names of what it declares. */
export function typeOutline(type: JavaType): string {
  const { kind, name, fields, methods, types } = type;
  return `${kind}${name === '' ? '' : ` ${name}`} {${[...fields, ...methods, ...types].map((member) => member.name).join(' ')}}`;
}

const caseShape = (one: JavaCase): string =>
  list(
    one.arrow ? '->' : ':',
    `[${[...one.labels.map(shape), ...(one.default ? ['default'] : [])].join(' ')}]`,
    block(one.body),
  );

const block = (statements: readonly JavaStatement[]): string => `{${statements.map(statementShape).join('; ')}}`;

const list = (...parts: readonly string[]): string => `(${parts.join(' ')})`;
