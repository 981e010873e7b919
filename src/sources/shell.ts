import type { CommandFacts, FlinkCommand } from '../model/commands.js';
import type { Comment } from '../model/facts.js';
import type { SourceText } from '../model/span.js';
import { spanOf } from '../syntax/source-text.js';
import { readPipeline } from './commands/pipelines.js';
import { readJustfile, readMakefile } from './commands/recipes.js';
import { type CommandTools, flinkCommandsIn } from './commands.js';

/** What a file with command lines is. */
type ScriptKind = 'shell' | 'makefile' | 'justfile' | 'pipeline';

/** Reads the command lines of a file that run one of Flink's programs. Throws nothing. */
export async function readCommands(source: SourceText, kind: ScriptKind, tools: CommandTools): Promise<CommandFacts> {
  const commands = await commandsOf(source, kind, tools);
  return { kind: 'commands', file: source.file, commands, comments: directivesIn(source) };
}

async function commandsOf(source: SourceText, kind: ScriptKind, tools: CommandTools): Promise<readonly FlinkCommand[]> {
  if (kind === 'shell') return flinkCommandsIn(source, tools);
  if (kind === 'pipeline') {
    const found = await Promise.all(readPipeline(source).map((script) => flinkCommandsIn(script, tools)));
    return found.flat();
  }
  const { script, variables } = kind === 'makefile' ? readMakefile(source) : readJustfile(source);
  return flinkCommandsIn(script, tools, variables);
}

/** Comments matter for what they say to flinklint only; `#` stands for much else in a script. */
function directivesIn(source: SourceText): readonly Comment[] {
  return [...source.text.matchAll(/(?<![^\s;])#[ \t]*(flinklint-ignore.*)$/gm)].map(
    ({ 0: written, 1: text = '', index }) => {
      const line = source.text.lastIndexOf('\n', index - 1) + 1;
      const trailing = source.text.slice(line, index).trim() !== '';
      return { text: text.trim(), at: spanOf(source, index, index + written.length), trailing };
    },
  );
}
