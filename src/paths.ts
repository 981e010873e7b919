/** The folder part of a path, `''` at the root. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The path of a name in a folder, `''` being the root. */
export const join = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** Whether a path is that of a YAML file, by its ending in any case. */
export function isYaml(path: string): boolean {
  if (path.endsWith('.yaml') || path.endsWith('.yml')) return true;
  const lower = path.slice(-5).toLowerCase();
  return lower === '.yaml' || lower.endsWith('.yml');
}

/** `path` and every folder above it, nearest first, ending with the root `''`. */
export function upwards(folder: string): readonly string[] {
  return folder === '' ? [''] : [folder, ...upwards(folderOf(folder))];
}

/** Whether a path is a folder or lies in it at any depth; the root `''` holds everything. */
export const isAtOrBelow = (path: string, folder: string): boolean =>
  folder === '' || path === folder || path.startsWith(`${folder}/`);

/** Order of code units, the same in every locale. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The folder of the Helm chart, or of the Ansible role, whose template a file is. */
export const chartOf = (path: string): string | undefined => {
  const folders = `/${path}`;
  const end = folders.lastIndexOf('/templates/');
  return end === -1 ? undefined : folders.slice(1, Math.max(1, end));
};
