import type { CommandFacts } from '../model/commands.js';
import type { SourceText } from '../model/span.js';
import { nameOf } from '../paths.js';
import { LONGEST } from '../syntax/limits.js';
import { sourceText } from '../syntax/source-text.js';
import { type ReadFile, readText } from './read-text.js';
import { needsShebang, type ScriptKind, scriptKind } from './script-kind.js';
import { type NotingWorkspace, noteLong } from './unread.js';

/** A file with command lines that run Flink's programs. */
export interface ScriptFile extends ReadFile<CommandFacts> {
  /** What it runs, in words. */
  readonly why: string;
}

/** What files with command lines are read with. */
export interface ScriptInputs {
  readonly workspace: NotingWorkspace;
  read(source: SourceText, kind: ScriptKind): CommandFacts | Promise<CommandFacts>;
  /** Files to look at, root-relative. */
  readonly paths: readonly string[];
  /** A cheap look at a text before it is read: whether it may run what is wanted. */
  readonly mayRun?: (text: string) => boolean;
}

/** The files that run one of Flink's programs; all others are dismissed, most of them without being parsed. */
export async function readScriptFiles(inputs: ScriptInputs): Promise<readonly ScriptFile[]> {
  const { workspace, read, paths, mayRun = runsFlink } = inputs;
  const files: ScriptFile[] = [];
  for (const file of paths) {
    const kind = scriptKind(file);
    const text = kind === undefined ? undefined : readText(workspace, file, mayRun);
    if (kind === undefined || text === undefined || !mayRun(text.text)) continue;
    if (needsShebang(file) && !/^#!.*\b(?:ba|da|z|k|a)?sh\b/.test(text.text)) continue;
    if (kind === 'shell') noteLong(workspace, file, text.text, LONGEST.shell);
    const facts = await read(sourceText(file, text.text), kind);
    if (facts.commands.length > 0) files.push({ file, ...text, why: whyOf(facts), facts });
  }
  return files;
}

/** A cheap look at a text before it is read. */
const RUNS_FLINK =
  /flink(?:(?!flink)\w)*["'}]*[\s\\]+["']?(?:run|run-application|list|info|cancel|stop|savepoint|checkpoint|modify)\b|(?:kubernetes|yarn)-session\.sh|standalone-job|sql-client\.sh|(?:job|task)manager\.sh[\s\\"']+start/i;

const runsFlink = (text: string): boolean => RUNS_FLINK.test(text);

/** The files that may run one of some scripts of SQL. */
export const runsScripts =
  (scripts: readonly string[]) =>
  (text: string): boolean =>
    text.includes('sql-client.sh') && scripts.some((script) => text.includes(nameOf(script)));

function whyOf({ commands }: CommandFacts): string {
  const names = [...new Set(commands.map(({ command }) => `'${command}'`))];
  return `it runs ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' and more' : ''}`;
}
