import { groupBy } from '../../group-by.js';
import type { JavaFacts, JavaType, TypeRef } from '../../model/java.js';
import { type Members, membersBy } from './members.js';
import { type Classes, fullName, parentsOf, resolveName } from './names.js';
import type { ProjectType, TypeName, Unit } from './things.js';

/** All Java sources of a project, with their names resolved against each other. */
export interface Program extends Members {
  readonly units: readonly Unit[];
  readonly types: readonly ProjectType[];
  /** What a name means where it stands. */
  resolve(name: string, unit: Unit, within: ProjectType | undefined): TypeName;
  resolveRef(type: TypeRef, unit: Unit, within: ProjectType | undefined): TypeName;
  /** A class of the program by its full name: of several the one nearest to a file that names it. */
  named(name: string, unit?: Unit): ProjectType | undefined;
  /** A class for an anonymous body. */
  anonymous(body: JavaType, parent: TypeRef, unit: Unit, within: ProjectType | undefined): ProjectType;
  /** What static imports may give a name: the classes that they name. */
  staticImports(name: string, unit: Unit): readonly TypeName[];
}

/** Links the files of a project. */
export function programOf(files: readonly JavaFacts[]): Program {
  const units = files.map(unitOf);
  const types = units.flatMap((unit) => [...unit.types.values()].flatMap(withInner));
  const byName = groupBy(types, ({ name }) => name);
  const classes: Classes = (name, unit) => nearest(byName.get(name) ?? [], unit);
  const resolve = (name: string, unit: Unit, within: ProjectType | undefined): TypeName =>
    resolveName(name, { unit, within, seen: new Set() }, classes);
  return {
    ...membersBy((type) => parentsOf(type, classes)),
    units,
    types,
    named: classes,
    resolve,
    resolveRef: ({ name }, unit, within) => resolve(name, unit, within),
    anonymous,
    staticImports: (name, unit) =>
      unit.facts.imports
        .filter((one) => one.static && (one.wildcard || one.name.endsWith(`.${name}`)))
        .map((one) => fullName(one.wildcard ? one.name : one.name.slice(0, -name.length - 1), unit, classes)),
  };
}

/** A class and all that stand in it, before what comes after it. */
const withInner = (type: ProjectType): readonly ProjectType[] => [type, ...[...type.types.values()].flatMap(withInner)];

function anonymous(body: JavaType, parent: TypeRef, unit: Unit, within: ProjectType | undefined): ProjectType {
  const declaration: JavaType = { ...body, extends: body.extends.length > 0 ? body.extends : [parent] };
  const name = `${within?.name ?? ''}$${body.start}`;
  return withTypes(declaration, unit, within, name);
}

/** Of classes of one name, which modules for several versions of Flink have, the one whose file is nearest to another. */
function nearest([first, ...others]: readonly ProjectType[], unit: Unit | undefined): ProjectType | undefined {
  if (first === undefined || others.length === 0 || unit === undefined) return first;
  const shared = ({ unit: { facts } }: ProjectType): number => sharedFolders(facts.file, unit.facts.file);
  return others.reduce((best, one) => (shared(one) > shared(best) ? one : best), first);
}

/** How many folders two paths have in common, from the root. */
function sharedFolders(a: string, b: string): number {
  const [one, other] = [a.split('/'), b.split('/')];
  const end = one.findIndex((segment, index) => segment !== other[index]);
  return end === -1 ? one.length : end;
}

function unitOf(facts: JavaFacts): Unit {
  const types = new Map<string, ProjectType>();
  const unit: Unit = { facts, types };
  for (const one of facts.types) types.set(one.name, typeOf(one, unit, undefined, facts.package));
  return unit;
}

const typeOf = (declaration: JavaType, unit: Unit, outer: ProjectType | undefined, prefix: string): ProjectType =>
  withTypes(declaration, unit, outer, prefix === '' ? declaration.name : `${prefix}.${declaration.name}`);

function withTypes(declaration: JavaType, unit: Unit, outer: ProjectType | undefined, name: string): ProjectType {
  const types = new Map<string, ProjectType>();
  const type: ProjectType = { unit, declaration, outer, name, types };
  for (const one of declaration.types) types.set(one.name, typeOf(one, unit, type, name));
  return type;
}
