import { parseBounded } from '../flink/bounds.js';
import type { Catalogue, Era, Shape } from '../flink/catalogue.js';
import { find, type Overlay, overlay, type Winner } from '../flink/effective.js';
import type { Parsed } from '../flink/parsed.js';
import { hasPlaceholder } from '../flink/placeholder.js';
import { isJobOption } from '../flink/scope.js';
import { parseStringOption } from '../flink/strings.js';
import { type ParsedValue, parseValue, type ValueContext, type YamlParser } from '../flink/values.js';
import { minorRange } from '../flink/versions.js';
import { lazy, memo } from '../lazy.js';
import type { JavaType, Setting } from '../model/facts.js';
import type { Place } from '../model/span.js';
import type { Layer, Target } from '../model/target.js';
import type { VersionRange } from '../model/version.js';
import type { NotKnown, Reading } from '../model/view.js';

/** What reading options needs besides the target; shared by all targets of a run, which ask for much the same. */
export interface ReadingTools {
  readonly catalogue: Catalogue;
  /** Parses the text of a YAML flow collection, as Flink does for lists and maps. */
  readonly parseYaml: YamlParser;
  /** `catalogue.shapes` within one range. */
  shapesIn(range: VersionRange): (key: string) => readonly Shape[];
  /** The default of an option that has these shapes, or why none can be told. Asked with what `shapesIn` has given. */
  defaultOf(shapes: readonly Shape[]): Default | undefined | 'differs';
}

/** What an option is where nothing sets it. */
export interface Default {
  readonly text: string;
  /** What Flink makes of it, as a reading holds it; nothing where it cannot be read. */
  as<T extends object>(pick: Pick<T>): T | undefined;
}

/** Tools that look each thing up once. */
export function readingTools(catalogue: Catalogue, parseYaml: YamlParser): ReadingTools {
  const byRange = memo((range) => {
    const [min = 0, max = 0] = range.split('-').map(Number);
    return memo((key) => catalogue.shapes(key, { min, max }));
  });
  const defaults = new Map<readonly Shape[], ReturnType<ReadingTools['defaultOf']>>();
  return {
    catalogue,
    parseYaml,
    shapesIn: ({ min, max }) => byRange(`${min}-${max}`),
    defaultOf: (shapes) => {
      const made = defaults.get(shapes);
      if (made !== undefined || defaults.has(shapes)) return made;
      const value = defaultIn(shapes, parseYaml);
      defaults.set(shapes, value);
      return value;
    },
  };
}

/** Takes from a parsed value what a reading holds of it. */
export type Pick<T> = (value: ParsedValue) => T | undefined;

/** A target's options as Flink would read them, over every version that the target may have. */
export interface Readings {
  readonly overlaid: Overlay;
  /** An option's effective value, by its newest name. */
  read<T extends object>(key: string, pick: Pick<T>): Reading<T>;
  /** The setting that an option would be read from; `differs` where that depends on the version. */
  winnerOf(key: string): Winner | 'differs' | undefined;
  /** What the first and the last version make of a setting that have the option in each of its shapes. */
  parse(key: string, setting: Setting, layer: Layer): readonly ParsedValue[];
}

/** Lays a target's layers over each other and reads options from the result. */
export function readingsOf(target: Target, { parseYaml, shapesIn, defaultOf }: ReadingTools): Readings {
  const range = target.version.range;
  const overlaid = overlay(target.layers);
  const shapesOf = shapesIn(range);
  const open = target.layers.find((layer) => layer.open !== undefined)?.open;

  // Read as the first and as the last version would that has the option in this shape and fits the target.
  const parse = (key: string, setting: Setting, layer: Layer): readonly ParsedValue[] =>
    shapesOf(key).flatMap(({ era }) => {
      const first = Math.max(range.min, minorRange(era.from).min);
      const last = era.to === undefined ? range.max : Math.min(range.max, minorRange(era.to).max);
      return [...new Set([first, Math.max(first, last)])].map((version) =>
        parseOption(key, era, setting, { grammar: layer.grammar, version, parseYaml }),
      );
    });

  const winnerOf = memo((key): Winner | 'differs' | undefined => {
    const found = shapesOf(key).map(({ name, era }) => find(overlaid, name, era));
    const first = found[0];
    return found.every((winner) => winner?.setting === first?.setting) ? first : 'differs';
  });

  /** Why nothing can be said of an option that nothing sets here. */
  const unseen = (key: string, shapes: readonly Shape[]): string | undefined => {
    if (shapes.length === 0) return 'this Flink version has no such option';
    const complete = isJobOption(key) ? target.complete.job : target.complete.cluster;
    return open ?? (complete ? undefined : 'it may be set somewhere that is not part of what was read');
  };

  const readMissing = <T extends object>(key: string, shapes: readonly Shape[], pick: Pick<T>): Reading<T> => {
    const originOf = (): Place => anchor(target, key);
    const why = unseen(key, shapes);
    if (why !== undefined) return new Unread(why, originOf);
    const byDefault = defaultOf(shapes);
    if (byDefault === 'differs') return new Unread('its default depends on the Flink version', originOf);
    if (byDefault === undefined) return new Unread('nothing sets it', originOf, { absent: true });
    const value = byDefault.as(pick);
    if (value === undefined) return new Unread('its default cannot be read', originOf);
    return Object.assign(new ReadByDefault(byDefault.text, originOf), value);
  };

  const readSet = <T extends object>(key: string, { setting, layer }: Winner, pick: Pick<T>): Reading<T> => {
    const origin = placeOf(key, setting);
    const value = hasPlaceholder(setting.value) ? undefined : agreed(parse(key, setting, layer), pick);
    if (value === undefined) {
      return new Unread('its value is a placeholder, or one that Flink refuses', () => origin, { set: true });
    }
    return { known: true, text: setting.value, set: true, origin, ...value };
  };

  const readOnce = <T extends object>(key: string, pick: Pick<T>): Reading<T> => {
    const winner = winnerOf(key);
    if (winner === 'differs') {
      return new Unread('which spelling wins depends on the Flink version', () => anchor(target, key), { set: true });
    }
    return winner === undefined ? readMissing(key, shapesOf(key), pick) : readSet(key, winner, pick);
  };

  // Many rules read the same option in the same way.
  const known = new Map<unknown, Map<string, Reading<object>>>();
  const read = <T extends object>(key: string, pick: Pick<T>): Reading<T> => {
    const ofPick = known.get(pick) ?? new Map<string, Reading<object>>();
    // What a pick makes is all of one type.
    const before = ofPick.get(key) as Reading<T> | undefined;
    if (before !== undefined) return before;
    const reading = readOnce(key, pick);
    known.set(pick, ofPick.set(key, reading));
    return reading;
  };

  return { overlaid, read, winnerOf, parse };
}

