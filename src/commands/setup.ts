import { resolve } from 'node:path';
import { gitRoot, kindOfPath, realPath, relativeTo } from '../environment.js';
import { folderOf, isAtOrBelow, upwards } from '../paths.js';
import type { RunInputs, RunOptions } from '../pipeline.js';
import { SETTINGS_NAMES } from '../settings/load.js';
import type { Terminal } from '../terminal.js';
import { toolFor } from '../tool.js';
import { diskWorkspace } from '../workspace/disk.js';
import { overlaid } from '../workspace/overlay.js';

/** Wrong usage: said to the user, exit status 2. */
export class UsageError extends Error {}

/** What is linted: a root and root-relative paths in it. */
export interface Scope {
  readonly root: string;
  readonly paths: readonly string[];
  /** Root-relative folders in which the surroundings of the paths are read. */
  readonly within: readonly string[];
  /** Whether a folder was named, so that finding nothing in it must not pass silently. */
  readonly folders: boolean;
  /** Files that are not as they lie there, by their root-relative paths: standard input, what helm makes of templates. */
  readonly overlay?: Readonly<Record<string, Uint8Array>>;
}

/** The options that say what a command is about. */
export interface ScopeOptions {
  readonly root?: string;
  readonly stdinFilename?: string;
  /** Whether charts are rendered, with the user's helm. */
  readonly helm?: boolean;
}

/**
 * Turns paths of the command line into a root and paths below it.
 * @throws UsageError for a path that does not exist or lies outside the root
 */
export async function scopeOf(paths: readonly string[], options: ScopeOptions, terminal: Terminal): Promise<Scope> {
  if (paths.includes('-')) return stdinScope(paths, options, terminal);
  const given = (paths.length === 0 ? ['.'] : paths).map((path) => existing(path, terminal.cwd));
  const root = options.root === undefined ? rootFor(given, terminal.cwd) : existing(options.root, terminal.cwd).path;
  const scope: Scope = {
    root,
    paths: given.map(({ path, written }) => inside(root, path, written)),
    within: options.root === undefined && gitRoot(root) === undefined ? surroundings(given, root) : [''],
    folders: given.some(({ kind }) => kind === 'folder'),
  };
  return options.helm === true ? rendered(scope) : scope;
}

/** A scope with what helm makes of its charts in place of their templates. */
async function rendered(scope: Scope): Promise<Scope> {
  const { renderCharts } = await import('./charts.js');
  const rendering = await renderCharts(scope, diskWorkspace(scope.root));
  if ('problem' in rendering) throw new UsageError(rendering.problem);
  const isWanted = (file: string): boolean => scope.paths.some((path) => isAtOrBelow(file, path));
  // Those of charts that are packed lie nowhere on the disk.
  const made = [...rendering.files.keys()].filter(isWanted);
  return { ...scope, paths: [...scope.paths, ...made], overlay: encoded(rendering.files) };
}

const encoded = (files: ReadonlyMap<string, string>): Readonly<Record<string, Uint8Array>> =>
  Object.fromEntries([...files].map(([file, text]) => [file, new TextEncoder().encode(text)]));

/** What a user says of the targets, as every command that reads configuration takes it. */
export type TargetOptions = Pick<RunOptions, 'flinkVersion' | 'operatorVersion' | 'platform' | 'profile'>;

/** That alone, of the options of a command. */
export const targetOptions = ({ flinkVersion, operatorVersion, platform, profile }: TargetOptions): TargetOptions => ({
  ...(flinkVersion === undefined ? {} : { flinkVersion }),
  ...(operatorVersion === undefined ? {} : { operatorVersion }),
  ...(platform === undefined ? {} : { platform }),
  ...(profile === undefined ? {} : { profile }),
});

interface Given {
  readonly path: string;
  readonly written: string;
  readonly kind: 'file' | 'folder';
}

