import type { Catalogue } from '../flink/catalogue.js';
import type { CommandFacts, FlinkCommand } from '../model/commands.js';
import type { DockerfileFacts } from '../model/containers.js';
import type { ConfigFacts, LoggingFacts } from '../model/facts.js';
import type { JavaFacts } from '../model/java.js';
import type { ManifestFacts } from '../model/manifest.js';
import type { ScriptCommand } from '../model/script.js';
import type { SourceText } from '../model/span.js';
import type { SqlFacts } from '../model/sql.js';
import type { ComposeReading, OpenFile } from '../sources/compose.js';
import type { ScriptKind } from './script-kind.js';
import type { NotingWorkspace } from './unread.js';

/** Readers of configuration, given so that only those that are needed are loaded. */
export interface Readers {
  flinkConf(source: SourceText, options: { readonly bom: boolean }): ConfigFacts | Promise<ConfigFacts>;
  configYaml(source: SourceText): ConfigFacts | Promise<ConfigFacts>;
  log4j(source: SourceText): LoggingFacts | Promise<LoggingFacts>;
  logback(source: SourceText): LoggingFacts | Promise<LoggingFacts>;
  manifest(source: SourceText): Promise<ManifestFacts>;
  sql(source: SourceText): SqlFacts | Promise<SqlFacts>;
  compose(sources: readonly SourceText[], open: OpenFile): Promise<ComposeReading>;
  dockerfile(source: SourceText): Promise<DockerfileFacts>;
  commands(source: SourceText, kind: ScriptKind): CommandFacts | Promise<CommandFacts>;
  commandLine(command: ScriptCommand): Promise<readonly FlinkCommand[]>;
  /** @param total how many characters of Java this run reads in all */
  java(source: SourceText, total: number): JavaFacts | Promise<JavaFacts>;
}

/** What a repository is looked through with. */
export interface ProjectInputs {
  readonly workspace: NotingWorkspace;
  readonly catalogue: Catalogue;
  readonly readers: Readers;
  /** Files and folders asked for; what lies around them is read as their context. */
  readonly selected: (file: string) => boolean;
  /** Files named one by one, which are looked at even where git ignores them. */
  readonly named: readonly string[];
  /** Every file to consider, root-relative. */
  readonly paths: readonly string[];
  /** Files and folders asked for, as they were named. */
  readonly asked: readonly string[];
  /** Whether job sources are read at all. */
  readonly sources: boolean;
  /** Sources that are declared to belong to a configuration file. */
  sourcesOf(file: string): readonly string[];
}
