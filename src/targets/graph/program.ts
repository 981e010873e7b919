import { FOLLOWED } from '../../flink/stream-api.js';
import type { JavaFacts, JavaField, JavaMethod, JavaType, TypeRef } from '../../model/java.js';
import type { ProjectType, TypeName, Unit } from './things.js';

/** All Java sources of a project, with their names resolved against each other. */
export interface Program {
  readonly units: readonly Unit[];
  readonly types: readonly ProjectType[];
  /** What a name means where it stands. */
  resolve(name: string, unit: Unit, within: ProjectType | undefined): TypeName;
  resolveRef(type: TypeRef, unit: Unit, within: ProjectType | undefined): TypeName;
  /** The classes and interfaces right above a class. */
  parents(type: ProjectType): readonly TypeName[];
  /** Full names of everything above a class, and whether some of it cannot be seen into. */
  ancestors(type: ProjectType): readonly string[];
  /** A class of the program by its full name: of several the one nearest to a file that names it. */
  named(name: string, unit?: Unit): ProjectType | undefined;
  /** A class for an anonymous body. */
  anonymous(body: JavaType, parent: TypeRef, unit: Unit, within: ProjectType | undefined): ProjectType;
  /** A method by name and number of arguments, in a class or what it extends; the most derived first. */
  method(type: ProjectType, name: string, count: number): FoundMethod | undefined;
  /** All overloads. */
  methods(type: ProjectType, name: string, count: number): readonly FoundMethod[];
  field(type: ProjectType, name: string): FoundField | undefined;
  /** What static imports may give a name: the classes that they name. */
  staticImports(name: string, unit: Unit): readonly TypeName[];
}

export interface FoundMethod {
  readonly method: JavaMethod;
  readonly owner: ProjectType;
}

export interface FoundField {
  readonly field: JavaField;
  readonly owner: ProjectType;
}

/** Classes of java.lang that job code names. */
const JAVA_LANG = new Set(
  `Object String Integer Long Double Float Boolean Byte Short Character Math System Thread Runnable Iterable Enum Class
   StringBuilder StringBuffer Exception RuntimeException IllegalArgumentException IllegalStateException Throwable Override
   Number Comparable CharSequence Void Runtime Process AutoCloseable FunctionalInterface SuppressWarnings Record`.split(
    /\s+/,
  ),
);

