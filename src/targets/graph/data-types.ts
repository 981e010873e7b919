import type { DataType } from '../../model/graph.js';
import type { JavaField, JavaType } from '../../model/java.js';
import type { Program } from './program.js';
import type { ProjectType } from './things.js';

/** What Flink would make of a class of the project whose objects travel in a stream. */
export function dataType(program: Program, type: ProjectType): DataType {
  const { nameAt, kind } = type.declaration;
  const notPojo = isJudged(program, type) ? whyNotPojo(type) : undefined;
  return {
    name: type.name,
    at: { file: type.unit.facts.file, start: nameAt.start, end: nameAt.end },
    enum: kind === 'enum',
    ...(notPojo === undefined ? {} : { notPojo }),
  };
}

/** Annotations beside which the code is not all there is: Lombok writes more of it, `@TypeInfo` takes it from Flink. */
const SILENT =
  /^(?:\w+\.)*(?:Data|Value|Getter|Setter|\w*ArgsConstructor|Builder|SuperBuilder|TypeInfo|Accessors|With|Table|Entity)$/;

/**
 * Whether a class can be judged from its source alone. Records are POJOs from 1.19 on; what extends classes of others may
 * have a serializer of its own.
 */
function isJudged(program: Program, { declaration, name }: ProjectType): boolean {
  const { kind, modifiers, annotations, fields, typeParameters, broken } = declaration;
  if (kind !== 'class' || broken || name.includes('$') || modifiers.includes('abstract') || typeParameters.length > 0) {
    return false;
  }
  if (declaration.extends.length > 0 || fields.length === 0) return false;
  if ([...annotations, ...fields.flatMap((field) => field.annotations)].some((one) => SILENT.test(one))) return false;
  return (
    declaration.implements.every(({ name: above }) => /(?:^|\.)(?:Serializable|Comparable|Cloneable)$/.test(above)) &&
    program.named(name) !== undefined
  );
}

/** Which of Flink's rules for POJOs a class breaks first. Follows `TypeExtractor#analyzePojo` and `#isValidPojoField`. */
function whyNotPojo({ declaration, outer }: ProjectType): string | undefined {
  const { modifiers, methods } = declaration;
  const inInterface = outer?.declaration.kind === 'interface';
  if (!modifiers.includes('public') && !inInterface) return 'it is not public';
  if (outer !== undefined && !modifiers.includes('static') && !inInterface)
    return 'it is an inner class that is not static';
  const constructors = methods.filter(({ name }) => name === '<init>');
  const plain = constructors.find(({ parameters }) => parameters.length === 0);
  if (constructors.length > 0 && plain === undefined) return 'it has no constructor without arguments';
  if (plain !== undefined && !plain.modifiers.includes('public')) {
    return 'its constructor without arguments is not public';
  }
  const closed = declaration.fields.find((field) => !isOpen(field, declaration));
  return closed === undefined
    ? undefined
    : `its field '${closed.name}' is neither public nor has a getter and a setter`;
}

function isOpen({ name, modifiers }: JavaField, { methods }: JavaType): boolean {
  if (modifiers.includes('static') || modifiers.includes('transient')) return true;
  if (modifiers.includes('public') && !modifiers.includes('final')) return true;
  const wanted = plainName(name);
  const has = (prefixes: readonly string[], count: number): boolean =>
    methods.some(
      (method) =>
        method.parameters.length === count &&
        prefixes.some((prefix) => plainName(method.name) === `${prefix}${wanted}`),
    );
  return has(['get', 'is', ''], 0) && has(['set', ''], 1);
}

/** Flink compares names without case and underscores. */
const plainName = (name: string): string => name.toLowerCase().replaceAll('_', '');
