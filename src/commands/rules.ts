import { pageOf } from '../report/pages.js';
import type { Terminal } from '../terminal.js';
import { allRules } from '../tool.js';

/** Options of `rules` as the command line gives them. */
export interface RulesOptions {
  readonly format: 'text' | 'json' | 'markdown';
}

/** Prints every rule, its severity and where it is on. Returns the exit status. */
export async function rules({ format }: RulesOptions, terminal: Terminal): Promise<number> {
  terminal.out.write(RENDERERS[format](await import('../report/rule-page.js')));
  return 0;
}

type Pages = typeof import('../report/rule-page.js');

const RENDERERS = {
  text: ({ profilesOf }: Pages) => {
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
  markdown: ({ ruleTable }: Pages) =>
    ruleTable(Object.fromEntries(allRules.map((rule) => [rule.id, rule])), 'docs/rules'),
} as const;
