import type { JavaField, JavaMethod, JavaParameter, JavaType, TypeRef } from '../../model/java.js';
import { behind, type Reading } from './reading.js';
import { isDeclaration, readVariables } from './statements.js';
import { childOf, fieldOf, fieldsOf, type Syntax } from './syntax.js';
import { annotationsOf, modifiersOf, readParameters, TYPES, typeParametersOf, withDimensions } from './types.js';

type Kind = JavaType['kind'];

const KINDS: Readonly<Record<string, Kind>> = {
  class_declaration: 'class',
  interface_declaration: 'interface',
  enum_declaration: 'enum',
  record_declaration: 'record',
  annotation_type_declaration: 'annotation',
};

const METHODS: ReadonlySet<string> = new Set([
  'method_declaration',
  'constructor_declaration',
  'compact_constructor_declaration',
  'annotation_type_element_declaration',
]);

/** Whether a node declares a method or a constructor. */
export const isMethod = ({ kind }: Syntax): boolean => METHODS.has(kind);

const FIELDS: ReadonlySet<string> = new Set(['field_declaration', 'constant_declaration']);

/** Reads a type that is declared under a name. */
export function readDeclaration(reading: Reading, node: Syntax): JavaType | undefined {
  const kind = KINDS[node.kind];
  const name = fieldOf(node, 'name');
  if (kind === undefined || name === undefined) return undefined;
  const parents = typesIn(reading, childOf(node, 'superclass'));
  const interfaces = typesIn(reading, childOf(childOf(node, 'super_interfaces') ?? node, 'type_list'));
  const extended = typesIn(reading, childOf(childOf(node, 'extends_interfaces') ?? node, 'type_list'));
  const components = kind === 'record' ? readParameters(reading, fieldOf(node, 'parameters')) : [];
  return {
    kind,
    name: reading.textOf(name),
    nameAt: reading.at(name),
    modifiers: modifiersOf(node),
    annotations: annotationsOf(reading, node),
    typeParameters: typeParametersOf(reading, node),
    extends: [...parents, ...extended],
    implements: interfaces,
    components,
    broken: node.broken,
    ...membersOf(reading, membersIn(fieldOf(node, 'body')), components),
    ...reading.at(node),
  };
}

/** Reads the body of an anonymous class. */
export function readAnonymous(reading: Reading, body: Syntax): JavaType {
  return { ...nameless(reading, body), ...membersOf(reading, membersIn(body), []), ...reading.at(body) };
}

/** The class that a source without one stands for (JLS 8.1.8), which has the name of its file. */
export function implicitClass(reading: Reading, root: Syntax, members: readonly Syntax[]): JavaType {
  const [first = root] = members;
  const { end } = members.at(-1) ?? root;
  const name = /([^/]*?)(?:\.java)?$/.exec(reading.file)?.[1] ?? '';
  return {
    ...nameless(reading, root),
    name,
    nameAt: reading.at({ start: first.start, end: first.start }),
    modifiers: ['final'],
    ...membersOf(reading, members, []),
    ...reading.at({ start: first.start, end }),
  };
}

type Members = 'fields' | 'methods' | 'initialisers' | 'constants' | 'types';

const nameless = (reading: Reading, node: Syntax): Omit<JavaType, Members | 'start' | 'end'> => ({
  kind: 'class',
  name: '',
  nameAt: reading.at({ start: node.start, end: node.start }),
  modifiers: [],
  annotations: [],
  typeParameters: [],
  extends: [],
  implements: [],
  components: [],
  broken: node.broken,
});

const typesIn = (reading: Reading, node: Syntax | undefined): readonly TypeRef[] =>
  node?.children.filter(({ kind }) => TYPES.has(kind)).map((type) => reading.type(type, node)) ?? [];

/** What a body declares, with what stands inside things that the parser could not place. */
function membersIn(body: Syntax | undefined): readonly Syntax[] {
  const members: Syntax[] = [];
  const rest = [...(body?.children ?? [])].reverse();
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (next.kind !== 'ERROR' && next.kind !== 'enum_body_declarations') members.push(next);
    else for (const child of next.children.toReversed()) rest.push(child);
  }
  return members;
}

function membersOf(
  reading: Reading,
  members: readonly Syntax[],
  components: readonly JavaParameter[],
): Pick<JavaType, Members> {
  return {
    fields: members.filter(isField).flatMap((member) => readFields(reading, member)),
    methods: members.filter(isMethod).flatMap((member) => {
      const method = reading.method(member);
      if (method === undefined) return [];
      return member.kind === 'compact_constructor_declaration' ? { ...method, parameters: components } : method;
    }),
    initialisers: members
      .filter(({ kind }) => kind === 'block' || kind === 'static_initializer')
      .map((member) => ({
        static: member.kind === 'static_initializer',
        body: reading.statements(member.kind === 'block' ? member : childOf(member, 'block')),
        ...reading.at(member),
      })),
    constants: members
      .filter(({ kind }) => kind === 'enum_constant')
      .map((member) => reading.textOf(fieldOf(member, 'name') ?? behind(member))),
    types: members.filter(isDeclaration).flatMap((member) => reading.declaration(member) ?? []),
  };
}

/** The grammar takes a field outside a class for a local variable. */
const isField = ({ kind }: Syntax): boolean => FIELDS.has(kind) || kind === 'local_variable_declaration';

function readFields(reading: Reading, node: Syntax): readonly JavaField[] {
  const shared = { modifiers: modifiersOf(node), annotations: annotationsOf(reading, node) };
  return readVariables(reading, node).map((variable) => ({ ...variable, ...shared, ...reading.at(node) }));
}

/** Reads a method, a constructor or an element of an annotation. */
export function readMethod(reading: Reading, node: Syntax): JavaMethod | undefined {
  const name = fieldOf(node, 'name');
  if (name === undefined) return undefined;
  const body = fieldOf(node, 'body');
  const type = fieldOf(node, 'type');
  const isConstructor = /constructor_declaration$/.test(node.kind);
  return {
    name: isConstructor ? '<init>' : reading.textOf(name),
    nameAt: reading.at(name),
    modifiers: modifiersOf(node),
    annotations: annotationsOf(reading, node),
    typeParameters: typeParametersOf(reading, node),
    parameters: readParameters(reading, fieldOf(node, 'parameters')),
    ...(isConstructor || type === undefined
      ? {}
      : { returns: withDimensions(reading.type(type, node), fieldsOf(node, 'dimensions')[0]) }),
    ...(body === undefined ? {} : { body: reading.statements(body) }),
    broken: node.broken,
    ...reading.at(node),
  };
}
