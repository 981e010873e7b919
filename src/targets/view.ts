import { below } from '../flink/effective.js';
import type { Suggester } from '../flink/nearest.js';
import { hasPlaceholder } from '../flink/placeholder.js';
import { describeType, type ParsedValue } from '../flink/values.js';
import { covers } from '../flink/versions.js';
import { lazy, memo } from '../lazy.js';
import type { Setting } from '../model/facts.js';
import type { OptionKey } from '../model/option-keys.js';
import type { Layer, Target } from '../model/target.js';
import type { VersionRange } from '../model/version.js';
import type { KeyStatus, SettingView, TargetView } from '../model/view.js';
import { memoryOf } from './memory.js';
import { placeOf, type Readings, type ReadingTools, readingsOf } from './readings.js';

/** What a view needs besides its target. */
export interface ViewTools extends ReadingTools {
  /** Whether the user declares a key to be known (`options.allow`). */
  readonly allow: (key: string) => boolean;
  /** What names the keys of a range of versions that one may have been meant to be. */
  readonly nearestIn: (range: VersionRange) => Suggester;
}

/** Shows a target to rules. */
export function viewOf(target: Target, tools: ViewTools): TargetView {
  const { catalogue } = tools;
  const range = target.version.range;
  const readings = readingsOf(target, tools);
  const memory = memoryOf(target, tools, readings);
  const { overlaid, read, winnerOf } = readings;
  const keys = lazy(() => catalogue.keys(range));
  const views = new Map<Setting, SettingView>();
  const seenWith = { readings, range, ...tools };
  for (const layer of target.layers) {
    for (const setting of layer.settings) views.set(setting, settingView(setting, layer, seenWith));
  }
  const settingOf = (option: string): SettingView | undefined => {
    const winner = winnerOf(option);
    return winner === undefined || winner === 'differs' ? undefined : views.get(winner.setting);
  };

  const meaning = ({ option, layer, ...setting }: SettingView): string | undefined =>
    option === undefined || setting.placeholder ? undefined : canonical(readings.parse(option, setting, layer));

  return {
    target,
    catalogued: range.max >= catalogue.range.min,
    // Rules judge what somebody wrote.
    settings: [...views.values()].filter(({ layer }) => layer.implied !== true),
    boolean: (key) => read(key, boolean),
    int: (key) => read(key, number),
    double: (key) => read(key, number),
    string: (key) => read(key, text),
    enum: (key) => read(key, text),
    duration: (key) => read(key, milliseconds),
    memory: (key) => read(key, bytes),
    list: (key) => read(key, list),
    map: (key) => {
      const exact = read(key, map);
      const parts = overlaid.has(key) ? [] : below(overlaid, key);
      const first = parts[0];
      if (first === undefined) return exact;
      const entries = new Map(parts.map(({ setting }) => [setting.key.slice(key.length + 1), setting.value]));
      return { known: true, text: first.setting.value, set: true, origin: placeOf(key, first.setting), entries };
    },
    processMemory: memory.of,
    enoughMemory: memory.enough,
    setting: (key: OptionKey) => settingOf(key),
    settingOf,
    sameValue: (a, b) => {
      const [one, other] = [meaning(a), meaning(b)];
      return one === undefined || other === undefined ? undefined : a.option === b.option && one === other;
    },
    isDefault: (setting) => {
      const value = catalogue.eras(setting.option ?? '', range).at(-1)?.default;
      return value !== undefined && meaning(setting) === meaning({ ...setting, value, type: 'string' });
    },
    countsMilliseconds: (option) => catalogue.history(option).at(-1)?.type === 'duration',
    under: (prefix) => [...views.values()].filter((view) => view.inEffect && view.key.startsWith(prefix)),
    name: (key) => catalogue.nameIn(key, range),
    version: memo((claim) => covers(claim, range)),
    begins: memo((prefix) => keys().some((key) => key.startsWith(prefix))),
    nearest: tools.nearestIn(range),
  };
}

interface SettingTools extends ViewTools {
  readonly readings: Readings;
  readonly range: VersionRange;
}

function settingView(setting: Setting, layer: Layer, tools: SettingTools): SettingView {
  const { catalogue, range, readings } = tools;
  const status = statusOf(setting.key, tools);
  const names = status.kind === 'option' ? [status.key] : status.kind === 'alias' ? status.of : [];
  const placeholder = hasPlaceholder(setting.value);
  const judged = range.max >= catalogue.range.min && !placeholder;
  const refusal = judged ? refusalOf(names.flatMap((name) => readings.parse(name, setting, layer))) : undefined;
  const era = names[0] === undefined ? undefined : catalogue.eras(names[0], range).at(-1);
  return {
    ...setting,
    layer,
    status,
    inEffect: readings.overlaid.get(setting.key)?.setting === setting,
    placeholder,
    refusal,
    option: names.length === 0 ? undefined : catalogue.current(setting.key),
    expected: era === undefined ? undefined : describeType(era),
  };
}

function statusOf(key: string, { catalogue, range, allow }: SettingTools): KeyStatus {
  const status = catalogue.status(key, range);
  return status.kind === 'unknown' && allow(key) ? { kind: 'family', family: 'options.allow' } : status;
}

/** Why every version refuses a value; nothing where one of them takes it. */
function refusalOf(results: readonly ParsedValue[]): string | undefined {
  const [first] = results;
  if (first === undefined || first.ok) return undefined;
  return results.every((result) => !result.ok) ? first.reason : undefined;
}

/** What every version in question reads, as a text to compare; nothing where one refuses the value. */
function canonical(results: readonly ParsedValue[]): string | undefined {
  const plain = (_: string, value: unknown): unknown =>
    typeof value === 'bigint' ? String(value) : value instanceof Map ? [...value].sort() : value;
  return results.length > 0 && results.every(({ ok }) => ok) ? JSON.stringify(results, plain) : undefined;
}

const boolean = (value: ParsedValue) => (value.ok && value.kind === 'boolean' ? { value: value.value } : undefined);

const list = (value: ParsedValue) => (value.ok && value.kind === 'list' ? { values: value.values } : undefined);

const map = (value: ParsedValue) => (value.ok && value.kind === 'map' ? { entries: value.entries } : undefined);

const number = (value: ParsedValue) => (value.ok && value.kind === 'number' ? { value: value.value } : undefined);

const text = (value: ParsedValue) => (value.ok && value.kind === 'string' ? { value: value.value } : undefined);

const bytes = (value: ParsedValue) =>
  value.ok && value.kind === 'memory' ? { bytes: Number(value.bytes) } : undefined;

/**
 * Whole milliseconds, which is what Flink compares (`Duration#toMillis`). A duration option that was a count of
 * milliseconds in older versions reads the same in both.
 */
function milliseconds(value: ParsedValue): { readonly ms: number } | undefined {
  if (!value.ok) return undefined;
  if (value.kind === 'duration') return { ms: Number(value.nanos / 1_000_000n) };
  return value.kind === 'number' ? { ms: value.value } : undefined;
}