/** Links the files of a project. */
export function programOf(files: readonly JavaFacts[]): Program {
  const units = files.map(unitOf);
  const byName = new Map<string, ProjectType[]>();
  const all: ProjectType[] = [];
  const index = (type: ProjectType): void => {
    all.push(type);
    const same = byName.get(type.name);
    if (same === undefined) byName.set(type.name, [type]);
    else same.push(type);
    for (const inner of type.types.values()) index(inner);
  };
  for (const unit of units) for (const type of unit.types.values()) index(type);

  const classOf = (name: string, unit?: Unit): ProjectType | undefined => nearest(byName.get(name) ?? [], unit);

  const inMembers = (type: ProjectType, name: string, seen: Set<ProjectType>): ProjectType | undefined => {
    if (seen.has(type)) return undefined;
    seen.add(type);
    const own = type.types.get(name);
    if (own !== undefined) return own;
    for (const parent of parents(type, seen)) {
      const found = parent.kind === 'project' ? inMembers(parent.type, name, seen) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  };

  /** A class around the place, or a member of one. */
  const around = (name: string, within: ProjectType | undefined, seen: Set<ProjectType>): ProjectType | undefined => {
    for (let at = within; at !== undefined; at = at.outer) {
      if (at.declaration.name === name) return at;
      const member = seen.has(at) ? undefined : inMembers(at, name, new Set(seen));
      if (member !== undefined) return member;
    }
    return undefined;
  };

  const simple = (name: string, unit: Unit, within: ProjectType | undefined, seen: Set<ProjectType>): TypeName => {
    const { imports, package: own } = unit.facts;
    const near = around(name, within, seen) ?? unit.types.get(name);
    if (near !== undefined) return { kind: 'project', type: near };
    const imported = imports.find(
      (one) => !one.wildcard && !one.static && (one.name === name || one.name.endsWith(`.${name}`)),
    );
    if (imported !== undefined) return fullName(imported.name, unit);
    const beside = classOf(own === '' ? name : `${own}.${name}`, unit);
    if (beside !== undefined) return { kind: 'project', type: beside };
    const nested = imports.find((one) => one.static && !one.wildcard && one.name.endsWith(`.${name}`));
    if (nested !== undefined && /^[A-Z]/.test(name)) return fullName(nested.name, unit);
    if (JAVA_LANG.has(name)) return { kind: 'external', name: `java.lang.${name}` };
    return fromWildcards(
      name,
      imports.filter((one) => one.wildcard && !one.static).map((one) => `${one.name}.${name}`),
      unit,
    );
  };

  /** Which of several packages a name comes from: one with such a class, or else the one that is most likely. */
  const fromWildcards = (name: string, possible: readonly string[], unit: Unit): TypeName => {
    const ours = possible.flatMap((full) => classOf(full, unit) ?? []);
    if (ours[0] !== undefined) return { kind: 'project', type: ours[0] };
    const known = possible.find((full) => Object.hasOwn(FOLLOWED, full) || JAVA_UTIL.has(full));
    const flinks = possible.find((full) => full.startsWith('org.apache.flink.'));
    return { kind: 'external', name: known ?? flinks ?? name };
  };

  const fullName = (name: string, unit: Unit): TypeName => {
    const type = classOf(name, unit);
    return type === undefined ? { kind: 'external', name } : { kind: 'project', type };
  };

  const resolveIn = (name: string, unit: Unit, within: ProjectType | undefined, seen: Set<ProjectType>): TypeName => {
    const known = name.includes('.') ? classOf(name, unit) : undefined;
    if (known !== undefined) return { kind: 'project', type: known };
    const [first = '', ...rest] = name.split('.');
    if (rest.length > 0 && /^[a-z]/.test(first)) return { kind: 'external', name };
    return rest.reduce(inside, simple(first, unit, within, seen));
  };

  /** A class within a class. */
  const inside = (outer: TypeName, name: string): TypeName => {
    if (outer.kind === 'external') return { kind: 'external', name: `${outer.name}.${name}` };
    const inner = inMembers(outer.type, name, new Set());
    return inner === undefined
      ? { kind: 'external', name: `${outer.type.name}.${name}` }
      : { kind: 'project', type: inner };
  };

  const parents = (type: ProjectType, seen: Set<ProjectType> = new Set()): readonly TypeName[] => {
    const { declaration, unit } = type;
    const scope = new Set([...seen, type]);
    return [...declaration.extends, ...declaration.implements].map((ref) =>
      // The names after extends are looked up outside of the class itself.
      resolveIn(ref.name, unit, type.outer ?? type, scope),
    );
  };
  const cachedParents = new Map<ProjectType, readonly TypeName[]>();
  const parentsOf = (type: ProjectType): readonly TypeName[] => {
    const known = cachedParents.get(type) ?? parents(type);
    cachedParents.set(type, known);
    return known;
  };

  /** A class and all project classes above it, the nearest first. */
  const lines = new Map<ProjectType, readonly ProjectType[]>();
  const lineage = (type: ProjectType): readonly ProjectType[] => {
    const known = lines.get(type);
    if (known !== undefined) return known;
    const line: ProjectType[] = [];
    const visit = (one: ProjectType): void => {
      if (line.includes(one)) return;
      line.push(one);
      for (const parent of parentsOf(one)) if (parent.kind === 'project') visit(parent.type);
    };
    visit(type);
    lines.set(type, line);
    return line;
  };

  const methods = (type: ProjectType, name: string, count: number): readonly FoundMethod[] =>
    lineage(type).flatMap((owner) =>
      owner.declaration.methods
        .filter((method) => method.name === name && takes(method, count))
        .map((method) => ({ method, owner })),
    );

  const program: Program = {
    units,
    types: all,
    named: classOf,
    resolve: (name, unit, within) => resolveIn(name, unit, within, new Set()),
    resolveRef: (type, unit, within) => resolveIn(type.name, unit, within, new Set()),
    parents: parentsOf,
    ancestors: (type) => {
      const names = lineage(type).flatMap((one) =>
        parentsOf(one).map((parent) => (parent.kind === 'project' ? parent.type.name : parent.name)),
      );
      return [...new Set(names)];
    },
    anonymous: (body, parent, unit, within) => {
      const declaration: JavaType = { ...body, extends: body.extends.length > 0 ? body.extends : [parent] };
      const name = `${within?.name ?? ''}$${body.start}`;
      const inner = new Map<string, ProjectType>();
      const type: ProjectType = { unit, declaration, outer: within, name, types: inner };
      for (const one of declaration.types) inner.set(one.name, typeOf(one, unit, type, name));
      return type;
    },
    method: (type, name, count) => {
      const found = methods(type, name, count);
      return found.find(({ method }) => method.body !== undefined) ?? found[0];
    },
    methods,
    field: (type, name) => {
      for (const owner of lineage(type)) {
        const field = owner.declaration.fields.find((one) => one.name === name);
        if (field !== undefined) return { field, owner };
      }
      return undefined;
    },
    staticImports: (name, unit) =>
      unit.facts.imports
        .filter((one) => one.static && (one.wildcard || one.name.endsWith(`.${name}`)))
        .map((one) => fullName(one.wildcard ? one.name : one.name.slice(0, -name.length - 1), unit)),
  };
  return program;
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

const takes = ({ parameters }: JavaMethod, count: number): boolean =>
  parameters.at(-1)?.varargs === true ? count >= parameters.length - 1 : parameters.length === count;

/** Classes that job code takes from `java.util.*` and `java.time.*`. */
const JAVA_UTIL = new Set([
  ...`Arrays ArrayList Collection Collections Date HashMap HashSet Iterator LinkedHashMap LinkedList List Locale Map Objects
      Optional Properties Random Scanner Set UUID`
    .split(/\s+/)
    .map((name) => `java.util.${name}`),
  ...'Clock Duration Instant LocalDate LocalDateTime'.split(' ').map((name) => `java.time.${name}`),
  ...'TimeUnit CompletableFuture ThreadLocalRandom'.split(' ').map((name) => `java.util.concurrent.${name}`),
]);

function unitOf(facts: JavaFacts): Unit {
  const types = new Map<string, ProjectType>();
  const unit: Unit = { facts, types };
  for (const one of facts.types) types.set(one.name, typeOf(one, unit, undefined, facts.package));
  return unit;
}

function typeOf(declaration: JavaType, unit: Unit, outer: ProjectType | undefined, prefix: string): ProjectType {
  const name = prefix === '' ? declaration.name : `${prefix}.${declaration.name}`;
  const types = new Map<string, ProjectType>();
  const type: ProjectType = { unit, declaration, outer, name, types };
  for (const one of declaration.types) types.set(one.name, typeOf(one, unit, type, name));
  return type;
}
