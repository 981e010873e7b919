import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type CommandName, isCommand } from './commands/names.js';
import { kindOfPath, version } from './environment.js';
import { parseVersion } from './flink/versions.js';
import { PLATFORMS, PROFILES } from './model/target.js';
import type { Terminal } from './terminal.js';
import { processTerminal } from './terminal.js';

/** What the process ends with. */
export const EXIT = { ok: 0, findings: 1, usage: 2, nothing: 3, defect: 4 } as const;

/** What adds a command to the program. */
type Add = (program: Command, terminal: Terminal, outcome: { status: number }) => void;

const COMMANDS: Readonly<Record<CommandName, Add>> = {
  check: addCheck,
  config: addConfig,
  explain: addExplain,
  graph: addGraph,
  rules: addRules,
  schema: addSchema,
};

/**
 * Runs the command line.
 * @param argv without the names of node and of the script
 * @returns the exit status
 */
export async function main(argv: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
  const ambiguous = ambiguousWord(argv, terminal);
  if (ambiguous !== undefined) return usage(terminal, ambiguous);
  const outcome = { status: EXIT.ok as number };
  const [first = '', ...rest] = withDefaultCommand(argv);
  const program = programFor(first, terminal, outcome);
  try {
    await program.parseAsync([first, ...rest], { from: 'user' });
    return outcome.status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const { describeFailure } = await import('./commands/failure.js');
    const failure = describeFailure(error);
    terminal.err.write(failure.text);
    return failure.status;
  }
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

/** The program with the command asked for, or with all of them where none is: to build one takes a millisecond. */
function programFor(asked: string, terminal: Terminal, outcome: { status: number }): Command {
  const program = new Command('flinklint')
    .description(
      'Lints Apache Flink configuration: what Flink would really do with it, and what is not ready for production.',
    )
    .version(version, '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out.write, writeErr: terminal.err.write });
  const commands = isCommand(asked) ? [COMMANDS[asked]] : Object.values(COMMANDS);
  for (const add of commands) add(program, terminal, outcome);
  return program;
}

function addCheck(program: Command, terminal: Terminal, outcome: { status: number }): void {
  withTargetOptions(
    program.command('check', { isDefault: true }).argument('[paths...]', 'files and folders, or - for standard input'),
  )
    .description('lint files and folders (default: the current folder)')
    .option('-f, --format <name[:file]>', 'text, json, sarif or github; may be given several times', collect, [])
    .option('-o, --output <file>', 'where the single format goes (default: standard output)')
    .option('--only <ids>', 'only these rules, separated by commas', commaSeparated, [])
    .option('--severity <id=level>', 'error, warning, info or off for a rule; may be given several times', collect, [])
    .option('--category <name>', "SARIF's automationDetails.id, for several runs in one workflow")
    .option('--no-sources', 'leave job sources alone')
    .option('--no-ignores', 'count findings that ignore comments silence')
    .addOption(
      new Option('--fail-on <level>', 'exit with 1 at or over this severity')
        .choices(['error', 'warning', 'info', 'never'])
        .default('error'),
    )
    .option('--max-warnings <n>', 'exit with 1 over this many warnings', wholeNumber)
    .option('--stdin-filename <name>', 'what standard input is; not needed for a stream of Kubernetes resources')
    .option('--allow-empty', 'finding nothing to check is success')
    .option('--list-files', 'list what was recognised as what, and why; lint nothing')
    .option('--quiet', 'one line per finding')
    .option('--verbose', 'say more of each finding and target')
    .option('--color', 'colour even where no terminal is')
    .option('--no-color', 'no colour')
    .action(async (paths: string[], options) => {
      const { check } = await import('./commands/check.js');
      outcome.status = await check(paths, options, terminal);
    });
}

function addConfig(program: Command, terminal: Terminal, outcome: { status: number }): void {
  withTargetOptions(program.command('config').argument('[paths...]'))
    .description('the effective configuration, each value with its origin and what it overrode')
    .addOption(new Option('-f, --format <name>', 'text or json').choices(['text', 'json']).default('text'))
    .option('--all', 'also every option that has its default')
    .option('--no-sources', 'leave job sources alone')
    .option('--memory', 'how the memory of each process is divided, or why it does not start')
    .option('--color', 'colour even where no terminal is')
    .option('--no-color', 'no colour')
    .action(async (paths: string[], options) => {
      const { config } = await import('./commands/config.js');
      outcome.status = await config(paths, options, terminal);
    });
}

function addGraph(program: Command, terminal: Terminal, outcome: { status: number }): void {
  withTargetOptions(program.command('graph').argument('[paths...]'))
    .description('the operators found in job sources: uid, operator id, parallelism, state, inputs')
    .addOption(
      new Option('-f, --format <name>', 'text, json, mermaid or svg')
        .choices(['text', 'json', 'mermaid', 'svg'])
        .default('text'),
    )
    .option('--color', 'colour even where no terminal is')
    .option('--no-color', 'no colour')
    .action(async (paths: string[], options) => {
      const { graph } = await import('./commands/graph.js');
      outcome.status = await graph(paths, options, terminal);
    });
}

function addExplain(program: Command, terminal: Terminal, outcome: { status: number }): void {
  program
    .command('explain')
    .argument('<rule|option>')
    .description("a rule's page, or what Flink knows of an option, offline")
    .action(async (name: string) => {
      const { explain } = await import('./commands/explain.js');
      outcome.status = await explain(name, terminal);
    });
}

function addRules(program: Command, terminal: Terminal, outcome: { status: number }): void {
  program
    .command('rules')
    .description('every rule, its severity and where it is on')
    .addOption(
      new Option('-f, --format <name>', 'text, json or markdown').choices(['text', 'json', 'markdown']).default('text'),
    )
    .action(async (options: { format: 'text' | 'json' | 'markdown' }) => {
      const { rules } = await import('./commands/rules.js');
      outcome.status = await rules(options, terminal);
    });
}

function addSchema(program: Command, terminal: Terminal, outcome: { status: number }): void {
  program
    .command('schema')
    .argument('<what>', 'settings, report, graph or flink-<version>')
    .description('print a JSON Schema')
    .action(async (what: string) => {
      const { schema } = await import('./commands/schema.js');
      outcome.status = await schema(what, terminal);
    });
}

/** Options that say what targets are, which every command that reads configuration takes. */
function withTargetOptions(command: Command): Command {
  return command
    .option('--flink-version <x.y[.z]>', 'the Flink version; overrides detection', flinkVersion)
    .option('--operator-version <x.y>', 'the version of the Kubernetes operator (default: the newest)', operatorVersion)
    .addOption(new Option('--platform <name>', 'where the targets run').choices(PLATFORMS))
    .addOption(new Option('--profile <name>', 'what is expected of the targets').choices(PROFILES))
    .option('--root <folder>', 'what paths are relative to (default: the git root, else the working directory)')
    .option('--settings <file>', 'this settings file for everything')
    .option('--no-settings', 'no settings file at all');
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

const commaSeparated = (value: string, before: readonly string[]): readonly string[] => [
  ...before,
  ...value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
];

function wholeNumber(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(value);
}

function flinkVersion(value: string): string {
  if (parseVersion(value) === undefined)
    throw new InvalidArgumentError("It must be a Flink version such as '1.20' or '2.0.1'.");
  return value;
}

function operatorVersion(value: string): string {
  if (!/^\d+\.\d+(?:\.\d+)?$/.test(value))
    throw new InvalidArgumentError("It must be a version of the operator such as '1.12'.");
  return value;
}
