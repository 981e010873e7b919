import { byCodeUnit } from './merge.js';
import type { Era, Option, Options } from './model.js';

/**
 * Compares the stored catalogue with what the jars of some minors say.
 *
 * Where an era goes on into a later minor, its constant and artifact are the later one's, so only the shape is compared.
 */
export function checkMinors(
  order: readonly string[],
  known: Readonly<Record<string, readonly Era[]>>,
  fresh: ReadonlyMap<string, Options>,
): string[] {
  return [...fresh].flatMap(([minor, options]) => {
    const keys = [...new Set([...Object.keys(known), ...options.keys()])].sort(byCodeUnit);
    return keys.flatMap((key) => {
      const stored = eraAt(known[key] ?? [], minor, order);
      const read = options.get(key);
      const before = stored === undefined ? 'absent' : JSON.stringify(described(stored, minor, order));
      const after = read === undefined ? 'absent' : JSON.stringify(freshly(read, stored, minor, order));
      return before === after ? [] : [`${minor} ${key}:\n  stored: ${before}\n  jars:   ${after}`];
    });
  });
}

/** The era that covers a minor. */
export function eraAt(eras: readonly Era[], minor: string, order: readonly string[]): Era | undefined {
  const at = order.indexOf(minor);
  return eras.find((era) => {
    const last = era.to === undefined ? order.length - 1 : order.indexOf(era.to);
    return order.indexOf(era.from) <= at && at <= last;
  });
}

const endsAt = (era: Era, minor: string, order: readonly string[]): boolean => (era.to ?? order.at(-1)) === minor;

function described(era: Era, minor: string, order: readonly string[]): object {
  const { from: _from, to: _to, in: constant, also, artifact, ...shape } = era;
  return endsAt(era, minor, order) ? { ...shape, in: constant, also, artifact } : shape;
}

function freshly(option: Option, stored: Era | undefined, minor: string, order: readonly string[]): object {
  const { in: constant, also, artifact } = option.origin;
  const withOrigin = stored === undefined || endsAt(stored, minor, order);
  return withOrigin ? { ...option.shape, in: constant, also, artifact } : option.shape;
}
