import type { JavaParameter, TypeRef } from '../../model/java.js';
import type { Reading } from './reading.js';
import { childOf, fieldOf, type Syntax } from './syntax.js';

/** Kinds of nodes that are types. */
export const TYPES: ReadonlySet<string> = new Set([
  'void_type',
  'integral_type',
  'floating_point_type',
  'boolean_type',
  'type_identifier',
  'scoped_type_identifier',
  'generic_type',
  'array_type',
  'annotated_type',
  'wildcard',
]);

/** Reads a type; one without a name where there is none. */
export function readType(reading: Reading, node: Syntax): TypeRef {
  const at = reading.at(node);
  switch (node.kind) {
    case 'annotated_type':
      return reading.type(lastType(node), node);
    case 'array_type': {
      const element = reading.type(fieldOf(node, 'element'), node);
      return { ...element, ...at, dimensions: element.dimensions + dimensionsOf(fieldOf(node, 'dimensions')) };
    }
    case 'wildcard': {
      const bound = lastType(node);
      return { name: '?', args: bound === undefined ? [] : [reading.type(bound, node)], dimensions: 0, ...at };
    }
    case 'generic_type':
    case 'scoped_type_identifier':
      return { name: nameOfType(reading, node), args: argumentsOf(reading, node), dimensions: 0, ...at };
    default:
      return { name: TYPES.has(node.kind) ? reading.textOf(node) : '', args: [], dimensions: 0, ...at };
  }
}

const lastType = (node: Syntax): Syntax | undefined => node.children.findLast(({ kind }) => TYPES.has(kind));

/** How many pairs of brackets follow. */
export const dimensionsOf = (node: Syntax | undefined): number =>
  node?.children.filter(({ kind }) => kind === '[').length ?? 0;

/** A dotted name without type arguments and annotations. */
const nameOfType = (reading: Reading, node: Syntax): string =>
  namesOf(node)
    .map((name) => reading.textOf(name))
    .join('.');

/** The parts of a type's dotted name, outermost first; without recursion, for there may be thousands. */
export function namesOf(type: Syntax): readonly Syntax[] {
  const names: Syntax[] = [];
  for (let at: Syntax | undefined = type; at !== undefined; ) {
    const own: Syntax | undefined =
      at.kind === 'type_identifier' ? at : at.children.findLast(({ kind }) => kind === 'type_identifier');
    const isScoped: boolean = at.kind === 'scoped_type_identifier';
    if (own !== undefined && (isScoped || own === at)) names.push(own);
    const first: Syntax | undefined = at.children[0];
    at = first === own && isScoped ? undefined : first;
  }
  return names.reverse();
}

/** Of `Outer<A>.Inner<B>` those of the innermost. */
const argumentsOf = (reading: Reading, node: Syntax): readonly TypeRef[] =>
  typeArguments(reading, childOf(node, 'type_arguments'));

/** The arguments of a generic type; none for a raw one. */
export const typeArguments = (reading: Reading, node: Syntax | undefined): readonly TypeRef[] =>
  node?.children.filter(({ kind }) => TYPES.has(kind)).map((one) => reading.type(one, node)) ?? [];

/** A type with the brackets that stand behind a variable's name, as in `int counts[]`. */
export function withDimensions(type: TypeRef, brackets: Syntax | undefined): TypeRef {
  const more = dimensionsOf(brackets);
  return more === 0 ? type : { ...type, dimensions: type.dimensions + more };
}

/** The parameters of a method, constructor, record or lambda. */
export function readParameters(reading: Reading, node: Syntax | undefined): readonly JavaParameter[] {
  if (node === undefined) return [];
  // `x -> …`
  if (node.kind === 'identifier') return [untyped(reading, node)];
  return node.children.flatMap((child) => {
    if (child.kind === 'formal_parameter') return readParameter(reading, child);
    if (child.kind === 'spread_parameter') return spread(reading, child);
    return child.kind === 'identifier' ? untyped(reading, child) : [];
  });
}

const untyped = (reading: Reading, node: Syntax): JavaParameter => ({
  name: reading.textOf(node),
  nameAt: reading.at(node),
  varargs: false,
  ...reading.at(node),
});

/** A variable with a type that is one node of its own: a parameter, the variable of a loop. */
export function readParameter(reading: Reading, node: Syntax): JavaParameter {
  const name = fieldOf(node, 'name') ?? node;
  const type = withDimensions(reading.type(fieldOf(node, 'type'), node), fieldOf(node, 'dimensions'));
  return { name: reading.textOf(name), nameAt: reading.at(name), type, varargs: false, ...reading.at(node) };
}

function spread(reading: Reading, node: Syntax): JavaParameter {
  const declarator = childOf(node, 'variable_declarator') ?? node;
  const name = fieldOf(declarator, 'name') ?? declarator;
  const type = reading.type(
    node.children.find(({ kind }) => TYPES.has(kind)),
    node,
  );
  return { name: reading.textOf(name), nameAt: reading.at(name), type, varargs: true, ...reading.at(node) };
}

/** Words such as `static`, without annotations. */
export function modifiersOf(node: Syntax): readonly string[] {
  const modifiers = childOf(node, 'modifiers');
  return modifiers?.children.flatMap(({ named, kind }) => (named ? [] : kind)) ?? [];
}

/** The names of annotations. */
export function annotationsOf(reading: Reading, node: Syntax): readonly string[] {
  const annotations = childOf(node, 'modifiers')?.children.filter(({ kind }) => /annotation$/.test(kind)) ?? [];
  return annotations.flatMap((one) => {
    const name = fieldOf(one, 'name');
    return name === undefined ? [] : [dotted(reading.textOf(name))];
  });
}

/** The names of type parameters, without their bounds. */
export const typeParametersOf = (reading: Reading, node: Syntax): readonly string[] =>
  childOf(node, 'type_parameters')?.children.flatMap((parameter) => {
    const name = childOf(parameter, 'type_identifier');
    return name === undefined ? [] : [reading.textOf(name)];
  }) ?? [];

/** A dotted name that may be written over several lines, with comments. */
export const dotted = (text: string): string =>
  /[\s/]/.test(text) ? text.replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\/|\s/g, '') : text;
