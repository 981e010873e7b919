import type { Finding, Severity } from '../model/finding.js';
import type { Report } from '../model/report.js';
import { visible } from './display.js';
import { countsInWords, lineFor } from './words.js';

/** How many annotations of each kind GitHub takes from a step. */
const MAX_OF_KIND = 10;

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

/**
 * Workflow commands that annotate the lines of a pull request, the most severe findings first. GitHub takes ten of each
 * kind from a step, so the others follow as plain lines of the log; the last line counts them.
 */
export function githubReport(report: Report): string {
  const bySeverity = ORDER.map((severity) => report.findings.filter((finding) => finding.severity === severity));
  const annotated = bySeverity.flatMap((findings) => findings.slice(0, MAX_OF_KIND));
  const others = bySeverity.flatMap((findings) => findings.slice(MAX_OF_KIND));
  const cut = others.length > 0 ? `; ${others.length} of them not annotated, for GitHub takes 10 of a kind` : '';
  const lines = [
    ...annotated.map((finding) => annotation(finding, report)),
    ...others.map((finding) => inert(lineFor(finding, report))),
    `flinklint: ${countsInWords(report)}${cut}`,
  ];
  return `${lines.join('\n')}\n`;
}

function annotation(finding: Finding, report: Report): string {
  const { start, end } = report.excerpt(finding.at);
  const properties = {
    file: finding.at.file,
    line: start.line,
    // GitHub shows spans that end on another line at the wrong place.
    ...(start.line === end.line ? { endLine: end.line, col: start.column, endColumn: end.column } : {}),
    title: titleOf(finding, report),
  };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  // The log shows a command's message without its properties, so the message says them again.
  const message = visible(`${lineFor(finding, report)} ${finding.help}`.trimEnd());
  return `::${commandOf(finding.severity)} ${written.join(',')}::${escapeData(message)}`;
}

function titleOf({ rule }: Finding, { rules }: Report): string {
  return rules.find(({ id }) => id === rule)?.title ?? rule;
}

function commandOf(severity: Severity): string {
  return severity === 'info' ? 'notice' : severity;
}

function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}

/** The line with nothing that the runner would take for a command: it finds `##[` anywhere, `::` only at the start. */
function inert(line: string): string {
  return line.replace(/##(?=\[)/g, '# #').replace(/^(?=\s*::)/, '.');
}
