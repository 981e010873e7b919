import { closest } from 'fastest-levenshtein';
import type { DirectiveView } from '../model/view.js';
import type { Rule } from '../rule.js';
import type { Directive, Malformed } from './directives.js';
import type { RawFinding, RuleSetting } from './run.js';
import { severityOf } from './severity.js';

export interface DirectiveInputs {
  /** The rules that judge ignore comments. */
  readonly rules: readonly Rule[];
  readonly known: ReadonlySet<string>;
  readonly directives: readonly Directive[];
  readonly malformed: readonly Malformed[];
  readonly used: ReadonlySet<Directive>;
  /** Whether a rule ran over everything in a file. */
  ran(rule: string, file: string): boolean;
  setting(rule: string, file: string): RuleSetting;
}

/** What rules say of the ignore comments themselves. These findings cannot be silenced by one. */
export function runDirectiveRules(inputs: DirectiveInputs): readonly RawFinding[] {
  const views = [
    ...inputs.malformed.map(
      ({ at, problem }): DirectiveView => ({ at, problem, rule: '', known: true, used: undefined }),
    ),
    ...inputs.directives.map((directive) => viewOf(directive, inputs)),
  ];
  return inputs.rules.flatMap((rule) => views.flatMap((view) => findings(rule, view, inputs)));
}

function viewOf(directive: Directive, { known, used, ran }: DirectiveInputs): DirectiveView {
  const { rule, reason, at } = directive;
  const exists = known.has(rule);
  const nearest = exists ? undefined : closest(rule, [...known]);
  return {
    at: { ...at, key: rule },
    rule,
    known: exists,
    ...(nearest === undefined ? {} : { nearest }),
    ...(reason === undefined ? {} : { reason }),
    used: used.has(directive) ? true : exists && ran(rule, at.file) ? false : undefined,
  };
}

function findings(rule: Rule, view: DirectiveView, inputs: DirectiveInputs): readonly RawFinding[] {
  const { severity: user } = inputs.setting(rule.id, view.at.file);
  return [...(rule.check.directive?.(view) ?? [])].flatMap((draft) => {
    const severity = severityOf({ rule, profile: 'production', draft: draft.severity, confidence: 'high', user });
    if (severity === 'off') return [];
    const { file, start, end, key } = draft.at;
    return {
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
    } satisfies RawFinding;
  });
}
