import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './command.js';

/** Builds `dist/` where it is not of today's sources. */
export function setup(): void {
  execFileSync(process.execPath, [join(root, 'tools', 'build.mjs'), '--if-stale'], { stdio: 'inherit' });
}
