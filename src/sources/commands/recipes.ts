import { groupBy } from '../../group-by.js';
import type { SourceText } from '../../model/span.js';
import { embedded, type Piece } from '../../syntax/source-text.js';

/** The commands of a file of recipes as a shell script, and the variables that the file gives a literal. */
export interface Recipes {
  readonly script: SourceText;
  readonly variables: ReadonlyMap<string, string>;
}

/**
 * The recipes of a Makefile: its lines behind a tab, as make hands them to the shell: `$$` as `$`, variables of make as
 * variables of the shell, what make would have to compute as something that is not known.
 */
export function readMakefile(source: SourceText): Recipes {
  const pieces = recipeLines(source.text, /^\t/).flatMap(({ text, start }) => translated(text, start));
  return { script: embedded(source, pieces), variables: variablesIn(source.text) };
}

/** The recipes of a Justfile: its indented lines. What stands in `{{…}}` is a placeholder already. */
export function readJustfile(source: SourceText): Recipes {
  return { script: embedded(source, recipeLines(source.text, /^[ \t]+/)), variables: new Map() };
}

/** The lines of recipes without what is not for the shell: indentation, and `@`, `-` and `+` in front. */
function recipeLines(text: string, indentation: RegExp): readonly Piece[] {
  let continued = false;
  return [...text.matchAll(/.*(?:\n|$)/g)].flatMap(({ 0: line, index }): readonly Piece[] => {
    const indent = indentation.exec(line)?.[0].length ?? 0;
    const inRecipe = indent > 0;
    const signs = inRecipe && !continued ? (/^[ \t]*[@+-][@+ \t-]*/.exec(line.slice(indent))?.[0].length ?? 0) : 0;
    const isRest = continued && !inRecipe;
    continued = (inRecipe || isRest) && /\\\r?\n$/.test(line);
    return inRecipe ? [{ text: line.slice(indent + signs), start: index + indent + signs }] : [];
  });
}

/** A line with make's dollar signs as the shell's, of the same length but for those that are doubled. */
function translated(line: string, start: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  const add = (text: string, width: number): void => {
    pieces.push({ text, start: start + done });
    done += width;
  };
  for (const { index } of line.matchAll(/\$/g)) {
    if (index < done) continue;
    add(line.slice(done, index), index - done);
    const next = line[index + 1];
    if (next === '$') {
      add('$', 2);
    } else if (next === '(') {
      const end = closing(line, index + 1);
      const inner = line.slice(index + 2, end);
      // One that is never closed reaches to the end of the line.
      add(`\${${inner.endsWith(')') ? `${inner.slice(0, -1)}}` : inner}`, end - index);
    }
  }
  add(line.slice(done), line.length - done);
  return pieces;
}

/** The offset behind the parenthesis that closes the one at an offset. */
function closing(line: string, from: number): number {
  let depth = 0;
  for (let at = from; at < line.length; at += 1) {
    if (line[at] === '(') depth += 1;
    if (line[at] === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return line.length;
}

const DEFINITION = /^(?:export[ \t]+|override[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*(\?|\+|!|::?:?)?=(.*)/gm;

/** What stands before a comment. */
const withoutComment = (text: string): string => text.split(/[ \t]#/, 1)[0]?.trim() ?? '';

/** Those that are given a literal, once; what `?=` gives may come from the environment. */
function variablesIn(text: string): ReadonlyMap<string, string> {
  const found = [...text.matchAll(DEFINITION)].map(([, name = '', sign = '', rest = '']) => ({
    name,
    sign,
    value: withoutComment(rest),
  }));
  const once = [...groupBy(found, ({ name }) => name).values()].flatMap(([one, ...others]) =>
    one === undefined || others.length > 0 ? [] : [one],
  );
  const literal = once.filter(({ sign, value }) => /^:*$/.test(sign) && !/[$\\]/.test(value));
  return new Map(literal.map(({ name, value }) => [name, value]));
}
