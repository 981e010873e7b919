import { parseDuration } from '../../flink/duration.js';
import { parseMemory } from '../../flink/memory-size.js';
import { minorRange } from '../../flink/versions.js';
import { lookup } from '../../lookup.js';
import type { Value } from './things.js';
import { constant, numberOf, stringOf, textOf, unknown } from './values.js';

/**
 * What calls of the Java library and of Flink's small value classes give for known arguments. All of it pure: a call that is
 * not here, or whose arguments are unknown, has an unknown result.
 */

/** Durations in code are read as the newest Flink reads them. */
const NEWEST = minorRange('2.3').max;

type Fold = (args: readonly Value[], self: Value | undefined) => Value | undefined;

const MILLIS: Readonly<Record<string, number>> = {
  NANOSECONDS: 1e-6,
  MICROSECONDS: 1e-3,
  MILLISECONDS: 1,
  SECONDS: 1000,
  MINUTES: 60_000,
  HOURS: 3_600_000,
  DAYS: 86_400_000,
};

const numbers = (args: readonly Value[]): readonly number[] | undefined => {
  const all = args.flatMap((one) => numberOf(one) ?? []);
  return all.length === args.length ? all : undefined;
};

const ofUnit =
  (factor: number): Fold =>
  ([amount]) => {
    const count = amount === undefined ? undefined : numberOf(amount);
    return count === undefined ? undefined : { kind: 'duration', ms: count * factor };
  };

const unitOf = (value: Value | undefined): number | undefined =>
  value?.kind === 'constant' ? lookup(MILLIS, value.name) : undefined;

const amountInUnit: Fold = ([amount, unit]) => {
  const [count, factor] = [amount === undefined ? undefined : numberOf(amount), unitOf(unit)];
  return count === undefined || factor === undefined ? undefined : { kind: 'duration', ms: count * factor };
};

