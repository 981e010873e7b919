import type { Finding, Severity } from '../model/finding.js';
import type { Report } from '../model/report.js';
import { type Run, type RunOptions, run } from '../pipeline.js';
import { visible } from '../report/display.js';
import { type FormatName, formats, isFormat } from '../report/formats.js';
import { type Terminal, wantsColour } from '../terminal.js';
import { allRules } from '../tool.js';
import { writeOutput } from '../workspace/output.js';
import { tellNotices } from './notices.js';
import { inputsFor, type Scope, scopeOf, type TargetOptions, targetOptions, UsageError } from './setup.js';

/** Options of `check` as the command line gives them. */
export interface CheckOptions extends TargetOptions {
  readonly format: readonly string[];
  readonly output?: string;
  readonly root?: string;
  readonly settings?: string | boolean;
  readonly only: readonly string[];
  readonly severity: readonly string[];
  readonly category?: string;
  readonly sources: boolean;
  readonly ignores: boolean;
  readonly failOn: Severity | 'never';
  readonly maxWarnings?: number;
  readonly stdinFilename?: string;
  readonly helm?: boolean;
  readonly allowEmpty?: boolean;
  readonly listFiles?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color?: boolean;
}

/** Lints files and folders. Returns the exit status. */
export async function check(paths: readonly string[], options: CheckOptions, terminal: Terminal): Promise<number> {
  const outputs = outputsOf(options);
  const runOptions = runOptionsOf(options);
  const scope = await scopeOf(paths, options, terminal);
  const result = await run(inputsFor(scope, options, terminal), {
    ...runOptions,
    paths: scope.paths,
    within: scope.within,
  });
  tellNotices(result.report.notices, terminal);
  if (options.listFiles === true) {
    terminal.out.write(listFiles(result));
    return 0;
  }
  const nothing = result.report.counts.files === 0 && result.report.findings.length === 0;
  if (nothing) terminal.err.write(nothingFound(scope, options));
  for (const { format, file } of outputs) {
    const text = await render(format, result.report, options, terminal, file === undefined);
    if (file === undefined) terminal.out.write(text);
    else write(terminal.cwd, file, text);
  }
  return statusOf(result, scope, options);
}

function write(cwd: string, file: string, text: string): void {
  try {
    writeOutput(cwd, file, text);
  } catch (error) {
    throw new UsageError(`Cannot write '${file}': ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** Usage first, then our own defects, then findings, then nothing to check. */
function statusOf({ report, defects }: Run, scope: Scope, { failOn, maxWarnings, allowEmpty }: CheckOptions): number {
  if (defects.length > 0) return 4;
  const failing = report.findings.some((finding) => isAtLeast(finding, failOn));
  if (failing || (maxWarnings !== undefined && report.counts.warnings > maxWarnings)) return 1;
  return report.counts.files === 0 && scope.folders && allowEmpty !== true ? 3 : 0;
}

const LEVELS: readonly (Severity | 'never')[] = ['info', 'warning', 'error', 'never'];

const isAtLeast = ({ severity }: Finding, level: Severity | 'never'): boolean =>
  LEVELS.indexOf(severity) >= LEVELS.indexOf(level);

interface Output {
  readonly format: FormatName;
  readonly file?: string;
}

function outputsOf({ format, output }: CheckOptions): readonly Output[] {
  if (output !== undefined && format.length > 1) {
    throw new UsageError('--output goes with one format; write --format name:file for several.');
  }
  const outputs = (format.length === 0 ? ['text'] : format).map((written): Output => {
    const colon = written.indexOf(':');
    const name = colon < 0 ? written : written.slice(0, colon);
    const file = colon < 0 ? output : written.slice(colon + 1);
    if (!isFormat(name))
      throw new UsageError(`Unknown format '${name}'; there are ${Object.keys(formats).join(', ')}.`);
    if (file === '') throw new UsageError(`'--format ${written}' names no file after the colon.`);
    return { format: name, ...(file === undefined ? {} : { file }) };
  });
  if (outputs.filter(({ file }) => file === undefined).length > 1) {
    throw new UsageError('Only one format can go to standard output; write --format name:file for the others.');
  }
  return outputs;
}

function runOptionsOf(options: CheckOptions): Omit<RunOptions, 'paths'> {
  const known = new Set(allRules.map(({ id }) => id));
  const unknown = options.only.find((id) => !known.has(id));
  if (unknown !== undefined) throw new UsageError(`Unknown rule '${unknown}' in --only.`);
  return {
    ...targetOptions(options),
    ...(options.only.length === 0 ? {} : { only: options.only }),
    severity: new Map(options.severity.map((written) => severityOption(written, known))),
    sources: options.sources,
    noIgnores: !options.ignores,
  };
}

function severityOption(written: string, known: ReadonlySet<string>): readonly [string, Severity | 'off'] {
  const [id = '', level = ''] = written.split('=');
  if (!known.has(id)) throw new UsageError(`Unknown rule '${id}' in --severity.`);
  if (level !== 'error' && level !== 'warning' && level !== 'info' && level !== 'off') {
    throw new UsageError(`'--severity ${written}' must end with =error, =warning, =info or =off.`);
  }
  return [id, level];
}

async function render(
  name: FormatName,
  report: Report,
  options: CheckOptions,
  terminal: Terminal,
  toTerminal: boolean,
): Promise<string> {
  const format = await formats[name]();
  const color = toTerminal && wantsColour(options.color, terminal);
  return format(report, {
    color,
    links: color && terminal.out.isTerminal,
    width: toTerminal && terminal.out.isTerminal ? Math.min(terminal.out.width, 120) : 80,
    quiet: options.quiet === true,
    verbose: options.verbose === true,
    ...(options.category === undefined ? {} : { category: options.category }),
  });
}

function nothingFound({ folders, paths }: Scope, { allowEmpty }: CheckOptions): string {
  if (allowEmpty === true) return '';
  const where = visible(paths.map((path) => (path === '' ? '.' : path)).join(', '));
  return folders
    ? `flinklint: nothing in ${where} is Flink's; --list-files shows what was looked at, --allow-empty accepts this.\n`
    : `flinklint: ${where}: not a file of Flink's, skipped.\n`;
}

function listFiles({ files }: Run): string {
  return files.map(({ file, kind, why }) => `${visible(`${file}: ${kind} (${why})`)}\n`).join('');
}
