import { memo } from '../../lazy.js';
import type { JavaField, JavaMethod } from '../../model/java.js';
import type { ProjectType, TypeName } from './things.js';

/** A method, and the class that declares it. */
export interface FoundMethod {
  readonly method: JavaMethod;
  readonly owner: ProjectType;
}

/** A field, and the class that declares it. */
export interface FoundField {
  readonly field: JavaField;
  readonly owner: ProjectType;
}

/** What classes have of their own or inherit within the program. */
export interface Members {
  /** The classes and interfaces right above a class. */
  parents(type: ProjectType): readonly TypeName[];
  /** Full names of everything above a class that can be seen, the nearest first. */
  ancestors(type: ProjectType): readonly string[];
  /** A method by name and number of arguments, in a class or what it extends; the most derived first. */
  method(type: ProjectType, name: string, count: number): FoundMethod | undefined;
  /** All overloads. */
  methods(type: ProjectType, name: string, count: number): readonly FoundMethod[];
  field(type: ProjectType, name: string): FoundField | undefined;
}

/** @param parentsOf the classes and interfaces right above a class, which are looked up once */
export function membersBy(parentsOf: (type: ProjectType) => readonly TypeName[]): Members {
  const parents = memo(parentsOf);
  const lineage = memo((type: ProjectType) => lineageOf(type, parents));
  const methods = (type: ProjectType, name: string, count: number): readonly FoundMethod[] =>
    lineage(type).flatMap((owner) =>
      owner.declaration.methods
        .filter((method) => method.name === name && takes(method, count))
        .map((method) => ({ method, owner })),
    );
  return {
    parents,
    ancestors: (type) => [
      ...new Set(
        lineage(type).flatMap((one) =>
          parents(one).map((parent) => (parent.kind === 'project' ? parent.type.name : parent.name)),
        ),
      ),
    ],
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
  };
}

/** A class and all classes of the program above it, the nearest first. */
function lineageOf(type: ProjectType, parents: Members['parents']): readonly ProjectType[] {
  const line = new Set<ProjectType>();
  const visit = (one: ProjectType): void => {
    if (line.has(one)) return;
    line.add(one);
    for (const parent of parents(one)) if (parent.kind === 'project') visit(parent.type);
  };
  visit(type);
  return [...line];
}

const takes = ({ parameters }: JavaMethod, count: number): boolean =>
  parameters.at(-1)?.varargs === true ? count >= parameters.length - 1 : parameters.length === count;
