import type { ApiClass, ClassShape, MethodShape, RawClass, RawMethod, Since } from './model.js';

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The classes of one minor by name. */
export type Release = ReadonlyMap<string, RawClass>;

/** Lays the classes of each minor side by side: neighbours that look the same become one era. */
export function classesOf(releases: ReadonlyMap<string, Release>): Readonly<Record<string, ApiClass>> {
  const names = sorted([...releases.values()].flatMap((classes) => [...classes.keys()]));
  return Object.fromEntries(names.map((name) => [sourceName(name), apiClass(name, releases)]));
}

const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort(byCodeUnit);

function apiClass(name: string, releases: ReadonlyMap<string, Release>): ApiClass {
  const minors = [...releases.keys()];
  const shapes = minors.map((minor) => classShape(releases.get(minor)?.get(name)));
  const methods = minors.map((minor) => (releases.get(minor)?.get(name)?.methods ?? []).filter(isOwn));
  const names = sorted(methods.flat().map((method) => method.name));
  return {
    eras: erasOf(minors, shapes),
    methods: Object.fromEntries(names.map((each) => [each, overloads(each, minors, methods)])),
  };
}

/** What every object has says nothing. */
const isOwn = (method: RawMethod): boolean => !['equals', 'hashCode', 'toString'].includes(method.name);

function classShape(raw: RawClass | undefined): ClassShape | undefined {
  if (raw === undefined) return undefined;
  const interfaces = raw.implements.filter((each) => each.startsWith('org.apache.flink.')).map(sourceName);
  return {
    ...(raw.extends?.startsWith('org.apache.flink.') === true ? { extends: sourceName(raw.extends) } : {}),
    ...(interfaces.length === 0 ? {} : { implements: interfaces }),
    ...flags(raw),
  };
}

/** Overloads in the order of their signatures, each with its eras. */
function overloads(
  name: string,
  minors: readonly string[],
  methods: readonly (readonly RawMethod[])[],
): readonly (Since & MethodShape)[] {
  const named = methods.map((each) => each.filter((method) => method.name === name));
  const ambiguous = ambiguousIn(named);
  const shapes = named.map((each) => each.map((method) => methodShape(method, ambiguous)));
  const signatures = [...new Set(shapes.flat().map(signatureOf))].sort(
    (a, b) => a.split(',').length - b.split(',').length || byCodeUnit(a, b),
  );
  return signatures.flatMap((signature) =>
    erasOf(
      minors,
      shapes.map((each) => each.find((shape) => signatureOf(shape) === signature)),
    ),
  );
}

const signatureOf = (method: MethodShape): string => method.parameters.join(',');

/** Signatures in simple names that stand for two overloads of one release, such as those with either CheckpointingMode. */
function ambiguousIn(methods: readonly (readonly RawMethod[])[]): ReadonlySet<string> {
  return new Set(
    methods.flatMap((each) => {
      const signatures = each.map((method) => method.parameters.map(simpleName).join(','));
      return signatures.filter((signature, index) => signatures.indexOf(signature) !== index);
    }),
  );
}

function methodShape(raw: RawMethod, ambiguous: ReadonlySet<string>): MethodShape {
  const simple = raw.parameters.map(simpleName);
  return {
    parameters: ambiguous.has(simple.join(',')) ? raw.parameters.map(sourceName) : simple,
    returns: simpleName(raw.returns),
    ...(raw.static === true ? { static: true } : {}),
    ...flags(raw),
  };
}

const flags = (raw: RawMethod | RawClass): Pick<MethodShape, 'internal' | 'deprecated'> => ({
  ...(raw.internal === true ? { internal: true } : {}),
  ...(raw.deprecated === true ? { deprecated: true } : {}),
});

/** `a.b.Outer$Inner` as Java code writes it. */
const sourceName = (binary: string): string => binary.replaceAll('$', '.');

/** Without the package. */
const simpleName = (binary: string): string => sourceName(binary.replace(/^(?:\w+\.(?=\w))+/, ''));

/** Runs of equal shapes in neighbouring minors. */
function erasOf<T extends object>(
  minors: readonly string[],
  shapes: readonly (T | undefined)[],
): readonly (Since & T)[] {
  const runs: { from: number; to: number; shape: T }[] = [];
  for (const [index, shape] of shapes.entries()) {
    if (shape === undefined) continue;
    const run = runs.at(-1);
    const goesOn = run !== undefined && run.to === index - 1 && JSON.stringify(run.shape) === JSON.stringify(shape);
    if (goesOn) run.to = index;
    else runs.push({ from: index, to: index, shape });
  }
  return runs.map(({ from, to, shape }) => ({ ...between(minors, from, to), ...shape }));
}

function between(minors: readonly string[], from: number, to: number): Since {
  const [first, last] = [minors[from], minors[to]];
  if (first === undefined || last === undefined) throw new Error('An era outside of the versions.');
  return to === minors.length - 1 ? { from: first } : { from: first, to: last };
}

/** What a class looks like in one minor; nothing where the minor lacks it. */
export function inMinor(api: ApiClass, minor: string, order: readonly string[]): ApiClass | undefined {
  const at = order.indexOf(minor);
  const covers = (era: Since): boolean =>
    order.indexOf(era.from) <= at && (era.to === undefined || at <= order.indexOf(era.to));
  const only = <T extends Since>(eras: readonly T[]): readonly T[] =>
    eras.filter(covers).map(({ to: _to, ...era }) => ({ ...era, from: minor }) as T);
  const eras = only(api.eras);
  if (eras.length === 0) return undefined;
  const methods = Object.entries(api.methods).map(([name, each]) => [name, only(each)] as const);
  return { eras, methods: Object.fromEntries(methods.filter(([, each]) => each.length > 0)) };
}
