import { folderOf, isYaml, nameOf } from '../paths.js';

/** What a file with command lines is. */
export type ScriptKind = 'shell' | 'makefile' | 'justfile' | 'pipeline';

const MAKEFILES = ['Makefile', 'makefile', 'GNUmakefile'] as const;
const JUSTFILES: readonly string[] = ['justfile', 'Justfile', '.justfile', '.Justfile'];

/** Folders whose YAML files are pipelines, at any depth. */
const PIPELINE_FOLDERS = ['.github', '.gitlab', '.buildkite', '.woodpecker'] as const;
/** Names of pipelines without their ending; `.gitlab-ci` and `deploy.gitlab-ci` are one too. */
const PIPELINES = new Set(['gitlab-ci', 'bitbucket-pipelines', 'action', 'travis', 'drone', 'woodpecker']);

/** Folders where files without an ending usually are scripts. */
const SCRIPT_FOLDERS: readonly string[] = [
  ...['bin', 'sbin', 'script', 'scripts', 'ci', 'hack', 'tools', 'ops', 'deploy', 'deployment'],
];

/** What a file with command lines may be, by its path. */
export function scriptKind(path: string): ScriptKind | undefined {
  const name = nameOf(path);
  if (isShell(name)) return 'shell';
  if (isYaml(name)) return isPipeline(path) ? 'pipeline' : undefined;
  if (name.endsWith('.mk') || MAKEFILES.some((known) => name === known || name.startsWith(`${known}.`))) {
    return 'makefile';
  }
  if (JUSTFILES.includes(name)) return 'justfile';
  return isBare(path) ? 'shell' : undefined;
}

/** Whether only its first line can tell that a file is a script. */
export const needsShebang = (path: string): boolean => !isShell(path) && isBare(path);

const isShell = (path: string): boolean => path.endsWith('.sh') || path.endsWith('.bash');

/** Whether it is or lies in anything whose name begins with a dot. */
const isHidden = (path: string): boolean => path.startsWith('.') || path.includes('/.');

function isPipeline(path: string): boolean {
  if (isHidden(path) && PIPELINE_FOLDERS.some((folder) => `/${path}`.includes(`/${folder}/`))) return true;
  const name = nameOf(path);
  const stem = name.slice(0, name.lastIndexOf('.'));
  if (stem === 'config') return nameOf(folderOf(path)) === '.circleci';
  const last = stem.slice(stem.lastIndexOf('.') + 1);
  return PIPELINES.has(last) || last.startsWith('azure-pipelines');
}

const isBare = (path: string): boolean =>
  !nameOf(path).includes('.') && SCRIPT_FOLDERS.includes(nameOf(folderOf(path)));
