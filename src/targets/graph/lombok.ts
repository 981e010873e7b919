/** Constructors that Lombok writes; see `HandleConstructor` in its sources. */
import type { JavaField, JavaType } from '../../model/java.js';

/** Annotations that give a class a constructor of every field, and of those that must be given a value. */
const OF_ALL: readonly string[] = ['AllArgsConstructor', 'Value'];
const OF_REQUIRED: readonly string[] = ['RequiredArgsConstructor', 'Data'];

/** The fields that a constructor of so many arguments sets, in their order; none where Lombok writes no such constructor. */
export function fieldsGiven(type: JavaType, count: number): readonly JavaField[] {
  const open = type.fields.filter((field) => !field.modifiers.includes('static') && !isFixed(field, type));
  const required = open.filter((field) => field.value === undefined && mustBeGiven(field));
  const shapes = [...(isAnnotated(type, OF_ALL) ? [open] : []), ...(isAnnotated(type, OF_REQUIRED) ? [required] : [])];
  return shapes.find(({ length }) => length === count) ?? [];
}

/** A final field with a value keeps it; `@Value` makes every field final. */
const isFixed = ({ value, modifiers }: JavaField, type: JavaType): boolean =>
  value !== undefined && (modifiers.includes('final') || isAnnotated(type, ['Value']));

const mustBeGiven = ({ modifiers, annotations }: JavaField): boolean =>
  modifiers.includes('final') || annotations.some((name) => name.endsWith('NonNull'));

const isAnnotated = ({ annotations }: JavaType, names: readonly string[]): boolean =>
  annotations.some((name) => names.includes(name.split('.').at(-1) ?? name));
