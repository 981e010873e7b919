import { memo } from '../lazy.js';
import { compare, folderOf, nameOf, upwards } from '../paths.js';
import type { Workspace } from '../workspace/workspace.js';
import { NO_SETTINGS } from './resolve.js';
import type { Schema } from './schema.js';
import type { Resolved } from './settings.js';
import type { SettingsProblem } from './tree.js';

/** The names of a settings file; the first one counts where a folder has both. */
export const SETTINGS_NAMES: readonly string[] = ['.flinklint.yaml', '.flinklint.yml'];

/** Whether a path is one under which settings are looked for. */
export const isSettingsFile = (path: string): boolean => SETTINGS_NAMES.includes(nameOf(path));

/** What settings are loaded with. */
export interface SettingsInputs {
  readonly workspace: Workspace;
  /** Gives what `settingsSchema` makes, where there is a settings file. */
  readonly loadSchema: () => Promise<Schema>;
  /** Every settings file in the tree, root-relative. */
  readonly present: readonly string[];
  /** A file that replaces all others (`--settings`), relative to the root. */
  readonly settingsFile?: string;
  /** Whether to read no settings file at all (`--no-settings`). */
  readonly disabled?: boolean;
}

/** The user's settings, each file of them read once. */
export interface Settings {
  /** The settings for a root-relative path: those of the settings file nearest to it, going upwards. */
  settingsFor(file: string): Resolved;
  /** What is wrong with the settings files; a file with anything wrong counts as empty. */
  problems(): readonly SettingsProblem[];
}

/** Loads the settings of a tree. What reads YAML is loaded only where there is a settings file. */
export async function loadSettings(inputs: SettingsInputs): Promise<Settings> {
  const { settingsFile, disabled = false } = inputs;
  const present = settingsFile === undefined ? inputs.present : [settingsFile];
  if (disabled || present.length === 0) return { settingsFor: () => NO_SETTINGS, problems: () => [] };
  const [yaml, ignore, { chainOf }, { readSettings }, { resolver }, schema] = await Promise.all([
    import('yaml'),
    import('ignore'),
    import('./chain.js'),
    import('./read.js'),
    import('./resolve.js'),
    inputs.loadSchema(),
  ]);
  const problems = new Map<string, SettingsProblem>();
  const say = (problem: SettingsProblem): void => {
    // Two settings files may extend the same third one; its faults are told once.
    problems.set(`${problem.file}:${problem.at.start}:${problem.message}`, problem);
  };
  const read = memo((file: string) => readSettings(file, { workspace: inputs.workspace, schema, yaml, say }));
  const resolve = (file: string, folder: string) =>
    resolver(chainOf(file, read, say), { folder, from: file, matcher: ignore.default });
  const settingsFor = settingsFile === undefined ? nearest(present, resolve) : resolve(settingsFile, '');
  return { settingsFor, problems: () => [...problems.values()] };
}

type Resolver = (file: string) => Resolved;

/** The settings of each file from the nearest folder above that has any. */
function nearest(present: readonly string[], resolve: (file: string, folder: string) => Resolver): Resolver {
  const resolvers = new Map<string, Resolver>();
  const above = (folder: string): Resolver =>
    upwards(folder)
      .map((at) => resolvers.get(at))
      .find((found) => found !== undefined) ?? (() => NO_SETTINGS);
  for (const file of outermostFirst(present)) {
    const folder = folderOf(file);
    // What is excluded is not read, so that it cannot fail: test data, copies of other repositories.
    if (!resolvers.has(folder) && !above(folder)(file).exclude(file)) resolvers.set(folder, resolve(file, folder));
  }
  const of = memo(above);
  return (file) => of(folderOf(file))(file);
}

const outermostFirst = (files: readonly string[]): readonly string[] =>
  [...files].sort((a, b) => a.split('/').length - b.split('/').length || compare(a, b));
