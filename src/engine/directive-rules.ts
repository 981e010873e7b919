import { closest } from 'fastest-levenshtein';
import type { DirectiveView } from '../model/view.js';
import type { Rule } from '../rule.js';
import type { Directive, Malformed } from './directives.js';
import { plainFinding } from './plain-finding.js';
import type { RawFinding, RuleSetting } from './run.js';

/** What ignore comments are judged with. */
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
  return inputs.rules.flatMap((rule) =>
    views.flatMap((view) =>
      [...(rule.check.directive?.(view) ?? [])].flatMap((draft) =>
        plainFinding(rule, draft, inputs.setting(rule.id, view.at.file)),
      ),
    ),
  );
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
