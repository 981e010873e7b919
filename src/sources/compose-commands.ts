import type { ScriptWord } from '../model/script.js';
import type { SourceText } from '../model/span.js';
import { readShellScript } from '../syntax/shell-script.js';
import { readPipeline } from './commands/pipelines.js';
import { readJustfile, readMakefile } from './commands/recipes.js';

/** What a file with command lines is. */
type ScriptKind = 'shell' | 'makefile' | 'justfile' | 'pipeline';

/** The files that each `docker compose` of a script is given with `-f`, as they are written. */
export function composeFilesIn(source: SourceText, kind: ScriptKind): readonly (readonly string[])[] {
  return commandsOf(source, kind).flatMap((words) => {
    const files = givenTo(words);
    return files === undefined || files.length === 0 ? [] : [files];
  });
}

function commandsOf(source: SourceText, kind: ScriptKind): readonly (readonly ScriptWord[])[] {
  if (kind === 'shell') return readShellScript(source).map(({ words }) => words);
  if (kind === 'pipeline') return readPipeline(source).flatMap((one) => readShellScript(one).map(({ words }) => words));
  const { script, variables } = kind === 'makefile' ? readMakefile(source) : readJustfile(source);
  return readShellScript(script, variables).map(({ words }) => words);
}

/** Nothing where something of it cannot be seen, or makes paths mean something else. */
function givenTo(words: readonly ScriptWord[]): readonly string[] | undefined {
  const program = words.findIndex((_, at) => isCompose(words, at));
  // Something like sudo or exec may stand before it.
  if (program < 0 || program > 3) return undefined;
  const options = optionsOf(words.slice(program + 1));
  return options?.flatMap((text, at) => FILE.exec(text)?.[1] ?? (NAMED.has(options[at - 1] ?? '') ? text : []));
}

/** What stands before the action. */
function optionsOf(words: readonly ScriptWord[]): readonly string[] | undefined {
  let end = 0;
  while (words[end]?.text.startsWith('-') === true) end += VALUED.has(words[end]?.text ?? '') ? 2 : 1;
  const options = words.slice(0, end);
  const seen = end < words.length && options.every(({ text, open }) => open !== true && !MOVES.test(text));
  return seen ? options.map(({ text }) => text) : undefined;
}

/** Paths are beside something else, or variables come from another file. */
const MOVES = /^--(?:project-directory|workdir|env-file)/;
const FILE = /^(?:--file=|-f=?)(.+)$/s;
const NAMED = new Set(['-f', '--file']);
const VALUED = new Set([...NAMED, '-p', '--project-name', '--profile', '--ansi', '--progress', '--parallel', '-c']);

function isCompose(words: readonly ScriptWord[], at: number): boolean {
  const [before, text] = [words[at - 1]?.text ?? '', words[at]?.text ?? ''];
  return (
    /(?:^|\/)docker-compose$/.test(text) || (text === 'compose' && /(?:^|\/)(?:docker|podman|nerdctl)$/.test(before))
  );
}
