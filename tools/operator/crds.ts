/**
 * Makes schemas/operator-crds.json of the definitions that the operator publishes: of each folder of YAML files that is
 * named, `helm/flink-kubernetes-operator/crds` of a release or `META-INF/fabric8` of its API's jar, oldest first. A field
 * that any of them has is one.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** The part of OpenAPI that definitions of resources use. */
interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
}

interface Node {
  types: string[];
  fields?: Record<string, Node>;
  items?: Node;
  enum?: string[];
  open?: true;
}

function nodeOf(schema: Schema): Node {
  const any = schema['x-kubernetes-int-or-string'] === true || schema.anyOf !== undefined;
  const types = any ? ['integer', 'string'] : schema.type === undefined ? [] : [schema.type];
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => [name, nodeOf(field)] as const);
  const open =
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    schema.additionalProperties !== undefined ||
    (schema.type === 'object' && fields.length === 0);
  return {
    types,
    ...(fields.length === 0 ? {} : { fields: Object.fromEntries(fields) }),
    ...(schema.items === undefined ? {} : { items: nodeOf(schema.items) }),
    ...(schema.enum === undefined ? {} : { enum: [...schema.enum] }),
    ...(open ? { open: true } : {}),
  };
}

function union(a: Node | undefined, b: Node): Node {
  if (a === undefined) return b;
  const names = [...new Set([...Object.keys(a.fields ?? {}), ...Object.keys(b.fields ?? {})])];
  const fields = names.flatMap((name) => {
    const other = b.fields?.[name];
    const own = a.fields?.[name];
    return other === undefined
      ? own === undefined
        ? []
        : [[name, own] as const]
      : [[name, union(own, other)] as const];
  });
  // Where one takes anything, nothing is refused.
  const types = a.types.length === 0 || b.types.length === 0 ? [] : [...new Set([...a.types, ...b.types])];
  const items = b.items === undefined ? a.items : union(a.items, b.items);
  const values = a.enum === undefined || b.enum === undefined ? undefined : [...new Set([...a.enum, ...b.enum])];
  return {
    types,
    ...(fields.length === 0 ? {} : { fields: Object.fromEntries(fields) }),
    ...(items === undefined ? {} : { items }),
    ...(values === undefined ? {} : { enum: values }),
    ...(a.open === true || b.open === true ? { open: true } : {}),
  };
}

/** Each shape once, named by its number: the pod templates of a resource are all the same. */
function compact(kinds: ReadonlyMap<string, Node>): object {
  const shapes: string[] = [];
  const numbers = new Map<string, number>();
  const number = (node: Node): number => {
    const { types, fields, items, open } = node;
    const text = JSON.stringify({
      ...(types.length === 0 ? {} : { types }),
      ...(fields === undefined
        ? {}
        : {
            fields: Object.fromEntries(
              Object.entries(fields)
                .sort(byName)
                .map(([name, field]) => [name, number(field)]),
            ),
          }),
      ...(items === undefined ? {} : { items: number(items) }),
      ...(node.enum === undefined ? {} : { enum: node.enum }),
      ...(open === undefined ? {} : { open }),
    });
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, shapes.length);
    shapes.push(text);
    return shapes.length - 1;
  };
  const roots = Object.fromEntries([...kinds].map(([kind, node]) => [kind, number(node)]));
  return { kinds: roots, shapes: shapes.map((text) => JSON.parse(text) as unknown) };
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;

/** Writes what the definitions in some folders allow. */
export function writeDefinitions(folders: readonly string[]): void {
  const kinds = new Map<string, Node>();
  for (const file of folders.flatMap(definitionsIn)) {
    const { spec } = parse(readFileSync(file, 'utf8')) as {
      spec: { names: { kind: string }; versions: { schema?: { openAPIV3Schema: Schema } }[] };
    };
    for (const { schema } of spec.versions) {
      const { spec: root } = schema?.openAPIV3Schema.properties ?? {};
      if (root !== undefined) kinds.set(spec.names.kind, union(kinds.get(spec.names.kind), nodeOf(root)));
    }
  }
  if (kinds.size === 0) throw new Error('name folders with definitions of resources');
  const file = fileURLToPath(new URL('../../schemas/operator-crds.json', import.meta.url));
  writeFileSync(file, `${JSON.stringify(compact(kinds))}\n`);
}

const definitionsIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(folder, name));
