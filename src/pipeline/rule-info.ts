import type { RuleInfo } from '../model/report.js';
import type { Rule } from '../rule.js';

/** What reports say of a rule. A class, for objects that have accessors of their own are made one by one. */
export class InfoOfRule implements RuleInfo {
  readonly id: string;
  readonly title: string;
  readonly severity: RuleInfo['severity'];
  readonly confidence: RuleInfo['confidence'];
  readonly url: string;
  readonly #rule: Rule;

  constructor(rule: Rule, url: string) {
    this.id = rule.id;
    this.title = rule.title;
    this.severity = rule.severity;
    this.confidence = rule.confidence ?? 'high';
    this.url = url;
    this.#rule = rule;
  }

  /** Few reports print it, and the command reads it from a file of its own. */
  get docs(): RuleInfo['docs'] {
    return this.#rule.docs;
  }
}
