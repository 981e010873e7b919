import type { Readers } from './discover/project.js';
import type { YamlParser } from './flink/values.js';

/** Readers of every kind of file, each loaded when the first file of its kind is met. */
export const readers: Readers = {
  flinkConf: async (source, options) => (await import('./sources/flink-conf.js')).readFlinkConf(source, options),
  configYaml: async (source) => {
    const { isMalformed, readConfigYaml } = await import('./sources/config-yaml.js');
    const facts = readConfigYaml(source);
    if (!isMalformed(facts)) return facts;
    return readConfigYaml(source, (await import('./sources/config-yaml/recovery.js')).recover);
  },
  log4j: async (source) => (await import('./sources/log4j.js')).readLog4j(source),
  logback: async (source) => (await import('./sources/logback.js')).readLogback(source),
};

/** Flink's own reading of a value as YAML; only configuration in YAML needs it. */
export const loadYamlParser = async (): Promise<YamlParser> =>
  (await import('./sources/config-yaml/parse-value.js')).parseYamlValue;
