/** Work trees of public repositories, outside of what is kept. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = resolve(
  process.env.ORACLE_PUBLIC ?? fileURLToPath(new URL('../../node_modules/.cache/oracle-public', import.meta.url)),
);

/** The folder of a repository's work tree. */
export const treeOf = (repository: string): string => join(FOLDER, repository.replace('/', '+'));

/** Brings a commit of a repository; a tree is whole or not there. Returns why it could not be had. */
export function fetchTree(repository: string, commit: string): string | undefined {
  const tree = treeOf(repository);
  if (existsSync(tree)) return undefined;
  const partial = `${tree}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const git = (...words: readonly string[]): void => {
    execFileSync('git', words, { cwd: partial, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  };
  try {
    git('init', '--quiet');
    git('fetch', '--quiet', '--depth=1', `https://github.com/${repository}`, commit);
    git('checkout', '--quiet', 'FETCH_HEAD');
    renameSync(partial, tree);
    return undefined;
  } catch (failure) {
    rmSync(partial, { recursive: true, force: true });
    return String(failure).trim().split('\n').at(-1);
  }
}
