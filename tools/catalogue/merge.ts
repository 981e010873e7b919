import { MARKERS } from './extract.js';
import type { Constant, Decisions, Era, Option, Options, Origin, Scope, Shape, StandIn, Where } from './model.js';

/** Keys in code unit order, so that the result does not depend on a locale. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The options of one version: one per key.
 *
 * @throws when two constants declare a key differently and decisions.json does not say which one Flink reads
 */
export function optionsOf(constants: readonly Constant[], decisions: Decisions): Options {
  const byKey = groupByKey(constants);
  const keys = [...byKey.keys()].sort(byCodeUnit);
  return new Map(keys.map((key) => [key, optionOf(key, byKey.get(key) ?? [], decisions)]));
}

/** Node 20 has no Map.groupBy. */
function groupByKey(constants: readonly Constant[]): ReadonlyMap<string, readonly Constant[]> {
  const groups = new Map<string, Constant[]>();
  for (const constant of constants) {
    const group = groups.get(constant.key);
    if (group === undefined) groups.set(constant.key, [constant]);
    else group.push(constant);
  }
  return groups;
}

function optionOf(key: string, constants: readonly Constant[], decisions: Decisions): Option {
  const ordered = [...constants].sort(
    (a, b) => rank(a, decisions) - rank(b, decisions) || byCodeUnit(name(a), name(b)),
  );
  const [main, ...others] = ordered;
  if (main === undefined) throw new Error(`No constant for '${key}'.`);
  const shape = shapeOf(main, decisions);
  if (!(key in decisions.sameKey) && isWholeKey(shape)) refuseDisagreement(main, others, decisions);
  const also = [...new Set(others.map(name))].filter((other) => other !== name(main)).sort(byCodeUnit);
  const origin: Origin = { in: name(main), ...(also.length === 0 ? {} : { also }), artifact: main.artifact };
  return { shape, origin };
}

/** Cluster options before connectors' properties, then what was decided, then what is not deprecated, then flink-core. */
function rank(constant: Constant, decisions: Decisions): number {
  const decided = decisions.sameKey[constant.key];
  return (
    (isWholeKey(shapeOf(constant, decisions)) ? 0 : 100) +
    (decided === undefined || name(constant).endsWith(decided.use) ? 0 : 10) +
    (constant.obsolete === true || constant.obsoleteClass === true ? 4 : 0) +
    (constant.artifact === 'flink-core' ? 0 : 1)
  );
}

/** A reporter's `port` and an endpoint's `port` share a name, not a meaning: only whole keys can disagree. */
const isWholeKey = (shape: Shape): boolean => shape.suffix !== true && shape.scope === undefined;

function refuseDisagreement(main: Constant, others: readonly Constant[], decisions: Decisions): void {
  const meaning = (constant: Constant): string => {
    const { obsolete: _, ...rest } = shapeOf(constant, decisions);
    return JSON.stringify(rest);
  };
  const other = others.find((each) => isWholeKey(shapeOf(each, decisions)) && meaning(each) !== meaning(main));
  if (other === undefined) return;
  throw new Error(
    `'${main.key}': ${name(main)} and ${name(other)} differ. Say in decisions.json which one Flink reads.`,
  );
}

const name = (constant: Constant): string => `${constant.class}#${constant.field}`;

function shapeOf(constant: Constant, decisions: Decisions): Shape {
  const scope = scopeOf(constant, decisions);
  // A placeholder in the key stands for a name, as in external-resource.<resource_name>.amount.
  const isSuffix = constant.suffix === true || constant.key.includes('<') || isIn(constant, decisions.suffix);
  return {
    type: constant.type,
    ...(constant.list === true ? { list: true } : {}),
    ...(constant.enum === undefined ? {} : { enum: constant.enum }),
    ...defaultOf(constant, decisions),
    ...(constant.fallback === undefined ? {} : { fallback: constant.fallback }),
    ...(constant.deprecated === undefined ? {} : { deprecated: constant.deprecated }),
    ...(constant.obsolete === true || constant.obsoleteClass === true ? { obsolete: true } : {}),
    ...(isSuffix ? { suffix: true } : {}),
    ...(scope === undefined ? {} : { scope }),
  };
}

