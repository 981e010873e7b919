import type { Ignore } from 'ignore';
import { isAtOrBelow, join } from '../paths.js';
import { type Entry, roughText, type Workspace } from '../workspace/workspace.js';
import { type NotingWorkspace, noteFolder } from './unread.js';

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

/** Build files, and the folder beside each that all it makes lies in: copies of what lies elsewhere. */
const OUTPUTS: readonly (readonly [build: string, folder: string])[] = [
  ['pom.xml', 'target'],
  ['build.sbt', 'target'],
  ['build.gradle', 'build'],
  ['build.gradle.kts', 'build'],
];

/** Deeper folders are not walked: no project needs them, and a hostile tree may be endless. */
const MAX_DEPTH = 64;

/** What one .gitignore says below it. */
interface Rules {
  readonly matcher: Ignore;
  /** The folder that is walked, as this .gitignore sees it: `''` for its own. */
  readonly at: string;
}

/** A name that no pattern speaks of. */
const UNNAMED = 'unnamed\u{10ffff}';

/**
 * Every file of a workspace that git would not ignore and no build made, root-relative, in the order of a sorted walk.
 * @param within folders to walk; of the folders above them only the files are listed
 * @param asked paths that are asked for, whatever made them
 */
export async function walk(
  workspace: NotingWorkspace,
  within: readonly string[] = [''],
  asked: readonly string[] = within,
): Promise<readonly string[]> {
  const files: string[] = [];
  const leadsWithin = (folder: string): boolean =>
    within.some((one) => isAtOrBelow(folder, one) || isAtOrBelow(one, folder));
  const isWalked = (path: string, entry: Entry, beside: readonly Entry[]): boolean =>
    leadsWithin(path) && (!isOutput(entry, beside) || asked.some((one) => isAtOrBelow(one, path)));
  const visit = async (at: string, above: readonly Rules[], depth: number): Promise<void> => {
    const entries = workspace.list(at);
    if ('why' in entries) return noteFolder(workspace, at, entries.why);
    const rules = [...above, ...(await ownRules(workspace, at, entries))];
    for (const entry of entries.filter((one) => isKept(one, rules))) {
      const path = join(at, entry.name);
      if (entry.kind === 'file') files.push(path);
      else if (!isWalked(path, entry, entries)) continue;
      else if (depth < MAX_DEPTH) await visit(path, inFolder(entry.name, rules), depth + 1);
      else noteFolder(workspace, path, `it lies more than ${MAX_DEPTH} folders deep`);
    }
  };
  await visit('', [], 0);
  return files;
}

const isKept = ({ name, kind }: Entry, rules: readonly Rules[]): boolean =>
  kind !== 'other' && !NEVER.has(name) && (rules.length === 0 || !isIgnored(name, kind === 'folder', rules));

const isOutput = ({ name }: Entry, beside: readonly Entry[]): boolean =>
  OUTPUTS.some(([build, folder]) => folder === name && beside.some((one) => one.name === build));

/** What a folder itself ignores, if it ignores anything. */
async function ownRules(workspace: Workspace, folder: string, entries: readonly Entry[]): Promise<readonly Rules[]> {
  if (!entries.some(({ name }) => name === '.gitignore')) return [];
  const result = workspace.read(join(folder, '.gitignore'));
  if ('why' in result) return [];
  const { default: ignore } = await import('ignore');
  const matcher = ignore({ allowRelativePaths: true, ignorecase: false });
  return [{ matcher: matcher.add(roughText(result)), at: '' }];
}

/** The deepest .gitignore that says anything about a path decides, as in git. */
function isIgnored(name: string, isFolder: boolean, rules: readonly Rules[]): boolean {
  for (const { matcher, at } of rules.toReversed()) {
    const path = join(at, name);
    const verdict = matcher.test(isFolder ? `${path}/` : path);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

/**
 * The rules in a folder. Where a deeper .gitignore has taken the folder back, a pattern that names it says nothing of what
 * is in it any more; to the library, whatever is in an ignored folder is ignored.
 */
function inFolder(name: string, rules: readonly Rules[]): readonly Rules[] {
  return rules.map(({ matcher, at }) => {
    const says = (path: string) => matcher.test(`${path}/`);
    const path = join(at, name);
    const unnamed = join(at, UNNAMED);
    if (!says(path).ignored) return { matcher, at: path };
    const { rule } = says(unnamed);
    // What ends so means everything at any depth, and so what is in the folder, too.
    return { matcher, at: rule === undefined || rule.pattern.endsWith('**') ? unnamed : UNNAMED };
  });
}
