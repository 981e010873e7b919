import type { ScriptCommand, ScriptWord } from '../../model/script.js';
import type { SourceText, Span } from '../../model/span.js';
import { spanOf } from '../source-text.js';
import { type Field, fieldsOf, type Run, rangeOfRuns, runsOfBody, sourceOfRuns, type Values } from './fill.js';
import type { RawCommand } from './parse.js';
import type { RawWord } from './words.js';

/** What a command finds on its standard input, as far as the script shows it. */
export type Input = Pick<ScriptCommand, 'input' | 'inputFile'>;

/** Nobody hands a script on through more of `cat`. */
const MAX_DEPTH = 8;

/**
 * What a command reads: a here-document, a file that is named, or what the command before it in a pipeline prints.
 *
 * @param depth how many commands of the pipeline lie behind it
 */
export function inputOf(source: SourceText, command: RawCommand, values: Values, depth = 0): Input {
  const { input, inputFile, from } = command;
  if (depth > MAX_DEPTH) return {};
  if (input !== undefined && 'stripped' in input) {
    return { input: sourceOfRuns(source, runsOfBody(source.text, input)) };
  }
  if (input !== undefined) return { input: sourceOfRuns(source, runsOf(fieldsOf(input, values))) };
  if (inputFile !== undefined) return fileOf(source, inputFile, values);
  return from === undefined ? {} : printedBy(source, from, values, depth + 1);
}

/** The words of a command with its variables filled in. */
export function scriptWords(source: SourceText, words: readonly RawWord[], values: Values): readonly ScriptWord[] {
  return words.flatMap((word) => {
    const at = spanOf(source, word.start, word.end);
    return fieldsOf(word, values).map((field) => ({ ...wordOf(source, field), at }));
  });
}

function wordOf(source: SourceText, { runs, open }: Field): Omit<ScriptWord, 'at'> {
  const made = sourceOfRuns(source, runs);
  const span = (start: number, end: number): Span => spanOf(source, ...rangeOfRuns(runs, start, end));
  return { text: made.text, source: made, spanOf: span, ...(open ? { open: true } : {}) };
}

function fileOf(source: SourceText, word: RawWord, values: Values): Input {
  const [inputFile] = scriptWords(source, [word], values);
  return inputFile === undefined ? {} : { inputFile };
}

/** What `cat` and `echo` print; of no other command can it be told. */
function printedBy(source: SourceText, command: RawCommand, values: Values, depth: number): Input {
  const [program, ...operands] = command.words;
  const name = textOf(program, values);
  if (name === 'echo') return echoed(source, operands, values);
  if (name !== 'cat') return {};
  const files = operands.filter((word) => textOf(word, values) !== '-');
  const [file, ...more] = files;
  if (file === undefined) return inputOf(source, command, values, depth);
  // Several files, or an option.
  return more.length > 0 || textOf(file, values).startsWith('-') ? {} : fileOf(source, file, values);
}

/** With `-e` a backslash has a meaning of its own, and the lines are not those of the script. */
function echoed(source: SourceText, operands: readonly RawWord[], values: Values): Input {
  const first = operands.findIndex((word) => !/^-[neE]+$/.test(textOf(word, values)));
  const options = operands.slice(0, first).map((word) => textOf(word, values));
  const printed = operands.slice(Math.max(first, 0)).map((word) => runsOf(fieldsOf(word, values)));
  const runs = printed.flatMap((own, index) => (index === 0 ? own : [blankBefore(own), ...own]));
  const escaped = options.some((option) => option.includes('e')) && runs.some(({ text }) => text.includes('\\'));
  return escaped || runs.length === 0 ? {} : { input: sourceOfRuns(source, runs) };
}

function blankBefore([first]: readonly Run[]): Run {
  const start = first?.start ?? 0;
  return { text: ' ', start: start - 1, end: start };
}

const textOf = (word: RawWord | undefined, values: Values): string =>
  word === undefined
    ? ''
    : runsOf(fieldsOf(word, values))
        .map(({ text }) => text)
        .join('');

const runsOf = (fields: readonly Field[]): readonly Run[] => fields.flatMap(({ runs }) => runs);
