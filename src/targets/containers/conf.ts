import { CONF, confFolderOf, placedIn } from '../../flink/images.js';
import { covers } from '../../flink/versions.js';
import type { WrittenFile } from '../../model/containers.js';
import type { ConfigFacts, LoggingFacts, Mount } from '../../model/facts.js';
import type { IgnoredFile, Layer } from '../../model/target.js';
import type { VersionRange } from '../../model/version.js';
import { folderOf, nameOf } from '../../paths.js';
import { layerOf } from '../build.js';
import type { Container } from './projects.js';
import { startsDaemon, unreadLogging } from './unread-logging.js';

type FileFacts = ConfigFacts | LoggingFacts;

/** A configuration file that may be put into a container. */
export interface KnownFile {
  /** What mounts find it by. */
  readonly path: string;
  /** What it is called in messages. */
  readonly shown: string;
  /** What kind of place it is, as `config` prints it. */
  readonly layer: string;
  readonly facts: FileFacts;
}

/** A file of the repository itself. */
export const asKnown = (facts: FileFacts): KnownFile => ({
  path: facts.file,
  shown: facts.file,
  layer: 'file',
  facts,
});

/** A file in a container's folder of configuration. */
interface Placed {
  readonly name: string;
  readonly mount: Mount & { readonly mounted: boolean };
  /** Nothing where it is not in the repository. */
  readonly known?: KnownFile;
}

/** What a container finds in its folder of configuration. */
export interface Conf {
  /** Where that is. */
  readonly folder: string;
  /** The file that Flink reads, lowest first; empty where that is the one of its distribution. */
  readonly layers: readonly Layer[];
  /** Whether the file of the distribution is the one, or is what others add to. */
  readonly distribution: boolean;
  readonly logging: readonly LoggingFacts[];
  /** Every configuration file of the repository that is in it. */
  readonly files: readonly string[];
  readonly ignored: readonly IgnoredFile[];
  /** The mount of the file that is read, or of the folder that it lies in, where nothing can be written to it. */
  readonly readOnly?: Mount;
  /** Why what is in it cannot be seen. */
  readonly open?: string;
}

/** Which file of a folder with both Flink reads, by version. */
type Name = 'flink-conf.yaml' | 'config.yaml';

/** Puts together what lies in the folder of configuration, `/opt/flink/conf` or another, when a container starts. */
export function confOf(container: Container, known: readonly KnownFile[], range: VersionRange): Conf {
  const { folder, placed, hidden, written, open } = contentsOf(container, known);
  const last = new Map(placed.map((one) => [one.name, one]));
  const present = (name: Name): boolean => last.has(name) || written.some((one) => one.name === name);
  const name = readName(range, present('flink-conf.yaml'));
  const unread = startsDaemon(container.service) ? [] : unreadLogging(placed);
  const own = last.get(name);
  const over = own?.mount ?? hidden;
  const facts = own?.known?.facts.kind === 'config' ? own.known.facts : undefined;
  const replaced = written.some((one) => one.name === name && one.replaces);
  // What a command of the image writes into a file that does not come with it is all that is in it.
  const shipped = covers('<=1.18', range) === 'all' ? 'flink-conf.yaml' : 'config.yaml';
  const additions = own === undefined ? written.filter((one) => one.name === name) : [];
  // What an image has in another folder than the usual one, its Dockerfile alone can say.
  const bare = folder !== CONF || hidden !== undefined;
  const seen = { own, range, folder, bare, either: present('flink-conf.yaml'), read: present(name) };
  const why = open ?? unseenIn(seen);
  return {
    folder,
    layers: [
      ...(facts === undefined ? [] : [layerOf(facts, own?.known?.layer ?? '')]),
      ...additions.map((one) => layerOf(one.facts, 'image')),
    ],
    distribution: own === undefined && !bare && !replaced && name === shipped,
    logging: placed.filter(({ known: one }) => !unread.some(({ file }) => file === one?.shown)).flatMap(loggingIn),
    files: [...new Set(placed.flatMap((one) => one.known?.facts.file ?? []))],
    ignored: [...ignoredIn(placed, written, name), ...unread],
    ...(over?.mounted === true && over.readOnly ? { readOnly: over } : {}),
    ...(why === undefined ? {} : { open: why }),
  };
}

interface Contents extends PlacedFiles {
  readonly folder: string;
  /** What commands of its image have written into it. */
  readonly written: readonly WrittenFile[];
}

function contentsOf(container: Container, known: readonly KnownFile[]): Contents {
  const { service, stage } = container;
  const folder = confFolderOf(service, stage);
  const files = placedFiles(container, known, folder ?? CONF);
  const unknown = folder === undefined ? 'the folder of its configuration is known only when it starts' : undefined;
  const open = unknown ?? files.open ?? stage?.open;
  return {
    ...files,
    folder: folder ?? CONF,
    written: folder === CONF ? (stage?.written ?? []) : [],
    ...(open === undefined ? {} : { open }),
  };
}

