import { closest } from 'fastest-levenshtein';
import { readCatalogue, readDistribution } from '../environment.js';
import { createCatalogue } from '../flink/catalogue.js';
import { createDistribution } from '../flink/distribution.js';
import type { Terminal } from '../terminal.js';
import { allRules } from '../tool.js';
import { UsageError } from './setup.js';

/** Prints a rule's page, or what Flink knows of an option. Returns the exit status. */
export async function explain(name: string, terminal: Terminal): Promise<number> {
  terminal.out.write(await pageOf(name));
  return 0;
}

async function pageOf(name: string): Promise<string> {
  const rule = allRules.find(({ id }) => id === name);
  if (rule !== undefined) return (await import('../report/rule-page.js')).rulePage(rule);
  const { EVERY_VERSION, optionPage } = await import('./option-page.js');
  const catalogue = createCatalogue(readCatalogue());
  const distribution = createDistribution(readDistribution());
  const page = optionPage(name, { catalogue, distribution, rules: allRules });
  if (page !== undefined) return page;
  const names = [...allRules.map(({ id }) => id), ...catalogue.keys(EVERY_VERSION)];
  throw new UsageError(`'${name}' is neither a rule nor an option of Flink; did you mean '${closest(name, names)}'?`);
}
