import { accept, type Parsed, refuse } from './parsed.js';
import { javaSplit } from './ports.js';

/** What Flink asks of a path beyond being one. */
export interface UriNeeds {
  /** Whether it must name its file system: `s3://`, `file://`. */
  readonly scheme: boolean;
  /** Whether the root of the file system is refused. */
  readonly belowRoot: boolean;
}

const SNAPSHOTS: UriNeeds = { scheme: true, belowRoot: true };
const ANYWHERE: UriNeeds = { scheme: false, belowRoot: false };

/**
 * String options that Flink makes a `Path` of. Only `ExternalizedSnapshotLocation` asks for a scheme and refuses the
 * root; elsewhere a path without a scheme means the default file system.
 */
export const URI_OPTIONS: Readonly<Record<string, UriNeeds>> = {
  'execution.checkpointing.dir': SNAPSHOTS,
  'state.checkpoints.dir': SNAPSHOTS,
  'execution.checkpointing.savepoint-dir': SNAPSHOTS,
  'state.savepoints.dir': SNAPSHOTS,
  'high-availability.storageDir': ANYWHERE,
  'job-result-store.storage-path': ANYWHERE,
  'application-result-store.storage-path': ANYWHERE,
  'jobmanager.archive.fs.dir': ANYWHERE,
  'dstl.dfs.base-path': ANYWHERE,
};

/** The parts of a path as Flink's `Path` takes it apart: nothing in it is escaped. */
export interface FlinkPath {
  readonly scheme?: string;
  readonly authority?: string;
  /** Normalized: no doubled slashes, no `.` and `..`. */
  readonly path: string;
}

const WHAT = 'a path';
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*$/;

/** `new Path(text)` of Flink, then what the option asks for. */
export function parseUri(text: string, needs: UriNeeds): Parsed<FlinkPath> {
  const parsed = parsePath(text);
  if (!parsed.ok) return parsed;
  const { scheme, path } = parsed.value;
  if (needs.scheme && scheme === undefined) {
    return refuse(text, 'a location', "it must name its file system, such as 's3://' or 'file://'");
  }
  return needs.belowRoot && (path === '' || path === '/')
    ? refuse(text, 'a location for snapshots', 'the root of a file system is not allowed')
    : parsed;
}

/** `new Path(text)` of Flink. */
export function parsePath(text: string): Parsed<FlinkPath> {
  if (text === '') return refuse(text, WHAT, 'it is empty');
  const full = text.charAt(1) === ':' && /^[A-Za-z]:/.test(text) ? `/${text}` : text;
  const { scheme, rest } = splitScheme(full);
  if (scheme !== undefined && !SCHEME.test(scheme)) return refuse(text, WHAT, `'${scheme}' is no scheme`);
  const { authority, path } = splitAuthority(rest);
  const forward = path.replaceAll('\\', '/');
  const slashed = forward.includes('//') ? forward.replace(/\/{2,}/g, '/') : forward;
  const trimmed = slashed.length > 1 && slashed.endsWith('/') ? slashed.slice(0, -1) : slashed;
  const mayBeEmpty = authority !== undefined;
  if (scheme !== undefined && !trimmed.startsWith('/') && !(trimmed === '' && mayBeEmpty)) {
    return refuse(text, WHAT, `after '${scheme}:' it must start with a slash`);
  }
  return accept({
    ...(scheme === undefined ? {} : { scheme }),
    ...(authority === undefined ? {} : { authority }),
    path: withoutDots(trimmed),
  });
}

function splitScheme(text: string): { readonly scheme?: string; readonly rest: string } {
  const colon = text.indexOf(':');
  const slash = text.indexOf('/');
  const has = colon !== -1 && (slash === -1 || colon < slash);
  return has ? { scheme: text.slice(0, colon), rest: text.slice(colon + 1) } : { rest: text };
}

function splitAuthority(text: string): { readonly authority?: string; readonly path: string } {
  if (!text.startsWith('//') || text.length === 2) return { path: text };
  const slash = text.indexOf('/', 2);
  const end = slash === -1 ? text.length : slash;
  return { authority: text.slice(2, end), path: text.slice(end) };
}

/** `URI#normalize`: a `..` with nothing before it stays, and a dot at the end leaves its slash. */
function withoutDots(path: string): string {
  if (!path.startsWith('.') && !path.includes('/.')) return path;
  if (!/(?:^|\/)\.{1,2}(?:\/|$)/.test(path)) return path;
  const kept: string[] = [];
  let slash = false;
  for (const segment of path.split('/').filter((part) => part !== '')) {
    const before = kept.at(-1);
    const goesUp = segment === '..' && before !== undefined && before !== '..';
    slash = goesUp || segment === '.';
    if (goesUp) kept.pop();
    else if (segment !== '.') kept.push(segment);
  }
  return `${path.startsWith('/') ? '/' : ''}${kept.join('/')}${slash && kept.length > 0 ? '/' : ''}`;
}

/** Local paths, as `ConfigurationUtils#splitPaths` splits them on Linux: a URI falls apart at its colon. */
export function splitPaths(text: string): readonly string[] {
  return text === '' ? [] : javaSplit(text, /[,:]/);
}

const TEMPORARY = /^\/(?:tmp|var\/tmp|private\/tmp|dev\/shm)(?:\/|$)/;

/** Whether a local path lies where systems clean up, or in memory. */
export const isTemporary = (path: string): boolean => TEMPORARY.test(path);

/** The local path that a location names, if it is on the machine's own disks by its scheme. */
export function localPath(text: string): string | undefined {
  const parsed = parsePath(text);
  return parsed.ok && parsed.value.scheme === 'file' ? parsed.value.path : undefined;
}

/** Whether a local path is absolute, on Windows too. */
export const isAbsolute = (path: string): boolean => /^(?:\/|[A-Za-z]:[\\/])/.test(path);
