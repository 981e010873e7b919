import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { compare } from '../paths.js';
import { decode } from './decode.js';
import { ABSENT, type Entry, NO_FILE, type ReadResult, type Unreadable, type Workspace } from './workspace.js';

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
  return {
    list: (folder) => listFolder(`${start}${folder}`),
    read: (file) => readFile(`${start}${file}`, chunk),
  };
}

function listFolder(path: string): readonly Entry[] | Unreadable {
  try {
    return readdirSync(path, { withFileTypes: true })
      .map(
        (entry): Entry => ({
          name: entry.name,
          kind: entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other',
        }),
      )
      .sort((a, b) => compare(a.name, b.name));
  } catch (error) {
    return unreadable(error);
  }
}

/**
 * Each call to the system counts where a repository has ten thousands of files: a file is first read into a chunk that
 * serves them all, and mostly that is it.
 */
function readFile(path: string, chunk: Buffer): ReadResult {
  let file: number | undefined;
  try {
    // A named pipe would wait for somebody to write.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const length = readSync(file, chunk, 0, CHUNK, null);
    if (length < CHUNK && length % BLOCK !== 0) return decode(chunk.subarray(0, length));
    const stat = fstatSync(file);
    if (!stat.isFile()) return NO_FILE;
    if (stat.size > MAX_BYTES) return tooLarge(file);
    return decode(stat.size === 0 ? readFileSync(file) : readWhole(file, stat.size));
  } catch (error) {
    return unreadable(error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** As many bytes of a file as it is known to have; `readFileSync` would ask for its size once more. */
function readWhole(file: number, size: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(size);
  let length = 0;
  for (let more = -1; more !== 0 && length < size; length += more) {
    more = readSync(file, bytes, length, size - length, length);
  }
  return length === size ? bytes : bytes.subarray(0, length);
}

/** What such a file begins with tells whose it is. */
function tooLarge(file: number): Unreadable {
  const rough = new TextDecoder().decode(readWhole(file, CHUNK));
  return { why: `it is larger than ${MAX_BYTES / 1024 / 1024} MiB`, rough };
}

function unreadable(error: unknown): Unreadable {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
      return ABSENT;
    case 'EISDIR':
      return NO_FILE;
    case 'EACCES':
    case 'EPERM':
      return { why: 'permission was denied' };
    default:
      return { why: code === '' ? 'it cannot be read' : `it cannot be read (${code})` };
  }
}
