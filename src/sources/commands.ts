import type { CommandData } from '../flink/commands/data.js';
import { type GivenOption, type ParsedCommand, parseCommand, type Stretch } from '../flink/commands/parse.js';
import {
  type FoundProgram,
  flinkProgramIn,
  imageProgramIn,
  scriptsIn,
  stopsAtArgument,
} from '../flink/commands/programs.js';
import { hasPlaceholder } from '../flink/placeholder.js';
import { lookup } from '../lookup.js';
import type { FlinkCommand, GivenArgument, NamedScript } from '../model/commands.js';
import type { Setting } from '../model/facts.js';
import type { ScriptCommand, ScriptWord } from '../model/script.js';
import type { Place, SourceText } from '../model/span.js';
import type { SqlFacts } from '../model/sql.js';
import { readShellScript } from '../syntax/shell-script.js';

/** What command lines are read with. */
export interface CommandTools {
  readonly data: CommandData;
  sql(source: SourceText): SqlFacts | Promise<SqlFacts>;
}

/** Scripts within scripts within scripts. */
const MAX_DEPTH = 4;

/**
 * The command lines of a shell script that run one of Flink's programs, those of scripts within it (`bash -c '…'`) too.
 *
 * @param given variables that have a value from the beginning
 */
export async function flinkCommandsIn(
  source: SourceText,
  tools: CommandTools,
  given: ReadonlyMap<string, string> = new Map(),
  depth = 0,
): Promise<readonly FlinkCommand[]> {
  const found: FlinkCommand[] = [];
  for (const command of readShellScript(source, given)) {
    const program = flinkProgramIn(textsOf(command));
    found.push(...(await flinkCommandsOf(command, program, tools, depth)));
  }
  return found;
}

/** What a container of Flink's image is started with: a word of its entry point, a program of Flink's, or a shell's script. */
export function startedCommands(command: ScriptCommand, tools: CommandTools): Promise<readonly FlinkCommand[]> {
  const texts = textsOf(command);
  return flinkCommandsOf(command, imageProgramIn(texts) ?? flinkProgramIn(texts), tools, 0);
}

async function flinkCommandsOf(
  command: ScriptCommand,
  program: FoundProgram | undefined,
  tools: CommandTools,
  depth: number,
): Promise<readonly FlinkCommand[]> {
  if (program !== undefined) return [await commandOf(command, program, tools)];
  const found: FlinkCommand[] = [];
  for (const index of depth < MAX_DEPTH ? scriptsIn(textsOf(command)) : []) {
    const inner = command.words[index];
    if (inner !== undefined) found.push(...(await flinkCommandsIn(inner.source, tools, new Map(), depth + 1)));
  }
  return found;
}

const textsOf = ({ words }: ScriptCommand): readonly string[] => words.map(({ text }) => text);

async function commandOf(
  { words, at, input, inputFile }: ScriptCommand,
  { command, from, to }: FoundProgram,
  tools: CommandTools,
): Promise<FlinkCommand> {
  const behind = words.slice(to);
  const stops = stopsAtArgument(command);
  const parsed = parseCommand(
    behind.map(({ text }) => text),
    lookup(tools.data.commands, command) ?? [],
    stops,
  );
  const { options, left, refused } = parsed;
  const first = left[0];
  const unseen = stops && first !== undefined && isUncertain(behind[first.word]);
  const [head, tail] = [words[from], words[to - 1]];
  const read = command.startsWith('sql-client.sh') ? sqlRead(options, behind, inputFile) : { scripts: [] };
  const statements = read.statements ?? (read.input === true ? input : undefined);
  const sql = statements === undefined ? undefined : await tools.sql(statements);
  return {
    command,
    at: { file: at.file, start: head?.at.start ?? at.start, end: tail?.at.end ?? at.end, key: command },
    whole: at,
    options: options.map((one) => argumentOf(one, behind)),
    settings: options.flatMap((one) => settingOf(one, behind)),
    left: unseen ? [] : left.map((one) => placeIn(behind, one)),
    ...(unseen ? {} : faultsOf(command, parsed, behind)),
    ...(unseen || refused !== undefined ? { open: 'its words are known only when it runs' } : {}),
    ...(sql === undefined || sql.statements.length === 0 ? {} : { sql }),
    ...(read.scripts.length === 0 ? {} : { scripts: read.scripts }),
  };
}

/** Where the shell hands on what stands on standard input. */
const STANDARD_INPUT = '/dev/stdin';

