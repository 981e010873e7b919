import { entryAt, fieldAt, itemsAt, textAt } from '../flink/manifest.js';
import type { ComposeFacts, ComposeService } from '../model/containers.js';
import type { Word } from '../model/facts.js';
import type { SourceText } from '../model/span.js';
import type { Entry, Mapping, Tree } from '../model/tree.js';
import { environmentOf } from './containers/environment.js';
import { withDefaults } from './containers/interpolation.js';
import { mountsOf } from './containers/mounts.js';
import { besideFile } from './containers/paths.js';
import { portsOf } from './containers/ports.js';
import { knownVariables, readProperties } from './containers/properties.js';
import { sourceOf, wordsOf } from './containers/words.js';
import { mappingOf } from './kubernetes/trees.js';
import { yamlDocuments } from './yaml-documents.js';

/**
 * Reads a compose file as docker compose does: anchors, aliases and `<<` resolved, variables in list and map form, `$$` for
 * a dollar. What compose fills in from its own surroundings (`${X}`, `${X:-default}`) stays as written. Throws nothing.
 */
export function readCompose(source: SourceText): ComposeFacts {
  const { documents, comments } = yamlDocuments(source, source.text);
  const root = documents[0] === undefined ? undefined : mappingOf(documents[0], { source, parsed: source.text });
  const services = entryAt(root, 'services')?.value;
  const entries = services?.kind === 'mapping' ? services.entries : [];
  return {
    kind: 'compose',
    file: source.file,
    services: entries.flatMap((entry) => (entry.value.kind === 'mapping' ? serviceOf(entry, entry.value, source) : [])),
    comments,
  };
}

function serviceOf({ key, keyAt }: Entry, fields: Mapping, source: SourceText): ComposeService {
  const { environment, properties: found, open } = environmentOf(entryAt(fields, 'environment')?.value, source);
  const variables = knownVariables(environment);
  const properties =
    found === undefined
      ? undefined
      : readProperties(found.source, found.at, (name) => (found.names.has(name) ? undefined : variables(name)));
  const image = wordOf(entryAt(fields, 'image')?.value, source);
  const build = buildOf(entryAt(fields, 'build'), source.file);
  const command = wordsOf(entryAt(fields, 'command')?.value, source);
  const entrypoint = wordsOf(entryAt(fields, 'entrypoint')?.value, source);
  const user = wordOf(entryAt(fields, 'user')?.value, source);
  const why = open ?? elsewhere(fields);
  return {
    name: key,
    at: keyAt,
    environment,
    ports: itemsAt(fields, 'ports').flatMap((item) => portsOf(item)),
    mounts: itemsAt(fields, 'volumes').flatMap((item) => mountsOf(item, source.file)),
    ...(image === undefined ? {} : { image }),
    ...(build === undefined ? {} : { build }),
    ...(command === undefined ? {} : { command }),
    ...(entrypoint === undefined ? {} : { entrypoint }),
    ...(properties === undefined ? {} : { properties }),
    ...(user === undefined ? {} : { user }),
    ...(why === undefined ? {} : { open: why }),
  };
}

/** What a service takes from places that are not looked at. */
function elsewhere(fields: Mapping): string | undefined {
  const found = ['env_file', 'extends', 'configs', 'secrets'].find((key) => entryAt(fields, key) !== undefined);
  return found === undefined ? undefined : `its ${found} may add to it`;
}

function wordOf(tree: Tree | undefined, source: SourceText): Word | undefined {
  if (tree?.kind !== 'scalar' || tree.value === null) return undefined;
  return { text: withDefaults(sourceOf(tree, source).text), at: tree.at };
}

function buildOf(entry: Entry | undefined, file: string): ComposeService['build'] {
  if (entry === undefined) return undefined;
  const { value, keyAt: at } = entry;
  const context = value.kind === 'scalar' ? String(value.value) : (textAt(value, 'context') ?? '.');
  const folder = besideFile(file, withDefaults(context));
  if (folder === undefined || fieldAt(value, 'dockerfile_inline') !== undefined) return { at };
  const name = withDefaults(textAt(value, 'dockerfile') ?? 'Dockerfile');
  const dockerfile = besideFile(folder === '' ? '-' : `${folder}/-`, name);
  return { at, context: folder, ...(dockerfile === undefined ? {} : { dockerfile }) };
}
