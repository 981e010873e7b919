import { Language, Parser } from 'web-tree-sitter';
import type { JavaFacts } from '../../model/java.js';
import type { SourceText } from '../../model/span.js';
import { factsOf } from './facts.js';
import { prepared, preparedFurther } from './prepare.js';
import { copyTree, kindsOf, type SyntaxTree } from './syntax.js';

/** What the parser needs of its surroundings. */
export interface JavaHost {
  /** tree-sitter itself, compiled to WebAssembly. */
  readonly engine: Uint8Array;
  /** Its grammar of Java. */
  readonly grammar: Uint8Array;
  /** Milliseconds on the wall, from any beginning. */
  now(): number;
  /** Milliseconds of work, from any beginning: what is given up must not depend on what else the machine does. */
  spent(): number;
}

/** Reads Java sources, one after the other. */
export interface JavaParser {
  /** What a source says. Never throws: what cannot be read is broken or unreadable. */
  read(source: SourceText): JavaFacts;
}

/** Larger files are data or generated. In UTF-16 units. */
const MAX_LENGTH = 2 * 1024 * 1024;

/** For one file, in milliseconds: a megabyte of sense takes a quarter of it. */
const TIME_LIMIT = 800;

/**
 * Makes ready to read Java.
 * @throws Error where WebAssembly cannot be compiled, with the reason
 */
export async function createJavaParser(host: JavaHost): Promise<JavaParser> {
  // What its loader rejects with may say nothing at all.
  const language = await loadLanguage(host).catch((error: unknown) => {
    const reason = error instanceof Error && error.message !== '' ? error.message : 'WebAssembly cannot be compiled';
    throw new Error(`The Java parser cannot be loaded: ${reason}`, { cause: error });
  });
  const parser = new Parser().setLanguage(language);
  const kinds = kindsOf(language);

  const parse = (text: string, late: () => boolean): SyntaxTree | undefined => {
    // The parser goes on where the last file was given up, unless it is told not to.
    parser.reset();
    const tree = parser.parse(text, null, { progressCallback: late });
    try {
      return tree === null ? undefined : copyTree(tree, kinds, late);
    } finally {
      // Its memory is not the garbage collector's.
      tree?.delete();
    }
  };

  const read = (source: SourceText): JavaFacts => {
    const reason = refusal(source.text);
    if (reason !== undefined) return unreadable(source.file, reason);
    const late = lateAfter(TIME_LIMIT, host);
    const text = prepared(source.text);
    const tree = parse(text, late);
    if (tree === undefined) return unreadable(source.file, 'it takes too long to parse');
    return factsOf(source, tree.broken.length === 0 ? tree : better(tree, text, late));
  };

  const better = (tree: SyntaxTree, text: string, late: () => boolean): SyntaxTree => {
    const further = preparedFurther(text);
    const again = further === text ? undefined : parse(further, late);
    return again !== undefined && again.broken.length < tree.broken.length ? again : tree;
  };

  return { read };
}

/**
 * Answers whether the time is over. The clock on the wall is cheap to ask, and cannot be behind the work; only once it says
 * so is it asked how much work it was.
 */
function lateAfter(limit: number, { now, spent }: JavaHost): () => boolean {
  const begun = spent();
  let earliest = now() + limit;
  return () => {
    if (now() < earliest) return false;
    const left = begun + limit - spent();
    earliest = now() + left;
    return left <= 0;
  };
}

async function loadLanguage({ engine, grammar }: JavaHost): Promise<Language> {
  await Parser.init({ wasmBinary: engine });
  return Language.load(grammar);
}

function refusal(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return `it is larger than ${MAX_LENGTH / 1024 / 1024} MiB`;
  return text.includes('\0') ? 'it is not a text' : undefined;
}

const unreadable = (file: string, reason: string): JavaFacts => ({
  kind: 'java',
  file,
  package: '',
  imports: [],
  types: [],
  comments: [],
  broken: [],
  unreadable: reason,
});
