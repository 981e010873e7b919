import type { Confidence, Severity } from '../model/finding.js';
import type { Profile } from '../model/target.js';
import type { RuleDefinition } from '../rule.js';

const ORDER: readonly Severity[] = ['info', 'warning', 'error'];

/** The less grave of two severities. */
export const lower = (a: Severity, b: Severity): Severity => (ORDER.indexOf(a) <= ORDER.indexOf(b) ? a : b);

/** What decides a finding's severity, in the order in which it is applied. */
export interface SeverityInputs {
  readonly rule: Pick<RuleDefinition, 'severity' | 'profiles'>;
  readonly profile: Profile;
  /** What the finding itself asks for; may only lower. */
  readonly draft: Severity | undefined;
  readonly confidence: Confidence;
  /** What the user's settings say; the last word. */
  readonly user: Severity | 'off' | undefined;
}

/** A finding's severity: the rule's, the profile's, the finding's own, caps, the user's settings last. */
export function severityOf({ rule, profile, draft, confidence, user }: SeverityInputs): Severity | 'off' {
  if (user !== undefined) return user === 'off' ? 'off' : draft === undefined ? user : lower(user, draft);
  const base = rule.profiles?.[profile] ?? rule.severity;
  if (base === 'off') return 'off';
  const own = draft === undefined ? base : lower(base, draft);
  return confidence === 'medium' ? lower(own, 'warning') : own;
}
