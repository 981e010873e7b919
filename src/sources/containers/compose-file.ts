import { entryAt, scalarAt } from '../../flink/manifest.js';
import type { Comment } from '../../model/facts.js';
import type { SourceText } from '../../model/span.js';
import type { Entry, Mapping } from '../../model/tree.js';
import { mappingOf } from '../kubernetes/trees.js';
import { yamlDocuments } from '../yaml-documents.js';
import { type Context, saidAt, saidBy } from './context.js';
import { laidOver, type ServiceDraft } from './draft.js';
import { type ComposeFile, type Definition, type Imported, importedBy, overImported } from './includes.js';
import { besideFile } from './paths.js';
import { draftOf } from './service.js';
import { type Tags, tagsIn } from './tags.js';

interface Opened {
  /** The services of a file that others extend. */
  readonly services?: Services;
  readonly root?: Mapping;
  readonly tags: Tags;
  readonly comments: readonly Comment[];
}

/** Reads a compose file, with anchors, aliases and `<<` resolved, and beneath its services what it includes and they extend. */
export function readComposeFile(context: Context): ComposeFile {
  const { root, tags, comments } = opened(context.source);
  const services = mappingAt(root, 'services');
  const imported = importedBy(root, context, readComposeFile);
  const named = namesIn(services);
  const extending = { services: named, imported, context, tags, chain: [], files: new Map<string, Opened>() };
  const own = (services?.entries ?? []).flatMap((entry) => extended(entry, extending));
  const names = new Set(own.map(({ name }) => name));
  const others = imported.services.filter(({ name }) => !names.has(name));
  const { open } = imported;
  return {
    source: context.source,
    services: [...others, ...(open === undefined ? own : own.map((one) => ({ open, ...one })))],
    definitions: [
      ...imported.definitions,
      ...definitionsOf('configs', root, context),
      ...definitionsOf('secrets', root, context),
    ],
    comments,
    included: imported.included,
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

/** By their names; of one that is there twice, the last. */
type Services = ReadonlyMap<string, Entry>;

const namesIn = (services: Mapping | undefined): Services =>
  new Map((services?.entries ?? []).map((entry) => [entry.key, entry]));

interface Extending {
  readonly services: Services;
  /** What comes into the file by its includes. */
  readonly imported: Imported;
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
  const own = overImported(draftOf(entry, entry.value, context, tags), extending.imported);
  const base = entryAt(entry.value, 'extends')?.value;
  if (base === undefined) return [own];
  const name = base.kind === 'scalar' ? saidBy(base, context) : saidAt(base, context, 'service');
  const file = saidAt(base, context, 'file');
  const seen = [...chain, `${context.source.file} ${entry.key}`];
  const from = file === undefined ? extending : elsewhere(file, extending);
  const below = name === undefined ? undefined : from?.services.get(name);
  const known =
    below !== undefined && seen.length < MAX_CHAIN && !seen.includes(`${from?.context.source.file ?? ''} ${below.key}`);
  const [beneath] =
    known && from !== undefined
      ? extended(below, { ...from, chain: seen })
      : (from?.imported.services.filter((one) => below === undefined && one.name === name) ?? []);
  if (beneath === undefined) return [{ ...own, open: 'what it extends is not in the repository' }];
  return [laidOver({ ...beneath, name: own.name, at: own.at }, own)];
}

/** The services of another file, whose paths are beside it. */
function elsewhere(path: string, { context, chain, files }: Extending): Extending | undefined {
  const file = besideFile(context.project, path);
  const source = file === undefined ? undefined : context.open(file);
  if (file === undefined || source === undefined) return undefined;
  const read = files.get(file) ?? opened(source);
  const { services = namesIn(mappingAt(read.root, 'services')) } = read;
  files.set(file, { ...read, services });
  return {
    services,
    imported: { services: [], definitions: [], included: [] },
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