function defaultIn(shapes: readonly Shape[], parseYaml: YamlParser): ReturnType<ReadingTools['defaultOf']> {
  const texts = new Set(shapes.map(({ era }) => era.default ?? era.hostDefault));
  const [text] = texts;
  if (texts.size > 1) return 'differs';
  if (text === undefined) return undefined;
  const parsed = lazy(() => shapes.map(({ era }) => parseDefault(era, text, parseYaml)));
  const picked = new Map<unknown, object | undefined>();
  const as = <T extends object>(pick: Pick<T>): T | undefined => {
    if (!picked.has(pick)) picked.set(pick, agreed(parsed(), pick));
    // What a pick makes is all of one type.
    return picked.get(pick) as T | undefined;
  };
  return { text, as };
}

/** Most rules that read something missing say nothing, so where it is missing is found when it is asked for. */
class Unwritten {
  readonly #originOf: () => Place;

  constructor(originOf: () => Place) {
    this.#originOf = originOf;
  }

  get origin(): Place {
    return this.#originOf();
  }
}

class Unread extends Unwritten implements NotKnown {
  readonly known = false;
  readonly absent: boolean;
  readonly set: boolean;
  readonly why: string;

  constructor(why: string, originOf: () => Place, { absent = false, set = false }: Partial<NotKnown> = {}) {
    super(originOf);
    this.why = why;
    this.absent = absent;
    this.set = set;
  }
}

/** What nothing sets and Flink has a default for. */
class ReadByDefault extends Unwritten {
  readonly known = true;
  readonly set = false;
  readonly text: string;

  constructor(text: string, originOf: () => Place) {
    super(originOf);
    this.text = text;
  }
}

/** Reads a value as its option's type asks and, for one with a grammar or bounds of its own, as its user does later. */
function parseOption(key: string, era: Era, setting: Setting, context: ValueContext): ParsedValue {
  const value = parseValue(era, setting, context);
  const special = parseSpecial(key, era, value, { text: setting.value, context });
  return special === undefined || special.ok ? value : special;
}

function parseSpecial(
  key: string,
  era: Era,
  value: ParsedValue,
  { text, context }: { readonly text: string; readonly context: ValueContext },
): Parsed<unknown> | undefined {
  if (!value.ok) return undefined;
  if (value.kind === 'number') return parseBounded(key, text, value.value);
  if (value.kind !== 'string' || era.type !== 'string') return undefined;
  return parseStringOption(key, value.value, context.version);
}

/** The value that every version in question reads, or nothing where they differ or one refuses. */
function agreed<T extends object>(results: readonly ParsedValue[], pick: Pick<T>): T | undefined {
  const picked = results.map(pick);
  const first = picked[0];
  return picked.every((value) => value !== undefined && isSame(value, first)) ? first : undefined;
}

/** Compares what readings hold: texts, numbers, lists and maps of them. */
function isSame(a: unknown, b: unknown): boolean {
  // Flink reads NaN as a number, and it is one value.
  if (a === b || Object.is(a, b)) return true;
  if (a instanceof Map && b instanceof Map) return isSame([...a], [...b]);
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => isSame(a[key], b[key]));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function parseDefault(era: Era, text: string, parseYaml: YamlParser): ParsedValue {
  const input = { value: text, type: 'string' satisfies JavaType } as const;
  return parseValue(era, input, { grammar: 'legacy', version: minorRange(era.from).max, parseYaml });
}

/** A setting's value, named by the option's current key. */
export function placeOf(key: string, setting: Setting): Place {
  return { ...setting.valueAt, key, value: setting.value };
}

/**
 * Where something missing is reported: at the deepest mapping that would hold the key, else at the first setting of
 * the topmost layer that has one.
 */
export function anchor(target: Target, key: string): Place {
  // What is missing would be written in a file, if there is one.
  const inFiles = target.layers.filter(({ name }) => name !== 'code');
  const layers = (inFiles.length > 0 ? inFiles : target.layers)
    .filter((layer) => layer.implied !== true && (layer.settings.length > 0 || layer.at !== undefined))
    .reverse();
  const container = layers
    .flatMap((layer) => layer.containers ?? [])
    .filter((candidate) => key.startsWith(`${candidate.key}.`))
    .reduce<{ readonly key: string; readonly at: Place } | undefined>(
      (best, candidate) => (best === undefined || candidate.key.length > best.key.length ? candidate : best),
      undefined,
    );
  const at = container?.at ??
    layers[0]?.at ??
    layers[0]?.settings[0]?.keyAt ?? { file: target.files[0] ?? '', start: 0, end: 0 };
  return { file: at.file, start: at.start, end: at.end, key };
}
