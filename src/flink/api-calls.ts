import { lookup } from '../lookup.js';

/** What schemas/flink-api.json says of Flink's public methods, and when it had them. */

/** A method as a range of minor versions has it. */
export interface ApiOverload {
  readonly from: string;
  /** The last minor version with it; left out where the newest has it. */
  readonly to?: string;
  /** Simple names of the types; `String...` for any number. */
  readonly parameters: readonly string[];
}

/** A class, with what it extended and implemented over time. */
export interface ApiClass {
  readonly eras: readonly { readonly extends?: string; readonly implements?: readonly string[] }[];
  readonly methods: Readonly<Record<string, readonly ApiOverload[]>>;
}

/** Classes by full name. */
export type ApiClasses = Readonly<Record<string, ApiClass>>;

/**
 * The last minor version of Flink with a method that fits a call, by the class's simple name and the arguments' types:
 * `string`, `number`, `boolean`, `lambda` or a simple name, nothing where it is unknown. Nothing where the newest version has
 * it too, or no version is known to have it.
 */
export type LastVersion = (type: string, method: string, args: readonly (string | undefined)[]) => string | undefined;

/** Reads the classes when the first call is asked for. */
export function lastVersions(classes: ApiClasses): LastVersion {
  const bySimpleName = new Map<string, readonly string[]>();
  for (const full of Object.keys(classes)) {
    const simple = full.split('.').at(-1) ?? full;
    bySimpleName.set(simple, [...(bySimpleName.get(simple) ?? []), full]);
  }
  return (type, method, args) => {
    const [full, ...others] = bySimpleName.get(type) ?? [];
    if (full === undefined || others.length > 0) return undefined;
    const fitting = overloadsOf(classes, full, method).filter(({ parameters }) => fits(parameters, args));
    const last = fitting.flatMap(({ to }) => to ?? []);
    return last.length < fitting.length ? undefined : last.sort(byVersion).at(-1);
  };
}

/** Overloads of a class, of those declared within it as the next step of a chain, and of all above it. */
function overloadsOf(classes: ApiClasses, name: string, method: string): readonly ApiOverload[] {
  const seen = new Set([name, ...Object.keys(classes).filter((other) => other.startsWith(`${name}.`))]);
  for (const one of seen) {
    for (const era of classes[one]?.eras ?? []) {
      for (const above of [era.extends, ...(era.implements ?? [])]) if (above !== undefined) seen.add(above);
    }
  }
  return [...seen].flatMap((one) => {
    const methods = classes[one]?.methods ?? {};
    return lookup(methods, method) ?? [];
  });
}

function fits(parameters: readonly string[], args: readonly (string | undefined)[]): boolean {
  const rest = parameters.at(-1)?.endsWith('...') === true ? parameters.at(-1)?.slice(0, -3) : undefined;
  if (rest === undefined ? args.length !== parameters.length : args.length < parameters.length - 1) return false;
  return args.every((arg, index) =>
    takes(index >= parameters.length - 1 && rest !== undefined ? rest : parameters[index], arg),
  );
}

const TAKES: Readonly<Record<string, RegExp>> = {
  string: /^(?:String|CharSequence|Object|Serializable)$/,
  number: /^(?:int|long|short|byte|float|double|Integer|Long|Short|Byte|Float|Double|Number|Object|Serializable)$/,
  boolean: /^(?:boolean|Boolean|Object|Serializable)$/,
};

const PLAIN = /^(?:int|long|short|byte|float|double|boolean|char|String)$/;

function takes(parameter: string | undefined, arg: string | undefined): boolean {
  if (parameter === undefined || arg === undefined) return true;
  const wanted = lookup(TAKES, arg);
  return wanted === undefined ? !PLAIN.test(parameter) : wanted.test(parameter);
}

const byVersion = (a: string, b: string): number => {
  const [[x = 0, y = 0], [z = 0, w = 0]] = [a.split('.').map(Number), b.split('.').map(Number)];
  return x - z || y - w;
};