/** What the SQL client runs. */
interface SqlRead {
  readonly scripts: readonly NamedScript[];
  /** Whether it reads standard input. */
  readonly input?: boolean;
  /** What is given as an argument. */
  readonly statements?: SourceText;
}

/**
 * The files that the SQL client runs, and what it reads beside them: `-i` comes first, and with `-f` or `-u` there is
 * nobody to type (`SqlClient#openCli`).
 */
function sqlRead(
  options: readonly GivenOption[],
  words: readonly ScriptWord[],
  inputFile: ScriptWord | undefined,
): SqlRead {
  const named = (name: string): readonly Place[] => {
    const value = options.find(({ option }) => option.short === name)?.values[0];
    return value === undefined ? [] : [placeIn(words, value)];
  };
  const [file] = named('f');
  const statements = words[options.find(({ option }) => option.short === 'u')?.values[0]?.word ?? -1]?.source;
  if (file === undefined && statements !== undefined) return { scripts: initial(named('i')), statements };
  const input = file === undefined || file.value === STANDARD_INPUT;
  const redirected = inputFile === undefined ? [] : [{ ...inputFile.at, value: inputFile.text }];
  const main = input ? redirected : [file];
  return { scripts: [...initial(named('i')), ...main.map((at) => ({ initial: false, at }))], input };
}

const initial = (places: readonly Place[]): readonly NamedScript[] => places.map((at) => ({ initial: true, at }));

/** What the command does not take. */
function faultsOf(
  command: string,
  { options, left, refused }: ParsedCommand,
  words: readonly ScriptWord[],
): Pick<FlinkCommand, 'unknown' | 'lacking'> {
  const last = options.at(-1);
  if (refused?.why === 'missing-value' && last !== undefined) return { lacking: argumentOf(last, words).at };
  const unknown = takesAnything(command, options) ? undefined : unknownOf(left, refused);
  return unknown === undefined ? {} : { unknown: placeIn(words, unknown) };
}

function argumentOf({ option, word, values }: GivenOption, words: readonly ScriptWord[]): GivenArgument {
  const { short, as, long, from, to } = option;
  const whole = { text: words[word]?.text ?? '', word, start: 0 };
  const key = short === undefined ? `--${long ?? ''}` : `-${short}`;
  return {
    name: short ?? as ?? long ?? '',
    at: { ...placeIn(words, whole), key, value: values.map(({ text }) => text).join('=') },
    values: values.map((one) => placeIn(words, one)),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

/** Whether what is no option is for the program: of a cluster for one job, and where the jar or Python is an option. */
const takesAnything = (command: string, options: readonly GivenOption[]): boolean =>
  command === 'standalone-job.sh' ||
  (/^flink (?:run|info)/.test(command) && options.some(({ option }) => /^(?:py|pym|j)$/.test(option.short ?? '')));

/** A word that looks like an option and is none. */
function unknownOf(left: readonly Stretch[], refused: ParsedCommand['refused']): Stretch | undefined {
  const first = refused === undefined ? left[0] : left.find(({ word }) => word === refused.word);
  return first !== undefined && /^--?[A-Za-z]/.test(first.text) && !hasPlaceholder(first.text) ? first : undefined;
}

/** Whether a word may be options, or none at all, where the jar should stand. */
const isUncertain = (word: ScriptWord | undefined): boolean =>
  word !== undefined && hasPlaceholder(word.text) && !/jar|\.py$|\//i.test(word.text);

/** `DynamicPropertiesUtil#encodeDynamicProperties`: a key without a value is `true`. */
function settingOf({ option, values }: GivenOption, words: readonly ScriptWord[]): readonly Setting[] {
  const [key, given] = values;
  if (!/^y?D$/.test(option.short ?? '') || key === undefined || key.text === '' || hasPlaceholder(key.text)) return [];
  const value = given?.text ?? 'true';
  const shown = { key: key.text, value };
  return [
    {
      ...shown,
      type: 'string',
      written: value,
      keyAt: { ...placeIn(words, key), ...shown },
      valueAt: { ...placeIn(words, given ?? key), ...shown },
      quoted: false,
      nested: false,
    },
  ];
}

function placeIn(words: readonly ScriptWord[], { text, word, start }: Stretch): Place {
  const of = words[word];
  if (of === undefined) return { file: '', start: 0, end: 0 };
  // Of a whole word the quotes belong to it.
  const span = start === 0 && text === of.text ? of.at : of.spanOf(start, start + text.length);
  return { ...span, value: text };
}
