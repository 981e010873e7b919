import rules from '../rules/index.js';
import {
  openCatalogue,
  readApi,
  readCatalogue,
  readDefinitions,
  readDistribution,
  sha256,
  version,
} from './environment.js';
import type { RunInputs } from './pipeline.js';
import { loadYamlParser, readers } from './readers.js';
import { PAGES, pageOf } from './report/pages.js';
import type { Rule, RuleDefinition } from './rule.js';
import { withTexts } from './rule-texts.js';
import { tiering } from './v8/tiering.js';
import type { Workspace } from './workspace/workspace.js';

/** All rules, sorted by id. */
export const allRules: readonly Rule[] = Object.entries(rules).map(([id, rule]) => stamped(id, rule));

/** A rule with its id, the same object: every run makes all of them. */
function stamped(id: string, rule: RuleDefinition): Rule {
  return withTexts(Object.assign(rule, { id }));
}

/** Everything that a run needs, with the rules and the catalogue of this package. */
export function toolFor(workspace: Workspace, settings: Omit<RunInputs['settings'], 'loadSchema'>): RunInputs {
  return {
    workspace,
    rules: allRules,
    catalogue: openCatalogue(),
    readers,
    loadYamlParser,
    loadOptionConstants: async () => {
      const { optionConstants } = await import('./flink/option-constants.js');
      return optionConstants(readCatalogue().options);
    },
    loadDefinitions: async () => readDefinitions(),
    loadDistribution: async () => {
      const { createDistribution } = await import('./flink/distribution.js');
      return createDistribution(readDistribution());
    },
    loadLastVersions: async () => {
      const { lastVersions } = await import('./flink/api-calls.js');
      return lastVersions(readApi());
    },
    settings: {
      ...settings,
      loadSchema: async () => (await import('./settings/schema.js')).settingsSchema(rules),
    },
    expect: tiering,
    tool: { name: 'flinklint', version, url: PAGES },
    sha256,
    urlOf: pageOf,
  };
}
