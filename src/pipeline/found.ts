import { type Project, readProject } from '../discover/project.js';
import type { NoticeOfFile } from '../discover/unread.js';
import { walk } from '../discover/walk.js';
import { excerptOf } from '../engine/excerpt.js';
import type { Notice } from '../model/report.js';
import { folderOf, isAtOrBelow } from '../paths.js';
import { isSettingsFile, loadSettings, type Settings } from '../settings/load.js';
import type { SettingsProblem } from '../settings/tree.js';
import { roughText, type Workspace } from '../workspace/workspace.js';
import { declaredFor } from './given.js';
import type { RunInputs, RunOptions } from './inputs.js';
import { unreadAmong } from './unread.js';

/** Settings files that cannot be used; nothing is checked then. */
export class SettingsError extends Error {
  /** Each with its place as `file:line:column`. */
  readonly problems: readonly { readonly position: string; readonly message: string }[];

  constructor(problems: readonly { readonly position: string; readonly message: string }[]) {
    super(problems.map(({ position, message }) => `${position}: ${message}`).join('\n'));
    this.problems = problems;
  }
}

/** What a run is about. */
export interface Found {
  readonly project: Project;
  readonly settings: Settings;
  /** What of it cannot be read. */
  readonly unread: readonly Notice[];
}

/**
 * Walks a workspace, loads the settings that govern what is asked for, and reads what concerns Flink.
 * @throws SettingsError where a settings file cannot be used
 */
export async function findProject(inputs: RunInputs, options: RunOptions, selected: Selected): Promise<Found> {
  const named = options.paths.filter((path) => path !== '' && !('why' in inputs.workspace.read(path)));
  const unread = new Map<string, NoticeOfFile>();
  const workspace = { ...inputs.workspace, note: (notice: NoticeOfFile) => void unread.set(notice.file, notice) };
  const walked = await walk(workspace, options.within, options.paths);
  await inputs.expect?.files(walked.length);
  const settings = await loadSettings({
    ...inputs.settings,
    workspace: inputs.workspace,
    present: walked.filter((path) => isSettingsFile(path) && mayGovern(folderOf(path), options.paths)),
  });
  if (settings.problems().length > 0) throw settingsError(settings.problems(), inputs.workspace);
  const project = await readProject({
    workspace,
    catalogue: inputs.catalogue,
    readers: inputs.readers,
    selected,
    named,
    paths: [...walked.filter((path) => !settings.settingsFor(path).exclude(path)), ...named],
    asked: options.paths,
    sources: options.sources ?? true,
    sourcesOf: (file) => declaredFor(file, settings).flatMap((job) => job.sources),
  });
  return { project, settings, unread: unreadAmong(options.paths, unread, settings) };
}

/** Whether something is asked for. */
export type Selected = (file: string) => boolean;

/** What lies at or below the paths that are asked for. */
export const selection = (paths: readonly string[]): Selected =>
  paths.includes('') ? () => true : (file) => paths.some((path) => isAtOrBelow(file, path));

/** Whether settings in a folder can be the nearest to anything that is asked for. */
const mayGovern = (folder: string, paths: readonly string[]): boolean =>
  paths.some((path) => isAtOrBelow(path, folder) || isAtOrBelow(folder, path));

function settingsError(problems: readonly SettingsProblem[], workspace: Workspace): SettingsError {
  return new SettingsError(
    problems.map(({ file, at, message }) => {
      const { start } = excerptOf(roughText(workspace.read(file)), at);
      return { position: `${file}:${start.line}:${start.column}`, message };
    }),
  );
}
