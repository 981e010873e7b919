import type { Setting } from '../model/facts.js';
import type { Layer } from '../model/target.js';
import { type Era, spellings } from './catalogue.js';

/** The setting that wins for one key, exactly as spelled, and those that it replaced, nearest first. */
export interface Winner {
  readonly setting: Setting;
  readonly layer: Layer;
  readonly replaced: readonly { readonly setting: Setting; readonly layer: Layer }[];
}

/** The last setting of each key over all layers, as `Configuration#addAll` leaves it. */
export type Overlay = ReadonlyMap<string, Winner>;

/**
 * Lays the layers over each other key by key, exactly as spelled, as Flink puts dynamic properties over its
 * configuration file (`GlobalConfiguration#loadConfiguration`). Aliases play no part here.
 * @param layers lowest first
 */
export function overlay(layers: readonly Layer[]): Overlay {
  const stacks = new Map<string, { setting: Setting; layer: Layer }[]>();
  for (const layer of layers) {
    for (const setting of layer.settings) {
      const stack = stacks.get(setting.key);
      if (stack === undefined) stacks.set(setting.key, [{ setting, layer }]);
      else stack.push({ setting, layer });
    }
  }
  const winners = new Map<string, Winner>();
  for (const [key, stack] of stacks) {
    const [top, ...replaced] = stack.reverse();
    if (top !== undefined) winners.set(key, { ...top, replaced });
  }
  return winners;
}

/**
 * Looks an option up in the overlay in Flink's order: its own key, fallback keys, deprecated keys
 * (`Configuration#getRawValueFromOption`). So an old spelling in a higher layer loses to the new one in a lower layer.
 */
export function find(overlaid: Overlay, key: string, era: Era): Winner | undefined {
  const own = overlaid.get(key);
  if (own !== undefined) return own;
  // Every rule that reads an option comes here, and most options have one name only.
  if (era.fallback === undefined && era.deprecated === undefined) return undefined;
  const other = spellings(era).find((spelling) => overlaid.has(spelling));
  return other === undefined ? undefined : overlaid.get(other);
}

/** Settings below a map option's own key, in file order: `kubernetes.secrets.<name>`. */
export function below(overlaid: Overlay, prefix: string): readonly Winner[] {
  const dotted = `${prefix}.`;
  return [...overlaid.values()].filter((winner) => winner.setting.key.startsWith(dotted));
}
