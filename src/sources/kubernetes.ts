import { Composer, CST, type Document, Lexer, Parser } from 'yaml';
import { entryAt, fieldAt } from '../flink/manifest.js';
import type { Comment, ConfigFacts, EmbeddedFile, LoggingFacts, ManifestFacts, Resource } from '../model/facts.js';
import type { SourceText } from '../model/span.js';
import type { Entry, Scalar } from '../model/tree.js';
import { spanOf } from '../syntax/source-text.js';
import { isDirectiveLine, withoutDirectives } from '../syntax/template.js';
import { scalarText } from '../syntax/yaml-text.js';
import { type BareResource, resourcesOf } from './kubernetes/resources.js';
import { mappingOf } from './kubernetes/trees.js';

/** Readers of the files that stand in a manifest; each loaded when the first such file is met. */
export interface EmbeddedReaders {
  flinkConf(source: SourceText, options: { readonly bom: boolean }): ConfigFacts | Promise<ConfigFacts>;
  configYaml(source: SourceText): ConfigFacts | Promise<ConfigFacts>;
  log4j(source: SourceText): LoggingFacts | Promise<LoggingFacts>;
  logback(source: SourceText): LoggingFacts | Promise<LoggingFacts>;
}

/** The parser's own limits aside, a manifest of this size is generated, and takes seconds to parse. */
const MAX_LENGTH = 4 * 1024 * 1024;

/** Every scalar stays text, for what it is typed as is kubectl's; duplicate keys stay in. */
const OPTIONS = {
  schema: 'failsafe',
  merge: false,
  resolveKnownTags: false,
  uniqueKeys: false,
  strict: false,
  logLevel: 'silent',
} as const;

/**
 * Reads a stream of Kubernetes resources: documents separated by `---`, `List`s, anchors and aliases. Template
 * directives are read as placeholders; a document that is no YAML even so is left alone. Throws nothing.
 */
export async function readManifest(source: SourceText, readers: EmbeddedReaders): Promise<ManifestFacts> {
  const filledIn = withoutDirectives(source.text);
  const parsed = filledIn ?? source.text;
  const { documents, comments } = parse(source, parsed);
  const template = filledIn !== undefined && source.text.split('\n').some(isDirectiveLine);
  const resources: Resource[] = [];
  for (const document of documents) {
    const root = mappingOf(document, { source, parsed });
    for (const resource of root === undefined ? [] : resourcesOf(root, source)) {
      const embedded = await filesIn(resource, source, readers);
      resources.push({ ...resource, embedded, ...(template ? { template: true } : {}) });
    }
  }
  return { kind: 'manifest', file: source.file, resources, comments };
}

interface Parsed {
  readonly documents: readonly Document.Parsed[];
  readonly comments: readonly Comment[];
}

function parse(source: SourceText, text: string): Parsed {
  const comments: Comment[] = [];
  const documents: Document.Parsed[] = [];
  if (text.length > MAX_LENGTH) return { documents, comments };
  const parser = new Parser();
  const composer = new Composer(OPTIONS);
  try {
    let offset = 0;
    for (const lexeme of new Lexer().lex(text)) {
      const type = CST.tokenType(lexeme);
      if (type === 'comment' && source.text[offset] === '#')
        comments.push(commentAt(source, offset, offset + lexeme.length));
      if (!MARKS.has(lexeme)) offset += lexeme.length;
      for (const token of parser.next(lexeme)) documents.push(...composer.next(token));
    }
    for (const token of parser.end()) documents.push(...composer.next(token));
    documents.push(...composer.end());
  } catch {
    // Nested so deep that there is no stack left; the documents before it stand.
  }
  return { documents: documents.filter(({ errors }) => errors.length === 0), comments };
}

/** Lexemes that mark what follows, and are not part of the text. */
const MARKS: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

function commentAt(source: SourceText, start: number, end: number): Comment {
  const line = source.text.lastIndexOf('\n', start - 1) + 1;
  return {
    text: source.text.slice(start + 1, end).trim(),
    at: spanOf(source, start, end),
    trailing: source.text.slice(line, start).trim() !== '',
  };
}

/** The files that a resource holds: the data of a ConfigMap, and the `logConfiguration` of one of the operator's. */
function filesIn(
  resource: BareResource,
  source: SourceText,
  readers: EmbeddedReaders,
): Promise<readonly EmbeddedFile[]> {
  const { root, kind } = resource;
  const places =
    kind === 'ConfigMap'
      ? [entryAt(root, 'data')]
      : [fieldAt(root, 'spec', 'logConfiguration'), fieldAt(root, 'spec', 'template', 'spec', 'logConfiguration')];
  const entries = places.flatMap((place) => (place?.value.kind === 'mapping' ? place.value.entries : []));
  return Promise.all(entries.map((entry) => fileOf(entry, source, readers)));
}

async function fileOf(
  { key, keyAt, value }: Entry,
  source: SourceText,
  readers: EmbeddedReaders,
): Promise<EmbeddedFile> {
  const bare = { name: key, at: keyAt };
  const read = READERS.find(([pattern]) => pattern.test(key))?.[1];
  if (read === undefined || value.kind !== 'scalar' || typeof value.value !== 'string') return bare;
  const facts = await read(textOf(source, value, value.value), readers);
  return { ...bare, facts: facts.kind === 'config' ? { ...facts, name: key } : facts };
}

const textOf = (source: SourceText, { at, written }: Scalar, value: string): SourceText =>
  scalarText(source, { start: at.start, end: at.start + written.length, value });

type Embedded = ConfigFacts | LoggingFacts;
type Read = (source: SourceText, readers: EmbeddedReaders) => Embedded | Promise<Embedded>;

/** What is read of the files in a ConfigMap, by name. */
const READERS: readonly (readonly [RegExp, Read])[] = [
  [/^flink-conf\.yaml$/, (source, readers) => readers.flinkConf(source, { bom: false })],
  [/^config\.yaml$/, (source, readers) => readers.configYaml(source)],
  [/^log4j[^/]*\.properties$/, (source, readers) => readers.log4j(source)],
  [/^logback[^/]*\.xml$/, (source, readers) => readers.logback(source)],
];
