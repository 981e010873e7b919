import { pageOf } from '../report/pages.js';
import { profilesOf, ruleTable } from '../report/rule-page.js';
import type { Terminal } from '../terminal.js';
import { allRules } from '../tool.js';

/** Prints every rule, its severity and where it is on. Returns the exit status. */
export function rules({ format }: { readonly format: 'text' | 'json' | 'markdown' }, terminal: Terminal): number {
  terminal.out.write(RENDERERS[format]());
  return 0;
}

const RENDERERS = {
  text: () => {
    const width = Math.max(...allRules.map(({ id }) => id.length));
    return allRules
      .map((rule) => `${rule.id.padEnd(width)}  ${rule.severity.padEnd(7)}  ${rule.title} [${profilesOf(rule)}]\n`)
      .join('');
  },
  json: () =>
    `${JSON.stringify(
      allRules.map(({ id, title, severity, confidence = 'high', cost, profiles = {} }) => ({
        id,
        title,
        severity,
        confidence,
        cost,
        profiles,
        docs: pageOf(id),
      })),
      null,
      2,
    )}\n`,
  markdown: () => ruleTable(Object.fromEntries(allRules.map((rule) => [rule.id, rule])), 'docs/rules'),
} as const;
