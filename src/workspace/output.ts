import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Writes a report in one step, so that a reader never sees half of it. What is there and no plain file, such as
 * `/dev/null` or a pipe, is written to as it is: nothing may take its place.
 * @throws the file system's error, naming the file
 */
export function writeOutput(cwd: string, file: string, text: string): void {
  const path = resolve(cwd, file);
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) {
    writeFileSync(path, text);
    return;
  }
  const part = join(dirname(path), `.flinklint-${process.pid}.part`);
  try {
    writeFileSync(part, text);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}
