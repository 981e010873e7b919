import type { CommandFacts } from '../model/commands.js';
import type { SourceText } from '../model/span.js';
import { nameOf } from '../paths.js';
import { decode, sourceText } from '../syntax/source-text.js';
import type { Workspace } from '../workspace/workspace.js';
import { needsShebang, type ScriptKind, scriptKind } from './script-kind.js';

/** A file with command lines that run Flink's programs. */
export interface ScriptFile {
  readonly file: string;
  readonly text: string;
  readonly bom: boolean;
  /** What it runs, in words. */
  readonly why: string;
  readonly facts: CommandFacts;
}

export interface ScriptInputs {
  readonly workspace: Workspace;
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
    const result = kind === undefined ? undefined : workspace.read(file);
    const decoded = result?.ok === true ? decode(result.bytes) : undefined;
    if (kind === undefined || decoded === undefined || !('text' in decoded) || !mayRun(decoded.text)) continue;
    if (needsShebang(file) && !/^#!.*\b(?:ba|da|z|k|a)?sh\b/.test(decoded.text)) continue;
    const facts = await read(sourceText(file, decoded.text), kind);
    if (facts.commands.length > 0) files.push({ file, ...decoded, why: whyOf(facts), facts });
  }
  return files;
}

/** A cheap look at a text before it is read. */
const RUNS_FLINK =
  /flink\w*["'}]*[\s\\]+["']?(?:run|run-application|list|info|cancel|stop|savepoint|checkpoint|modify)\b|(?:kubernetes|yarn)-session\.sh|standalone-job|sql-client\.sh|(?:job|task)manager\.sh[\s\\"']+start/i;

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
