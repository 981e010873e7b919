/**
 * A path as it is written in a file, from the root; nothing where it leads out of it, is absolute, or is a variable's.
 * @param file the file that it is written in
 */
export function besideFile(file: string, path: string): string | undefined {
  if (/^[/~]|\$|^[a-z]+:/i.test(path)) return undefined;
  const parts = file.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** The folder that Flink lies in, in its image. */
const HOME = /^(?:\$FLINK_HOME|\$\{FLINK_HOME\})(?=\/|$)/;

/** A path within a container of Flink's image, its folder written out. */
export const inContainer = (path: string): string => {
  const full = path.replace(HOME, '/opt/flink').replace(/\/+/g, '/');
  const absolute = full.startsWith('/') || full.startsWith('$') ? full : `/opt/flink/${full.replace(/^\.\//, '')}`;
  return absolute.length > 1 ? absolute.replace(/\/$/, '') : absolute;
};
