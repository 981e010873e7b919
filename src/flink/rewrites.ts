import { lookup } from '../lookup.js';
import type { Setting } from '../model/facts.js';
import type { Fix } from '../model/finding.js';
import type { SettingView, TargetView } from '../model/view.js';
import { isJobOption } from './scope.js';

/** Kubernetes' binary units, which Flink spells with one letter; both count in steps of 1024. */
const BINARY = /^(\d+)\s*([kmgt])ib?$/i;

/** Units of time that people write and Flink does not know, with the label that it knows. */
const TIME: Readonly<Record<string, string>> = { mins: 'min', hr: 'h', hrs: 'h' };

/** The same size or duration in Flink's own units, where no doubt is left what was meant: `4Gi` is `4g`. */
export function inFlinkUnits(text: string, expected: string | undefined): string | undefined {
  if (expected === 'a memory size') {
    const [, number, unit] = BINARY.exec(text) ?? [];
    return number === undefined || unit === undefined ? undefined : `${number}${unit.toLowerCase()}`;
  }
  if (expected !== 'a duration') return undefined;
  const [, number, unit = ''] = /^(\d+)\s*([a-z]+)$/i.exec(text) ?? [];
  const label = lookup(TIME, unit.toLowerCase());
  return number === undefined || label === undefined ? undefined : `${number} ${label}`;
}

/** Writes another value where a value stands, within the quotes that it may have. */
export function replaceValue(setting: Setting, text: string, safety: Fix['safety'] = 'safe'): Fix | undefined {
  const { written, value, valueAt } = setting;
  const at = written.indexOf(value);
  // A value that YAML made of something else stands nowhere as such.
  if (value === '' || at === -1 || written.length !== valueAt.end - valueAt.start) return undefined;
  const start = valueAt.start + at;
  return { safety, edits: [{ file: valueAt.file, start, end: start + value.length, text }] };
}

/**
 * Renames a key to the option's current name. Only where that cannot change which value wins: Flink takes the current
 * name before the older ones wherever they stand, so another spelling that nobody sees here could lose to this one.
 */
export function renameKey(setting: SettingView, { target, settings }: TargetView): Fix | undefined {
  const { status, option, keyAt, key } = setting;
  if (status.kind !== 'alias' || status.of.length !== 1 || option === undefined) return undefined;
  const [name = ''] = status.of;
  const complete = isJobOption(option) ? target.complete.job : target.complete.cluster;
  const open = target.layers.some((layer) => layer.open !== undefined);
  const alone = settings.filter((other) => other.option === option).length === 1;
  if (target.version.assumed || !complete || open || !alone) return undefined;
  // Of a nested key only the last part stands here.
  const above = key.slice(0, key.length - (keyAt.end - keyAt.start));
  const fits = setting.nested ? above.endsWith('.') : above === '';
  if (!fits || !name.startsWith(above)) return undefined;
  const edit = { file: keyAt.file, start: keyAt.start, end: keyAt.end, text: name.slice(above.length) };
  return { safety: 'safe', edits: [edit] };
}

/** Takes a setting out; what else stands on its line stays. */
export function removeSetting({ keyAt, valueAt, value, written }: Setting): Fix | undefined {
  // Anything between key and value, such as an anchor, would go with them; a value may be put together from elsewhere.
  const isWritten = value === '' || written !== '';
  const isPlain =
    isWritten && valueAt.file === keyAt.file && valueAt.start >= keyAt.end && valueAt.start - keyAt.end <= 3;
  return isPlain
    ? { safety: 'safe', edits: [{ file: keyAt.file, start: keyAt.start, end: valueAt.end, text: '' }] }
    : undefined;
}
