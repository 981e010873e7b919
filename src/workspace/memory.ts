import { lookup } from '../lookup.js';
import { compare } from '../paths.js';
import { decode } from './decode.js';
import { ABSENT, type Entry, type Workspace } from './workspace.js';

/** A workspace made of texts, for examples and tests. */
export function memoryWorkspace(files: Readonly<Record<string, string | Uint8Array>>): Workspace {
  const folders = new Map<string, Map<string, Entry>>([['', new Map()]]);
  for (const path of Object.keys(files)) {
    const parts = path.split('/');
    parts.forEach((name, index) => {
      const folder = parts.slice(0, index).join('/');
      const entries = folders.get(folder) ?? new Map<string, Entry>();
      folders.set(folder, entries);
      entries.set(name, { name, kind: index === parts.length - 1 ? 'file' : 'folder' });
    });
  }
  return {
    list: (folder) => [...(folders.get(folder)?.values() ?? [])].sort((a, b) => compare(a.name, b.name)),
    read: (file) => {
      const content = lookup(files, file);
      if (content === undefined) return ABSENT;
      return decode(typeof content === 'string' ? new TextEncoder().encode(content) : content);
    },
  };
}
