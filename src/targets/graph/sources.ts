import type { JobSource, UserFunction } from '../../model/graph.js';
import type { At, JavaType } from '../../model/java.js';
import type { Span } from '../../model/span.js';
import { codeOfClass } from './function-code.js';
import type { Program } from './program.js';
import type { ProjectType, Unit } from './things.js';
import { expressionsOf } from './walk.js';

/** Gives the files that a job is made of, by the class where it starts; each file is looked through once. */
export function sourceFinder(program: Program): (entry: ProjectType) => readonly JobSource[] {
  const named = new Map<Unit, readonly Unit[]>();
  const read = new Map<Unit, JobSource>();
  const namedBy = (unit: Unit): readonly Unit[] => {
    const known = named.get(unit) ?? unitsNamedIn(program, unit);
    named.set(unit, known);
    return known;
  };
  const sourceOf = (unit: Unit): JobSource => {
    const known = read.get(unit) ?? {
      file: unit.facts.file,
      imports: importsOf(unit),
      functions: functionsIn(program, unit),
    };
    read.set(unit, known);
    return known;
  };
  return ({ unit }) => {
    const reached = new Set([unit]);
    for (const one of reached) for (const next of namedBy(one)) reached.add(next);
    return [...reached].map(sourceOf);
  };
}

/** The files of the project whose classes a file names, in its imports or anywhere in its code. */
function unitsNamedIn(program: Program, unit: Unit): readonly Unit[] {
  const units = new Set<Unit>();
  for (const { name } of unit.facts.imports) {
    const type = program.named(name, unit) ?? program.named(name.slice(0, name.lastIndexOf('.')), unit);
    if (type !== undefined) units.add(type.unit);
  }
  for (const name of namesIn(unit.facts.types)) {
    const type = program.resolve(name, unit, undefined);
    if (type.kind === 'project') units.add(type.type.unit);
  }
  return [...units];
}

/** Everything in a tree that is called like a class, whatever it is. */
function namesIn(tree: object): ReadonlySet<string> {
  const names = new Set<string>();
  const stack: object[] = [tree];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if ('name' in next && typeof next.name === 'string' && /^[A-Z]/.test(next.name)) {
      names.add(next.name.split('.')[0] ?? '');
    }
    for (const value of Object.values(next)) if (typeof value === 'object' && value !== null) stack.push(value);
  }
  return names;
}

const importsOf = ({ facts }: Unit): JobSource['imports'] =>
  facts.imports.map(({ name, static: isStatic, start, end }) => ({
    name,
    static: isStatic,
    at: { file: facts.file, ...nameWithin(start, end, isStatic ? `import static ${name};` : `import ${name};`, name) },
  }));

/** The place of an import's name, where it is written as usual; else that of the whole import. */
const nameWithin = (start: number, end: number, usual: string, name: string): At =>
  end - start === usual.length ? { start: end - 1 - name.length, end: end - 1 } : { start, end };

function functionsIn(program: Program, unit: Unit): readonly UserFunction[] {
  const own = program.types.filter((type) => type.unit === unit);
  const anonymous = own.flatMap((type) => anonymousIn(program, type));
  return [...own, ...anonymous].flatMap((type) => {
    const ancestors = program.ancestors(type);
    return ancestors.some((name) => name.startsWith('org.apache.flink.')) ? functionOf(program, type, ancestors) : [];
  });
}

function anonymousIn(program: Program, type: ProjectType): readonly ProjectType[] {
  const found: ProjectType[] = [];
  for (const one of expressionsOf(type.declaration)) {
    if (one.kind === 'new' && one.body !== undefined) {
      found.push(program.anonymous(one.body, one.type, type.unit, type));
    }
  }
  return found;
}

function functionOf(program: Program, type: ProjectType, ancestors: readonly string[]): UserFunction {
  const at = spanOf(type.declaration.nameAt, type);
  const name = classNameOf(type.declaration);
  return { kind: 'class', at, name, ancestors, declared: at, code: codeOfClass(program, type) };
}

const classNameOf = ({ name, extends: above }: JavaType): string => (name === '' ? (above[0]?.name ?? '') : name);

const spanOf = ({ start, end }: At, { unit }: ProjectType): Span => ({ file: unit.facts.file, start, end });
