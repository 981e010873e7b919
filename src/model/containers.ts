import type { Comment, ConfigFacts, ContainerFacts, Mount, Properties, Variable, Word } from './facts.js';
import type { Span } from './span.js';

/** A service of a compose file. */
export interface ComposeService extends ContainerFacts {
  /** The folder that its image is built from, and the Dockerfile, both relative to the root; left out where unknown. */
  readonly build?: { readonly at: Span; readonly dockerfile?: string; readonly context?: string };
}

/** What a compose file says. */
export interface ComposeFacts {
  readonly kind: 'compose';
  readonly file: string;
  /** Those that run Flink, or may do so. */
  readonly services: readonly ComposeService[];
  readonly comments: readonly Comment[];
}

/** Text that a `RUN` writes into a file of Flink's configuration. */
export interface WrittenFile {
  readonly name: 'flink-conf.yaml' | 'config.yaml';
  /** Whether what was in the file before is gone. */
  readonly replaces: boolean;
  readonly facts: ConfigFacts;
}

/** A stage of a Dockerfile, with what it takes over from the stages that it is built from. */
export interface ImageStage {
  readonly name?: string;
  /** The image that the first of those stages starts with, with the defaults of arguments filled in. */
  readonly base: Word;
  readonly environment: readonly Variable[];
  readonly properties?: Properties;
  /** What is copied into it from the folder that it is built from. */
  readonly copies: readonly Mount[];
  readonly written: readonly WrittenFile[];
  readonly entrypoint?: readonly Word[];
  readonly command?: readonly Word[];
  readonly user?: Word;
  /** Why its configuration cannot be seen to its end. */
  readonly open?: string;
}

/** What a Dockerfile says. */
export interface DockerfileFacts {
  readonly kind: 'dockerfile';
  readonly file: string;
  readonly stages: readonly ImageStage[];
  readonly comments: readonly Comment[];
}
