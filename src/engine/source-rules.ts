import type { SourceView } from '../model/view.js';
import type { Rule } from '../rule.js';
import { plainFinding } from './plain-finding.js';
import type { RawFinding, RuleSetting } from './run.js';

/** What job sources are judged with. */
export interface SourceInputs {
  readonly rules: readonly Rule[];
  readonly sources: readonly SourceView[];
  setting(rule: string, file: string): RuleSetting;
}

/** What rules say of job sources as files, whether or not a job is in them. */
export function runSourceRules({ rules, sources, setting }: SourceInputs): readonly RawFinding[] {
  return rules.flatMap((rule) => {
    const { source: check } = rule.check;
    if (check === undefined) return [];
    return sources.flatMap((source) =>
      [...check(source)].flatMap((draft) => plainFinding(rule, draft, setting(rule.id, source.file))),
    );
  });
}
