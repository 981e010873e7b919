import type { FlinkCommand } from '../model/commands.js';
import type { ComposeFacts, DockerfileFacts, EnvFacts } from '../model/containers.js';
import type { ConfigFacts, LoggingFacts } from '../model/facts.js';
import type { ScriptCommand } from '../model/script.js';
import type { SourceText } from '../model/span.js';
import type { VersionEvidence } from '../model/version.js';
import type { ComposeReading, OpenFile } from '../sources/compose.js';
import type { ReadFile } from './read-text.js';
import type { FileKind } from './recognise.js';
import type { NotingWorkspace } from './unread.js';

/** Reads a file. */
export type Reader<F> = (source: SourceText) => F | Promise<F>;

/** What compose files and Dockerfiles are looked for with. */
export interface ContainerInputs {
  readonly workspace: NotingWorkspace;
  readonly readers: {
    compose(sources: readonly SourceText[], open: OpenFile): Promise<ComposeReading>;
    readonly dockerfile: Reader<DockerfileFacts>;
    commandLine(command: ScriptCommand): Promise<readonly FlinkCommand[]>;
    readonly flinkConf: (source: SourceText, options: { readonly bom: boolean }) => ReturnType<Reader<ConfigFacts>>;
    readonly configYaml: Reader<ConfigFacts>;
    readonly log4j: Reader<LoggingFacts>;
    readonly logback: Reader<LoggingFacts>;
  };
  readonly composeFiles: readonly string[];
  readonly dockerfiles: readonly string[];
  /** Every file to consider. */
  readonly paths: readonly string[];
  /** Those that are read already. */
  readonly known: ReadonlySet<string>;
}

/** A file of containers, or one that they are given. */
export interface FoundFile extends ReadFile<ComposeFacts | EnvFacts | DockerfileFacts | ConfigFacts | LoggingFacts> {
  readonly kind: FileKind;
  readonly why: string;
  /** The versions of Flink that it names where nobody but its reader sees them. */
  readonly evidence?: readonly VersionEvidence[];
}
