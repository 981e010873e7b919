/** Names, fields and classes as they are first used. */
import type { JavaExpression, JavaField } from '../../model/java.js';
import type { Run } from './run.js';
import { lookUp, newScope } from './scope.js';
import type { Frame, ObjectValue, ProjectType, TypeName, Unit, Value } from './things.js';
import { typed } from './typed.js';
import { constant, either, unknown } from './values.js';

/** The class of an object, where it is one of the project. */
export const selfType = (self: ObjectValue | undefined): ProjectType | undefined =>
  self?.type.kind === 'project' ? self.type.type : undefined;

/** What happens when a class is first used: its static fields and initialisers, in order. */
export function loadClass(run: Run, type: ProjectType): void {
  if (run.loaded.has(type)) return;
  run.loaded.add(type);
  const { fields, initialisers } = type.declaration;
  const frame: Frame = { unit: type.unit, type, self: undefined, scope: newScope(), returned: [], depth: 0 };
  const steps = [
    ...fields
      .filter(({ modifiers }) => modifiers.includes('static'))
      .map(({ start, name }) => ({ start, run: () => void fieldOf(run, type, name, undefined) })),
    ...initialisers
      .filter((one) => one.static)
      .map(({ start, body }) => ({ start, run: () => void run.block(body, frame) })),
  ];
  for (const step of steps.sort((a, b) => a.start - b.start)) step.run();
}

/** What a plain name stands for: a variable, a field, a class, the beginning of a package. */
export function resolveName(run: Run, name: string, frame: Frame): Value {
  const local = lookUp(frame.scope, name);
  if (local !== undefined) return local;
  for (let type = frame.type; type !== undefined; type = type.outer) {
    const self = type === frame.type ? frame.self : undefined;
    const value = fieldOf(run, type, name, self);
    if (value !== undefined) return value;
  }
  for (const type of run.program.staticImports(name, frame.unit)) {
    if (type.kind === 'project') {
      const value = fieldOf(run, type.type, name, undefined);
      if (value !== undefined) return value;
    } else if (
      frame.unit.facts.imports.some((one) => one.static && !one.wildcard && one.name === `${type.name}.${name}`)
    ) {
      return { kind: 'constant', type: type.name, name };
    }
  }
  if (/^[a-z]/.test(name)) return { kind: 'type', type: { kind: 'external', name } };
  return { kind: 'type', type: run.program.resolve(name, frame.unit, frame.type) };
}

/** A field of a class or what it extends, as this object has it. */
function fieldOf(run: Run, type: ProjectType, name: string, self: ObjectValue | undefined): Value | undefined {
  const own = self?.fields.get(name);
  if (own !== undefined) return own;
  if (type.declaration.kind === 'enum' && type.declaration.constants.includes(name)) {
    return { kind: 'constant', type: type.name, name };
  }
  const found = run.program.field(selfType(self) ?? type, name);
  if (found === undefined) return undefined;
  const { field, owner } = found;
  const place = { unit: owner.unit, type: owner };
  if (!field.modifiers.includes('static') && owner.declaration.kind !== 'interface') {
    const elsewhere = typed(run, unknown('it is a field that is set elsewhere'), field.type, place);
    // It is the same environment at each reading.
    if (elsewhere.kind === 'env') self?.fields.set(name, elsewhere);
    return elsewhere;
  }
  const known = run.statics.get(field);
  if (known !== undefined) return known;
  // A field that is made from itself is nobody's.
  run.statics.set(field, unknown('it is made from itself'));
  const frame: Frame = { ...place, self: undefined, scope: newScope(), returned: [], depth: 0 };
  const made =
    field.value === undefined
      ? unknown('it is a field that is set elsewhere')
      : declared(run, field, field.value, frame);
  const value = typed(run, made, field.type, place);
  run.statics.set(field, value);
  return value;
}

/** Annotations that have no library put something into a field. */
const PLAIN =
  /^(?:Deprecated|SuppressWarnings|Serial|VisibleForTesting|(?:Check)?Non[Nn]ull|NotNull|Nullable|CheckForNull|Getter|Setter|Internal|Public(?:Evolving)?|Experimental)$/;

