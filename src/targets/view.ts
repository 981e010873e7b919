import type { Catalogue, Era, Shape } from '../flink/catalogue.js';
import { below, find, overlay, type Winner } from '../flink/effective.js';
import { suggester } from '../flink/nearest.js';
import { hasPlaceholder } from '../flink/placeholder.js';
import { isJobOption } from '../flink/scope.js';
import { parseStringOption } from '../flink/strings.js';
import { describeType, type ParsedValue, parseValue, type ValueContext, type YamlParser } from '../flink/values.js';
import { covers, minorRange } from '../flink/versions.js';
import type { JavaType, Setting } from '../model/facts.js';
import type { OptionKey } from '../model/option-keys.js';
import type { Place } from '../model/span.js';
import type { Layer, Target } from '../model/target.js';
import type { Coverage } from '../model/version.js';
import type { KeyStatus, NotKnown, Reading, SettingView, TargetView } from '../model/view.js';

/** What a view needs besides its target. */
export interface ViewTools {
  readonly catalogue: Catalogue;
  /** Parses the text of a YAML flow collection, as Flink does for lists and maps. */
  readonly parseYaml: YamlParser;
  /** Whether the user declares a key to be known (`options.allow`). */
  readonly allow: (key: string) => boolean;
}

/** Takes from a parsed value what a reading holds of it. */
type Pick<T> = (value: ParsedValue) => T | undefined;

/** Shows a target to rules: every option as Flink would read it, over every version that the target may have. */
export function viewOf(target: Target, { catalogue, parseYaml, allow }: ViewTools): TargetView {
  const range = target.version.range;
  const overlaid = overlay(target.layers);

  // Read as the first and as the last version would that has the option in this shape and fits the target.
  const parse = (key: string, shapes: readonly Shape[], setting: Setting, layer: Layer): readonly ParsedValue[] =>
    shapes.flatMap(({ era }) => {
      const first = Math.max(range.min, minorRange(era.from).min);
      const last = era.to === undefined ? range.max : Math.min(range.max, minorRange(era.to).max);
      return [...new Set([first, Math.max(first, last)])].map((version) =>
        parseOption(key, era, setting, { grammar: layer.grammar, version, parseYaml }),
      );
    });

  const winnerOf = (shapes: readonly Shape[]): Winner | 'differs' | undefined => {
    const found = shapes.map(({ name, era }) => find(overlaid, name, era));
    const first = found[0];
    return found.every((winner) => winner?.setting === first?.setting) ? first : 'differs';
  };

  const notKnown = (why: string, origin: Place, facts: Partial<NotKnown> = {}): NotKnown => ({
    known: false,
    absent: false,
    set: false,
    why,
    origin,
    ...facts,
  });

  /** Why nothing can be said of an option that nothing sets here. */
  const unseen = (key: string, shapes: readonly Shape[]): string | undefined => {
    if (shapes.length === 0) return 'this Flink version has no such option';
    const complete = isJobOption(key) ? target.complete.job : target.complete.cluster;
    const open = target.layers.find((layer) => layer.open !== undefined)?.open;
    return open ?? (complete ? undefined : 'it may be set somewhere that is not part of what was read');
  };

  const readMissing = <T extends object>(key: string, shapes: readonly Shape[], pick: Pick<T>): Reading<T> => {
    const origin = anchor(target, key);
    const why = unseen(key, shapes);
    if (why !== undefined) return notKnown(why, origin);
    const defaults = new Set(shapes.map(({ era }) => era.default ?? era.hostDefault));
    const [only] = defaults;
    if (defaults.size > 1) return notKnown('its default depends on the Flink version', origin);
    if (only === undefined) return notKnown('nothing sets it', origin, { absent: true });
    const parsed = shapes.map(({ era }) => parseDefault(era, only, parseYaml));
    const value = agreed(parsed, pick);
    if (value === undefined) return notKnown('its default cannot be read', origin);
    return { known: true, text: only, set: false, origin, ...value };
  };

  const readSet = <T extends object>(
    key: string,
    shapes: readonly Shape[],
    { setting, layer }: Winner,
    pick: Pick<T>,
  ): Reading<T> => {
    const origin = placeOf(key, setting);
    const value = hasPlaceholder(setting.value) ? undefined : agreed(parse(key, shapes, setting, layer), pick);
    if (value === undefined) {
      return notKnown('its value is a placeholder, or one that Flink refuses', origin, { set: true });
    }
    return { known: true, text: setting.value, set: true, origin, ...value };
  };

  const read = <T extends object>(key: string, pick: Pick<T>): Reading<T> => {
    const shapes = catalogue.shapes(key, range);
    const winner = winnerOf(shapes);
    if (winner === 'differs') {
      return notKnown('which spelling wins depends on the Flink version', anchor(target, key), { set: true });
    }
    return winner === undefined ? readMissing(key, shapes, pick) : readSet(key, shapes, winner, pick);
  };

  const refusalOf = (setting: Setting, layer: Layer, status: KeyStatus): string | undefined => {
    const keys = status.kind === 'option' ? [status.key] : status.kind === 'alias' ? status.of : [];
    const results = keys.flatMap((key) => parse(key, catalogue.shapes(key, range), setting, layer));
    const first = results[0];
    if (first === undefined || first.ok) return undefined;
    return results.every((result) => !result.ok) ? first.reason : undefined;
  };

  const settingView = (setting: Setting, layer: Layer): SettingView => {
    const found = catalogue.status(setting.key, range);
    const declared = found.kind === 'unknown' && allow(setting.key);
    const status: KeyStatus = declared ? { kind: 'family', family: 'options.allow' } : found;
    const placeholder = hasPlaceholder(setting.value);
    const refusal = placeholder ? undefined : refusalOf(setting, layer, status);
    const known = status.kind === 'option' || status.kind === 'alias';
    const key = status.kind === 'alias' ? status.of[0] : setting.key;
    const era = known && key !== undefined ? catalogue.eras(key, range).at(-1) : undefined;
    return {
      ...setting,
      layer,
      status,
      inEffect: overlaid.get(setting.key)?.setting === setting,
      placeholder,
      ...(refusal === undefined ? {} : { refusal }),
      ...(known ? { option: catalogue.current(setting.key) } : {}),
      ...(era === undefined ? {} : { expected: describeType(era) }),
    };
  };
  const views = new Map<Setting, SettingView>();
  for (const layer of target.layers) {
    for (const setting of layer.settings) views.set(setting, settingView(setting, layer));
  }

  return {
    target,
    settings: [...views.values()],
    boolean: (key) => read(key, (value) => (value.ok && value.kind === 'boolean' ? { value: value.value } : undefined)),
    int: (key) => read(key, (value) => (value.ok && value.kind === 'number' ? { value: value.value } : undefined)),
    double: (key) => read(key, (value) => (value.ok && value.kind === 'number' ? { value: value.value } : undefined)),
    string: (key) => read(key, (value) => (value.ok && value.kind === 'string' ? { value: value.value } : undefined)),
    enum: (key) => read(key, (value) => (value.ok && value.kind === 'string' ? { value: value.value } : undefined)),
    duration: (key) => read(key, milliseconds),
    memory: (key) =>
      read(key, (value) => (value.ok && value.kind === 'memory' ? { bytes: Number(value.bytes) } : undefined)),
    list: (key) => read(key, (value) => (value.ok && value.kind === 'list' ? { values: value.values } : undefined)),
    map: (key) => {
      const exact = read(key, (value) => (value.ok && value.kind === 'map' ? { entries: value.entries } : undefined));
      const parts = overlaid.has(key) ? [] : below(overlaid, key);
      const first = parts[0];
      if (first === undefined) return exact;
      const entries = new Map(parts.map(({ setting }) => [setting.key.slice(key.length + 1), setting.value]));
      return { known: true, text: first.setting.value, set: true, origin: placeOf(key, first.setting), entries };
    },
    setting: (key: OptionKey) => {
      const winner = winnerOf(catalogue.shapes(key, range));
      return winner === undefined || winner === 'differs' ? undefined : views.get(winner.setting);
    },
    under: (prefix) => [...views.values()].filter((view) => view.inEffect && view.key.startsWith(prefix)),
    name: (key) => catalogue.nameIn(key, range),
    version: (claim): Coverage => covers(claim, range),
    nearest: suggester(() => catalogue.keys(range)),
  };
}

