import { fieldAt, itemsAt } from '../../flink/manifest.js';
import type { Comment } from '../../model/facts.js';
import type { SourceText } from '../../model/span.js';
import type { Mapping, Scalar, Tree } from '../../model/tree.js';
import { type Context, saidAt, saidBy } from './context.js';
import { laidOver, merged, type ServiceDraft } from './draft.js';
import type { Lookup } from './interpolation.js';
import { besideFile } from './paths.js';

/** A config or secret that a file defines. */
export interface Definition {
  readonly kind: 'configs' | 'secrets';
  readonly name: string;
  /** The file that it is, from the root. */
  readonly path?: string;
  /** What is in it, where that stands here, and how it is read. */
  readonly content?: { readonly scalar: Scalar; readonly context: Context };
}

/** A compose file before others are laid over it. */
export interface ComposeFile {
  readonly source: SourceText;
  readonly services: readonly ServiceDraft[];
  /** Of several with one name the last counts. */
  readonly definitions: readonly Definition[];
  readonly comments: readonly Comment[];
  /** The files that it includes, and those that they include. */
  readonly included: readonly ComposeFile[];
}

/** What the includes of a file bring into it. */
export interface Imported extends Pick<ComposeFile, 'services' | 'definitions' | 'included'> {
  /** Why it may bring more. */
  readonly open?: string;
}

type Read = (context: Context) => ComposeFile;

const NOTHING: Imported = { services: [], definitions: [], included: [] };
const UNSEEN: Imported = { ...NOTHING, open: 'a file that it includes is not in the repository' };

/**
 * What a compose file includes: other projects, with paths beside themselves and a `.env` of their own beneath that of
 * the file. What one of them defines lies above what those behind it do. Follows `ApplyInclude` of compose-go.
 */
export const importedBy = (root: Mapping | undefined, context: Context, read: Read): Imported =>
  itemsAt(root, 'include')
    .map((item) => imported(item, context, read))
    .reduce(above, NOTHING);

function above(one: Imported, other: Imported): Imported {
  const open = one.open ?? other.open;
  return {
    services: merged([other.services, one.services]),
    definitions: [...other.definitions, ...one.definitions],
    included: [...one.included, ...other.included],
    ...(open === undefined ? {} : { open }),
  };
}

function imported(item: Tree, context: Context, read: Read): Imported {
  const sources = filesAt(item, 'path', context).map((file) => (file === undefined ? file : context.open(file)));
  const [main] = sources;
  const project = projectOf(item, main, context);
  if (main === undefined || project === undefined || sources.includes(undefined)) return UNSEEN;
  // Compose refuses files that include each other, and nobody includes as many.
  if (context.chain.includes(main.file) || context.includes.left <= 0) return NOTHING;
  const lookup = lookupOf(item, project, context);
  const files = sources.flatMap((source) => {
    context.includes.left--;
    return source === undefined
      ? []
      : read({ ...context, source, project, lookup, chain: [...context.chain, main.file] });
  });
  return {
    services: merged(files.map(({ services }) => services)).map((draft) => builtThere(draft, project)),
    definitions: files.flatMap(({ definitions }) => definitions),
    included: files.flatMap((file) => [file, ...file.included]),
  };
}

/** What is built without a folder is built in that of the project that it is included from. */
function builtThere(draft: ServiceDraft, project: string): ServiceDraft {
  const folder = besideFile(project, '.');
  if (draft.build === undefined || folder === undefined) return draft;
  return { ...draft, build: { context: { folder }, ...draft.build } };
}

/** The file that the paths of an include are beside. */
function projectOf(item: Tree, main: SourceText | undefined, context: Context): string | undefined {
  const given = saidAt(item, context, 'project_directory');
  if (given === undefined) return main?.file;
  const folder = besideFile(context.project, given);
  return folder === undefined ? undefined : folder === '' ? '-' : `${folder}/-`;
}

/** Variables of the file, and beneath those the ones of `.env` beside the included one, or of the files that are named. */
function lookupOf(item: Tree, project: string, context: Context): Lookup {
  const named = filesAt(item, 'env_file', context);
  const own: Lookup[] = [];
  const beneath: Lookup = (name) => own.map((lookup) => lookup(name)).findLast((value) => value !== undefined);
  for (const file of fieldAt(item, 'env_file') === undefined ? [besideFile(project, '.env')] : named) {
    const read = context.env(file, context.lookup, beneath);
    if (read !== undefined) own.push(read.valueOf);
  }
  return (name) => context.lookup(name) ?? beneath(name);
}

/** Files that are named, from the root; nothing for one that lies elsewhere. */
function filesAt(item: Tree, key: string, context: Context): readonly (string | undefined)[] {
  const items = itemsAt(item, key);
  const written =
    item.kind === 'scalar'
      ? [key === 'path' ? saidBy(item, context) : undefined]
      : items.length > 0
        ? items.map((one) => saidBy(one, context))
        : [saidAt(item, context, key)];
  return written.flatMap((path) =>
    path === undefined || path === '/dev/null' ? [] : [besideFile(context.project, path)],
  );
}

/** A service over the one of the same name that is included. */
export function overImported(own: ServiceDraft, { services }: Imported): ServiceDraft {
  const below = services.find(({ name }) => name === own.name);
  return below === undefined ? own : laidOver(below, own);
}
