import pc from 'picocolors';
import type { Cost, Finding, Related, Severity } from '../model/finding.js';
import type { Excerpt, Report } from '../model/report.js';
import type { Span } from '../model/span.js';
import type { Target } from '../model/target.js';
import { markedLine, visible, widthOf, wrap } from './display.js';

type Colors = ReturnType<typeof pc.createColors>;

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

interface PlaceRow {
  readonly kind: 'place';
  readonly corner: string;
  readonly text: string;
}

/** A row of a code frame. */
type Row =
  | PlaceRow
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'code'; readonly line: number; readonly text: string }
  | { readonly kind: 'marks'; readonly indent: number; readonly marks: string }
  | { readonly kind: 'gap' };

/** Related places shown with their code; the others get a line each. */
const MAX_FRAMES = 3;
const MAX_RELATED = 12;
const MAX_TARGETS = 8;

/** The report for a terminal: findings by file with the code they speak of, then targets and versions, then a summary. */
export function textReport(report: Report, options: TextOptions): string {
  if (options.quiet) return report.findings.map((finding) => `${lineFor(finding, report)}\n`).join('');
  const page: Page = {
    ...options,
    report,
    colors: pc.createColors(options.color),
    urls: new Map(report.rules.map((rule) => [rule.id, rule.url])),
  };
  const blocks = [...filesBlocks(page), targetsBlock(page), summaryOf(page)];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** A finding on one line: `file:line:column: severity: message [rule]`. */
export function lineFor(finding: Finding, report: Pick<Report, 'excerpt'>): string {
  const place = placeOf(finding.at, report.excerpt(finding.at));
  return `${place}: ${finding.severity}: ${visible(finding.message)} [${finding.rule}]`;
}

/** The counts in words: `2 errors, 1 warning in 4 files (1 suppressed)`. */
export function countsInWords({ counts }: Pick<Report, 'counts'>): string {
  const found = severities(counts).map(({ count, word }) => plural(count, word));
  const silent = [
    counts.suppressed > 0 ? `${counts.suppressed} suppressed` : '',
    counts.baselined > 0 ? `${counts.baselined} in the baseline` : '',
  ].filter((part) => part !== '');
  const list = found.length > 0 ? found.join(', ') : 'no findings';
  return `${list} in ${plural(counts.files, 'file')}${silent.length > 0 ? ` (${silent.join(', ')})` : ''}`;
}

function filesBlocks(page: Page): readonly string[] {
  const byFile = new Map<string, Finding[]>();
  for (const finding of page.report.findings) {
    const group = byFile.get(finding.at.file) ?? [];
    group.push(finding);
    byFile.set(finding.at.file, group);
  }
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
    ...frame(finding, page),
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

function costInWords(cost: Cost): string {
  switch (cost) {
    case 'none':
      return '';
    case 'restart':
      return 'A running job has to be restarted.';
    case 'savepoint':
      return 'A running job has to be restarted from a savepoint.';
    case 'state':
      return 'A running job loses state, or cannot restore it.';
  }
}

function aboutLines(finding: Finding, page: Page): readonly string[] {
  const parts = [
    `confidence ${finding.confidence}`,
    finding.targets.length > 0 ? `targets: ${finding.targets.join(', ')}` : '',
    finding.fix ? `${finding.fix.safety} fix available` : '',
  ];
  return labelled('note', page.colors.dim('note'), parts.filter((part) => part !== '').join(' · '), page);
}

/** The finding's code, the code of related places, and the rule that says so, joined by one line at the left. */
function frame(finding: Finding, page: Page): readonly string[] {
  const gutter = gutterFor(finding, page);
  const room = page.width - gutter - 5;
  const paint = severityColor(finding.severity, page.colors);
  const own = [placeRow('╭─', finding.at, page), ...rowsAt(finding.at, '^', room, page)];
  return [
    ...own.map((row) => rowText(row, gutter, paint, page)),
    ...relatedRows(finding.related, room, page).map((row) => rowText(row, gutter, page.colors.blue, page)),
    `  ${' '.repeat(gutter)} ${page.colors.dim('╰─')} ${ruleLink(finding.rule, page)}`,
  ];
}

/** The columns that the largest line number takes. */
function gutterFor(finding: Finding, page: Page): number {
  const spans = [finding.at, ...finding.related.map(({ at }) => at)];
  const last = Math.max(...spans.map((span) => page.report.excerpt(span).end.line));
  return Math.max(2, String(last).length);
}

function relatedRows(related: readonly Related[], room: number, page: Page): readonly Row[] {
  const rows = related.slice(0, MAX_RELATED).flatMap(({ at, message }, position) => {
    const head = placeRows(at, message, room, page);
    return position < MAX_FRAMES ? [...head, ...rowsAt(at, '-', room, page)] : head;
  });
  const left = related.length - MAX_RELATED;
  return left > 0 ? [...rows, { kind: 'place', corner: '├─', text: `and ${left} more` }] : rows;
}

/** Where a related place lies and what it is: on one line if that is wide enough. */
function placeRows(at: Span, message: string, room: number, page: Page): readonly Row[] {
  const place = placeRow('├─', at, page);
  const note = visible(message);
  const isShort = widthOf(`${place.text}  ${note}`) < room;
  if (isShort) return [{ ...place, text: `${place.text}  ${note}`.trimEnd() }];
  return [place, ...wrap(note, room).map((text): Row => ({ kind: 'note', text }))];
}

function placeRow(corner: string, span: Span, page: Page): PlaceRow {
  return { kind: 'place', corner, text: placeOf(span, page.report.excerpt(span)) };
}

/** The lines of a span with marks under it; of a long span the first line and the last. */
function rowsAt(span: Span, sign: string, room: number, page: Page): readonly Row[] {
  const excerpt = page.report.excerpt(span);
  const rows = excerpt.lines.map((line, position) => codeRows(line, position, excerpt, sign, room));
  const last = excerpt.end.column === 1 && rows.length > 1 ? rows.length - 2 : rows.length - 1;
  if (last < 3) return rows.slice(0, last + 1).flat();
  return [...(rows[0] ?? []), { kind: 'gap' }, ...(rows[last] ?? [])];
}

function codeRows(line: string, position: number, excerpt: Excerpt, sign: string, room: number): readonly Row[] {
  const isFirst = position === 0;
  const isLast = position === excerpt.lines.length - 1;
  if (line.trim() === '' && !isFirst) return [];
  const from = isFirst ? excerpt.start.column - 1 : line.length - line.trimStart().length;
  const to = isLast ? excerpt.end.column - 1 : line.length;
  const marked = markedLine(line, from, to, room);
  return [
    { kind: 'code', line: excerpt.start.line + position, text: marked.text },
    { kind: 'marks', indent: marked.indent, marks: sign.repeat(marked.marks) },
  ];
}

function rowText(row: Row, gutter: number, paint: (text: string) => string, page: Page): string {
  const { dim } = page.colors;
  const blank = `  ${' '.repeat(gutter)} `;
  switch (row.kind) {
    case 'place':
      return `${blank}${dim(row.corner)} ${row.text}`;
    case 'note':
      return `${blank}${dim('│')} ${row.text}`;
    case 'code':
      return `  ${dim(`${String(row.line).padStart(gutter)} │`)} ${row.text}`.trimEnd();
    case 'marks':
      return `${blank}${dim('│')} ${' '.repeat(row.indent)}${paint(row.marks)}`;
    case 'gap':
      return `${blank}${dim('⋮')}`;
  }
}

function placeOf(span: Span, excerpt: Excerpt): string {
  return `${visible(span.file)}:${excerpt.start.line}:${excerpt.start.column}`;
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
  return lines.map((line) => page.colors.dim(line)).join('\n');
}

function targetLines(target: Target, page: Page): readonly string[] {
  const { value, assumed, from } = target.version;
  const source = assumed ? `assumed: newest${from === '' ? '' : ` that fits ${from}`}` : `from ${from}`;
  const profile = target.profile === 'production' ? '' : ` (profile ${target.profile})`;
  const line = visible(`${target.name}: Flink ${value}, ${source}${profile}`);
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
  const { counts } = page.report;
  const words = countsInWords(page.report);
  const [worst] = severities(counts);
  if (worst) return page.colors.bold(severityColor(worst.word, page.colors)(words));
  return page.colors.green(`✓ All good: ${words}`);
}

function severities(counts: Report['counts']): readonly { readonly word: Severity; readonly count: number }[] {
  const all = [
    { word: 'error', count: counts.errors },
    { word: 'warning', count: counts.warnings },
    { word: 'info', count: counts.infos },
  ] as const;
  return all.filter(({ count }) => count > 0);
}

function severityColor(severity: Severity, colors: Colors): (text: string) => string {
  switch (severity) {
    case 'error':
      return colors.red;
    case 'warning':
      return colors.yellow;
    case 'info':
      return colors.blue;
  }
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
