import { entryAt, scalarAt } from '../../flink/manifest.js';
import type { Comment } from '../../model/facts.js';
import type { SourceText } from '../../model/span.js';
import type { Entry, Mapping, Scalar } from '../../model/tree.js';
import { mappingOf } from '../kubernetes/trees.js';
import { yamlDocuments } from '../yaml-documents.js';
import { type Context, saidAt, saidBy } from './context.js';
import { laidOver, type ServiceDraft } from './draft.js';
import { besideFile } from './paths.js';
import { draftOf } from './service.js';
import { type Tags, tagsIn } from './tags.js';

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
  readonly services: readonly ServiceDraft[];
  readonly definitions: readonly Definition[];
  readonly comments: readonly Comment[];
}

interface Opened {
  readonly root?: Mapping;
  readonly tags: Tags;
  readonly comments: readonly Comment[];
}

/** Reads a compose file, with anchors, aliases and `<<` resolved, and what its services extend beneath them. */
export function readComposeFile(context: Context): ComposeFile {
  const { root, tags, comments } = opened(context.source);
  const services = mappingAt(root, 'services');
  const files = new Map<string, Opened>();
  return {
    services: (services?.entries ?? []).flatMap((entry) =>
      entry.value.kind === 'mapping' ? extended(entry, { services, context, tags, chain: [], files }) : [],
    ),
    definitions: [...definitionsOf('configs', root, context), ...definitionsOf('secrets', root, context)],
    comments,
  };
}

function opened(source: SourceText): Opened {
  const { documents, comments } = yamlDocuments(source, source.text);
  const [document] = documents;
  if (document === undefined) return { tags: new Map(), comments };
  const root = mappingOf(document, { source, parsed: source.text });
  return { tags: tagsIn(document), comments, ...(root === undefined ? {} : { root }) };
}

const mappingAt = (root: Mapping | undefined, key: string): Mapping | undefined => {
  const value = entryAt(root, key)?.value;
  return value?.kind === 'mapping' ? value : undefined;
};

interface Extending {
  readonly services: Mapping | undefined;
  readonly context: Context;
  readonly tags: Tags;
  /** What extends it, as `file service`. */
  readonly chain: readonly string[];
  /** Other files, each read once. */
  readonly files: Map<string, Opened>;
}

/** Nobody's services extend each other further. */
const MAX_CHAIN = 10;

/** A service over the one that it extends, of the same file or another. */
function extended(entry: Entry, extending: Extending): readonly ServiceDraft[] {
  const { context, tags, chain } = extending;
  if (entry.value.kind !== 'mapping') return [];
  const own = draftOf(entry, entry.value, context, tags);
  const base = entryAt(entry.value, 'extends')?.value;
  if (base === undefined) return [own];
  const name = base.kind === 'scalar' ? saidBy(base, context) : saidAt(base, context, 'service');
  const file = saidAt(base, context, 'file');
  const seen = [...chain, `${context.source.file} ${entry.key}`];
  const from = file === undefined ? extending : elsewhere(file, extending);
  const below = name === undefined ? undefined : entryAt(from?.services, name);
  const known =
    below !== undefined && seen.length < MAX_CHAIN && !seen.includes(`${from?.context.source.file ?? ''} ${below.key}`);
  const [beneath] = known && from !== undefined ? extended(below, { ...from, chain: seen }) : [];
  if (beneath === undefined) return [{ ...own, open: 'what it extends is not in the repository' }];
  return [laidOver({ ...beneath, name: own.name, at: own.at }, own)];
}

/** The services of another file, whose paths are beside it. */
function elsewhere(path: string, { context, chain, files }: Extending): Extending | undefined {
  const file = besideFile(context.project, path);
  const source = file === undefined ? undefined : context.open(file);
  if (file === undefined || source === undefined) return undefined;
  const read = files.get(file) ?? opened(source);
  files.set(file, read);
  return {
    services: mappingAt(read.root, 'services'),
    tags: read.tags,
    chain,
    files,
    context: { ...context, source, project: file },
  };
}

function definitionsOf(kind: Definition['kind'], root: Mapping | undefined, context: Context): readonly Definition[] {
  return (mappingAt(root, kind)?.entries ?? []).map(({ key, value }) => {
    const file = saidAt(value, context, 'file');
    const path = file === undefined ? undefined : besideFile(context.project, file);
    const scalar = scalarAt(value, 'content');
    return {
      kind,
      name: key,
      ...(path === undefined ? {} : { path }),
      ...(scalar === undefined ? {} : { content: { scalar, context } }),
    };
  });
}
