import type { Readers } from './discover/inputs.js';
import { javaHost, readCommandData } from './environment.js';
import type { YamlParser } from './flink/values.js';
import type { JavaParser } from './sources/java/parser.js';
import { tiering } from './v8/tiering.js';

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
  manifest: async (source) => (await import('./sources/kubernetes.js')).readManifest(source, readers),
  sql: async (source) => (await import('./sources/sql.js')).readSql(source),
  compose: async (sources, open) => (await import('./sources/compose.js')).readComposition(sources, open),
  dockerfile: async (source) => (await import('./sources/dockerfile.js')).readDockerfile(source),
  commands: async (source, kind) => {
    const { readCommands } = await import('./sources/shell.js');
    return readCommands(source, kind, { data: readCommandData(), sql: readers.sql });
  },
  commandLine: async (command) => {
    const { startedCommands } = await import('./sources/commands.js');
    return startedCommands(command, { data: readCommandData(), sql: readers.sql });
  },
  java: async (source, total) => {
    const facts = (await loadJavaParser(total)).read(source);
    if (!/\b(?:executeSql|sqlQuery|addInsertSql)\b/.test(source.text)) return facts;
    const { sqlInJava } = await import('./sources/sql/in-java.js');
    const comments = facts.comments.map(({ at }) => at);
    const sql = sqlInJava(source, comments);
    return sql.statements.length === 0 ? facts : { ...facts, sql };
  },
};

/** WebAssembly is compiled once in a process, as a module is loaded once. */
const compiled = new Map<'java', Promise<JavaParser>>();

/**
 * Loads the Java parser, the first time with what it is compiled from.
 * @param total how many characters of Java are to be read, where that is known: few are read in less time
 */
export function loadJavaParser(total = 0): Promise<JavaParser> {
  const known = compiled.get('java');
  if (known !== undefined) return known;
  const loading = compileJavaParser(total);
  compiled.set('java', loading);
  return loading;
}

async function compileJavaParser(total: number): Promise<JavaParser> {
  const { createJavaParser } = await import('./sources/java/parser.js');
  await tiering.java(total);
  return createJavaParser(javaHost());
}

/** Flink's own reading of a value as YAML; only configuration in YAML needs it. */
export const loadYamlParser = async (): Promise<YamlParser> =>
  (await import('./sources/config-yaml/parse-value.js')).parseYamlValue;
