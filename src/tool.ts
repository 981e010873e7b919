import rules from '../rules/index.js';
import { readCatalogue, version } from './environment.js';
import { createCatalogue } from './flink/catalogue.js';
import type { RunInputs } from './pipeline.js';
import { loadYamlParser, readers } from './readers.js';
import { PAGES, pageOf } from './report/pages.js';
import type { Rule } from './rule.js';
import { settingsSchema } from './settings/schema.js';
import type { Workspace } from './workspace/workspace.js';

/** All rules, sorted by id. */
export const allRules: readonly Rule[] = Object.entries(rules).map(([id, rule]) => ({ ...rule, id }));

/** Everything that a run needs, with the rules and the catalogue of this package. */
export function toolFor(workspace: Workspace, settings: Omit<RunInputs['settings'], 'schema'>): RunInputs {
  return {
    workspace,
    rules: allRules,
    catalogue: createCatalogue(readCatalogue()),
    readers,
    loadYamlParser,
    settings: { ...settings, schema: settingsSchema(rules) },
    tool: { name: 'flinklint', version, url: PAGES },
    urlOf: pageOf,
  };
}
