import type { Fact } from '../../model/graph.js';
import { actual } from './build.js';
import { joined } from './inputs.js';
import type { Env, Unknown, Value } from './things.js';

/** A value that is the same in every run. */
export const constant = (value: string | number | bigint | boolean | null): Value => ({ kind: 'const', value });

/** A value that cannot be told. */
export const unknown = (why: string, more: Partial<Omit<Unknown, 'kind' | 'why'>> = {}): Unknown => ({
  kind: 'unknown',
  why,
  ...more,
});

/** All that a value may be. */
export const alternatives = (value: Value): readonly Value[] => (value.kind === 'any' ? value.of : [value]);

/** What a value is where two paths meet. */
export function either(a: Value, b: Value): Value {
  if (a === b || same(a, b)) return a;
  const streams = [...alternatives(a), ...alternatives(b)];
  const envs = streams.flatMap((one) => (one.kind === 'env' ? [one.env] : []));
  if (envs.length === streams.length) return { kind: 'env', env: merged(envs) };
  if (streams.every((one) => one.kind === 'stream')) return joined(streams.filter((one) => one.kind === 'stream'));
  const distinct: Value[] = [];
  for (const one of streams) if (!distinct.some((other) => same(one, other))) distinct.push(one);
  const [only] = distinct;
  if (distinct.length === 1 && only !== undefined) return only;
  return distinct.length > 16 ? unknown('it has many possible values') : { kind: 'any', of: distinct };
}

/** One environment in the place of several, of which each run has one. What is not for tests alone speaks for all. */
function merged(envs: readonly Env[]): Env {
  const all = [...new Set(envs.map(actual))];
  const chosen = all.find(({ kind }) => kind === 'default') ?? all[0];
  if (chosen === undefined) throw new RangeError('no environments');
  for (const other of all) {
    if (other === chosen) continue;
    other.instead = chosen;
    chosen.nodes.push(...other.nodes);
    chosen.settings.push(...other.settings);
    chosen.calls.push(...other.calls);
    chosen.api.push(...other.api);
    if (other.open !== undefined) chosen.open ??= other.open;
    if (other.tables === true) chosen.tables = true;
  }
  return chosen;
}

function same(a: Value, b: Value): boolean {
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'const':
      return b.kind === 'const' && a.value === b.value;
    case 'duration':
      return b.kind === 'duration' && a.ms === b.ms;
    case 'memory':
      return b.kind === 'memory' && a.bytes === b.bytes;
    case 'constant':
      return b.kind === 'constant' && a.type === b.type && a.name === b.name;
    case 'env':
      return b.kind === 'env' && a.env === b.env;
    case 'config':
      return b.kind === 'config' && a.config === b.config;
    default:
      return a === b;
  }
}

/** What is known of a value, as far as `read` can tell. */
export function factOf<T>(value: Value, read: (value: Value) => T | undefined): Fact<T> {
  const all = alternatives(value).map((one) => ({ one, read: read(one) }));
  const known = all.flatMap((each) => (each.read === undefined ? [] : [each.read]));
  const [first] = known;
  if (all.length === 1 && first !== undefined) return { known: true, value: first };
  const strange = all.find((each) => each.read === undefined)?.one;
  const why = strange === undefined ? 'it depends on a condition' : whyOf(strange);
  return known.length === all.length ? { known: false, oneOf: known, why } : { known: false, why };
}

/** Why a value is not what was asked for. */
export const whyOf = (value: Value): string => (value.kind === 'unknown' ? value.why : 'it is not a plain value');

/** The text that a value certainly is. */
export const stringOf = (value: Value): string | undefined =>
  value.kind === 'const' && typeof value.value === 'string' ? value.value : undefined;

/** The number that a value certainly is; a `long` beyond 2^53 is none. */
export const numberOf = (value: Value): number | undefined =>
  value.kind === 'const' && typeof value.value === 'number' ? value.value : undefined;

/** Text of a value as Java's string concatenation has it; nothing where that is not known. */
export function textOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'const':
      return String(value.value);
    case 'constant':
      return value.name;
    default:
      return undefined;
  }
}
