import type { Draft } from '../model/finding.js';
import type { Rule } from '../rule.js';
import type { RawFinding, RuleSetting } from './run.js';
import { severityOf } from './severity.js';

/** A finding about a file rather than a target, of which no profile and no version is known; none where the rule is off. */
export function plainFinding(rule: Rule, draft: Draft, { severity: user }: RuleSetting): readonly RawFinding[] {
  const severity = severityOf({ rule, profile: 'production', draft: draft.severity, confidence: 'high', user });
  if (severity === 'off') return [];
  const { file, start, end, key } = draft.at;
  return [
    {
      rule: rule.id,
      severity,
      confidence: 'high',
      cost: rule.cost,
      message: draft.message,
      help: draft.help ?? rule.docs.fix,
      at: { file, start, end },
      ...(key === undefined ? {} : { key }),
      related: [],
      targets: [],
      value: undefined,
    },
  ];
}
