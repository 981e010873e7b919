import { groupBy } from '../group-by.js';
import type { Span } from '../model/span.js';
import type { Directive } from './directives.js';
import type { RawFinding } from './run.js';

/** Findings with those taken out that an ignore comment silences, and the directives that silenced something. */
export interface Silenced {
  readonly findings: readonly RawFinding[];
  readonly suppressed: readonly RawFinding[];
  readonly used: ReadonlySet<Directive>;
}

/**
 * Takes out what ignore comments silence.
 * @param lineOf the 1-based line on which a span starts
 */
export function silence(
  findings: readonly RawFinding[],
  directives: readonly Directive[],
  lineOf: (span: Span) => number,
): Silenced {
  const byFile = groupBy(directives, ({ at }) => at.file);
  const used = new Set<Directive>();
  const kept: RawFinding[] = [];
  const suppressed: RawFinding[] = [];
  for (const finding of findings) {
    const match = (byFile.get(finding.at.file) ?? []).find(
      (directive) =>
        directive.rule === finding.rule && (directive.scope === 'file' || directive.line === lineOf(finding.at)),
    );
    if (match === undefined) kept.push(finding);
    else {
      used.add(match);
      suppressed.push(finding);
    }
  }
  return { findings: kept, suppressed, used };
}