/** A logging configuration under the name that it has in the container. */
function loggingIn({ name, known }: Placed): readonly LoggingFacts[] {
  if (known?.facts.kind !== 'logging') return [];
  return [nameOf(known.facts.file) === name ? known.facts : { ...known.facts, name }];
}

interface Seen {
  readonly own: Placed | undefined;
  readonly range: VersionRange;
  readonly folder: string;
  /** Whether nothing of the distribution is in it. */
  readonly bare: boolean;
  /** Whether there is a file that only some versions read, and one that this one reads. */
  readonly either: boolean;
  readonly read: boolean;
}

/** Why what Flink reads cannot be seen. */
function unseenIn({ own, range, folder, bare, either, read }: Seen): string | undefined {
  if (own !== undefined && own.known?.facts.kind !== 'config') return `${own.mount.target} is not in the repository`;
  if (either && covers('>=2', range) === 'part') return 'which file Flink reads depends on the version of its image';
  return bare && !read ? `${folder} holds no file that Flink reads` : undefined;
}

function readName(range: VersionRange, legacy: boolean): Name {
  if (covers('>=2', range) === 'all') return 'config.yaml';
  return covers('<=1.18', range) === 'all' || legacy ? 'flink-conf.yaml' : 'config.yaml';
}

function ignoredIn(
  placed: readonly Placed[],
  written: readonly { readonly name: string; readonly facts: ConfigFacts }[],
  read: Name,
): readonly IgnoredFile[] {
  const files = [
    ...placed.flatMap(({ name, known }) =>
      known?.facts.kind === 'config' ? [{ name, facts: known.facts, file: known.shown }] : [],
    ),
    ...written.map(({ name, facts }) => ({ name, facts, file: `${CONF}/${name}` })),
  ];
  return files
    .filter(({ name }) => name !== read && /^(?:flink-conf|config)\.yaml$/.test(name))
    .map(({ file, facts, name }) => {
      const first = facts.settings[0]?.keyAt;
      return {
        file,
        at: { file: facts.file, start: first?.start ?? 0, end: first?.end ?? 0 },
        why: WHY[name === 'flink-conf.yaml' ? 'legacy' : files.some((one) => one.name === read) ? 'both' : 'modern'],
      };
    });
}

const WHY = {
  legacy: 'Flink 2.0 and later read only config.yaml',
  modern: 'Flink 1.18 and earlier read only flink-conf.yaml',
  both: 'Flink 1.19 and 1.20 read flink-conf.yaml where both exist',
} as const;

interface PlacedFiles {
  readonly placed: readonly Placed[];
  /** The folder that is mounted over the image's own. */
  readonly hidden?: Placed['mount'];
  readonly open?: string;
}

function placedFiles({ service, stage }: Container, known: readonly KnownFile[], folder: string): PlacedFiles {
  return placedIn(service, stage).reduce<PlacedFiles>((before, mount) => withMount(before, mount, known, folder), {
    placed: [],
  });
}

function withMount(
  before: PlacedFiles,
  mount: Placed['mount'],
  all: readonly KnownFile[],
  folder: string,
): PlacedFiles {
  if (mount.target === folder) return withFolder(before, mount, all);
  if (folder.startsWith(`${mount.target}/`)) return { ...before, open: `${mount.target} is not seen` };
  if (folderOf(mount.target) !== folder) return before;
  const known = held(mount) ?? all.find(({ path }) => path === mount.source);
  const placed = { name: nameOf(mount.target), mount, ...(known === undefined ? {} : { known }) };
  return { ...before, placed: [...before.placed, placed] };
}

/** What stands in the file that mounts it. */
const held = ({ facts, target, source }: Placed['mount']): KnownFile | undefined =>
  facts === undefined ? undefined : { path: source, shown: target, layer: 'file', facts };

/** A folder that is mounted hides what was there; one that is copied adds to it. */
function withFolder(before: PlacedFiles, mount: Placed['mount'], all: readonly KnownFile[]): PlacedFiles {
  const inside = all
    .filter(({ path }) => mount.source !== '' && folderOf(path) === mount.source)
    .map((known) => ({ name: nameOf(known.path), mount, known }));
  return {
    placed: [...(mount.mounted ? [] : before.placed), ...inside],
    ...(mount.mounted ? { hidden: mount } : before.hidden === undefined ? {} : { hidden: before.hidden }),
    ...(inside.length === 0 ? { open: `what is in ${mount.target} is not in the repository` } : {}),
  };
}
