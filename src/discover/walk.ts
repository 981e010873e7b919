import type { Ignore } from 'ignore';
import { isAtOrBelow, join } from '../paths.js';
import type { Entry, Workspace } from '../workspace/workspace.js';

/** Folders that hold other people's files, whatever .gitignore says. */
const NEVER = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  '__pycache__',
  '.venv',
  '.terraform',
  '.gradle',
  '.idea',
]);

/** Deeper folders are not walked: no project needs them, and a hostile tree may be endless. */
const MAX_DEPTH = 64;

interface Rules {
  readonly folder: string;
  readonly matcher: Ignore;
}

/**
 * Every file of a workspace that git would not ignore, root-relative, in the order of a sorted walk.
 * @param within folders to walk; of the folders above them only the files are listed
 */
export async function walk(workspace: Workspace, within: readonly string[] = ['']): Promise<readonly string[]> {
  const files: string[] = [];
  const leadsWithin = (folder: string): boolean =>
    within.some((one) => isAtOrBelow(folder, one) || isAtOrBelow(one, folder));
  const visit = async (at: string, above: readonly Rules[], depth: number): Promise<void> => {
    const entries = workspace.list(at);
    const rules = [...above, ...(await ownRules(workspace, at, entries))];
    for (const entry of entries) {
      const path = join(at, entry.name);
      if (!isKept(entry, path, rules)) continue;
      if (entry.kind === 'file') files.push(path);
      else if (depth < MAX_DEPTH && leadsWithin(path)) await visit(path, rules, depth + 1);
    }
  };
  await visit('', [], 0);
  return files;
}

const isKept = ({ name, kind }: Entry, path: string, rules: readonly Rules[]): boolean =>
  kind !== 'other' && !NEVER.has(name) && !isIgnored(path, kind === 'folder', rules);

/** What a folder itself ignores, if it ignores anything. */
async function ownRules(workspace: Workspace, folder: string, entries: readonly Entry[]): Promise<readonly Rules[]> {
  if (!entries.some(({ name }) => name === '.gitignore')) return [];
  const result = workspace.read(join(folder, '.gitignore'));
  if (!result.ok) return [];
  const { default: ignore } = await import('ignore');
  const matcher = ignore({ allowRelativePaths: true, ignorecase: false });
  return [{ folder, matcher: matcher.add(new TextDecoder().decode(result.bytes)) }];
}

/** The deepest .gitignore that says anything about a path decides, as in git. */
function isIgnored(path: string, isFolder: boolean, rules: readonly Rules[]): boolean {
  for (const { folder, matcher } of rules.toReversed()) {
    const relative = folder === '' ? path : path.slice(folder.length + 1);
    const verdict = matcher.test(isFolder ? `${relative}/` : relative);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}
