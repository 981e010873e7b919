import type { Cost, Finding, Severity } from '../model/finding.js';
import type { Excerpt, Report } from '../model/report.js';
import type { Span } from '../model/span.js';
import type { TargetVersion } from '../model/version.js';
import { visible } from './display.js';

/** A finding on one line: `file:line:column: severity: message [rule]`. */
export function lineFor(finding: Finding, report: Pick<Report, 'excerpt'>): string {
  const place = placeOf(finding.at, report.excerpt(finding.at));
  return `${place}: ${finding.severity}: ${visible(finding.message)} [${finding.rule}]`;
}

/** Where a span begins, in the form that terminals and editors open: `file:line:column`. */
export function placeOf(span: Span, excerpt: Excerpt): string {
  return `${visible(span.file)}:${excerpt.start.line}:${excerpt.start.column}`;
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

/** The Flink version of a target and what says so: `Flink 1.20, from Dockerfile:1`. */
export function versionInWords({ value, assumed, from }: TargetVersion): string {
  const source = assumed ? `assumed: newest${from === '' ? '' : ` that fits ${from}`}` : `from ${from}`;
  return visible(`Flink ${value}, ${source}`);
}

/** What obeying a finding asks of a running job, as a sentence; empty for nothing. */
export function costInWords(cost: Cost): string {
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

/** The severities that were found, the worst first. */
export function severities(counts: Report['counts']): readonly { readonly word: Severity; readonly count: number }[] {
  const all = [
    { word: 'error', count: counts.errors },
    { word: 'warning', count: counts.warnings },
    { word: 'info', count: counts.infos },
  ] as const;
  return all.filter(({ count }) => count > 0);
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
