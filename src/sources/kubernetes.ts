import { entryAt, fieldAt, isWorkload } from '../flink/manifest.js';
import type { FlinkCommand } from '../model/commands.js';
import type { ConfigFacts, LoggingFacts } from '../model/facts.js';
import type { EmbeddedFile, ManifestFacts, Resource } from '../model/manifest.js';
import type { ScriptCommand } from '../model/script.js';
import type { SourceText } from '../model/span.js';
import type { SqlFacts } from '../model/sql.js';
import type { Entry, Mapping, Scalar } from '../model/tree.js';
import { isDirectiveLine, withoutDirectives } from '../syntax/template.js';
import { scalarText } from '../syntax/yaml-text.js';
import { brokenResources } from './kubernetes/broken.js';
import type { SourceOf } from './kubernetes/pod-variables.js';
import { type BareResource, resourceOf, resourcesOf } from './kubernetes/resources.js';
import { readOwnSql, statementsOf } from './kubernetes/sql.js';
import { mappingOf } from './kubernetes/trees.js';
import { yamlDocuments } from './yaml-documents.js';

/** Readers of the files that stand in a manifest; each loaded when the first such file is met. */
export interface EmbeddedReaders {
  flinkConf(source: SourceText, options: { readonly bom: boolean }): ConfigFacts | Promise<ConfigFacts>;
  configYaml(source: SourceText): ConfigFacts | Promise<ConfigFacts>;
  log4j(source: SourceText): LoggingFacts | Promise<LoggingFacts>;
  logback(source: SourceText): LoggingFacts | Promise<LoggingFacts>;
  sql(source: SourceText): SqlFacts | Promise<SqlFacts>;
  /** What a container is started with that runs programs of Flink's. */
  commandLine(command: ScriptCommand): Promise<readonly FlinkCommand[]>;
}

/**
 * Reads a stream of Kubernetes resources: documents separated by `---`, `List`s, anchors and aliases. Template
 * directives are read as placeholders; where they fill lines, a document that is no YAML is left alone. Throws nothing.
 */
export async function readManifest(source: SourceText, readers: EmbeddedReaders): Promise<ManifestFacts> {
  const filledIn = withoutDirectives(source.text);
  const parsed = filledIn ?? source.text;
  const { documents, broken, comments } = yamlDocuments(source, parsed);
  const template = filledIn !== undefined && source.text.split('\n').some(isDirectiveLine);
  const resources: Resource[] = [];
  for (const document of documents) {
    const root = mappingOf(document, { source, parsed });
    for (const resource of root === undefined ? [] : resourcesOf(root, source)) {
      const held = await heldIn(resource, () => source, readers);
      resources.push({ ...resource, ...held, ...(template ? { template: true } : {}) });
    }
  }
  const faults = template ? [] : brokenResources(broken, source);
  return {
    kind: 'manifest',
    file: source.file,
    resources,
    comments,
    ...(faults.length === 0 ? {} : { broken: faults }),
  };
}

/**
 * A resource that is put together from several files, its content given.
 * @param sourceOf the text of a file that some of it stands in
 */
export async function rebuilt(
  resource: Resource,
  root: Mapping,
  sourceOf: SourceOf,
  readers: EmbeddedReaders,
): Promise<Resource> {
  const bare = resourceOf(root, sourceOf(resource.file));
  const held = await heldIn(bare, sourceOf, readers);
  const { operatorDefaults, template } = resource;
  return {
    ...bare,
    ...held,
    ...(operatorDefaults === undefined ? {} : { operatorDefaults }),
    ...(template === true ? { template } : {}),
  };
}

/** What is read of a resource beyond its own fields. */
async function heldIn(
  resource: BareResource,
  sourceOf: SourceOf,
  readers: EmbeddedReaders,
): Promise<Pick<Resource, 'embedded' | 'containers' | 'commands'>> {
  const embedded = await filesIn(resource, sourceOf, readers);
  if (!isWorkload(resource)) return { embedded };
  const [{ flinkContainers }, { podCommands }] = await Promise.all([
    import('./kubernetes/pods.js'),
    import('./kubernetes/pod-commands.js'),
  ]);
  const containers = flinkContainers(resource, sourceOf);
  const commands = await podCommands(resource, sourceOf, readers.commandLine);
  return {
    embedded,
    ...(containers.length === 0 ? {} : { containers }),
    ...(commands.length === 0 ? {} : { commands }),
  };
}

/** The files that a resource holds, and the SQL in its fields. */
function filesIn(
  resource: BareResource,
  sourceOf: SourceOf,
  readers: EmbeddedReaders,
): Promise<readonly EmbeddedFile[]> {
  const sourceAt = ({ value }: Entry): SourceText => sourceOf(value.at.file);
  return Promise.all([
    ...fileEntries(resource).map((entry) => fileOf(entry, sourceAt(entry), readerOf(entry), readers)),
    ...statementsOf(resource).map((entry) => fileOf(entry, sourceAt(entry), readStatements, readers)),
  ]);
}

/** The data of a ConfigMap, the `logConfiguration` of one of the operator's, the file that is a piece of some values. */
function fileEntries({ root, kind, at, configuration }: BareResource): readonly Entry[] {
  if (kind === '' && configuration === undefined) return root.entries.filter(({ keyAt }) => keyAt.start === at.start);
  const places =
    kind === 'ConfigMap'
      ? [entryAt(root, 'data')]
      : [fieldAt(root, 'spec', 'logConfiguration'), fieldAt(root, 'spec', 'template', 'spec', 'logConfiguration')];
  return places.flatMap((place) => (place?.value.kind === 'mapping' ? place.value.entries : []));
}

async function fileOf(
  { key, keyAt, value }: Entry,
  source: SourceText,
  read: Read | undefined,
  readers: EmbeddedReaders,
): Promise<EmbeddedFile> {
  const bare = { name: key, at: keyAt };
  if (read === undefined || value.kind !== 'scalar' || typeof value.value !== 'string') return bare;
  const facts = await read(textOf(source, value, value.value), readers);
  if (facts === undefined) return bare;
  return { ...bare, facts: facts.kind === 'logging' ? facts : { ...facts, name: key } };
}

const textOf = (source: SourceText, { at, written }: Scalar, value: string): SourceText =>
  scalarText(source, { start: at.start, end: at.start + written.length, value });

type Embedded = ConfigFacts | LoggingFacts | SqlFacts | undefined;
type Read = (source: SourceText, readers: EmbeddedReaders) => Embedded | Promise<Embedded>;

const readStatements: Read = (source, readers) => readers.sql(source);

const readerOf = ({ key }: Entry): Read | undefined => READERS.find(([pattern]) => pattern.test(key))?.[1];

/** What is read of the files in a ConfigMap, by name. */
const READERS: readonly (readonly [RegExp, Read])[] = [
  [/^flink-conf\.yaml$/, (source, readers) => readers.flinkConf(source, { bom: false })],
  [/^config\.yaml$/, (source, readers) => readers.configYaml(source)],
  [/^log4j[^/]*\.properties$/, (source, readers) => readers.log4j(source)],
  [/^logback[^/]*\.xml$/, (source, readers) => readers.logback(source)],
  [/\.sql$/, (source, readers) => readOwnSql(source, (text) => readers.sql(text))],
];
