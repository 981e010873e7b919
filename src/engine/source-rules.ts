import type { SourceView } from '../model/view.js';
import type { Rule } from '../rule.js';
import type { RawFinding, RuleSetting } from './run.js';
import { severityOf } from './severity.js';

export interface SourceInputs {
  readonly rules: readonly Rule[];
  readonly sources: readonly SourceView[];
  setting(rule: string, file: string): RuleSetting;
}

/** What rules say of job sources as files, whether or not a job is in them. */
export function runSourceRules({ rules, sources, setting }: SourceInputs): readonly RawFinding[] {
  const concerned = rules.filter((rule) => rule.check.source !== undefined);
  return concerned.flatMap((rule) => sources.flatMap((source) => findings(rule, source, setting)));
}

function findings(rule: Rule, source: SourceView, setting: SourceInputs['setting']): readonly RawFinding[] {
  const { severity: user } = setting(rule.id, source.file);
  return [...(rule.check.source?.(source) ?? [])].flatMap((draft) => {
    const severity = severityOf({ rule, profile: 'production', draft: draft.severity, confidence: 'high', user });
    if (severity === 'off') return [];
    const { file, start, end } = draft.at;
    return {
      rule: rule.id,
      severity,
      confidence: 'high',
      cost: rule.cost,
      message: draft.message,
      help: draft.help ?? rule.docs.fix,
      at: { file, start, end },
      related: [],
      targets: [],
      value: undefined,
    } satisfies RawFinding;
  });
}