function existing(written: string, cwd: string): Given {
  const kind = kindOfPath(resolve(cwd, written));
  if (kind === undefined) throw new UsageError(`The path '${written}' does not exist.`);
  if (kind === 'other') throw new UsageError(`'${written}' is neither a file nor a folder; '-' is standard input.`);
  return { path: realPath(resolve(cwd, written)), written, kind };
}

/** The git root of the first path, else the working directory if it holds all paths, else the folder of the path. */
function rootFor(given: readonly Given[], cwd: string): string {
  const [first] = given;
  const start = first === undefined ? cwd : first.kind === 'folder' ? first.path : resolve(first.path, '..');
  const candidates = [gitRoot(start), realPath(cwd), start].filter((root): root is string => root !== undefined);
  return candidates.find((root) => given.every(({ path }) => relativeTo(root, path) !== undefined)) ?? resolve('/');
}

/**
 * Outside git nothing says where a project ends, and the working directory may be anyone's: the nearest folder with
 * settings, from a path upwards, or the folder of the path itself.
 */
function surroundings(given: readonly Given[], root: string): readonly string[] {
  return given.map(({ path, written, kind }) => {
    const own = inside(root, kind === 'folder' ? path : resolve(path, '..'), written);
    const settled = upwards(own).find((folder) =>
      SETTINGS_NAMES.some((name) => kindOfPath(resolve(root, folder, name)) === 'file'),
    );
    return settled ?? own;
  });
}

function inside(root: string, path: string, written: string): string {
  const relative = relativeTo(root, path);
  if (relative === undefined) throw new UsageError(`The path '${written}' lies outside the root '${root}'.`);
  return relative;
}

async function stdinScope(paths: readonly string[], options: ScopeOptions, terminal: Terminal): Promise<Scope> {
  if (paths.length > 1) throw new UsageError("'-' reads standard input and goes with no other path.");
  if (options.stdinFilename === undefined) return streamScope(options, terminal);
  const path = resolve(terminal.cwd, options.stdinFilename);
  const root =
    options.root === undefined ? (gitRoot(resolve(path, '..')) ?? terminal.cwd) : resolve(terminal.cwd, options.root);
  const file = inside(root, path, options.stdinFilename);
  const within = options.root === undefined && gitRoot(root) === undefined ? [folderOf(file)] : [''];
  return { root, paths: [file], within, folders: false, overlay: { [file]: await terminal.readStdin() } };
}

/** What `helm template` or `kustomize build` prints: complete by itself, so nothing around it is read. */
async function streamScope({ root: given }: ScopeOptions, { cwd, readStdin }: Terminal): Promise<Scope> {
  const { filesOfStream, inCharts, isRendered, STREAM } = await import('./rendered-stream.js');
  const text = new TextDecoder().decode(await readStdin());
  if (text.trim() !== '' && !isRendered(text)) {
    throw new UsageError("'-' needs --stdin-filename, which says what kind of file standard input is.");
  }
  const root = given === undefined ? (gitRoot(cwd) ?? cwd) : resolve(cwd, given);
  const files = await inCharts(filesOfStream(text), diskWorkspace(root));
  const paths = files.size === 0 ? [STREAM] : [...files.keys()];
  return { root, paths, within: [], folders: true, overlay: encoded(files) };
}

/** The options that say which settings govern it. */
export interface InputOptions {
  readonly settings?: string | boolean;
}

/** Everything that a run needs, for a scope on this machine. */
export function inputsFor(scope: Scope, options: InputOptions, terminal: Terminal): RunInputs {
  const disk = diskWorkspace(scope.root);
  const settingsFile =
    typeof options.settings === 'string'
      ? inside(scope.root, existing(options.settings, terminal.cwd).path, options.settings)
      : undefined;
  const workspace = scope.overlay === undefined ? disk : overlaid(disk, scope.overlay);
  return toolFor(workspace, {
    disabled: options.settings === false,
    ...(settingsFile === undefined ? {} : { settingsFile }),
  });
}
