import { CHECK_DEFAULTS } from './commands/defaults.js';
import { isCommand } from './commands/names.js';
import { kindOfPath } from './environment.js';
import type { Actions } from './program.js';
import type { Terminal } from './terminal.js';
import { processTerminal } from './terminal.js';

/** What the process ends with. */
export const EXIT = { ok: 0, findings: 1, usage: 2, nothing: 3, defect: 4 } as const;

/**
 * Runs the command line.
 * @param argv without the names of node and of the script
 * @returns the exit status
 */
export async function main(argv: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
  const ambiguous = ambiguousWord(argv, terminal);
  if (ambiguous !== undefined) return usage(terminal, ambiguous);
  const asked = withDefaultCommand(argv);
  try {
    return isPlain(asked) ? await checkPaths(asked.slice(1), terminal) : await runProgram(asked, terminal);
  } catch (error) {
    const { describeFailure } = await import('./commands/failure.js');
    const failure = describeFailure(error);
    terminal.err.write(failure.text);
    return failure.status;
  }
}

/** What a hook asks for: paths to check, and nothing of how. No reader of options need be loaded. */
const isPlain = ([command, ...words]: readonly string[]): boolean =>
  command === 'check' && words.every((word, index) => !word.startsWith('-') || (index === 0 && word === '--'));

async function checkPaths(words: readonly string[], terminal: Terminal): Promise<number> {
  const { check } = await import('./commands/check.js');
  return check(words[0] === '--' ? words.slice(1) : words, CHECK_DEFAULTS, terminal);
}

async function runProgram(argv: readonly string[], terminal: Terminal): Promise<number> {
  const { readCommandLine } = await import('./program.js');
  let status: number = EXIT.ok;
  const actions: Actions = {
    check: async (paths, options) => {
      const { check } = await import('./commands/check.js');
      status = await check(paths, options, terminal);
    },
    config: async (paths, options) => {
      const { config } = await import('./commands/config.js');
      status = await config(paths, options, terminal);
    },
    explain: async (name) => {
      const { explain } = await import('./commands/explain.js');
      status = await explain(name, terminal);
    },
    graph: async (paths, options) => {
      const { graph } = await import('./commands/graph.js');
      status = await graph(paths, options, terminal);
    },
    rules: async (options) => {
      const { rules } = await import('./commands/rules.js');
      status = await rules(options, terminal);
    },
    schema: async (what) => {
      const { schema } = await import('./commands/schema.js');
      status = await schema(what, terminal);
    },
  };
  return (await readCommandLine(argv, actions, terminal)) ? status : EXIT.usage;
}

function usage(terminal: Terminal, message: string): number {
  terminal.err.write(`flinklint: ${message}\n`);
  return EXIT.usage;
}

/** `flinklint conf/` means `flinklint check conf/`. */
function withDefaultCommand(argv: readonly string[]): string[] {
  const [first] = argv;
  const named = first !== undefined && (isCommand(first) || first === 'help' || first === '--help' || first === '-h');
  return named ? [...argv] : ['check', ...argv];
}

/** A word that is a command and a path at once is refused unless `--` makes it clear. */
function ambiguousWord([first, ...rest]: readonly string[], { cwd }: Terminal): string | undefined {
  if (first === undefined || !isCommand(first) || rest.includes('--')) return undefined;
  if (kindOfPath(`${cwd}/${first}`) === undefined) return undefined;
  return `'${first}' is a command and also a path here. Write 'flinklint check -- ${first}' to lint the path, or 'flinklint ${first} --' to run the command.`;
}
