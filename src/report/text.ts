import { groupBy } from '../group-by.js';
import type { Finding } from '../model/finding.js';
import type { Report } from '../model/report.js';
import type { Target } from '../model/target.js';
import { type Colors, colorsOf, severityColor } from './colors.js';
import { visible, wrap } from './display.js';
import { frame } from './frame.js';
import { costInWords, countsInWords, lineFor, severities, versionInWords } from './words.js';

/** How a terminal wants its text. */
export interface TextOptions {
  readonly color: boolean;
  /** Whether rule ids are links (OSC 8). */
  readonly links: boolean;
  /** Columns. */
  readonly width: number;
  /** One line per finding and nothing else: `file:line:column: severity: message [rule]`. */
  readonly quiet?: boolean;
  /** Also every target with its files, what each finding costs, and which targets it concerns. */
  readonly verbose?: boolean;
}

interface Page extends TextOptions {
  readonly report: Report;
  readonly colors: Colors;
  readonly urls: ReadonlyMap<string, string>;
}

const MAX_TARGETS = 8;

/** The report for a terminal: findings by file with the code they speak of, then targets and versions, then a summary. */
export function textReport(report: Report, options: TextOptions): string {
  if (options.quiet) return report.findings.map((finding) => `${lineFor(finding, report)}\n`).join('');
  const page: Page = {
    ...options,
    report,
    colors: colorsOf(options.color),
    urls: new Map(report.rules.map((rule) => [rule.id, rule.url])),
  };
  const blocks = [...filesBlocks(page), targetsBlock(page), summaryOf(page)];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function filesBlocks(page: Page): readonly string[] {
  const byFile = groupBy(page.report.findings, ({ at }) => at.file);
  return [...byFile].flatMap(([file, findings]) => [
    page.colors.underline(page.colors.bold(visible(file))),
    ...findings.map((finding) => findingBlock(finding, page)),
  ]);
}

function findingBlock(finding: Finding, page: Page): string {
  const { bold } = page.colors;
  const severity = bold(severityColor(finding.severity, page.colors)(finding.severity));
  return [
    ...labelled(finding.severity, severity, finding.message, page),
    ...frame(finding, ruleLink(finding.rule, page), page),
    ...costLines(finding, page),
    ...labelled('help', page.colors.cyan('help'), finding.help, page),
    ...(page.verbose ? aboutLines(finding, page) : []),
  ].join('\n');
}

/** A label and its text, wrapped beneath itself. */
function labelled(label: string, colored: string, text: string, page: Page): readonly string[] {
  if (text === '') return [];
  const indent = label.length + 4;
  const [first, ...rest] = wrap(visible(text), page.width - indent);
  return [`  ${colored}: ${first}`, ...rest.map((line) => `${' '.repeat(indent)}${line}`)];
}

function costLines({ cost }: Finding, page: Page): readonly string[] {
  const words = costInWords(cost);
  const shown = cost === 'savepoint' || cost === 'state' || (page.verbose ?? false);
  return shown ? labelled('cost', page.colors.magenta('cost'), words, page) : [];
}

function aboutLines(finding: Finding, page: Page): readonly string[] {
  const parts = [
    `confidence ${finding.confidence}`,
    finding.targets.length > 0 ? `targets: ${finding.targets.join(', ')}` : '',
    finding.fix ? `${finding.fix.safety} fix available` : '',
  ];
  return labelled('note', page.colors.dim('note'), parts.filter((part) => part !== '').join(' · '), page);
}

function ruleLink(rule: string, page: Page): string {
  const name = page.colors.dim(rule);
  const url = page.urls.get(rule);
  return page.links && url !== undefined ? `\u001B]8;;${encodeURI(url)}\u001B\\${name}\u001B]8;;\u001B\\` : name;
}

/** Which Flink version each target was judged by, and what says so. */
function targetsBlock(page: Page): string {
  const { targets } = page.report;
  const lines =
    page.verbose || targets.length <= MAX_TARGETS
      ? targets.flatMap((target) => targetLines(target, page))
      : [`${targets.length} targets: ${versionsInWords(targets)}; --verbose lists them`];
  return lines
    .flatMap((line) => hanging(line, page.width))
    .map(page.colors.dim)
    .join('\n');
}

/** A line wrapped, its continuations indented. */
function hanging(line: string, width: number): readonly string[] {
  const [first = '', ...rest] = wrap(line, width - 4);
  return [first, ...rest.map((more) => `    ${more}`)];
}

function targetLines(target: Target, page: Page): readonly string[] {
  const profile = target.profile === 'production' ? '' : ` (profile ${target.profile})`;
  const line = `${visible(target.name)}: ${versionInWords(target.version)}${profile}`;
  if (!page.verbose) return [line];
  const nature = [target.kind, target.deployment, target.mode, target.platform];
  const known = nature.filter((word, position) => word !== 'unknown' && nature.indexOf(word) === position);
  return [line, visible(`  ${known.join(' · ')}: ${target.files.join(', ')}`)];
}

function versionsInWords(targets: readonly Target[]): string {
  const counts = new Map<string, number>();
  for (const { version } of targets) {
    const words = `Flink ${version.value}${version.assumed ? ' (assumed)' : ''}`;
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  return [...counts].map(([words, count]) => `${count} on ${words}`).join(', ');
}

function summaryOf(page: Page): string {
  const { counts, notices } = page.report;
  if (counts.files === 0 && page.report.findings.length === 0) return 'Nothing to check.';
  const words = countsInWords(page.report);
  const [worst] = severities(counts);
  if (worst) return page.colors.bold(severityColor(worst.word, page.colors)(words));
  const isWhole = !notices.some(({ level }) => level === 'error');
  return isWhole ? page.colors.green(`✓ All good: ${words}`) : page.colors.yellow(`Incomplete: ${words}`);
}
