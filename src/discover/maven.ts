import { folderOf, join } from '../paths.js';
import { type BuildFile, isCore, suffixOf, type Written } from './build-files.js';

/** What a `pom.xml` says, as far as versions go. */
interface Pom {
  readonly file: string;
  readonly artifact: string;
  readonly parent: Artifact | undefined;
  /** Where the parent is looked for, as it is written. */
  readonly relativePath: string;
  readonly properties: ReadonlyMap<string, Written>;
  readonly dependencies: readonly Artifact[];
}

interface Artifact {
  readonly group: string;
  readonly artifact: string;
  readonly version: Written | undefined;
  /** Whether it is a list of versions to take over. */
  readonly imported: boolean;
}

/** No project has a longer line of parents, and a hostile one may have one that is its own. */
const MAX_PARENTS = 16;

/**
 * Finds the version of Flink that each `pom.xml` builds against, as Maven resolves it: dependencies, managed ones,
 * parents and imported lists of versions as far as they lie in the repository, properties with the nearest value.
 */
export function mavenVersions(files: readonly BuildFile[]): (file: string) => Written | undefined {
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  const poms = new Map<string, Pom>();
  const pomOf = (file: string): Pom | undefined => {
    const text = texts.get(file);
    const known = poms.get(file);
    if (text === undefined || known !== undefined) return known;
    const read = readPom(file, text);
    poms.set(file, read);
    return read;
  };
  const artifacts = new Map<string, Pom>();
  const byArtifact = (name: string): Pom | undefined => {
    if (artifacts.size === 0) for (const { file } of files) add(artifacts, pomOf(file));
    return artifacts.get(name);
  };
  const parentOf = ({ file, parent, relativePath }: Pom): Pom | undefined => {
    if (parent === undefined) return undefined;
    const beside = pomOf(resolved(folderOf(file), relativePath));
    return beside?.artifact === parent.artifact ? beside : byArtifact(parent.artifact);
  };
  const line = (pom: Pom): readonly Pom[] => {
    const found: Pom[] = [];
    for (let at: Pom | undefined = pom; at !== undefined && found.length < MAX_PARENTS; at = parentOf(at))
      found.push(at);
    return found;
  };
  return (file) => {
    const pom = pomOf(file);
    if (pom === undefined || !texts.get(file)?.includes('org.apache.flink')) return undefined;
    const own = line(pom);
    const lists = own.flatMap(({ dependencies }) => dependencies.filter(({ imported }) => imported));
    const imported = lists.flatMap(({ artifact }) => byArtifact(artifact) ?? []).map(line);
    const versions = [own, ...imported].flatMap((poms) => poms.flatMap((one) => flinkOf(one, poms)));
    const core = versions.find(({ artifact }) => isCore(artifact))?.value;
    return core ?? named(own) ?? versions.flatMap(({ value }) => suffixOf(value) ?? [])[0];
  };
}

function add(artifacts: Map<string, Pom>, pom: Pom | undefined): void {
  if (pom !== undefined && !artifacts.has(pom.artifact)) artifacts.set(pom.artifact, pom);
}

/** What a file says of the versions of Flink's artifacts, with the properties of all that inherits from it. */
function flinkOf({ parent, dependencies }: Pom, poms: readonly Pom[]) {
  const artifacts = [...dependencies, ...(parent === undefined ? [] : [parent])];
  return artifacts
    .filter(({ group }) => group === 'org.apache.flink')
    .flatMap(({ artifact, version }) => {
      const value = version === undefined ? undefined : valueIn(version, poms);
      return value === undefined ? [] : { artifact, value };
    });
}

/** A property that is called after Flink, for what uses no artifact of Flink itself. */
function named(poms: readonly Pom[]): Written | undefined {
  const names = ['flink.version', 'flinkVersion', 'flink-version', 'version.flink', 'apache.flink.version'];
  return names.flatMap((name) => valueIn({ file: '', value: `\${${name}}`, start: 0 }, poms) ?? [])[0];
}

