import type { FlinkCommand } from './commands.js';
import type { Comment, ConfigFacts, ContainerFacts, Mount, Properties, Variable, Word } from './facts.js';
import type { Span } from './span.js';

/** The name of an image. */
export interface ImageName extends Word {
  /** The version of Flink in its tag, where that is written. */
  readonly version?: Word;
}

/** A service of a compose file. */
export interface ComposeService extends ContainerFacts {
  readonly image?: ImageName;
  /** The folder that its image is built from, and the Dockerfile, both relative to the root; left out where unknown. */
  readonly build?: { readonly at: Span; readonly dockerfile?: string; readonly context?: string };
  /** What it runs of Flink's as a client. */
  readonly commands?: readonly FlinkCommand[];
}

/** What one `docker compose up` starts. */
export interface Composition {
  /** Of the first file, or of all where that is started in other ways too. */
  readonly name: string;
  /** The compose files, each laid over those before it, then what else they take something from. */
  readonly files: readonly string[];
  /** Those that run Flink, or may do so. */
  readonly services: readonly ComposeService[];
}

/** What a compose file says. */
export interface ComposeFacts {
  readonly kind: 'compose';
  readonly file: string;
  /** As this file alone has them. */
  readonly services: readonly ComposeService[];
  readonly comments: readonly Comment[];
  /** What is started with this file as the first, alone and with others over it; left out where it never is the first. */
  readonly compositions?: readonly Composition[];
}

/** What a file of variables says that compose reads: `.env`, or an `env_file`. */
export interface EnvFacts {
  readonly kind: 'env';
  readonly file: string;
  readonly variables: readonly Variable[];
  readonly comments: readonly Comment[];
  readonly properties?: Properties;
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
  /** What its `RUN` instructions say. */
  readonly ran: readonly Word[];
  readonly entrypoint?: readonly Word[];
  readonly command?: readonly Word[];
  readonly user?: Word;
  /** Why its configuration cannot be seen to its end. */
  readonly open?: string;
}

/** An image of Flink's, with what is made of it before its containers start. */
export interface FlinkImage {
  /** The name of Flink's own image. */
  readonly base: Word;
  readonly environment: readonly Variable[];
  /** What is copied into it, and what its containers have mounted. */
  readonly placed: readonly Mount[];
  /** What its Dockerfile runs. */
  readonly ran: readonly Word[];
  readonly command: readonly Word[];
  readonly user?: Word;
  /** Whether containers are started by the entry point of Flink's image. */
  readonly ownEntry: boolean;
  /** Whether one is started here; else whoever starts it may give it other variables. */
  readonly started: boolean;
  /** Why something of it cannot be seen. */
  readonly open?: string;
}

/** What a Dockerfile says. */
export interface DockerfileFacts {
  readonly kind: 'dockerfile';
  readonly file: string;
  readonly stages: readonly ImageStage[];
  readonly comments: readonly Comment[];
}
