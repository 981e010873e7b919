import { distance } from 'fastest-levenshtein';
import { lookup } from '../lookup.js';
import type { Resource } from '../model/manifest.js';
import type { ShapeFault } from '../model/target.js';
import type { Mapping, Scalar, Tree } from '../model/tree.js';
import { entryAt, isOperators } from './manifest.js';
import { folded } from './nearest.js';
import { hasPlaceholder } from './placeholder.js';
import { parseVersion } from './versions.js';

/** What may stand at a place of a resource; without types, anything. */
export interface Shape {
  readonly types?: readonly string[];
  /** Fields of a mapping, by name, as numbers of shapes. */
  readonly fields?: Readonly<Record<string, number>>;
  readonly items?: number;
  readonly enum?: readonly string[];
  /** Whether a mapping may have fields that are not named. */
  readonly open?: true;
}

/** What the custom resource definitions of every release of the operator allow below `spec`, taken together. */
export interface DefinitionData {
  readonly kinds: Readonly<Record<string, number>>;
  readonly shapes: readonly Shape[];
}

/**
 * Where a resource is not of the shape that the API server asks for: it drops fields that it does not know, and refuses
 * values of another type.
 */
export function shapeFaults(resource: Resource, data: DefinitionData): readonly ShapeFault[] {
  const root = lookup(data.kinds, resource.kind);
  const spec = entryAt(resource.root, 'spec');
  // What stands in the branches of a template may never be there together.
  const judged = isOperators(resource) && resource.template !== true;
  if (root === undefined || spec === undefined || !judged) return [];
  const faults: ShapeFault[] = [];
  walk(spec.value, root, '', { data, faults });
  return faults;
}

interface State {
  readonly data: DefinitionData;
  readonly faults: ShapeFault[];
}

function walk(tree: Tree, number: number, path: string, state: State): void {
  const shape = state.data.shapes[number];
  const found = typeOf(tree);
  if (shape === undefined || found === undefined) return;
  if (shape.types !== undefined && !takes(shape.types, found)) {
    state.faults.push({ kind: 'type', at: tree.at, path, value: found, expected: shape.types });
  } else if (tree.kind === 'scalar') ofEnum(tree, shape, path, state);
  else if (tree.kind === 'mapping') ofFields(tree, shape, path, state);
  else if (shape.items !== undefined) for (const item of tree.items) walk(item, shape.items, `${path}[]`, state);
}

function ofFields({ entries }: Mapping, shape: Shape, path: string, state: State): void {
  const { fields, open } = shape;
  if (fields === undefined) return;
  for (const { key, keyAt, value } of entries) {
    const below = path === '' ? key : `${path}.${key}`;
    const field = lookup(fields, key);
    if (field !== undefined) walk(value, field, below, state);
    else if (open !== true && !hasPlaceholder(key)) {
      const nearest = nearestTo(key, path, fields, state.data);
      state.faults.push({ kind: 'unknown', at: keyAt, path: below, ...(nearest === undefined ? {} : { nearest }) });
    }
  }
}

/** In the words of the definitions; nothing where the value is null or filled in later. */
function typeOf(tree: Tree): string | undefined {
  if (tree.kind === 'mapping') return 'object';
  if (tree.kind === 'list') return 'array';
  const { value } = tree;
  if (value === null || (typeof value === 'string' && hasPlaceholder(value))) return undefined;
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

const takes = (types: readonly string[], found: string): boolean =>
  types.includes(found) || (found === 'integer' && types.includes('number'));

function ofEnum({ value, at }: Scalar, { enum: values }: Shape, path: string, { faults }: State): void {
  if (values === undefined || typeof value !== 'string' || values.includes(value)) return;
  // Later operators know later versions of Flink.
  const newest = Math.max(...values.map((known) => parseVersion(known)?.max ?? 0));
  if ((parseVersion(value)?.min ?? 0) > newest && newest > 0) return;
  faults.push({ kind: 'enum', at, path, value, expected: values });
}

/** The field that was probably meant: one of nearly the same name, or of the same name one mapping further down. */
function nearestTo(
  key: string,
  path: string,
  fields: NonNullable<Shape['fields']>,
  { shapes }: DefinitionData,
): string | undefined {
  const prefix = path === '' ? '' : `${path}.`;
  const limit = Math.max(1, Math.floor(key.length / 4));
  const [near] = Object.keys(fields)
    .map((name) => ({ name, edits: folded(name) === folded(key) ? 0 : distance(name, key) }))
    .filter(({ edits }) => edits <= limit)
    .sort((a, b) => a.edits - b.edits);
  if (near !== undefined) return prefix + near.name;
  const [holder] = Object.entries(fields).filter(([, field]) => lookup(shapes[field]?.fields ?? {}, key) !== undefined);
  return holder === undefined ? undefined : `${prefix}${holder[0]}.${key}`;
}