/** A version with the properties in it replaced; nothing where one is not known. */
function valueIn(version: Written, poms: readonly Pom[]): Written | undefined {
  let at: Written | undefined = version;
  for (let steps = 0; at !== undefined && steps < MAX_PARENTS; steps++) {
    const name: string | undefined = /^\$\{([^{}]+)\}$/.exec(at.value)?.[1];
    if (name === undefined) return at.value.includes('${') ? undefined : at;
    at = poms.flatMap(({ properties }) => properties.get(name) ?? [])[0];
  }
  return undefined;
}

function readPom(file: string, original: string): Pom {
  const commented = original.replace(/<!--[\s\S]*?(?:-->|$)/g, blank);
  const text = ['profiles', 'build', 'reporting'].reduce((rest, name) => without(rest, blocks(rest, name)), commented);
  const parents = blocks(text, 'parent');
  const dependencies = blocks(text, 'dependency');
  const parent = parents[0] === undefined ? undefined : artifactIn(file, parents[0]);
  const outside = without(text, [...parents, ...dependencies, ...blocks(text, 'properties')]);
  return {
    file,
    artifact: elementIn(file, { content: outside, start: 0 }, 'artifactId')?.value ?? '',
    parent,
    relativePath: (parents[0] && elementIn(file, parents[0], 'relativePath')?.value) ?? '../pom.xml',
    properties: propertiesIn(file, blocks(text, 'properties')),
    dependencies: dependencies.map((block) => artifactIn(file, block)),
  };
}

/** With blanks in their place, so that every other place stays. */
const without = (text: string, parts: readonly Block[]): string => {
  const pieces: string[] = [];
  let done = 0;
  for (const { start, content } of [...parts].sort((a, b) => a.start - b.start)) {
    if (start < done) continue;
    pieces.push(text.slice(done, start), blank(content));
    done = start + content.length;
  }
  return [...pieces, text.slice(done)].join('');
};

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

interface Block {
  readonly content: string;
  readonly start: number;
}

/** What stands between each start of an element and its end. */
function blocks(text: string, element: string): readonly Block[] {
  const found: Block[] = [];
  const [open, close] = [`<${element}>`, `</${element}>`];
  for (let from = text.indexOf(open); from >= 0; from = text.indexOf(open, from + 1)) {
    const end = text.indexOf(close, from);
    if (end < 0) break;
    const start = from + open.length;
    found.push({ content: text.slice(start, end), start });
    from = end;
  }
  return found;
}

function artifactIn(file: string, block: Block): Artifact {
  return {
    group: elementIn(file, block, 'groupId')?.value ?? '',
    artifact: elementIn(file, block, 'artifactId')?.value ?? '',
    version: elementIn(file, block, 'version'),
    imported: elementIn(file, block, 'scope')?.value === 'import',
  };
}

function elementIn(file: string, { content, start }: Block, element: string): Written | undefined {
  const [first] = blocks(content, element);
  return first === undefined ? undefined : trimmed(file, first.content, start + first.start);
}

function trimmed(file: string, content: string, start: number): Written {
  return { file, value: content.trim(), start: start + content.length - content.trimStart().length };
}

function propertiesIn(file: string, sections: readonly Block[]): ReadonlyMap<string, Written> {
  const found = new Map<string, Written>();
  for (const { content, start } of sections) {
    for (const { 1: name = '', 2: value = '', index } of content.matchAll(/<([\w.-]+)>([^<]*)<\/\1>/g)) {
      if (!found.has(name)) found.set(name, trimmed(file, value, start + index + name.length + 2));
    }
  }
  return found;
}

/** A path from a folder; a folder's path stands for the `pom.xml` in it. */
function resolved(folder: string, relative: string): string {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of relative.split('/').slice(0, 64)) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  const path = parts.join('/');
  return path.endsWith('.xml') ? path : join(path, 'pom.xml');
}
