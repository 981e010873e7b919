import { resolve } from 'node:path';
import type { Report } from './model/report.js';
import { type RunOptions, run } from './pipeline.js';
import { toolFor } from './tool.js';
import { diskWorkspace } from './workspace/disk.js';

export type { Finding } from './model/finding.js';
export type { Report } from './model/report.js';
export { SettingsError } from './pipeline.js';

/** What `lint` takes beside the root; the names are those of `flinklint check`. */
export interface LintOptions extends Omit<RunOptions, 'paths'> {
  /** Files and folders relative to the root; everything where they are left out. */
  readonly paths?: readonly string[];
  /** A settings file for everything, relative to the root, or `false` for none at all. */
  readonly settings?: string | false;
}

/**
 * Lints the Flink configuration below a root folder.
 * @throws SettingsError where a settings file cannot be used
 */
export async function lint(root: string, { paths = [''], settings, ...options }: LintOptions = {}): Promise<Report> {
  const inputs = toolFor(diskWorkspace(resolve(root)), {
    disabled: settings === false,
    ...(typeof settings === 'string' ? { settingsFile: settings } : {}),
  });
  return (await run(inputs, { ...options, paths })).report;
}
