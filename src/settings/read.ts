import { PROFILES } from '../model/target.js';
import { folderOf, join, upwards } from '../paths.js';
import { sourceText } from '../syntax/source-text.js';
import type { Workspace } from '../workspace/workspace.js';
import type { LinkedSettings, Parent } from './chain.js';
import { parseSettings, type YamlParser } from './parse.js';
import { fromFolder, kindAt, kindIn } from './paths.js';
import { isCostly } from './patterns.js';
import type { Schema } from './schema.js';
import type { Written, WrittenJob } from './settings.js';
import { plain, type SettingsProblem, stringsOf, type Tree, treeAt } from './tree.js';
import { nearest, validateSettings } from './validate.js';

/** What an installed package calls its settings. Data only: no code of a package is ever run. */
const PACKAGE_FILES = ['flinklint.yaml', 'flinklint.yml', 'flinklint.json'];

interface Reader {
  readonly workspace: Workspace;
  readonly schema: Schema;
  readonly yaml: YamlParser;
  say(problem: SettingsProblem): void;
}

const NOTHING: LinkedSettings = { link: { written: {} }, parents: [] };

/** Reads one settings file, its paths made root-relative. With anything wrong in it, it counts as empty. */
export function readSettings(file: string, reader: Reader): LinkedSettings {
  const { tree, problems } = treeOf(file, reader);
  problems.forEach(reader.say);
  if (tree === undefined || problems.length > 0) return NOTHING;
  // Sound: the tree fits the schema, which says the same as the type.
  const written = plain(tree) as Written;
  refuseCostly(tree, reader);
  return { link: { written: rooted(written, folderOf(file), tree, reader) }, parents: parentsOf(tree, file, reader) };
}

function treeOf(file: string, { workspace, schema, yaml }: Reader): ReturnType<typeof parseSettings> {
  const whole = { file, start: 0, end: 0 };
  const failed = (message: string) => ({ tree: undefined, problems: [{ file, at: whole, message }] });
  const read = workspace.read(file);
  if ('why' in read) return failed(`'${file}' cannot be read: ${read.why}.`);
  if ('problem' in read) return failed(`'${file}' is not text in UTF-8.`);
  const parsed = parseSettings(sourceText(file, read.text), yaml);
  if (parsed.tree === undefined || parsed.problems.length > 0) return parsed;
  return { tree: parsed.tree, problems: validateSettings(parsed.tree, schema) };
}

function parentsOf(tree: Tree, file: string, reader: Reader): readonly Parent[] {
  return stringsOf(treeAt(tree, ['extends'])).flatMap(({ value, at }): readonly Parent[] => {
    const profile = PROFILES.find((name) => name === value);
    if (profile !== undefined) return [{ kind: 'profile', link: { profile, written: {} } }];
    const found = /^\.{1,2}\//.test(value) ? besides(value, file, reader) : packaged(value, file, reader);
    if ('file' in found) return [{ kind: 'file', file: found.file, at }];
    reader.say({ file: at.file, at, message: found.message });
    return [];
  });
}

type Found = { readonly file: string } | { readonly message: string };

function besides(path: string, from: string, { workspace }: Reader): Found {
  const file = fromFolder(folderOf(from), path);
  if (file === undefined) return { message: `'${path}' leads out of the root.` };
  return kindFrom(from, workspace, file) === 'file'
    ? { file }
    : { message: `'${path}' does not exist, or is no regular file.` };
}

/** Package managers link packages, so that the way to a file of a package may hold links. */
const kindFrom = (from: string, workspace: Workspace, path: string): 'file' | 'folder' | undefined =>
  from.split('/').includes('node_modules') ? kindIn(workspace, path) : kindAt(workspace, path);

function packaged(name: string, from: string, { workspace }: Reader): Found {
  const isPlain = name.split('/').length === (name.startsWith('@') ? 2 : 1);
  const names = isPlain ? PACKAGE_FILES.map((file) => `${name}/${file}`) : [name];
  const candidates = upwards(folderOf(from)).flatMap((folder) =>
    names.map((path) => join(folder, `node_modules/${path}`)),
  );
  const file = candidates.find((candidate) => kindIn(workspace, candidate) === 'file');
  if (file !== undefined) return { file };
  const [profile] = nearest(name, PROFILES);
  if (profile !== undefined) return { message: `Unknown profile '${name}'; did you mean '${profile}'?` };
  return { message: `No installed package has '${names[0] ?? name}'. A path starts with './'.` };
}

function refuseCostly(tree: Tree, { say }: Reader): void {
  const overrides = treeAt(tree, ['overrides']);
  const lists = overrides?.kind === 'list' ? overrides.items.map((item) => treeAt(item, ['files'])) : [];
  for (const { value, at } of [treeAt(tree, ['exclude']), ...lists].flatMap(stringsOf)) {
    if (isCostly(value)) say({ file: at.file, at, message: 'This pattern is too long or has too many stars.' });
  }
}

/** The same settings with the paths in them seen from the root; paths that lead nowhere are problems. */
function rooted(written: Written, folder: string, tree: Tree, reader: Reader): Written {
  const path = (value: string, at: readonly (string | number)[], kinds: readonly string[]): string => {
    const found = fromFolder(folder, value);
    const kind = found === undefined ? undefined : kindFrom(tree.at.file, reader.workspace, found);
    const span = treeAt(tree, at)?.at ?? tree.at;
    const message = found === undefined ? `'${value}' leads out of the root.` : `'${value}' does not exist.`;
    if (kind === undefined || !kinds.includes(kind)) reader.say({ file: span.file, at: span, message });
    return found ?? value;
  };
  const layers = written.layers?.map((layer, index) => ({
    ...layer,
    file: path(layer.file, ['layers', index, 'file'], ['file']),
  }));
  const jobs = written.jobs?.map((job, index) =>
    rootedJob(job, (value, at, kinds) => path(value, ['jobs', index, ...at], kinds)),
  );
  return { ...written, ...(layers === undefined ? {} : { layers }), ...(jobs === undefined ? {} : { jobs }) };
}

function rootedJob(
  job: WrittenJob,
  path: (value: string, at: readonly (string | number)[], kinds: readonly string[]) => string,
): WrittenJob {
  const all = (key: 'sources' | 'manifests') =>
    (job[key] ?? []).map((value, index) => path(value, [key, index], ['file', 'folder']));
  return {
    name: job.name,
    ...(job.config === undefined ? {} : { config: path(job.config, ['config'], ['file']) }),
    sources: all('sources'),
    manifests: all('manifests'),
  };
}
