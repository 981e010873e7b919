import { entryAt, fieldAt, itemsAt, scalarAt } from '../../flink/manifest.js';
import type { ImageName } from '../../model/containers.js';
import type { Word } from '../../model/facts.js';
import type { Entry, Mapping, Tree } from '../../model/tree.js';
import { spanOf } from '../../syntax/source-text.js';
import { type Context, saidAt, saidBy, sourceOf } from './context.js';
import { type BuildDraft, type EnvFile, type Grant, type ServiceDraft, unique } from './draft.js';
import { environmentOf } from './environment.js';
import { mountsOf } from './mounts.js';
import { besideFile } from './paths.js';
import { portsOf } from './ports.js';
import type { Tags } from './tags.js';
import { wholeOf, wordsOf } from './words.js';

/** Reads a service as it stands in one file, without what it extends. */
export function draftOf({ key, keyAt }: Entry, fields: Mapping, context: Context, tags: Tags): ServiceDraft {
  const isReset = (entry: Entry): boolean => tags.get(entry.value.at.start) === '!reset';
  const own: Mapping = { ...fields, entries: fields.entries.filter((entry) => !isReset(entry)) };
  const at = (field: string): Tree | undefined => entryAt(own, field)?.value;
  const image = imageOf(at('image'), context);
  const build = buildOf(entryAt(own, 'build'), context);
  const command = wordsOf(at('command'), context);
  const entrypoint = wordsOf(at('entrypoint'), context);
  const user = wordOf(at('user'), context);
  return {
    name: key,
    at: keyAt,
    environment: environmentOf(at('environment'), context),
    env_file: envFilesOf(at('env_file'), context),
    ports: itemsAt(own, 'ports').flatMap((item) => portsOf(item, context)),
    volumes: unique(
      itemsAt(own, 'volumes').flatMap((item) => mountsOf(item, context)),
      ({ target }) => target,
    ),
    configs: itemsAt(own, 'configs').flatMap((item) => grantOf('configs', item, context)),
    secrets: itemsAt(own, 'secrets').flatMap((item) => grantOf('secrets', item, context)),
    replaces: new Set(fields.entries.flatMap((entry) => (replaces(entry, tags) ? entry.key : []))),
    ...(image === undefined ? {} : { image }),
    ...(build === undefined ? {} : { build }),
    ...(command === undefined ? {} : { command }),
    ...(entrypoint === undefined ? {} : { entrypoint }),
    ...(user === undefined ? {} : { user }),
  };
}

/** A command without a value does away with that of the file beneath. */
const replaces = ({ key, value }: Entry, tags: Tags): boolean =>
  key === 'command' || key === 'entrypoint' || tags.has(value.at.start);

const wordOf = (tree: Tree | undefined, context: Context): Word | undefined =>
  tree?.kind === 'scalar' && tree.value !== null ? wholeOf(tree, context) : undefined;

const VERSION = /(?:^|\/)flink:v?(\d+\.\d+(?:\.\d+)?)/d;

function imageOf(tree: Tree | undefined, context: Context): ImageName | undefined {
  const word = wordOf(tree, context);
  if (word === undefined || tree?.kind !== 'scalar') return undefined;
  const [start, end] = VERSION.exec(word.text)?.indices?.[1] ?? [];
  if (start === undefined || end === undefined) return word;
  return { ...word, version: { text: word.text.slice(start, end), at: spanOf(sourceOf(tree, context), start, end) } };
}

function buildOf(entry: Entry | undefined, context: Context): BuildDraft | undefined {
  if (entry === undefined) return undefined;
  const { value, keyAt: at } = entry;
  const written = value.kind === 'scalar' ? saidBy(value, context) : saidAt(value, context, 'context');
  const folder = written === undefined ? undefined : besideFile(context.project, written);
  const dockerfile = saidAt(value, context, 'dockerfile');
  return {
    at,
    ...(written === undefined ? {} : { context: folder === undefined ? {} : { folder } }),
    ...(dockerfile === undefined ? {} : { dockerfile }),
    ...(fieldAt(value, 'dockerfile_inline') === undefined ? {} : { inline: true }),
  };
}

function envFilesOf(tree: Tree | undefined, context: Context): readonly EnvFile[] {
  const items = tree?.kind === 'list' ? tree.items : tree === undefined ? [] : [tree];
  return items.flatMap((item) => {
    const written = item.kind === 'scalar' ? saidBy(item, context) : saidAt(item, context, 'path');
    if (written === undefined) return [];
    const path = besideFile(context.project, written);
    const required = scalarAt(item, 'required')?.value !== false;
    const raw = saidAt(item, context, 'format') === 'raw';
    return [{ written, required, raw, ...(path === undefined ? {} : { path }) }];
  });
}

/** Where docker puts what is given without a path. */
const FOLDERS = { configs: '/', secrets: '/run/secrets/' } as const;

function grantOf(kind: Grant['kind'], item: Tree, context: Context): readonly Grant[] {
  const name = item.kind === 'scalar' ? saidBy(item, context) : saidAt(item, context, 'source');
  if (name === undefined) return [];
  const path = saidAt(item, context, 'target') ?? name;
  return [{ kind, name, target: path.startsWith('/') ? path : `${FOLDERS[kind]}${path}`, at: item.at }];
}
