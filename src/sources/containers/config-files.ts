import type { ConfigFacts, LoggingFacts } from '../../model/facts.js';
import type { SourceText } from '../../model/span.js';
import { readConfigYaml } from '../config-yaml.js';
import { readFlinkConf } from '../flink-conf.js';
import { readLog4j } from '../log4j.js';
import { readLogback } from '../logback.js';

const READERS: readonly (readonly [RegExp, (source: SourceText) => ConfigFacts | LoggingFacts])[] = [
  [/^flink-conf\.yaml$/, (source) => readFlinkConf(source)],
  [/^config\.yaml$/, (source) => readConfigYaml(source)],
  [/^log4j(?:-console|-cli|-session)?\.properties$/, readLog4j],
  [/^logback(?:-console|-session)?\.xml$/, readLogback],
];

/** Reads a text that has the name of one of Flink's files in its folder of configuration. */
export function readConfigFile(name: string, source: SourceText): ConfigFacts | LoggingFacts | undefined {
  const facts = READERS.find(([pattern]) => pattern.test(name))?.[1](source);
  return facts?.kind === 'config' ? { ...facts, name } : facts;
}
