import { excerptsOf } from '../../src/engine/excerpt.js';
import type { Finding, Severity } from '../../src/model/finding.js';
import type { Report, RuleInfo } from '../../src/model/report.js';
import type { Span } from '../../src/model/span.js';
import type { Target } from '../../src/model/target.js';

export type Files = Readonly<Record<string, string>>;

/** The span of the `nth` occurrence (from 1) of `part` in a file. */
export function spanOf(files: Files, file: string, part: string, nth = 1): Span {
  const text = files[file] ?? '';
  let start = -1;
  for (let seen = 0; seen < nth; seen++) start = text.indexOf(part, start + 1);
  if (start < 0) throw new Error(`'${part}' is not in ${file}`);
  return { file, start, end: start + part.length };
}

export function aFinding(at: Span, given: Partial<Finding> = {}): Finding {
  return {
    rule: 'checkpointing/min-pause',
    severity: 'warning',
    confidence: 'high',
    cost: 'none',
    message: 'Something is wrong.',
    help: 'Make it right.',
    at,
    related: [],
    targets: ['conf'],
    fingerprint: 'f00d',
    ...given,
  };
}

export function aRule(id: string, severity: Severity = 'warning'): RuleInfo {
  return {
    id,
    title: `Title of ${id}`,
    severity,
    confidence: 'high',
    docs: { what: `What ${id} is.`, why: 'Why it matters.', fix: 'How to mend it.' },
    url: `https://example.org/rules/${id}`,
  };
}

export function aTarget(given: Partial<Target> = {}): Target {
  return {
    name: 'conf',
    kind: 'cluster',
    deployment: 'session',
    mode: 'streaming',
    platform: 'standalone',
    profile: 'production',
    complete: { cluster: true, job: false },
    version: {
      range: { min: 1_020_000, max: 1_020_999 },
      value: '1.20',
      assumed: false,
      strength: 'deployment',
      from: 'Dockerfile:1',
    },
    evidence: [],
    layers: [],
    logging: [],
    files: ['conf/config.yaml'],
    ignored: [],
    ...given,
  };
}

export const RULES: readonly RuleInfo[] = [
  aRule('checkpointing/interval'),
  aRule('checkpointing/min-pause'),
  aRule('options/deprecated', 'info'),
  aRule('options/invalid-value', 'error'),
  aRule('security/plaintext-secret', 'error'),
];

/** A report over files given as text; the counts follow from the findings. */
export function aReport(files: Files, findings: readonly Finding[], given: Partial<Report> = {}): Report {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return {
    tool: { name: 'flinklint', version: '0.1.0', url: 'https://example.org/flinklint' },
    rules: RULES,
    targets: [aTarget()],
    findings,
    counts: {
      files: Object.keys(files).length,
      errors: count('error'),
      warnings: count('warning'),
      infos: count('info'),
      suppressed: 0,
      baselined: 0,
    },
    notices: [],
    excerpt: excerptsOf((file) => files[file]),
    text: (file) => files[file],
    ...given,
  };
}
