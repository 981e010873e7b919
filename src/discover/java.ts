import { groupBy } from '../group-by.js';
import type { JavaFacts } from '../model/java.js';
import type { SourceText } from '../model/span.js';
import { folderOf, isAtOrBelow, nameOf } from '../paths.js';
import { sourceText } from '../syntax/source-text.js';
import { isFlinksOwn } from './flink-sources.js';
import { type ReadFile, readText, type Text } from './read-text.js';
import type { NotingWorkspace } from './unread.js';

/** What job sources are read with. */
export interface JavaInputs {
  readonly workspace: NotingWorkspace;
  /** @param total how many characters of Java this run reads in all, as far as that is known */
  read(source: SourceText, total: number): JavaFacts | Promise<JavaFacts>;
  /** Every file to consider, root-relative. */
  readonly paths: readonly string[];
  /** Files and folders asked for, as they were named. */
  readonly asked: readonly string[];
  /** Sources that are looked at for their own sake; others are read where these speak of them. */
  wanted(path: string): boolean;
}

/** Folders of tests, of what a build writes and of generated code, from the outermost inwards. */
const FOLDERS: readonly RegExp[] = [
  // Source sets: Maven's src/test, Gradle's src/integrationTest and src/testFixtures.
  /(?:^|\/)src\/(?:[\w-]*[tT]est[\w-]*|it|jmh)\//,
  // Above any src: below it the same words are parts of a package's name.
  /^(?:(?!src\/)[^/]+\/)*?(?:target|build|out|tests?)\/(?!(?:.*\/)?src\/main\/)/,
  // Templates of a Maven archetype, with Velocity in them.
  /(?:^|\/)archetype-resources\//,
  /(?:^|\/)generated(?:[_-](?:test-)?(?:src|sources))?\//,
];

const NAMES = /(?:Tests?|TestCase|[a-z\d]IT|ITCase|Benchmark)\.java$/;

/** What stands above the first type of a generated source: `@Generated`, `@AvroGenerated`, a line of its generator. */
const GENERATED = /@[\w.]*Generated\b|generated[^\n]*do not (?:edit|modify)|do not (?:edit|modify)[^\n]*generated/i;
const FIRST_TYPE = /\b(?:class|interface|enum|record)\s+\w/;

/** Whether a source is left alone for its name alone, unless it is asked for. */
export const isLeftOut = (path: string): boolean =>
  NAMES.test(nameOf(path)) || FOLDERS.some((folder) => folder.test(path));

/** A look at a text before it is parsed. */
export const mentionsFlink = (text: string): boolean => text.includes('org.apache.flink');

/** Whether a source says of itself that nobody wrote it. */
export function isGenerated(text: string): boolean {
  const head = text.slice(0, 10_000);
  const first = FIRST_TYPE.exec(head);
  return GENERATED.test(first === null ? head : head.slice(0, first.index));
}

/**
 * Reads the Java sources that mention Flink: those that are wanted, and of the others those that speak of one of them by
 * name or that any of all these may speak of, by import or package, over any number of steps. No other source is parsed.
 */
export async function readJava(inputs: JavaInputs): Promise<readonly ReadFile<JavaFacts>[]> {
  const candidates = inputs.paths.filter((path) => path.endsWith('.java') && isConsidered(path, inputs.asked));
  const wanted = candidates.filter(inputs.wanted);
  if (wanted.length === 0) return [];
  const first = wanted.length === candidates.length ? wanted : withUsers(wanted, candidates, inputs);
  const opened = new Map(first.map((path) => [path, open(path, inputs)]));
  const total = [...opened.values()].reduce((sum, one) => sum + (one?.text.length ?? 0), 0);
  const follow = wanted.length === candidates.length ? () => [] : neighbours(candidates);
  const files: ReadFile<JavaFacts>[] = [];
  const queue = [...first];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const text = opened.get(path);
    if (text === undefined) continue;
    const facts = await inputs.read(sourceText(path, text.text), total);
    files.push({ file: path, ...text, facts });
    for (const next of follow(path, facts)) {
      if (opened.has(next)) continue;
      opened.set(next, open(next, inputs));
      queue.push(next);
    }
  }
  return files;
}

/**
 * Sources and those below the same root that name one of them, or one of those in turn: what a helper does is seen in the
 * job that calls it.
 */
function withUsers(wanted: readonly string[], candidates: readonly string[], inputs: JavaInputs): readonly string[] {
  const texts = new Map<string, string>();
  const textOf = (path: string): string => {
    const text = texts.get(path) ?? open(path, inputs)?.text ?? '';
    texts.set(path, text);
    return text;
  };
  const found = new Set(wanted);
  // A set is walked to its end, what is added on the way included.
  for (const path of found) {
    const name = nameOf(path).replace(/\.java$/, '');
    if (!/^[\w$]+$/.test(name)) continue;
    const word = new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`);
    const root = rootOf(path, textOf(path));
    for (const other of candidates) {
      if (!found.has(other) && isAtOrBelow(other, root) && word.test(textOf(other))) found.add(other);
    }
  }
  return [...found];
}

/** The folder in which the packages of a source begin. */
function rootOf(path: string, text: string): string {
  const name = /^[ \t]*package\s+([\w.]+)\s*;/m.exec(text)?.[1]?.replaceAll('.', '/') ?? '';
  const folder = folderOf(path);
  return isOrEndsWith(folder, name) ? folder.slice(0, folder.length - name.length).replace(/\/$/, '') : folder;
}

/** What was asked for by a name that would be left out is not. */
function isConsidered(path: string, asked: readonly string[]): boolean {
  if (!isLeftOut(path)) return true;
  return asked.some((one) => path === one || (isAtOrBelow(path, one) && isLeftOut(`${one}/`)));
}

function open(path: string, { workspace, asked }: JavaInputs): Text | undefined {
  const isRead = (text: string): boolean =>
    mentionsFlink(text) && (asked.includes(path) || !(isGenerated(text) || isFlinksOwn(text)));
  const read = readText(workspace, path, isRead);
  return read !== undefined && isRead(read.text) ? read : undefined;
}

/** Finds the sources that one may speak of: those of its package, and what its imports name. */
function neighbours(candidates: readonly string[]): (path: string, facts: JavaFacts) => readonly string[] {
  const byFolder = groupBy(candidates, folderOf);
  const byName = groupBy(candidates, nameOf);
  const packages = new Map<string, readonly string[]>();
  const ofPackage = (name: string): readonly string[] => {
    const known = packages.get(name);
    if (known !== undefined) return known;
    const folder = name.replaceAll('.', '/');
    const found = [...byFolder].filter(([one]) => isOrEndsWith(one, folder)).flatMap(([, paths]) => paths);
    packages.set(name, found);
    return found;
  };
  // `a.b.C` may be a class, one inside of it, or something static.
  const ofClass = (name: string): readonly string[] => {
    const parts = name.split('.').slice(0, 64);
    return parts.flatMap((part, index) => {
      const file = `${parts.slice(0, index + 1).join('/')}.java`;
      return (byName.get(`${part}.java`) ?? []).filter((path) => isOrEndsWith(path, file));
    });
  };
  return (path, facts) => [
    ...(byFolder.get(folderOf(path)) ?? []),
    ...(facts.package === '' ? [] : ofPackage(facts.package)),
    ...facts.imports.flatMap(({ name, wildcard }) => [...(wildcard ? ofPackage(name) : []), ...ofClass(name)]),
  ];
}

const isOrEndsWith = (path: string, end: string): boolean => path === end || path.endsWith(`/${end}`);
