import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigFacts } from '../../src/model/facts.js';
import { readConfigYaml } from '../../src/sources/config-yaml.js';
import { readFlinkConf } from '../../src/sources/flink-conf.js';
import { sourceText } from '../../src/syntax/source-text.js';

const READERS = { 'flink-conf.yaml': readFlinkConf, 'config.yaml': readConfigYaml };

/** What one release ships. */
export interface Stock {
  readonly file: string;
  readonly settings: ReadonlyMap<string, string>;
}

/**
 * Reads the one configuration file of a shipped `conf/`.
 * @throws when there is none, or two, or one that Flink would not read without a word
 */
export function readStock(conf: string): Stock {
  const found = Object.entries(READERS).filter(([name]) => existsSync(join(conf, name)));
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${conf} holds ${found.length} configuration files.`);
  const [file, read] = only;
  const facts: ConfigFacts = read(sourceText(file, readFileSync(join(conf, file), 'utf8')));
  if (facts.faults.length > 0) throw new Error(`${conf}: ${JSON.stringify(facts.faults)}`);
  return { file, settings: new Map(facts.settings.map(({ key, value }) => [key, value])) };
}

/** Every file of a shipped `conf/`, as a project that holds nothing else. */
export function stockProject(conf: string): Readonly<Record<string, string>> {
  return Object.fromEntries(readdirSync(conf).map((name) => [`conf/${name}`, readFileSync(join(conf, name), 'utf8')]));
}
