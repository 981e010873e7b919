import { lookup } from '../lookup.js';
import { compare, folderOf, nameOf } from '../paths.js';
import { decode } from './decode.js';
import type { Workspace } from './workspace.js';

/** A workspace in which some files have other contents, or exist only here: standard input, an editor's buffers. */
export function overlaid(below: Workspace, files: Readonly<Record<string, Uint8Array>>): Workspace {
  const added = Object.keys(files);
  return {
    list: (folder) => {
      const listed = below.list(folder);
      const entries = 'why' in listed ? [] : listed;
      const missing = added
        .filter((file) => folderOf(file) === folder && !entries.some(({ name }) => name === nameOf(file)))
        .map((file) => ({ name: nameOf(file), kind: 'file' }) as const);
      if (missing.length === 0) return listed;
      return [...entries, ...missing].sort((a, b) => compare(a.name, b.name));
    },
    read: (file) => {
      const bytes = lookup(files, file);
      return bytes === undefined ? below.read(file) : decode(bytes);
    },
  };
}
