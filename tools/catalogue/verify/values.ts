import { type Names, splitTop, text } from './declarations.js';

/** A default in a form in which two readings can be compared; undefined when the expression needs running. */
export type Canonical = string | undefined;

const NANOS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  µs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  min: 60_000_000_000n,
  h: 3_600_000_000_000n,
  d: 86_400_000_000_000n,
};

const DURATION_FACTORIES: Readonly<Record<string, string>> = {
  ofNanos: 'ns',
  ofMillis: 'ms',
  ofSeconds: 's',
  ofMinutes: 'min',
  ofHours: 'h',
  ofDays: 'd',
};

const BYTES: Readonly<Record<string, bigint>> = { b: 1n, k: 1n << 10n, m: 1n << 20n, g: 1n << 30n, t: 1n << 40n };

const KNOWN: Readonly<Record<string, string>> = {
  'Integer.MAX_VALUE': '2147483647',
  'Integer.MIN_VALUE': '-2147483648',
  'Int.MaxValue': '2147483647',
  'Long.MAX_VALUE': '9223372036854775807',
  'Long.MIN_VALUE': '-9223372036854775808',
  'Double.MAX_VALUE': '1.7976931348623157E308',
  'JBoolean.TRUE': 'true',
  'JBoolean.FALSE': 'false',
  'Boolean.TRUE': 'true',
  'Boolean.FALSE': 'false',
};

/** A default as Java or Scala source writes it. */
export function fromSource(expression: string, type: string, scope: Names, depth = 0): Canonical {
  const bare = unwrap(expression);
  if (depth > 8) return undefined;
  // A constant of an enum may itself be a name for another: `DEFAULT = NO_CLAIM`.
  const read = type === 'enum' && scope(bare) !== undefined ? undefined : READERS[type]?.(bare, scope);
  if (read !== undefined) return read;
  const other = /^([\w.]+?)(?:\.defaultValue\(\))?$/.exec(bare)?.[1];
  const initialiser = other === undefined ? undefined : scope(other);
  if (initialiser === undefined) return undefined;
  const nested = /\.defaultValues?\(([\s\S]*?)\)\s*(?:\.with|$)/.exec(initialiser)?.[1];
  return fromSource(nested ?? initialiser, type, scope, depth + 1);
}

/** A default as the catalogue writes it. */
export function fromCatalogue(value: string, type: string): Canonical {
  switch (type) {
    case 'duration': {
      const [, amount, unit] = /^(-?\d+) (\S+)$/.exec(value) ?? [];
      const factor = NANOS[unit ?? ''];
      return amount === undefined || factor === undefined ? undefined : String(BigInt(amount) * factor);
    }
    case 'memory':
      return memory(value);
    case 'int':
    case 'long':
    case 'float':
    case 'double':
      return number(value);
    case 'enum':
      return constantName(value);
    default:
      return value;
  }
}

type Reader = (expression: string, scope: Names) => Canonical;

const arithmetic: Reader = (expression, scope) => {
  const factors = splitTop(expression, '*').map((factor) => number(KNOWN[factor] ?? scalar(factor, scope) ?? factor));
  if (factors.some((factor) => factor === undefined)) return undefined;
  return factors.length === 1 ? factors[0] : String(factors.reduce((product, factor) => product * Number(factor), 1));
};

const READERS: Readonly<Record<string, Reader>> = {
  boolean: (expression) => (/^(true|false)$/.test(expression) ? expression : KNOWN[expression]),
  int: arithmetic,
  long: arithmetic,
  float: arithmetic,
  double: arithmetic,
  string: (expression, scope) => text(expression, scope),
  duration: (expression, scope) => {
    if (expression === 'Duration.ZERO') return '0';
    const parsed = /^TimeUtils\.parseDuration\("([^"]*)"\)$/.exec(expression)?.[1];
    if (parsed !== undefined) return fromCatalogue(parsed, 'duration');
    const [, factory, amount] = /^Duration\.(\w+)\(([^()]*)\)$/.exec(expression) ?? [];
    const unit = NANOS[DURATION_FACTORIES[factory ?? ''] ?? ''];
    const count = amount === undefined ? undefined : arithmetic(unwrap(amount), scope);
    return unit === undefined || count === undefined ? undefined : String(BigInt(count) * unit);
  },
  memory: (expression, scope) => {
    const parsed = /^MemorySize\.parse\(([\s\S]*)\)$/.exec(expression)?.[1];
    if (parsed !== undefined) return memory(text(parsed, scope) ?? '');
    const [, factory, amount] = /^(MemorySize\.ofMebiBytes|new MemorySize)\(([\s\S]*)\)$/.exec(expression) ?? [];
    const count = amount === undefined ? undefined : arithmetic(unwrap(amount), scope);
    if (count !== undefined) return String(BigInt(count) * (factory === 'new MemorySize' ? 1n : 1n << 20n));
    if (expression === 'MemorySize.ZERO') return '0';
    return expression === 'MemorySize.MAX_VALUE' ? KNOWN['Long.MAX_VALUE'] : undefined;
  },
  enum: (expression) =>
    /^[\w.]*\b[A-Z]\w*$/.test(expression) ? constantName(expression.split('.').at(-1) ?? '') : undefined,
};

function scalar(name: string, scope: Names): string | undefined {
  return /^[A-Za-z_][\w.]*$/.test(name) ? scope(name)?.trim() : undefined;
}

/** `1_000L`, `0.4f`, `1e6` and `100` alike. */
function number(literal: string): Canonical {
  const digits = literal.replaceAll('_', '').replace(/(?<=\d|\.)[LlFfDd]$/, '');
  if (/^-?\d+$/.test(digits)) return digits;
  return /^-?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(digits) ? String(Number(digits)) : undefined;
}

function memory(value: string): Canonical {
  const [, amount, unit] = /^(\d+)\s*([a-z]?)[a-z]*$/i.exec(value.trim()) ?? [];
  const factor = BYTES[(unit === '' ? 'b' : unit)?.toLowerCase() ?? ''];
  return amount === undefined || factor === undefined ? undefined : String(BigInt(amount) * factor);
}

/** Constants are compared by name where toString() differs from it only in case and separators. */
const constantName = (name: string): string => name.replaceAll(/[-_ ]/g, '').toLowerCase();

function unwrap(expression: string): string {
  const trimmed = expression
    .trim()
    .replace(/^(?:J?(?:Long|Integer|Double|Boolean)\.valueOf|Boolean\.box)\(([^()]*)\)$/, '$1')
    .replace(/^\((?:int|long|double|float|Integer|Long)\)\s*/, '');
  return /^\([^()]*\)$/.test(trimmed) ? unwrap(trimmed.slice(1, -1)) : trimmed;
}
