import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { compare, join } from '../paths.js';
import { decode } from './decode.js';
import type { Entry, ReadResult, Workspace } from './workspace.js';

/** Larger files are no configuration; reading them would only cost memory. */
const MAX_BYTES = 16 * 1024 * 1024;

/** What is read at once; nearly all configuration is smaller. */
const CHUNK = 64 * 1024;

/** Where a file system gives less of a file than it is asked for, and the file goes on, it gives whole blocks of this. */
const BLOCK = 512;

/** A workspace on disk. Symbolic links are followed for files named one by one, never while walking. */
export function diskWorkspace(root: string): Workspace {
  // To resolve each of ten thousands of paths costs, and none of them needs it.
  const base = resolve(root);
  const start = base.endsWith(sep) ? base : `${base}${sep}`;
  const chunk = Buffer.allocUnsafeSlow(CHUNK);
  const regular = new Set<string>();
  return {
    list: (folder) => {
      const entries = listFolder(`${start}${folder}`);
      for (const { name, kind } of entries) if (kind === 'file') regular.add(join(folder, name));
      return entries;
    },
    read: (file) => readFile(`${start}${file}`, regular.has(file) ? chunk : undefined),
  };
}

function listFolder(path: string): readonly Entry[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .map(
        (entry): Entry => ({
          name: entry.name,
          kind: entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other',
        }),
      )
      .sort((a, b) => compare(a.name, b.name));
  } catch {
    return [];
  }
}

/**
 * Each call to the system counts where a repository has ten thousands of files: what is known to be a regular file is
 * first read into a chunk that serves them all, and mostly that is it.
 */
function readFile(path: string, chunk: Buffer | undefined): ReadResult {
  let file: number | undefined;
  try {
    // A named pipe would wait for somebody to write.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const length = chunk === undefined ? 0 : readSync(file, chunk, 0, CHUNK, null);
    if (chunk !== undefined && length < CHUNK && length % BLOCK !== 0) return decode(chunk.subarray(0, length));
    const stat = fstatSync(file);
    if (!stat.isFile()) return { why: 'it is not a regular file' };
    if (stat.size > MAX_BYTES) return { why: `it is larger than ${MAX_BYTES / 1024 / 1024} MiB` };
    return decode(stat.size === 0 ? readFileSync(file) : readWhole(file, stat.size));
  } catch (error) {
    return { why: reasonOf(error) };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** The bytes of a file whose size is known; `readFileSync` would ask for it once more. */
function readWhole(file: number, size: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(size);
  let length = 0;
  for (let more = -1; more !== 0 && length < size; length += more) {
    more = readSync(file, bytes, length, size - length, length);
  }
  return length === size ? bytes : bytes.subarray(0, length);
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
      return 'it does not exist';
    case 'EACCES':
    case 'EPERM':
      return 'permission was denied';
    default:
      return code === '' ? 'it cannot be read' : `it cannot be read (${code})`;
  }
}