function scopeOf(constant: Constant, decisions: Decisions): Scope | undefined {
  if (isIn(constant, decisions.tableConnector)) return 'table-connector';
  return isIn(constant, decisions.internal) ? 'internal' : undefined;
}

function defaultOf(constant: Constant, decisions: Decisions): Pick<Shape, 'default' | 'hostDefault'> {
  const text = constant.default;
  if (text === undefined) return {};
  const described = decisions.hostDependent[constant.key];
  if (described !== undefined) return { hostDefault: described };
  // A short marker such as a processor count must be the whole value.
  const marker = MARKERS.find((each) => (each.text.startsWith('/') ? text.includes(each.text) : text === each.text));
  return marker === undefined ? { default: text } : { hostDefault: text.replace(marker.text, marker.means) };
}

function isIn(constant: Constant, where: Where): boolean {
  const simple = `${constant.class.slice(constant.class.lastIndexOf('.') + 1)}#${constant.field}`;
  const matches = (pattern: string): boolean =>
    pattern.includes('#') ? simple.startsWith(pattern) : simple.startsWith(`${pattern}#`);
  if (where.except.some(matches)) return false;
  return where.artifacts.includes(constant.artifact) || where.constants.some(matches);
}

/** The constants of a minor, completed with those that stand in for artifacts which the repository lacks. */
export function withStandIns(
  minor: string,
  extracted: ReadonlyMap<string, readonly Constant[]>,
  decisions: Decisions,
): readonly Constant[] {
  const standIns = Object.entries(decisions.standIns[minor] ?? {});
  const replaced = new Set(standIns.map(([artifact]) => artifact));
  const own = (extracted.get(minor) ?? []).filter((constant) => !replaced.has(constant.artifact));
  return [...own, ...standIns.flatMap(([artifact, standIn]) => borrowed(artifact, standIn, extracted))];
}

function borrowed(
  artifact: string,
  standIn: StandIn,
  extracted: ReadonlyMap<string, readonly Constant[]>,
): readonly Constant[] {
  const of = (minor: string): readonly Constant[] =>
    (extracted.get(minor) ?? []).filter((constant) => constant.artifact === artifact);
  const replaced = standIn.but ?? {};
  return [
    ...of(standIn.as).filter((constant) => !(constant.key in replaced)),
    ...Object.entries(replaced).flatMap(([key, minor]) => of(minor).filter((constant) => constant.key === key)),
  ];
}

/** Lays the versions of each option side by side: equal neighbours become one era. */
export function eras(versions: ReadonlyMap<string, Options>): Readonly<Record<string, readonly Era[]>> {
  const minors = [...versions.keys()];
  const keys = [...new Set([...versions.values()].flatMap((options) => [...options.keys()]))].sort(byCodeUnit);
  return Object.fromEntries(keys.map((key) => [key, erasOf(key, minors, versions)]));
}

function erasOf(key: string, minors: readonly string[], versions: ReadonlyMap<string, Options>): readonly Era[] {
  const runs: { from: string; to: string; option: Option }[] = [];
  for (const [index, minor] of minors.entries()) {
    const option = versions.get(minor)?.get(key);
    if (option === undefined) continue;
    const run = runs.at(-1);
    const continues = run !== undefined && run.to === minors[index - 1] && sameShape(run.option.shape, option.shape);
    if (continues) {
      run.to = minor;
      run.option = option;
    } else {
      runs.push({ from: minor, to: minor, option });
    }
  }
  return runs.map(({ from, to, option }) => ({
    from,
    ...(to === minors.at(-1) ? {} : { to }),
    ...option.shape,
    ...option.origin,
  }));
}

const sameShape = (a: Shape, b: Shape): boolean => JSON.stringify(a) === JSON.stringify(b);
