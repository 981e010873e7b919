/** What declarations say of values: an unknown stream is a stream all the same. */
import { FOLLOWED, type StreamClass } from '../../flink/stream-api.js';
import { lookup } from '../../lookup.js';
import type { TypeRef } from '../../model/java.js';
import { newConfig } from './configure.js';
import { newEnv } from './environments.js';
import type { Run } from './run.js';
import type { ProjectType, Unit, Value } from './things.js';

/** What of Flink's API that is followed a class is. */
export const followedClass = (name: string): (typeof FOLLOWED)[string] | undefined => lookup(FOLLOWED, name);

/** Where names are looked up. */
interface Place {
  readonly unit: Unit;
  readonly type: ProjectType | undefined;
}

/** Full name of a type where it stands. */
export function fullNameOf(run: Run, type: TypeRef, { unit, type: within }: Place): string {
  const named = run.program.resolveRef(type, unit, within);
  return named.kind === 'project' ? named.type.name : named.name;
}

/** A value as a declaration of its type makes it known: an unknown stream is a stream all the same. */
export function typed(run: Run, value: Value, type: TypeRef | undefined, place: Place): Value {
  if (value.kind === 'stream' && value.class === 'DataStreamSource' && type?.name.endsWith('DataStreamSource') === true)
    for (const node of value.handles) node.asSource = true;
  const opaque = value.kind === 'unknown' || (value.kind === 'object' && value.type.kind === 'external');
  if (type === undefined || !opaque || type.dimensions > 0) return value;
  const full = fullNameOf(run, type, place);
  const followed = followedClass(full);
  if (followed === undefined) {
    return value.kind === 'unknown' && value.type === undefined ? { ...value, type: full } : value;
  }
  const why = value.kind === 'unknown' ? value.why : 'it is made by code that cannot be seen';
  const at = { file: place.unit.facts.file, start: type.start, end: type.end };
  switch (followed) {
    case 'env':
      return newEnv(run, 'unknown', at, undefined, why);
    case 'table-env':
      return { kind: 'table-env' };
    case 'config':
      return newConfig(run, at, undefined, why);
    default:
      return unseenStream(followed, why);
  }
}

/** A stream that comes from where it cannot be seen. */
function unseenStream(name: StreamClass, why: string): Value {
  const keyed = name === 'KeyedStream' ? ({ known: true, value: true } as const) : ({ known: false, why } as const);
  return {
    kind: 'stream',
    class: name,
    env: undefined,
    inputs: [{ from: { known: false, why }, by: [], keyed }],
    handles: [],
    described: [],
  };
}
