import type { Finding, Fix } from '../model/finding.js';
import type { Position, Report, RuleInfo } from '../model/report.js';
import type { Span } from '../model/span.js';
import type { Target } from '../model/target.js';
import { jsonText } from './json-text.js';

/** A span in lines and columns, 1-based, columns in UTF-16 units, the end exclusive. */
interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** What is needed to write findings down: where their spans lie and which page their rules have. */
export type FindingContext = Pick<Report, 'rules' | 'excerpt'>;

/** The report as JSON, schemaVersion 1: `schemas/report.schema.json`. */
export function jsonReport(report: Report): string {
  const { counts, tool } = report;
  const document = {
    schemaVersion: 1,
    tool: { name: tool.name, version: tool.version },
    summary: {
      files: counts.files,
      targets: report.targets.length,
      errors: counts.errors,
      warnings: counts.warnings,
      infos: counts.infos,
      suppressed: counts.suppressed,
      baselined: counts.baselined,
    },
    targets: report.targets.map(targetJson),
    notifications: report.notices.map(({ level, message, file }) => ({ level, message, file })),
    findings: findingsJson(report.findings, report),
  };
  return jsonText(document);
}

/** Findings in the shape that every JSON output gives them. */
export function findingsJson(findings: readonly Finding[], context: FindingContext): readonly object[] {
  const rules = new Map(context.rules.map((rule) => [rule.id, rule]));
  return findings.map((finding) => findingJson(finding, rules.get(finding.rule), context));
}

/** A target's Flink version in the shape that every JSON output gives it. */
export function flinkVersionJson({ version }: Pick<Target, 'version'>): object {
  return { value: version.value, assumed: version.assumed, from: version.from };
}

function targetJson(target: Target): object {
  return {
    name: target.name,
    kind: target.kind,
    deployment: target.deployment,
    mode: target.mode,
    platform: target.platform,
    profile: target.profile,
    complete: { cluster: target.complete.cluster, job: target.complete.job },
    flinkVersion: flinkVersionJson(target),
    files: target.files,
  };
}

function findingJson(finding: Finding, rule: RuleInfo | undefined, context: FindingContext): object {
  return {
    ruleId: finding.rule,
    severity: finding.severity,
    confidence: finding.confidence,
    message: finding.message,
    help: finding.help,
    ...placeJson(finding.at, context),
    key: finding.key,
    targets: finding.targets,
    cost: finding.cost,
    related: finding.related.map(({ at, message }) => ({ ...placeJson(at, context), message })),
    fix: finding.fix && fixJson(finding.fix, context),
    fingerprint: finding.fingerprint,
    docs: rule?.url,
  };
}

function fixJson(fix: Fix, context: FindingContext): object {
  return {
    safety: fix.safety,
    edits: fix.edits.map((edit) => ({ ...placeJson(edit, context), text: edit.text })),
  };
}

function placeJson(span: Span, context: FindingContext): { readonly file: string; readonly range: Range } {
  const { start, end } = context.excerpt(span);
  return { file: span.file, range: { start: positionJson(start), end: positionJson(end) } };
}

function positionJson({ line, column }: Position): Position {
  return { line, column };
}
