import type { ScriptCommand } from '../model/script.js';
import type { SourceText } from '../model/span.js';
import { LONGEST } from './limits.js';
import { literalOf, type Values } from './shell/fill.js';
import { inputOf, scriptWords } from './shell/input.js';
import { parseShell, type RawCommand } from './shell/parse.js';
import { assignedOnce, assignmentsOf } from './shell/variables.js';
import { spanOf } from './source-text.js';

/**
 * Reads a shell script into its simple commands, those within substitutions included, without assignments and redirections.
 * A variable that the script assigns once, to a literal, whatever happens, is filled in from there on; all other expansions
 * stay as placeholders. Throws nothing.
 *
 * @param given variables that have a value from the beginning
 */
export function readShellScript(source: SourceText, given: Values = new Map()): readonly ScriptCommand[] {
  if (source.text.length > LONGEST.shell) return [];
  const raw = parseShell(source.text);
  const once = assignedOnce(raw, given);
  const values = new Map(given);
  return raw.flatMap((command) => {
    const made = commandOf(source, command, values);
    follow(command, once, values);
    // What another file assigns cannot be seen.
    if (/^(?:source|\.)$/.test(made.words[0]?.text ?? '')) values.clear();
    return made.words.length === 0 ? [] : [made];
  });
}

function commandOf(source: SourceText, command: RawCommand, values: Values): ScriptCommand {
  const words = scriptWords(source, command.words.slice(assignmentsOf(command).before), values);
  return { words, at: spanOf(source, command.start, command.end), ...inputOf(source, command, values) };
}

/** Keeps what a command assigns. */
function follow(command: RawCommand, once: ReadonlySet<string>, values: Map<string, string>): void {
  const { assigned, lasting } = assignmentsOf(command);
  for (const { name, value } of lasting ? assigned : []) {
    const text = once.has(name) && !command.conditional ? literalOf(value, values) : undefined;
    if (text === undefined) values.delete(name);
    else values.set(name, text);
  }
}