const isoDuration: Fold = ([text]) => {
  const match = /^PT?(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/i.exec(
    (text === undefined ? undefined : stringOf(text)) ?? '',
  );
  if (match === null) return undefined;
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return {
    kind: 'duration',
    ms: (days ?? 0) * 86_400_000 + (hours ?? 0) * 3_600_000 + (minutes ?? 0) * 60_000 + (seconds ?? 0) * 1000,
  };
};

const durations: Readonly<Record<string, Fold>> = {
  ofMillis: ofUnit(1),
  ofSeconds: ofUnit(1000),
  ofMinutes: ofUnit(60_000),
  ofHours: ofUnit(3_600_000),
  ofDays: ofUnit(86_400_000),
  ofNanos: ofUnit(1e-6),
  of: amountInUnit,
  parse: isoDuration,
};

const times: Readonly<Record<string, Fold>> = {
  milliseconds: ofUnit(1),
  seconds: ofUnit(1000),
  minutes: ofUnit(60_000),
  hours: ofUnit(3_600_000),
  days: ofUnit(86_400_000),
  of: amountInUnit,
};

const memory =
  (factor: number): Fold =>
  ([amount]) => {
    const count = amount === undefined ? undefined : numberOf(amount);
    return count === undefined ? undefined : { kind: 'memory', bytes: count * factor };
  };

const wholeNumber: Fold = ([text]) => {
  const written = text === undefined ? undefined : stringOf(text);
  return written !== undefined && /^[+-]?\d{1,15}$/.test(written) ? constant(Number(written)) : undefined;
};

const arithmetic =
  (compute: (...all: number[]) => number): Fold =>
  (args) => {
    const all = numbers(args);
    return all === undefined ? undefined : constant(compute(...all));
  };

const list: Fold = (args) => {
  const [only] = args;
  return args.length === 1 && only?.kind === 'list' ? only : { kind: 'list', items: [...args], open: false };
};

/** `Integer.valueOf`, of a number or of text. */
const boxed: Fold = ([value]) =>
  value !== undefined && numberOf(value) !== undefined ? value : wholeNumber([value ?? constant(null)], undefined);

const written: Fold = ([value]) => asText(value);

const format: Fold = ([pattern, ...args]) => formatted(pattern, args);

const join: Fold = ([separator, ...parts]) => joinedText(separator, parts);

/** Numbers from the first to the second: an index, as that of a loop. */
const range =
  (more: number): Fold =>
  (args) => {
    const [from = 0, to = 0] = numbers(args) ?? [];
    if (numbers(args) === undefined || to + more - from > 64) return undefined;
    const items = Array.from(
      { length: Math.max(to + more - from, 0) },
      (_, index): Value => ({ kind: 'const', value: from + index, index: true }),
    );
    return { kind: 'list', items, open: false };
  };

const random = (): Value => unknown('it is random', { unstable: true });
const clock = (): Value => unknown('it is the time', { unstable: true });

/** Static methods, by class and name. */
const STATIC: Readonly<Record<string, Readonly<Record<string, Fold>>>> = {
  'java.time.Duration': durations,
  'org.apache.flink.api.common.time.Time': times,
  'org.apache.flink.streaming.api.windowing.time.Time': times,
  'org.apache.flink.util.TimeUtils': {
    parseDuration: ([text]) => {
      const written = text === undefined ? undefined : stringOf(text);
      const parsed = written === undefined ? undefined : parseDuration(written, NEWEST);
      return parsed?.ok === true ? { kind: 'duration', ms: Number(parsed.value) / 1e6 } : undefined;
    },
  },
  'org.apache.flink.configuration.MemorySize': {
    ofMebiBytes: memory(1024 * 1024),
    parse: ([text]) => {
      const written = text === undefined ? undefined : stringOf(text);
      const parsed = written === undefined ? undefined : parseMemory(written);
      return parsed?.ok === true ? { kind: 'memory', bytes: Number(parsed.value) } : undefined;
    },
  },
  'java.lang.String': {
    format,
    valueOf: written,
    join,
  },
  'java.lang.Integer': {
    parseInt: wholeNumber,
    valueOf: boxed,
    toString: written,
  },
  'java.lang.Long': {
    parseLong: wholeNumber,
    valueOf: boxed,
    toString: written,
  },
  'java.lang.Boolean': {
    parseBoolean: ([text]) => {
      const written = text === undefined ? undefined : stringOf(text);
      return written === undefined ? undefined : constant(written.toLowerCase() === 'true');
    },
  },
  'java.lang.Math': {
    max: arithmetic(Math.max),
    min: arithmetic(Math.min),
    abs: arithmetic(Math.abs),
    toIntExact: arithmetic((value) => value),
    random,
  },
  'java.lang.System': {
    currentTimeMillis: clock,
    nanoTime: clock,
    identityHashCode: () => unknown('it is an identity hash code', { unstable: true }),
    getenv: ([name]) => unknown(name === undefined ? 'it is the environment' : 'it comes from an environment variable'),
    getProperty: ([, fallback]) =>
      unknown('it comes from a system property', fallback === undefined ? {} : { fallback }),
  },
  'java.time.ZoneId': { of: written },
  'java.util.UUID': { randomUUID: random },
  'java.util.concurrent.ThreadLocalRandom': { current: random },
  'java.time.Instant': { now: clock },
  'java.time.LocalDateTime': { now: clock },
  'java.time.LocalDate': { now: clock },
  'java.util.Arrays': { asList: list, stream: list },
  'java.util.List': { of: list, copyOf: list },
  'java.util.Set': { of: list },
  'java.util.Collections': { singletonList: list, emptyList: list, singleton: list, unmodifiableList: list },
  'java.util.stream.Stream': { of: list },
  'java.util.Objects': {
    requireNonNull: ([value]) => value,
    requireNonNullElse: ([value, other]) => (value?.kind === 'const' && value.value === null ? other : value),
  },
  'java.util.Optional': { of: list, ofNullable: list },
  'java.util.stream.IntStream': { range: range(0), rangeClosed: range(1) },
  'org.apache.flink.util.Preconditions': { checkNotNull: ([value]) => value },
};

/** The result of a static call; nothing where it is not known here. */
export function foldStatic(type: string, method: string, args: readonly Value[]): Value | undefined {
  return lookup(lookup(STATIC, type) ?? {}, method)?.(args, undefined);
}

/** Methods of plain values: strings, numbers, durations, time units, enum constants. */
export function foldInstance(self: Value, method: string, args: readonly Value[]): Value | undefined {
  if (self.kind === 'duration') return foldDuration(self.ms, method, args);
  if (self.kind === 'constant') {
    const factor = lookup(MILLIS, self.name);
    if (factor !== undefined && self.type.endsWith('TimeUnit')) return foldUnit(factor, method, args);
    return method === 'name' || method === 'toString' ? constant(self.name) : undefined;
  }
  if (self.kind === 'const') return foldPlain(self.value, method, args);
  return undefined;
}

function foldDuration(ms: number, method: string, args: readonly Value[]): Value | undefined {
  const [amount] = args;
  const by = amount === undefined ? undefined : numberOf(amount);
  switch (method) {
    case 'toMillis':
    case 'toMilliseconds':
      return constant(Math.trunc(ms));
    case 'getSeconds':
    case 'toSeconds':
      return constant(Math.trunc(ms / 1000));
    case 'toMinutes':
      return constant(Math.trunc(ms / 60_000));
    case 'multipliedBy':
      return by === undefined ? undefined : { kind: 'duration', ms: ms * by };
    case 'dividedBy':
      return by === undefined || by === 0 ? undefined : { kind: 'duration', ms: ms / by };
    case 'plus':
      return amount?.kind === 'duration' ? { kind: 'duration', ms: ms + amount.ms } : undefined;
    default:
      return undefined;
  }
}

/** `TimeUnit.MINUTES.toMillis(5)`. */
function foldUnit(factor: number, method: string, [amount]: readonly Value[]): Value | undefined {
  const count = amount === undefined ? undefined : numberOf(amount);
  const target =
    MILLIS[
      `${method
        .slice(2)
        .toUpperCase()
        .replace(/^MILLIS$/, 'MILLISECONDS')}`
    ];
  if (count === undefined || target === undefined || !method.startsWith('to')) return undefined;
  return constant(Math.trunc((count * factor) / target));
}

function foldPlain(
  value: string | number | bigint | boolean | null,
  method: string,
  args: readonly Value[],
): Value | undefined {
  if (method === 'toString' || method === 'intern') return value === null ? undefined : constant(String(value));
  if (typeof value === 'number') {
    return ['intValue', 'longValue', 'doubleValue'].includes(method) ? constant(value) : undefined;
  }
  return typeof value === 'string' ? lookup(STRING, method)?.(value, args) : undefined;
}

type Method = (self: string, args: readonly Value[]) => Value | undefined;

/** A method of a string that takes text. */
const withText =
  (give: (self: string, text: string) => string | boolean): Method =>
  (self, [first]) => {
    const text = first === undefined ? undefined : textOf(first);
    return text === undefined ? undefined : constant(give(self, text));
  };

/** Methods of strings. */
const STRING: Readonly<Record<string, Method>> = {
  toLowerCase: (self) => constant(self.toLowerCase()),
  toUpperCase: (self) => constant(self.toUpperCase()),
  trim: (self) => constant(self.trim()),
  strip: (self) => constant(self.trim()),
  length: (self) => constant(self.length),
  isEmpty: (self) => constant(self.length === 0),
  concat: withText((self, text) => self + text),
  equalsIgnoreCase: withText((self, text) => text.toLowerCase() === self.toLowerCase()),
  startsWith: withText((self, text) => self.startsWith(text)),
  endsWith: withText((self, text) => self.endsWith(text)),
  contains: withText((self, text) => self.includes(text)),
  equals: (self, [first]) => (first?.kind === 'const' ? constant(first.value === self) : undefined),
  replace: (self, [from, to]) => {
    const [text, by] = [from, to].map((one) => (one === undefined ? undefined : textOf(one)));
    return text === undefined || by === undefined ? undefined : constant(self.replaceAll(text, by));
  },
  substring: (self, args) => {
    const all = numbers(args);
    return all === undefined ? undefined : constant(self.slice(...all));
  },
  formatted: (self, args) => formatted(constant(self), args),
};

function asText(value: Value | undefined): Value | undefined {
  const text = value === undefined ? undefined : textOf(value);
  return text === undefined ? undefined : constant(text);
}

/** `String.format` with the conversions that names are made with; every other pattern is unknown. */
function formatted(pattern: Value | undefined, args: readonly Value[]): Value | undefined {
  const written = pattern === undefined ? undefined : stringOf(pattern);
  if (written === undefined) return undefined;
  let next = 0;
  let known = true;
  const text = written.replace(/%(?:(\d+)\$)?(0(\d+))?([sd%n])|%/g, (all, position, _, width, conversion) => {
    if (conversion === '%') return '%';
    if (conversion === 'n') return '\n';
    const index = position === undefined ? next++ : Number(position) - 1;
    const arg = args[index];
    const one = arg === undefined || conversion === undefined ? undefined : textOf(arg);
    if (one === undefined) known = false;
    return (one ?? all).padStart(Number(width ?? 0), '0');
  });
  return known ? constant(text) : undefined;
}

function joinedText(separator: Value | undefined, parts: readonly Value[]): Value | undefined {
  const [only] = parts;
  const items = parts.length === 1 && only?.kind === 'list' && !only.open ? only.items : parts;
  const texts = items.flatMap((one) => textOf(one) ?? []);
  const between = separator === undefined ? undefined : stringOf(separator);
  return between === undefined || texts.length < items.length ? undefined : constant(texts.join(between));
}
