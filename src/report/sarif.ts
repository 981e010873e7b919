import type { Log, Notification, PhysicalLocation, Region, ReportingDescriptor, Result, Fix as SarifFix } from 'sarif';
import type { Edit, Finding, Fix, Related, Severity } from '../model/finding.js';
import type { Report, RuleInfo } from '../model/report.js';
import type { Span } from '../model/span.js';
import { jsonText } from './json-text.js';
import { lineHashes } from './line-hash.js';

/** What a run is known by where several are uploaded from one workflow. */
export interface SarifOptions {
  /** `automationDetails.id`, such as `staging`. */
  readonly category?: string;
}

/** What GitHub code scanning accepts; it refuses the whole upload above. */
const MAX_RESULTS = 25_000;
/** What GitHub shows of a result's related locations. */
const MAX_RELATED = 100;
/** A message stays a sentence one can read. */
const MAX_LINKS = 5;
const MAX_DESCRIPTION = 1024;

interface Context {
  readonly report: Report;
  readonly ruleIndex: ReadonlyMap<string, number>;
  /** The line hashes of a file, computed once. */
  readonly hashesOf: (file: string) => readonly string[];
}

/** The report as SARIF 2.1.0 with errata 01, one run, within the limits of GitHub code scanning. */
export function sarifReport(report: Report, options: SarifOptions = {}): string {
  const { tool, rules } = report;
  const kept = worst(report.findings, MAX_RESULTS);
  const context: Context = {
    report,
    ruleIndex: new Map(rules.map((rule, index) => [rule.id, index])),
    hashesOf: hashesOfFiles(report),
  };
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: tool.name,
            version: tool.version,
            semanticVersion: tool.version,
            informationUri: tool.url,
            rules: rules.map(descriptorOf),
          },
        },
        ...(options.category === undefined ? {} : { automationDetails: { id: automationId(options.category) } }),
        invocations: [
          {
            executionSuccessful: !report.notices.some(({ level }) => level === 'error'),
            toolExecutionNotifications: notificationsOf(report, report.findings.length - kept.length),
          },
        ],
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root that all paths are relative to.' } } },
        columnKind: 'utf16CodeUnits',
        results: kept.map((finding) => resultOf(finding, context)),
      },
    ],
  };
  return jsonText(log);
}

/** GitHub takes what stands before the last slash for the category, and its upload action adds a missing one too. */
function automationId(category: string): string {
  return category.endsWith('/') ? category : `${category}/`;
}

function descriptorOf(rule: RuleInfo): ReportingDescriptor {
  const { what, why, fix } = rule.docs;
  const concern = rule.id.split('/')[0] ?? rule.id;
  return {
    id: rule.id,
    name: pascal(rule.id),
    shortDescription: { text: cut(rule.title) },
    fullDescription: { text: cut(`${what} ${why}`) },
    help: {
      text: `${what}\n\n${why}\n\n${fix}\n\n${rule.url}`,
      markdown: `${what}\n\n**Why**: ${why}\n\n**What to do**: ${fix}\n\n[${rule.id}](${rule.url})`,
    },
    helpUri: rule.url,
    defaultConfiguration: { level: levelOf(rule.severity) },
    properties: {
      tags: ['apache-flink', concern],
      precision: rule.confidence,
      'problem.severity': rule.severity === 'info' ? 'recommendation' : rule.severity,
      ...(rule.id.startsWith('security/') ? { 'security-severity': securitySeverity(rule.severity) } : {}),
    },
  };
}

function resultOf(finding: Finding, context: Context): Result {
  const { report, ruleIndex } = context;
  const index = ruleIndex.get(finding.rule);
  const related = finding.related.slice(0, MAX_RELATED);
  return {
    ruleId: finding.rule,
    ...(index === undefined ? {} : { ruleIndex: index }),
    level: levelOf(finding.severity),
    message: { text: messageOf(finding, related, report) },
    locations: [{ physicalLocation: locationOf(finding.at, report) }],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map(({ at, message }, position) => ({
            id: position + 1,
            physicalLocation: locationOf(at, report),
            message: { text: literal(message) },
          })),
        }),
    partialFingerprints: fingerprintsOf(finding, context),
    ...(finding.fix === undefined ? {} : { fixes: [fixOf(finding.fix, finding.help, report)] }),
    properties: {
      ...(finding.key === undefined ? {} : { key: finding.key }),
      targets: finding.targets,
      confidence: finding.confidence,
      cost: finding.cost,
    },
  };
}

