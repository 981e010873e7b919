import { FOLLOWED } from '../../flink/stream-api.js';
import type { ProjectType, TypeName, Unit } from './things.js';

/** The classes of a program by their full names: of several the one nearest to a file that names it. */
export type Classes = (name: string, unit?: Unit) => ProjectType | undefined;

/** Where a name stands. */
export interface NamePlace {
  readonly unit: Unit;
  readonly within: ProjectType | undefined;
  /** Classes in whose parents the name is: they are not looked into for what they inherit. */
  readonly seen: ReadonlySet<ProjectType>;
}

const NONE: ReadonlySet<ProjectType> = new Set();

/** Classes of java.lang that job code names. */
const JAVA_LANG = new Set(
  `Object String Integer Long Double Float Boolean Byte Short Character Math System Thread Runnable Iterable Enum Class
   StringBuilder StringBuffer Exception RuntimeException IllegalArgumentException IllegalStateException Throwable Override
   Number Comparable CharSequence Void Runtime Process AutoCloseable FunctionalInterface SuppressWarnings Record`.split(
    /\s+/,
  ),
);

/** Classes that job code takes from `java.util.*` and `java.time.*`. */
const JAVA_UTIL = new Set([
  ...`Arrays ArrayList Collection Collections Date HashMap HashSet Iterator LinkedHashMap LinkedList List Locale Map Objects
      Optional Properties Random Scanner Set UUID`
    .split(/\s+/)
    .map((name) => `java.util.${name}`),
  ...'Clock Duration Instant LocalDate LocalDateTime'.split(' ').map((name) => `java.time.${name}`),
  ...'TimeUnit CompletableFuture ThreadLocalRandom'.split(' ').map((name) => `java.util.concurrent.${name}`),
]);

/** What a name, qualified or not, means where it stands (Java Language Specification 6.5). */
export function resolveName(name: string, place: NamePlace, classes: Classes): TypeName {
  const known = name.includes('.') ? classes(name, place.unit) : undefined;
  if (known !== undefined) return { kind: 'project', type: known };
  const [first = '', ...rest] = name.split('.');
  if (rest.length > 0 && /^[a-z]/.test(first)) return { kind: 'external', name };
  return rest.reduce((outer, inner) => inside(outer, inner, classes), simpleName(first, place, classes));
}

/** What a full name means. */
export function fullName(name: string, unit: Unit, classes: Classes): TypeName {
  const type = classes(name, unit);
  return type === undefined ? { kind: 'external', name } : { kind: 'project', type };
}

/** The classes and interfaces right above a class. */
export function parentsOf(type: ProjectType, classes: Classes, seen = NONE): readonly TypeName[] {
  const { declaration, unit } = type;
  // The names after extends are looked up outside of the class itself.
  const place = { unit, within: type.outer ?? type, seen: new Set([...seen, type]) };
  return [...declaration.extends, ...declaration.implements].map(({ name }) => resolveName(name, place, classes));
}

function simpleName(name: string, place: NamePlace, classes: Classes): TypeName {
  const { unit } = place;
  const { imports, package: own } = unit.facts;
  const near = around(name, place, classes) ?? unit.types.get(name);
  if (near !== undefined) return { kind: 'project', type: near };
  const imported = imports.find(
    (one) => !one.wildcard && !one.static && (one.name === name || one.name.endsWith(`.${name}`)),
  );
  if (imported !== undefined) return fullName(imported.name, unit, classes);
  const beside = classes(own === '' ? name : `${own}.${name}`, unit);
  if (beside !== undefined) return { kind: 'project', type: beside };
  const nested = imports.find((one) => one.static && !one.wildcard && one.name.endsWith(`.${name}`));
  if (nested !== undefined && /^[A-Z]/.test(name)) return fullName(nested.name, unit, classes);
  if (JAVA_LANG.has(name)) return { kind: 'external', name: `java.lang.${name}` };
  return fromWildcards(name, unit, classes);
}

/** Which of several packages a name comes from: one with such a class, or else the one that is most likely. */
function fromWildcards(name: string, unit: Unit, classes: Classes): TypeName {
  const wildcards = unit.facts.imports.filter((one) => one.wildcard && !one.static);
  const possible = wildcards.map((one) => `${one.name}.${name}`);
  const [ours] = possible.flatMap((full) => classes(full, unit) ?? []);
  if (ours !== undefined) return { kind: 'project', type: ours };
  const known = possible.find((full) => Object.hasOwn(FOLLOWED, full) || JAVA_UTIL.has(full));
  const flinks = possible.find((full) => full.startsWith('org.apache.flink.'));
  return { kind: 'external', name: known ?? flinks ?? name };
}

/** A class around the place, or a member of one. */
function around(name: string, { within, seen }: NamePlace, classes: Classes): ProjectType | undefined {
  for (let at = within; at !== undefined; at = at.outer) {
    if (at.declaration.name === name) return at;
    const member = seen.has(at) ? undefined : memberOf(at, name, new Set(seen), classes);
    if (member !== undefined) return member;
  }
  return undefined;
}

/** A class within a class, which may have inherited it. */
function memberOf(type: ProjectType, name: string, seen: Set<ProjectType>, classes: Classes): ProjectType | undefined {
  if (seen.has(type)) return undefined;
  seen.add(type);
  const own = type.types.get(name);
  if (own !== undefined) return own;
  for (const parent of parentsOf(type, classes, seen)) {
    const found = parent.kind === 'project' ? memberOf(parent.type, name, seen, classes) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function inside(outer: TypeName, name: string, classes: Classes): TypeName {
  if (outer.kind === 'external') return { kind: 'external', name: `${outer.name}.${name}` };
  const inner = memberOf(outer.type, name, new Set(), classes);
  return inner === undefined
    ? { kind: 'external', name: `${outer.type.name}.${name}` }
    : { kind: 'project', type: inner };
}
