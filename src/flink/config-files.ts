import type { ConfigFacts, Grammar } from '../model/facts.js';
import type { VersionRange } from '../model/version.js';
import { covers } from './versions.js';

/** Whether a configuration file is read by the legacy line grammar. */
export const isFlinkConf = ({ grammar }: Pick<ConfigFacts, 'grammar'>): boolean => grammar === 'legacy';

/**
 * What the versions of a range make of `config.yaml`: read it `only`, `never`, or `unless-legacy`, that is unless a
 * `flink-conf.yaml` lies beside it. `depends` where they differ.
 * Follows `GlobalConfiguration#loadConfiguration` of 1.18, 1.19, 1.20 and 2.0.
 */
export function readsConfigYaml(range: VersionRange): 'only' | 'never' | 'unless-legacy' | 'depends' {
  if (covers('>=2', range) === 'all') return 'only';
  if (covers('<=1.18', range) === 'all') return 'never';
  return covers('>=1.19 <2', range) === 'all' ? 'unless-legacy' : 'depends';
}

/** The name of what the entry point of Flink's image reads its settings from. */
export const PROPERTIES = 'FLINK_PROPERTIES';

/** Whether quotes around a value are a part of it: line by line they are, and in YAML they are not. */
export const keepsQuotes = ({ grammar, facts }: { readonly grammar: Grammar; readonly facts?: ConfigFacts }): boolean =>
  grammar === 'legacy' || facts?.name === PROPERTIES;