/** What is wrong, what to do, and links to the related places, which viewers show only where the message names them. */
function messageOf(finding: Finding, related: readonly Related[], report: Report): string {
  const parts = [finding.message, finding.help].filter((part) => part !== '').map(literal);
  const links = related.slice(0, MAX_LINKS).map(({ at }, position) => {
    const place = `${at.file}:${report.excerpt(at).start.line}`;
    return `[${place.replace(/[\\[\]]/g, '\\$&')}](${position + 1})`;
  });
  return [...parts, ...(links.length > 0 ? [`See ${links.join(', ')}.`] : [])].join(' ');
}

/** Text in which nothing is a link: SARIF messages read `[text](target)` as one. */
function literal(text: string): string {
  return text.replace(/\[(?=[^[\]]*\]\()/g, '\\[');
}

function fingerprintsOf(finding: Finding, { report, hashesOf }: Context): Record<string, string> {
  const lineHash = hashesOf(finding.at.file)[report.excerpt(finding.at).start.line - 1];
  return {
    'flinklint/v1': finding.fingerprint,
    ...(lineHash === undefined ? {} : { primaryLocationLineHash: lineHash }),
  };
}

function hashesOfFiles(report: Report): (file: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (file) => {
    const text = known.has(file) ? undefined : report.text(file);
    const hashes = known.get(file) ?? (text === undefined ? [] : lineHashes(text));
    known.set(file, hashes);
    return hashes;
  };
}

function fixOf(fix: Fix, help: string, report: Report): SarifFix {
  const byFile = new Map<string, Edit[]>();
  for (const edit of fix.edits) byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), edit]);
  return {
    description: { text: literal(help) },
    artifactChanges: [...byFile].map(([file, edits]) => ({
      artifactLocation: { uri: uriOf(file), uriBaseId: '%SRCROOT%' },
      replacements: edits.map((edit) => ({
        deletedRegion: regionOf(edit, report),
        insertedContent: { text: edit.text },
      })),
    })),
  };
}

function notificationsOf(report: Report, leftOut: number): Notification[] {
  const notices = report.notices.map(
    ({ level, message, file }): Notification => ({
      level,
      message: { text: literal(message) },
      ...(file === undefined
        ? {}
        : { locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file), uriBaseId: '%SRCROOT%' } } }] }),
    }),
  );
  const text = `${leftOut} of the least severe findings are left out: code scanning accepts ${MAX_RESULTS} in a run.`;
  return leftOut > 0 ? [...notices, { level: 'warning', message: { text } }] : notices;
}

/** The `limit` most severe findings, in their order. */
function worst(findings: readonly Finding[], limit: number): readonly Finding[] {
  if (findings.length <= limit) return findings;
  const order: readonly Severity[] = ['error', 'warning', 'info'];
  const chosen = order.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  const kept = new Set(chosen.slice(0, limit));
  return findings.filter((finding) => kept.has(finding));
}

function locationOf(span: Span, report: Report): PhysicalLocation {
  return {
    artifactLocation: { uri: uriOf(span.file), uriBaseId: '%SRCROOT%' },
    region: regionOf(span, report),
  };
}

function regionOf(span: Span, report: Report): Region {
  const { start, end } = report.excerpt(span);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** A relative path as a relative URI reference: each segment percent-encoded as UTF-8. */
function uriOf(file: string): string {
  // A lone surrogate, from a file name that is no Unicode, cannot be encoded.
  return file
    .replace(/\p{Cs}/gu, '\uFFFD')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}

function levelOf(severity: Severity): 'error' | 'warning' | 'note' {
  return severity === 'info' ? 'note' : severity;
}

/** On GitHub's scale: from 7.0 high, from 4.0 medium, below low. */
function securitySeverity(severity: Severity): string {
  switch (severity) {
    case 'error':
      return '8.0';
    case 'warning':
      return '5.5';
    case 'info':
      return '2.0';
  }
}

function pascal(id: string): string {
  return id.replace(/(?:^|[^a-z0-9]+)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function cut(text: string): string {
  return text.length <= MAX_DESCRIPTION ? text : `${text.slice(0, MAX_DESCRIPTION - 1)}…`;
}
