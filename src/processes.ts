import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';

/** What became of a program. */
export type Outcome =
  | { readonly kind: 'done'; readonly output: string }
  | { readonly kind: 'failed'; readonly reason: string }
  /** It is not on the PATH. */
  | { readonly kind: 'missing' };

const MAX_OUTPUT = 256 * 1024 * 1024;
const MAX_MILLISECONDS = 120_000;

/**
 * Runs a program of the user's to its end and gives what it prints. It runs where Node is, for a folder under inspection
 * may hold a program of that name.
 */
export function outputOf(program: string, args: readonly string[]): Outcome {
  const { error, status, stdout, stderr } = spawnSync(program, [...args], {
    cwd: dirname(process.execPath),
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT,
    timeout: MAX_MILLISECONDS,
    windowsHide: true,
  });
  if (error !== undefined) {
    const missing = 'code' in error && error.code === 'ENOENT';
    return missing ? { kind: 'missing' } : { kind: 'failed', reason: error.message };
  }
  return status === 0 ? { kind: 'done', output: stdout } : { kind: 'failed', reason: stderr.trim() };
}
