import { suggesters } from '../flink/nearest.js';
import { groupByEach } from '../group-by.js';
import { lazy } from '../lazy.js';
import type { Target } from '../model/target.js';
import type { TargetView } from '../model/view.js';
import type { Settings } from '../settings/load.js';
import { readingTools } from '../targets/readings.js';
import { viewOf } from '../targets/view.js';
import type { RunInputs } from './inputs.js';

type KeysOf = (view: TargetView) => readonly string[];

/** Targets as rules see them. */
export interface Views {
  readonly views: readonly TargetView[];
  /** Every target that was read but one, whether or not it is asked for. */
  others(own: TargetView): readonly TargetView[];
  /** Every target that has a key. */
  sharing(key: string, keysOf: KeysOf): readonly TargetView[];
}

/**
 * The targets that are asked for as rules see them. Few rules look beyond their target, and a path that is checked alone
 * may be one of very many: the others are looked at when one asks for them.
 */
export async function viewsOf(
  wanted: readonly Target[],
  targets: readonly Target[],
  inputs: RunInputs,
  settings: Settings,
): Promise<Views> {
  const inYaml = wanted.some(({ layers }) => layers.some(({ grammar }) => grammar === 'yaml'));
  const parseYaml = inYaml ? await inputs.loadYamlParser() : () => undefined;
  const tools = { ...readingTools(inputs.catalogue, parseYaml), nearestIn: suggesters(inputs.catalogue.keys) };
  const view = (target: Target): TargetView => {
    const { allow } = settings.settingsFor(target.files[0] ?? '');
    return viewOf(target, { ...tools, allow });
  };
  const views = wanted.map(view);
  const everything = lazy(() => {
    const seen = new Set(wanted);
    return [...views, ...targets.filter((target) => !seen.has(target)).map(view)];
  });
  const indexes = new Map<KeysOf, ReadonlyMap<string, readonly TargetView[]>>();
  const sharing = (key: string, keysOf: KeysOf): readonly TargetView[] => {
    const index = indexes.get(keysOf) ?? groupByEach(everything(), keysOf);
    indexes.set(keysOf, index);
    return index.get(key) ?? [];
  };
  return { views, others: (own) => everything().filter((other) => other !== own), sharing };
}
