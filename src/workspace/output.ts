import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Writes a report in one step, so that a reader never sees half of it.
 * @throws the file system's error, naming the file
 */
export function writeOutput(cwd: string, file: string, text: string): void {
  const path = resolve(cwd, file);
  const part = join(dirname(path), `.flinklint-${process.pid}.part`);
  try {
    writeFileSync(part, text);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}
