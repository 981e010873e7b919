import { type Catalogue, type Era, spellings } from '../flink/catalogue.js';
import { type Overlay, overlay, type Winner } from '../flink/effective.js';
import { isSecret, MASK, withoutCredentials } from '../flink/secrets.js';
import type { EffectiveSetting, Origin } from '../model/effective.js';
import type { Setting } from '../model/facts.js';
import type { Layer, Target } from '../model/target.js';
import { compare } from '../paths.js';

/**
 * What a target would run with: every explicit setting under the option's current name, unknown keys as written.
 * A spelling that loses to another one of the same option stands among what the winner overrides.
 * @param all also the options that nothing sets, with their defaults
 */
export function effectiveSettings(target: Target, catalogue: Catalogue, all: boolean): readonly EffectiveSetting[] {
  const overlaid = overlay(target.layers);
  const range = target.version.range;
  const newest = (option: string): Era | undefined => catalogue.eras(option, range).at(-1);
  const options = new Set<string>();
  const unknown: Winner[] = [];
  for (const [key, winner] of overlaid) {
    const status = catalogue.status(key, range);
    if (status.kind === 'option') options.add(status.key);
    else if (status.kind === 'alias') for (const option of status.of) options.add(option);
    else unknown.push(winner);
  }
  const set = [...options].flatMap(
    (option) => settingOf(option, newest(option), overlaid, (key) => newest(key) !== undefined) ?? [],
  );
  const defaults = all
    ? catalogue.keys(range).flatMap((option) => (options.has(option) ? [] : defaultOf(option, newest(option))))
    : [];
  return [...set, ...unknown.map((winner) => explicit(winner.setting.key, [winner], undefined)), ...defaults].sort(
    (a, b) => compare(a.key, b.key),
  );
}

function settingOf(
  option: string,
  era: Era | undefined,
  overlaid: Overlay,
  isOption: (key: string) => boolean,
): EffectiveSetting | undefined {
  // A fallback key such as jobmanager.rpc.address is an option of its own, and is listed as one.
  const others = era === undefined ? [] : spellings(era).filter((name) => !isOption(name));
  const names = [option, ...others];
  const winners = names.flatMap((name) => overlaid.get(name) ?? []);
  return winners.length === 0 ? undefined : explicit(option, winners, era);
}

function explicit(key: string, winners: readonly Winner[], era: Era | undefined): EffectiveSetting {
  const [first] = winners;
  if (first === undefined) throw new RangeError(`Nothing sets '${key}'`);
  const lost = [...first.replaced, ...winners.slice(1).flatMap((winner) => [winner, ...winner.replaced])];
  return {
    key,
    writtenAs: first.setting.key,
    value: shown(first.setting),
    origin: originOf(first),
    overrides: lost.map((one) => ({ value: shown(one.setting), origin: originOf(one) })),
    ...(era?.default === undefined ? {} : { default: era.default }),
  };
}

const defaultOf = (key: string, era: Era | undefined): readonly EffectiveSetting[] =>
  era?.default === undefined ? [] : [{ key, value: era.default, overrides: [], default: era.default }];

const shown = ({ key, value }: Setting): string => (isSecret(key) ? MASK : withoutCredentials(value));

const originOf = ({ setting, layer }: { readonly setting: Setting; readonly layer: Layer }): Origin => ({
  at: { file: setting.valueAt.file, start: setting.valueAt.start, end: setting.valueAt.end },
  layer: layer.name,
});