/** What a field is where it is declared; one with an annotation may be given another value from elsewhere. */
export function declared(run: Run, field: JavaField, value: JavaExpression, frame: Frame): Value {
  const given = run.evaluate(value, frame);
  const isInjected = field.annotations.some((name) => !PLAIN.test(name.split('.').at(-1) ?? name));
  if (!isInjected || field.modifiers.includes('final')) return given;
  return unknown('its annotation may have a library set it', { fallback: given });
}

/** `target.name`. */
export function readField(run: Run, target: Value, name: string, frame: Frame): Value {
  switch (target.kind) {
    case 'type':
      return staticField(run, target.type, name, frame.unit);
    case 'constant':
      return { kind: 'constant', type: `${target.type}.${target.name}`, name };
    case 'object':
      if (target.type.kind === 'project') {
        const value = fieldOf(run, target.type.type, name, target);
        if (value !== undefined) return value;
      }
      return target.fields.get(name) ?? unknown('it is a field that is set elsewhere');
    case 'list':
      return name === 'length' && !target.open ? constant(target.items.length) : unknown('it is a length');
    case 'any':
      return target.of.map((one) => readField(run, one, name, frame)).reduce(either);
    case 'unknown': {
      const type = target.type === undefined ? undefined : run.program.named(target.type);
      const value = type === undefined ? undefined : fieldOf(run, type, name, undefined);
      return value ?? unknown(target.why);
    }
    default:
      return unknown('it is a field that is set elsewhere');
  }
}

function staticField(run: Run, type: TypeName, name: string, unit: Unit): Value {
  if (type.kind === 'project') {
    loadClass(run, type.type);
    const value = fieldOf(run, type.type, name, undefined);
    if (value !== undefined) return value;
    return {
      kind: 'type',
      type: run.program.resolve(`${type.type.declaration.name}.${name}`, type.type.unit, type.type),
    };
  }
  // Packages are written small, classes with a capital, and so are constants.
  const isPackage = /^[a-z]/.test(type.name.split('.').at(-1) ?? '');
  if (isPackage) {
    const full = `${type.name}.${name}`;
    const known = run.program.named(full, unit);
    return {
      kind: 'type',
      type: known === undefined ? { kind: 'external', name: full } : { kind: 'project', type: known },
    };
  }
  if (type.name === 'java.lang.Integer' && name === 'MAX_VALUE') return constant(2_147_483_647);
  if (type.name === 'java.lang.Long' && name === 'MAX_VALUE') return constant(9_223_372_036_854_775_807n);
  if (name === 'class' || name === 'this') return { kind: 'type', type };
  if (name === 'super') return unknown(`it is in ${unit.facts.file}`);
  return { kind: 'constant', type: type.name, name };
}

/** Gives a field a value; where only one path does, it may have the old one too. */
export function setField(run: Run, target: Value | undefined, name: string, value: Value, frame: Frame): void {
  const object = target === undefined ? frame.self : target;
  if (object?.kind === 'object') setOwnField(run, object, name, value);
  else if (target === undefined) setStatic(run, frame.type, name, value);
  else if (target.kind === 'type' && target.type.kind === 'project') setStatic(run, target.type.type, name, value);
}

function setOwnField(run: Run, object: ObjectValue, name: string, value: Value): void {
  const before = object.fields.get(name);
  const certain = run.branches.length <= object.depth || before === undefined;
  object.fields.set(name, certain ? value : either(before, value));
}

/** A static field of a class or of one around it. */
function setStatic(run: Run, type: ProjectType | undefined, name: string, value: Value): void {
  for (let at = type; at !== undefined; at = at.outer) {
    const found = run.program.field(at, name);
    if (found?.field.modifiers.includes('static') !== true) continue;
    const before = run.statics.get(found.field);
    run.statics.set(found.field, before === undefined || run.branches.length === 0 ? value : either(before, value));
    return;
  }
}
