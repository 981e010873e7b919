import type { Resource } from '../model/manifest.js';
import type { Span } from '../model/span.js';
import type { SettingView, TargetView } from '../model/view.js';
import { clusterFields, clusterSpec, entryAt, isOperators, scalarAt } from './manifest.js';
import { activatesHighAvailability, OPERATOR_DEFAULTS_LAYER } from './operator.js';
import { hasPlaceholder } from './placeholder.js';

/** Keys under which the operator's own Flink finds an option, whatever the version of the cluster. */
const NAMES = {
  checkpoints: ['execution.checkpointing.dir', 'state.checkpoints.dir'],
  savepoints: ['execution.checkpointing.savepoint-dir', 'state.savepoints.dir', 'savepoints.state.backend.fs.dir'],
  highAvailability: ['high-availability.type', 'high-availability', 'recovery.mode'],
} as const;

/** What the operator reads of the configuration of a resource. */
export interface OperatorConfig {
  /** Whether all of it can be seen, so that what is not there is missing. */
  readonly closed: boolean;
  /** What a resource sets a key to, whatever the operator puts over it. */
  find(key: string): SettingView | undefined;
  /** Whether a directory is certainly not set. */
  lacks(directory: 'checkpoints' | 'savepoints'): boolean;
  /** Whether high availability is certainly off. */
  readonly noHighAvailability: boolean;
}

/** The configuration of a target as the operator's validator sees it: `flinkConfiguration`, over the operator's own. */
export function operatorConfig({ target, settings, under }: TargetView): OperatorConfig {
  const isDefault = ({ layer }: SettingView): boolean => layer.name === OPERATOR_DEFAULTS_LAYER;
  const find = (key: string) =>
    settings.findLast((setting) => setting.key === key) ?? under(key).find((one) => one.key === key && isDefault(one));
  const first = (keys: readonly string[]) => keys.map(find).find((setting) => setting !== undefined);
  const closed =
    target.kind !== 'fragment' && target.complete.cluster && target.layers.every(({ open }) => open === undefined);
  const available = first(NAMES.highAvailability);
  return {
    closed,
    find,
    lacks: (directory) => {
      const setting = first(NAMES[directory]);
      return setting === undefined ? closed : setting.value.trim() === '';
    },
    noHighAvailability:
      available === undefined
        ? closed
        : !hasPlaceholder(available.value) && !activatesHighAvailability(available.value),
  };
}

/** The operator's `UpgradeMode`, as resources write it. */
export type UpgradeMode = 'stateless' | 'last-state' | 'savepoint';

/** The upgrade mode of a resource's job, stateless by default; nothing where it has no job or the mode is not known. */
export function upgradeModeOf(resource: Resource): { readonly mode: UpgradeMode; readonly at: Span } | undefined {
  const job = entryAt(clusterFields(resource), 'job');
  if (job?.value.kind !== 'mapping') return undefined;
  const scalar = scalarAt(job.value, 'upgradeMode');
  if (scalar === undefined) {
    return entryAt(job.value, 'upgradeMode') === undefined ? { mode: 'stateless', at: job.keyAt } : undefined;
  }
  const mode = MODES.find((one) => one === scalar.value);
  return mode === undefined ? undefined : { mode, at: scalar.at };
}

const MODES = ['stateless', 'last-state', 'savepoint'] as const;

/** Whether the operator refuses a job for want of a directory for checkpoints. */
export function needsCheckpointDirectory(view: TargetView): boolean {
  const { resource } = view.target;
  if (resource === undefined || !isOperators(resource)) return false;
  const mode = upgradeModeOf(resource)?.mode;
  return mode !== undefined && mode !== 'stateless' && operatorConfig(view).lacks('checkpoints');
}

/** Where something that a resource lacks would be written. */
export const placeIn = (resource: Resource, ...path: readonly string[]): Span => {
  let at = clusterSpec(resource)?.keyAt ?? resource.at;
  let tree = clusterSpec(resource)?.value;
  for (const key of path) {
    const entry = entryAt(tree, key);
    if (entry === undefined) break;
    at = entry.keyAt;
    tree = entry.value;
  }
  return at;
};