/** Reads a value as its option's type asks and, for a string with a grammar of its own, as its user does later. */
function parseOption(key: string, era: Era, setting: Setting, context: ValueContext): ParsedValue {
  const value = parseValue(era, setting, context);
  if (!value.ok || value.kind !== 'string' || era.type !== 'string') return value;
  const special = parseStringOption(key, value.value, context.version);
  return special === undefined || special.ok ? value : special;
}

/** A duration option that was a count of milliseconds in older versions reads the same in both. */
function milliseconds(value: ParsedValue): { readonly ms: number } | undefined {
  if (!value.ok) return undefined;
  if (value.kind === 'duration') return { ms: Number(value.nanos) / 1_000_000 };
  return value.kind === 'number' ? { ms: value.value } : undefined;
}

/** The value that every version in question reads, or nothing where they differ or one refuses. */
function agreed<T extends object>(results: readonly ParsedValue[], pick: Pick<T>): T | undefined {
  const picked = results.map(pick);
  const first = picked[0];
  return picked.every((value) => value !== undefined && sameText(value, first)) ? first : undefined;
}

const sameText = (a: unknown, b: unknown): boolean => JSON.stringify(a, plain) === JSON.stringify(b, plain);

const plain = (_: string, value: unknown): unknown => (value instanceof Map ? [...value] : value);

function parseDefault(era: Era, text: string, parseYaml: YamlParser): ParsedValue {
  const input = { value: text, type: 'string' satisfies JavaType } as const;
  return parseValue(era, input, { grammar: 'legacy', version: minorRange(era.from).max, parseYaml });
}

/** A setting's value, named by the option's current key. */
function placeOf(key: string, setting: Setting): Place {
  return { ...setting.valueAt, key, value: setting.value };
}

/**
 * Where something missing is reported: at the deepest mapping that would hold the key, else at the first setting of
 * the topmost layer that has one.
 */
function anchor(target: Target, key: string): Place {
  const layers = target.layers.filter((layer) => layer.settings.length > 0).reverse();
  const container = layers
    .flatMap((layer) => layer.containers ?? [])
    .filter((candidate) => key.startsWith(`${candidate.key}.`))
    .reduce<{ readonly key: string; readonly at: Place } | undefined>(
      (best, candidate) => (best === undefined || candidate.key.length > best.key.length ? candidate : best),
      undefined,
    );
  const at = container?.at ?? layers[0]?.settings[0]?.keyAt ?? { file: target.files[0] ?? '', start: 0, end: 0 };
  return { file: at.file, start: at.start, end: at.end, key };
}
