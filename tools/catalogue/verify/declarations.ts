/** A ConfigOption declaration as its source text says it, read without running anything. */
export interface Declaration {
  readonly constant: string;
  /** Absent where the source computes it. */
  readonly key: string | undefined;
  readonly type: string | undefined;
  readonly list: boolean;
  /** The text between the parentheses of `defaultValue(…)`; absent when there is none. */
  readonly default: string | undefined;
  /** An alias that the source computes is undefined. */
  readonly fallback: readonly (string | undefined)[];
  readonly deprecated: readonly (string | undefined)[];
  readonly scope: Names;
}

/** Looks a name up as the file at hand sees it: the text that its constant is initialised with. */
export type Names = (name: string) => string | undefined;

export interface Source {
  /** Simple name of the outermost class. */
  readonly name: string;
  readonly text: string;
}

interface Call {
  readonly name: string;
  readonly arguments: readonly string[];
}

const TYPES: Readonly<Record<string, string>> = {
  booleanType: 'boolean',
  intType: 'int',
  longType: 'long',
  floatType: 'float',
  doubleType: 'double',
  stringType: 'string',
  durationType: 'duration',
  memoryType: 'memory',
  mapType: 'map',
  enumType: 'enum',
};

const DECLARATION =
  /ConfigOption\s*[<[][\w\s<>,.?[\]]*[>\]]\s+(\w+)\s*=\s*|\bval\s+(\w+)\s*:\s*ConfigOption\[[^=]*?\]\s*=\s*|\b([A-Z][A-Z0-9_]+)\s*=\s*(?=(?:ConfigOptions\s*\.\s*)?key\s*\()/g;
const INITIALISED =
  /\b(?:static\s+final|final\s+static|val)\s+(?:[\w<>[\],.?\s]+?\s+)?(\w+)(?:\s*:\s*\w+)?\s*=\s*([^;]+?)\s*;/g;
const IN_INTERFACE = /\bString\s+(\w+)\s*=\s*([^;]+?)\s*;/g;

/** Every declaration in some sources. Constants that only repeat another one are left out. */
export function declarations(sources: readonly Source[]): readonly Declaration[] {
  const stripped = sources.map((source) => ({ name: source.name, text: withoutComments(source.text) }));
  const constants = new Map<string, ReadonlyMap<string, string>>();
  for (const source of stripped) {
    // A moved class leaves a shim of the same name behind.
    constants.set(source.name, new Map([...(constants.get(source.name) ?? []), ...initialisers(source.text)]));
  }
  const found: Declaration[] = [];
  for (const source of stripped) {
    const scope: Names = (name) => lookUp(name, source.name, constants);
    for (const match of source.text.matchAll(DECLARATION)) {
      const constant = `${source.name}#${match[1] ?? match[2] ?? match[3]}`;
      const calls = chain(source.text, match.index + match[0].length);
      const declaration = declarationOf(constant, calls, scope);
      if (declaration !== undefined) found.push(declaration);
    }
  }
  return found;
}

function initialisers(text: string): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const pattern of [IN_INTERFACE, INITIALISED]) {
    for (const match of text.matchAll(pattern)) {
      if (match[1] !== undefined && match[2] !== undefined) map.set(match[1], match[2]);
    }
  }
  return map;
}

function lookUp(
  name: string,
  own: string,
  constants: ReadonlyMap<string, ReadonlyMap<string, string>>,
): string | undefined {
  const parts = name.split('.');
  const field = parts.at(-1) ?? '';
  const owner = parts.at(-2);
  if (owner !== undefined) return constants.get(owner)?.get(field);
  const here = constants.get(own)?.get(field);
  if (here !== undefined) return here;
  // A static import: unambiguous if only one class has such a constant.
  const everywhere = [...constants.values()].flatMap((fields) => fields.get(field) ?? []);
  return new Set(everywhere).size === 1 ? everywhere[0] : undefined;
}

