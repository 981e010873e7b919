import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { CheckOptions } from './commands/check.js';
import type { ConfigOptions } from './commands/config.js';
import { CHECK_DEFAULTS } from './commands/defaults.js';
import type { GraphOptions } from './commands/graph.js';
import { type CommandName, isCommand } from './commands/names.js';
import type { RulesOptions } from './commands/rules.js';
import { version } from './environment.js';
import { parseVersion } from './flink/versions.js';
import { PLATFORMS, PROFILES } from './model/target.js';
import type { Terminal } from './terminal.js';

/** What each command does with its arguments and options. */
export interface Actions {
  check(paths: readonly string[], options: CheckOptions): Promise<void>;
  config(paths: readonly string[], options: ConfigOptions): Promise<void>;
  explain(name: string): Promise<void>;
  graph(paths: readonly string[], options: GraphOptions): Promise<void>;
  rules(options: RulesOptions): Promise<void>;
  schema(what: string): Promise<void>;
}

/** What adds a command to the program. */
type Add = (program: Command, actions: Actions) => void;

const COMMANDS: Readonly<Record<CommandName, Add>> = {
  check: addCheck,
  config: addConfig,
  explain: addExplain,
  graph: addGraph,
  rules: addRules,
  schema: addSchema,
};

/**
 * Reads a command line and calls the action of its command.
 * @returns whether the command line is one; what is wrong with it has been said
 * @throws what the action throws
 */
export async function readCommandLine(argv: readonly string[], actions: Actions, terminal: Terminal): Promise<boolean> {
  try {
    await programFor(argv[0] ?? '', actions, terminal).parseAsync([...argv], { from: 'user' });
    return true;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0;
    throw error;
  }
}

/** The program with the command asked for, or with all of them where none is: to build one takes a millisecond. */
function programFor(asked: string, actions: Actions, { out, err }: Pick<Terminal, 'out' | 'err'>): Command {
  const program = new Command('flinklint')
    .description(
      'Lints Apache Flink configuration: what Flink would really do with it, and what is not ready for production.',
    )
    .version(version, '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({ writeOut: out.write, writeErr: err.write });
  const commands = isCommand(asked) ? [COMMANDS[asked]] : Object.values(COMMANDS);
  for (const add of commands) add(program, actions);
  return program;
}

function addCheck(program: Command, actions: Actions): void {
  withTargetOptions(
    program.command('check', { isDefault: true }).argument('[paths...]', 'files and folders, or - for standard input'),
  )
    .description('lint files and folders (default: the current folder)')
    .option(
      '-f, --format <name[:file]>',
      'text, json, sarif or github; may be given several times',
      collect,
      CHECK_DEFAULTS.format,
    )
    .option('-o, --output <file>', 'where the single format goes (default: standard output)')
    .option('--only <ids>', 'only these rules, separated by commas', commaSeparated, CHECK_DEFAULTS.only)
    .option(
      '--severity <id=level>',
      'error, warning, info or off for a rule; may be given several times',
      collect,
      CHECK_DEFAULTS.severity,
    )
    .option('--category <name>', "SARIF's automationDetails.id, for several runs in one workflow")
    .option('--no-sources', 'leave job sources alone')
    .option('--no-ignores', 'count findings that ignore comments silence')
    .addOption(
      new Option('--fail-on <level>', 'exit with 1 at or over this severity')
        .choices(['error', 'warning', 'info', 'never'])
        .default(CHECK_DEFAULTS.failOn),
    )
    .option('--max-warnings <n>', 'exit with 1 over this many warnings', wholeNumber)
    .option('--stdin-filename <name>', 'what standard input is; not needed for a stream of Kubernetes resources')
    .option('--allow-empty', 'finding nothing to check is success')
    .option('--list-files', 'list what was recognised as what, and why; lint nothing')
    .option('--quiet', 'one line per finding')
    .option('--verbose', 'say more of each finding and target')
    .option('--color', 'colour even where no terminal is')
    .option('--no-color', 'no colour')
    .action(actions.check);
}

function addConfig(program: Command, actions: Actions): void {
  withTargetOptions(program.command('config').argument('[paths...]'))
    .description('the effective configuration, each value with its origin and what it overrode')
    .addOption(new Option('-f, --format <name>', 'text or json').choices(['text', 'json']).default('text'))
    .option('--all', 'also every option that has its default')
    .option('--no-sources', 'leave job sources alone')
    .option('--memory', 'how the memory of each process is divided, or why it does not start')
    .option('--color', 'colour even where no terminal is')
    .option('--no-color', 'no colour')
    .action(actions.config);
}

function addGraph(program: Command, actions: Actions): void {
  withTargetOptions(program.command('graph').argument('[paths...]'))
    .description('the operators found in job sources: uid, operator id, parallelism, state, inputs')
    .addOption(
      new Option('-f, --format <name>', 'text, json, mermaid or svg')
        .choices(['text', 'json', 'mermaid', 'svg'])
        .default('text'),
    )
    .option('--color', 'colour even where no terminal is')
    .option('--no-color', 'no colour')
    .action(actions.graph);
}

function addExplain(program: Command, actions: Actions): void {
  program
    .command('explain')
    .argument('<rule|option>')
    .description("a rule's page, or what Flink knows of an option, offline")
    .action(actions.explain);
}

function addRules(program: Command, actions: Actions): void {
  program
    .command('rules')
    .description('every rule, its severity and where it is on')
    .addOption(
      new Option('-f, --format <name>', 'text, json or markdown').choices(['text', 'json', 'markdown']).default('text'),
    )
    .action(actions.rules);
}

function addSchema(program: Command, actions: Actions): void {
  program
    .command('schema')
    .argument('<what>', 'settings, report, graph or flink-<version>')
    .description('print a JSON Schema')
    .action(actions.schema);
}

/** Options that say what targets are, which every command that reads configuration takes. */
function withTargetOptions(command: Command): Command {
  return command
    .option('--flink-version <x.y[.z]>', 'the Flink version; overrides detection', flinkVersion)
    .option('--operator-version <x.y>', 'the version of the Kubernetes operator (default: the newest)', operatorVersion)
    .addOption(new Option('--platform <name>', 'where the targets run').choices(PLATFORMS))
    .addOption(new Option('--profile <name>', 'what is expected of the targets').choices(PROFILES))
    .option('--root <folder>', 'what paths are relative to (default: the git root, else the working directory)')
    .option('--helm', 'render charts that mention Flink with the helm on the PATH; nothing is run without')
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