function declarationOf(constant: string, calls: readonly Call[], scope: Names): Declaration | undefined {
  const start = calls.findIndex((call) => call.name === 'key');
  if (start < 0) return undefined;
  const key = text(calls[start]?.arguments[0] ?? '', scope);
  const rest = calls.slice(start + 1);
  const argumentsOf = (name: string): readonly string[] =>
    rest.filter((call) => call.name === name).flatMap((call) => call.arguments);
  const typed = rest.find((call) => Object.hasOwn(TYPES, call.name));
  const defaults = rest.find((call) => call.name === 'defaultValue' || call.name === 'defaultValues');
  return {
    constant,
    key,
    type: typed === undefined ? undefined : TYPES[typed.name],
    list: rest.some((call) => call.name === 'asList'),
    default: defaults === undefined ? undefined : defaults.arguments.join(' ; '),
    fallback: argumentsOf('withFallbackKeys').map((each) => text(each, scope)),
    deprecated: argumentsOf('withDeprecatedKeys').map((each) => text(each, scope)),
    scope,
  };
}

/** The value of a string expression: literals and constants joined with `+`. */
export function text(expression: string, scope: Names, depth = 0): string | undefined {
  if (depth > 8) return undefined;
  const parts = splitTop(expression, '+').map((part): string | undefined => {
    const literal = /^"((?:[^"\\]|\\.)*)"$/s.exec(part)?.[1];
    if (literal !== undefined) return unescaped(literal);
    const option = /^([\w.]+)\.key\(\)$/.exec(part)?.[1];
    if (option !== undefined) return keyOf(option, scope, depth + 1);
    if (!/^[\w.]+$/.test(part)) return undefined;
    const constant = scope(part);
    return constant === undefined ? undefined : text(constant, scope, depth + 1);
  });
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}

/** The key of an option constant that another declaration names. */
function keyOf(option: string, scope: Names, depth: number): string | undefined {
  const initialiser = scope(option);
  if (initialiser === undefined || depth > 8) return undefined;
  if (/^[\w.]+$/.test(initialiser)) return keyOf(initialiser, scope, depth + 1);
  const key = chain(initialiser, 0).find((call) => call.name === 'key');
  return key === undefined ? undefined : text(key.arguments[0] ?? '', scope, depth + 1);
}

const unescaped = (literal: string): string =>
  literal.replace(/\\(.)/g, (_, character: string) =>
    character === 'n' ? '\n' : character === 't' ? '\t' : character,
  );

/** The calls of a chain `a.b(x).c(y)`, from the position after `=`. */
function chain(source: string, from: number): readonly Call[] {
  const calls: Call[] = [];
  let position = from;
  for (;;) {
    const name = /^\s*\.?\s*(?:<[^>]*>\s*)?([A-Za-z_$][\w$]*)\s*(?:\[[\w\s]*\])?\s*/.exec(
      source.slice(position, position + 300),
    );
    if (name === null) return calls;
    position += name[0].length;
    if (source[position] === '(') {
      const end = closing(source, position);
      calls.push({ name: name[1] ?? '', arguments: splitTop(source.slice(position + 1, end), ',') });
      position = end + 1;
    }
    if (!/^\s*\./.test(source.slice(position, position + 300))) return calls;
  }
}

function closing(source: string, open: number): number {
  let depth = 0;
  for (let index = open; index < source.length; index++) {
    const character = source[index];
    if (character === '"' || character === "'") index = endOfLiteral(source, index);
    else if (character === '(') depth++;
    else if (character === ')' && --depth === 0) return index;
  }
  return source.length;
}

function endOfLiteral(source: string, start: number): number {
  const quote = source[start];
  let index = start + 1;
  while (index < source.length && source[index] !== quote) index += source[index] === '\\' ? 2 : 1;
  return index;
}

/** Splits outside of brackets and literals. */
export function splitTop(expression: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < expression.length; index++) {
    const character = expression[index] ?? '';
    if (character === '"' || character === "'") index = endOfLiteral(expression, index);
    else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    else if (character === separator && depth === 0) {
      parts.push(expression.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(expression.slice(start));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function withoutComments(source: string): string {
  return source.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+'|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (match) =>
    match.startsWith('/') ? ' ' : match,
  );
}
